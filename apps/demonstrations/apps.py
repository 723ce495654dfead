from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DemonstrationsConfig(AppConfig):
    name = "apps.demonstrations"

    def ready(self) -> None:
        from apps.assessments import beside
        from apps.demonstrations import rules  # noqa: F401
        from apps.demonstrations.proving import granted_uses
        from apps.demonstrations.reading import application_beside
        from apps.demonstrations.services.conferral_papers import do_conferral_papers
        from apps.evidence import granting
        from apps.jobs import handlers

        granting.register(granted_uses)
        beside.register(application_beside)
        handlers.register("confer-papers", _("Papers of titles"), do_conferral_papers)
