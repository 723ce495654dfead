from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "apps.organisations"

    def ready(self) -> None:
        from apps.organisations import rules  # noqa: F401
