from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvidenceConfig(AppConfig):
    name = "apps.evidence"

    def ready(self) -> None:
        from apps.evidence import likeness
        from apps.jobs import handlers

        handlers.register(likeness.JOB, _("Look for proof that is alike"), likeness.look)
