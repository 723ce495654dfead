"""The first steps of a campaign or of a house without one: what is done, what comes next."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from apps.campaigns.models import Campaign


def first_steps(person: Any, campaign: Campaign) -> list[dict]:
    """Three steps from an empty campaign to the first result; buttons only for those who may take them."""
    conducts = person.has_perm("campaigns.change_campaign", campaign)
    enrolled = campaign.assessments.count()
    is_open = campaign.status != "draft"
    steps = [
        {
            "done": is_open,
            "title": _("Open the campaign"),
            "note": _("Marks are taken only while a stage is open"),
            "url": reverse("reports:campaign", args=[campaign.slug]),
            "button": _("Go there"),
        },
        {
            "done": enrolled > 0,
            "title": _("Bring in units and branches"),
            "note": _("%(n)s branches enrolled") % {"n": enrolled}
            if enrolled
            else _("From a workbook, or those of the scope"),
            "url": reverse("assessments:import-start", args=[campaign.slug]) if is_open else "",
            "button": _("Import") if is_open else "",
        },
        {
            "done": False,
            "title": _("Mark the branches"),
            "note": _("By hand or from a workbook; stars and places follow by themselves"),
            "url": reverse("assessments:sheet-list", args=[campaign.slug]) if enrolled else "",
            "button": _("Mark") if enrolled else "",
        },
    ]
    if not conducts:
        return [step | {"url": "", "button": ""} for step in steps]
    return steps
