"""Who owes what in a campaign today? By the same keys as the items of to-do lists, for all people at once."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max
from django.utils import timezone

from apps.assessments.choices import SubmissionStatus as S
from apps.assessments.models import Assessment, Handover
from apps.campaigns.choices import StageKind
from apps.campaigns.ends import Ends
from apps.campaigns.models import Campaign
from apps.organisations.choices import Role
from apps.organisations.models import Appointment
from apps.workflow.counting import unmarked
from apps.workflow.late import CHECK, HAND_OVER, MARK, RECEIVE, SUBMIT, WITH_NOBODY_YET

FILLING_IN = (Role.SECRETARY, Role.CLERK)


@dataclass(frozen=True)
class Owed:
    """One thing that one person owes: `key` is the item's on the to-do list, `unit` whose branches it concerns."""

    person: int
    key: str
    topic: str
    campaign: Campaign
    unit: int | None
    due_at: datetime


def owing(campaign: Campaign, now: datetime) -> list[Owed]:
    """Everything that somebody owes in the stages that have begun; a constant number of queries.

    What is done is not in it: a branch that submitted, a unit that handed over, a sheet that is full.
    """
    stages = {stage.kind: stage for stage in campaign.stages.all() if stage.opens_at <= now}
    found: list[Owed] = []
    if stage := stages.get(StageKind.SELF_ASSESSMENT):
        found += of_branches(campaign, Ends(stage))
        found += of_units(campaign, Ends(stage))
        found += of_receiving(campaign, max(s.closes_at for s in (stage, stages.get(StageKind.SCORING)) if s))
    if stage := stages.get(StageKind.SCORING):
        found += of_markers(campaign, Ends(stage))
    return found


def of_branches(campaign: Campaign, ends: Ends) -> Iterator[Owed]:
    """Secretaries and clerks of branches that have not submitted."""
    rows = Assessment.objects.of(campaign).filter(WITH_NOBODY_YET).order_by().annotate(end=ends.of_branch())
    left = {node: rest for node, *rest in rows.values_list("node_id", "pk", "unit_id", "end")}
    for person, node in holding(FILLING_IN, left):
        pk, unit, end = left[node]
        yield Owed(person, f"self-{pk}", SUBMIT, campaign, unit, end)


def of_units(campaign: Campaign, ends: Ends) -> Iterator[Owed]:
    """Reviewers of units with something to check, or with everything checked and nothing handed over."""
    counts: dict[tuple[int, datetime], Counter[str]] = defaultdict(Counter)
    rows = Assessment.objects.of(campaign).order_by().annotate(end=ends.of_unit())
    for unit, end, status, n in rows.values_list("unit_id", "end", "submission__status").annotate(n=Count("pk")):
        counts[unit, end][status or S.FILLING] += n
    steps = {unit: (topic, end) for (unit, end), by_status in counts.items() if (topic := next_step(by_status))}
    for person, unit in holding([Role.REVIEWER], steps):
        topic, end = steps[unit]
        yield Owed(person, f"{topic}-{campaign.pk}-{unit}", topic, campaign, unit, end)


def next_step(by_status: Counter[str]) -> str:
    """What a unit does next, as its to-do list says it."""
    if by_status[S.SUBMITTED]:
        return CHECK
    with_branches = by_status[S.FILLING] + by_status[S.READY] + by_status[S.RETURNED]
    return HAND_OVER if by_status[S.APPROVED] and not with_branches else ""


def of_receiving(campaign: Campaign, due_at: datetime) -> Iterator[Owed]:
    """Staff, while a unit waits to be received."""
    if not Handover.objects.filter(campaign=campaign, ended_at=None, received_at=None).exists():
        return
    for person, _node in holding([Role.STAFF], [campaign.committee_id]):
        yield Owed(person, f"receive-{campaign.pk}", RECEIVE, campaign, None, due_at)


def of_markers(campaign: Campaign, ends: Ends) -> Iterator[Owed]:
    """Zone leads of branches that lack marks; staff, whose list holds them as well."""
    lacking = Assessment.objects.of(campaign).filter(unmarked([campaign])).order_by().annotate(end=ends.of_branch())
    zones = dict(lacking.values_list("unit__zone_id").annotate(last=Max("end")))
    if not zones:
        return
    held = Appointment.objects.on(timezone.localdate()).filter(node=campaign.committee_id, person__is_active=True)
    for person, role, zone in held.order_by().values_list("person_id", "role", "zone_id"):
        if role == Role.STAFF or (role == Role.ZONE_LEAD and (zone is None or zone in zones)):
            end = zones.get(zone) or max(zones.values())
            yield Owed(person, f"mark-{campaign.pk}", MARK, campaign, None, end)


def holding(roles: Iterable[str], nodes: Iterable[int]) -> Iterator[tuple[int, int]]:
    """People who hold one of these offices today at one of these nodes: (person, node), each once."""
    wanted = set(nodes)
    if not wanted:
        return
    held = Appointment.objects.on(timezone.localdate()).filter(role__in=list(roles), person__is_active=True)
    for person, node in held.order_by("person", "node").values_list("person_id", "node_id").distinct():
        if node in wanted:
            yield person, node
