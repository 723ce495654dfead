from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "apps.campaigns"

    def ready(self) -> None:
        from apps.campaigns import rules  # noqa: F401
        from apps.campaigns.selectors import campaigns_by_version
        from apps.criteria import uses

        uses.register(campaigns_by_version)
