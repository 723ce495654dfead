from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganisationsConfig(AppConfig):
    name = "apps.organisations"

    def ready(self) -> None:
        from apps.jobs import handlers
        from apps.organisations import rules  # noqa: F401
        from apps.organisations.services import rolls

        handlers.register("roll-check", _("Try a roll of people"), rolls.check)
        handlers.register("roll-write", _("Bring in people"), rolls.write)
