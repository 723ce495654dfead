from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssessmentsConfig(AppConfig):
    name = "apps.assessments"

    def ready(self) -> None:
        from apps.assessments import imports, rules  # noqa: F401
        from apps.assessments.guests import granted_uses
        from apps.assessments.services.enrolment import follow_rulebook
        from apps.campaigns import following
        from apps.evidence import granting
        from apps.jobs import handlers

        granting.register(granted_uses)
        following.register(follow_rulebook)

        handlers.register("import-check", _("Try an import"), imports.check)
        handlers.register("import-write", _("Import"), imports.write)
