"""By which rules is a branch marked where its unit has added to them, who adds, and until when?"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from apps.assessments.choices import RefinementStatus
from apps.assessments.indicators import Indicator, Room, refined, rooms_of
from apps.assessments.models import Assessment, Refinement, Sheet
from apps.campaigns.choices import Act, Status
from apps.campaigns.models import Campaign
from apps.criteria.selectors import rulebook_of
from apps.organisations.choices import Kind
from apps.organisations.models import Node, NodeQuerySet
from apps.organisations.reach import SEGMENT
from apps.rating.rulebook import Rulebook

MARKING = (Act.SELF_MARK, Act.MARK)


def rules_for(assessment: Assessment) -> Rulebook:
    """The rules as the sheets of one branch show them, with what its unit has added."""
    return rules_at(assessment.campaign_id, rulebook_of(assessment.round.rulebook_version), assessment.path)


def rules_at(campaign: Any, rules: Rulebook, path: str) -> Rulebook:
    """The rules as sheets at and below a node show them; one query where the rulebook leaves room, else none."""
    rooms = {room.section.code: room for room in rooms_of(rules)}
    if not rooms:
        return rules
    above = [path[:end] for end in range(SEGMENT, len(path) + 1, SEGMENT)]
    rows = approved(campaign).filter(section__in=rooms, node__path__in=above).order_by("node__path")
    own = {rooms[row.section].line.code: indicators_of(row) for row in rows}
    return refined(rules, own) if own else rules


def approved(campaign: Any) -> Any:
    """The refinements of a campaign that stand."""
    return Refinement.objects.filter(campaign=campaign, status=RefinementStatus.APPROVED)


def indicators_of(row: Refinement) -> list[Indicator]:
    """A refinement's indicators as they are stored."""
    return [Indicator(**each) for each in row.indicators]


def granted(campaign: Campaign) -> list[Room]:
    """What the campaign's rulebook leaves to units."""
    return rooms_of(rulebook_of(campaign.rulebook_version))


def nodes_of(campaign: Campaign, room: Room) -> NodeQuerySet:
    """Who may add: the units of the scope, or the committees below the campaign's own (counties)."""
    below = Node.objects.below(campaign.committee.path).standing().in_order()
    if room.by == "county":
        return below.filter(kind=Kind.COMMITTEE).exclude(pk=campaign.committee_id)
    return below.units()


def freezing_at(campaign: Campaign) -> datetime | None:
    """The moment from which nothing can be added: the first in which anybody marks; none where no stage is dated."""
    kinds = [stage.opens_at for act in MARKING for stage in campaign.stages.permitting(act)]
    return min(kinds, default=None)


def is_frozen(campaign: Campaign, now: datetime | None = None) -> bool:
    """Whether own indicators stand as they are: marking has begun, or the campaign was opened without a day for it.

    A date that is put off later does not unfreeze what branches were marked by.
    """
    if campaign.status == Status.DRAFT:
        return False
    opens_at = freezing_at(campaign)
    if campaign.status != Status.OPEN or opens_at is None or opens_at <= (now or timezone.now()):
        return True
    return Sheet.objects.filter(assessment__campaign=campaign, version__gt=0).exists()


def refinements_of(campaign: Campaign, person: Any, rooms: Sequence[Room]) -> list[Refinement]:
    """One row for each unit that the person sees as a whole and each section with room, those not begun unsaved."""
    if not rooms:
        return []
    rows = Refinement.objects.visible_to(person).filter(campaign=campaign)
    standing = {(row.node_id, row.section): row for row in rows}
    found = []
    for room in rooms:
        here = Node.objects.visible_to(person).filter(pk__in=nodes_of(campaign, room).order_by())
        for node in here.in_order():
            row = standing.get((node.pk, room.section.code)) or Refinement(section=room.section.code)
            row.campaign, row.node = campaign, node
            found.append(row)
    return found
