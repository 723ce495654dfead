"""What have units and the work committee to do about units' own indicators, before marking fixes them?"""

from collections import Counter
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.assessments.checkers import CHECKERS
from apps.assessments.choices import RefinementStatus as S
from apps.assessments.indicators import Room
from apps.assessments.models import Refinement
from apps.assessments.refining import freezing_at, granted, is_frozen, nodes_of
from apps.campaigns.models import Campaign
from apps.organisations.choices import Power
from apps.organisations.models import Node
from apps.rating.points import show_points
from apps.workflow.items import Item, Waiting
from apps.workflow.sources.desk import Desk


def refining_work(desk: Desk) -> tuple[list[Item], list[Waiting]]:
    """Items and what is waited for; asks nothing of the database where no rulebook leaves room."""
    items: list[Item] = []
    waiting: list[Waiting] = []
    checks = any(office.role in CHECKERS for office in desk.reach.offices)
    for campaign in desk.campaigns:
        rooms = granted(campaign)
        conducts = desk.reach.covers(Power.CAMPAIGN, campaign.committee.path, campaign.committee.zone_id)
        if not rooms or not (checks or conducts) or is_frozen(campaign, desk.now):
            continue
        rows = list(Refinement.objects.filter(campaign=campaign).select_related("node"))
        if checks:
            for room in rooms:
                unit_items, unit_waits = units_work(desk, campaign, room, rows)
                items += unit_items
                waiting += unit_waits
        if conducts:
            items += deciding(campaign, rows)
    return items, waiting


def units_work(desk: Desk, campaign: Campaign, room: Room, rows: list[Refinement]) -> tuple[list[Item], list[Waiting]]:
    """What is to be written for the units that the person checks, and what waits for approval."""
    offices = [office for office in desk.offices(Power.CHECK) if office.role in CHECKERS]
    reach = desk.reach_by(offices).where(Power.CHECK)
    standing = {row.node_id: row for row in rows if row.section == room.section.code}
    items, waiting, due_at = [], [], freezing_at(campaign)
    for node in nodes_of(campaign, room).filter(pk__in=Node.objects.filter(reach).order_by()):
        row = standing.get(node.pk) or Refinement(campaign=campaign, node=node, section=room.section.code)
        if row.status == S.SUBMITTED:
            title = _("Approval of the unit's own indicators")
            waiting.append(Waiting(title, str(campaign.committee), due_at, url_of(campaign, row)))
        elif row.status != S.APPROVED:
            items.append(writing(campaign, room, row, due_at))
    return items, waiting


def writing(campaign: Campaign, room: Room, row: Refinement, due_at: datetime | None) -> Item:
    """Write, go on, or mend."""
    words: dict[str, Any] = {"unit": row.node.name, "points": show_points(room.points)}
    icon, title, label = "pencil", _("Write the unit's own indicators"), _("Write them")
    why = _("%(unit)s: up to %(points)s points; who adds none keeps the one line") % words
    if row.status == S.RETURNED:
        words = {"who": row.decided_by_name, "reason": row.return_reason}
        icon, title, label = "arrow-back-up", _("Mend the returned indicators"), _("Go and mend")
        why = _("%(who)s: %(reason)s") % words
    elif row.indicators:
        title, label = _("Submit the unit's own indicators"), _("Go on")
        why = ngettext(
            "%(n)s indicator written, not submitted", "%(n)s indicators written, not submitted", len(row.indicators)
        )
        why = why % {"n": len(row.indicators)}
    return Item(
        key=f"refine-{campaign.pk}-{row.node_id}-{room.section.code}",
        icon=icon,
        title=title,
        why=why,
        source=campaign.name,
        url=url_of(campaign, row),
        label=label,
        due_at=due_at,
    )


def deciding(campaign: Campaign, rows: list[Refinement]) -> list[Item]:
    """Own indicators that wait for the work committee."""
    n = Counter(row.status for row in rows)[S.SUBMITTED]
    if not n:
        return []
    title = ngettext("Decide on the indicators of %(n)s unit", "Decide on the indicators of %(n)s units", n) % {"n": n}
    return [
        Item(
            key=f"approve-refinements-{campaign.pk}",
            icon="list-check",
            title=title,
            why=_("What is not approved before marking begins does not count."),
            source=campaign.name,
            url=f"{reverse('assessments:refinements', args=[campaign.slug])}?state={S.SUBMITTED}",
            label=_("Look at them"),
            due_at=freezing_at(campaign),
        )
    ]


def url_of(campaign: Campaign, row: Refinement) -> str:
    return reverse("assessments:refinement", args=[campaign.slug, row.node_id, row.section])
