from functools import partial

from django.apps import AppConfig


class WorkflowConfig(AppConfig):
    name = "apps.workflow"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from apps.campaigns import gates
        from apps.jobs import handlers
        from apps.workflow import rules  # noqa: F401
        from apps.workflow.blockers import stopping
        from apps.workflow.reminding import sending, voters

        handlers.register(sending.KIND, _("Sending messages"), sending.do_sending)
        handlers.register(voters.KIND, _("Sending links to voters"), voters.do_round)

        for act in ("close", "seal", "notice", "name"):
            gates.register(act, partial(stopping, act))
