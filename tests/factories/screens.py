"""Hall screens for tests: set up by staff, with the secret part of the address in hand."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from apps.reports.choices import HallPage
from apps.reports.models import Screen
from apps.reports.services.screens import Wishes, create_screen
from tests.factories import notices
from tests.factories.houses import House


def wishes(**changed: Any) -> Wishes:
    """A screen of every page for a week."""
    usual = {"name": "一楼大厅", "pages": HallPage.values, "ends_on": timezone.localdate() + timedelta(days=7)}
    return Wishes(**usual | changed)


def hang(house: House, **changed: Any) -> tuple[Screen, str]:
    """A screen of the house's campaign and the secret part of its address."""
    return create_screen(house.staff, house.campaign, wishes(**changed))


def row(house: House) -> dict[str, Any]:
    """The address of a screen among the committee's own pages."""
    return {"slug": house.campaign.slug, "pk": hang(house)[0].pk}


def wall(house: House) -> dict[str, Any]:
    """The secret address, the public notice standing."""
    notices.stand_kept(house)
    return {"token": hang(house)[1]}


def figures(house: House) -> dict[str, Any]:
    """The address of the ordinary page."""
    notices.stand_kept(house)
    return {"key": hang(house)[0].key}


def body(house: House) -> dict[str, Any]:
    """What a program sends for a new screen."""
    return {"name": "一楼大厅", "pages": ["overview"], "ends_on": str(timezone.localdate() + timedelta(days=7))}
