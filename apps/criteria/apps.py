from django.apps import AppConfig


class CriteriaConfig(AppConfig):
    name = "apps.criteria"

    def ready(self) -> None:
        from apps.criteria import rules  # noqa: F401
