from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvaluationsConfig(AppConfig):
    name = "apps.evaluations"

    def ready(self) -> None:
        from apps.evaluations import rules, services  # noqa: F401
        from apps.jobs import handlers

        handlers.register("evaluate", _("Working run"), services.do_working_run)
        handlers.register("number-run", _("Numbered run"), services.do_numbered_run)
