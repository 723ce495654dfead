"""Secret ballots."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BallotsConfig(AppConfig):
    name = "apps.ballots"
    label = "ballots"

    def ready(self) -> None:
        from apps.ballots import rules  # noqa: F401
        from apps.ballots.services import counting
        from apps.jobs import handlers

        handlers.register(counting.KIND, _("Count the votes"), counting.do_count)
