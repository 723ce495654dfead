"""Campaigns whose committee lets everybody read their branches, and the addresses of units and zones."""

from typing import Any

from apps.campaigns.services import set_publicity
from tests.factories import notices
from tests.factories.houses import House

CHOICE = {"is_public": True, "fields_shown": ["unit", "stars"], "reason": "公开评定结果"}


def unit(house: House) -> dict[str, Any]:
    """The address of the first unit in the campaign."""
    return {"slug": house.campaign.slug, "pk": house.units[0].pk}


def zone(house: House) -> dict[str, Any]:
    """The address of the first zone in the campaign."""
    return {"slug": house.campaign.slug, "pk": house.zones[0].pk}


def opened(house: House, *fields: str) -> dict[str, Any]:
    """The address of a public list: chosen by staff, with a notice in public."""
    set_publicity(house.staff, house.campaign, is_public=True, fields=fields, reason="公开评定结果")
    notices.stand_kept(house)
    return {"slug": house.campaign.slug}


def opened_branch(house: House) -> dict[str, Any]:
    """The address of one public branch."""
    return opened(house) | {"pk": house.assessments[0].pk}
