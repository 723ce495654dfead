"""Ledgers."""

from django.apps import AppConfig


class LedgersConfig(AppConfig):
    name = "apps.ledgers"
    label = "ledgers"

    def ready(self) -> None:
        from apps.ledgers import rules  # noqa: F401
