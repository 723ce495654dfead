"""Who may visit whom, what is looked at on site, what did a team see: read by pages, REST, sheets and services."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from apps.accounts.models import User
from apps.assessments.choices import StopStatus
from apps.assessments.lines import lines_of, main_sheet
from apps.assessments.models import Assessment, Stop, StopCheck, Visit
from apps.assessments.refining import rules_for
from apps.assessments.values import written
from apps.campaigns.models import Campaign
from apps.evidence.choices import UseKind
from apps.evidence.models import Use
from apps.organisations.choices import GRANTS, Power
from apps.organisations.models import Appointment, reach_of
from apps.organisations.reach import SEGMENT
from apps.rating.rulebook import Criterion, Rulebook

MARKERS = [role for role, powers in GRANTS.items() if Power.MARK in powers]


@dataclass(frozen=True)
class Seen:
    """What a team saw of one criterion, as it stands beside the mark; `mark` is as its field holds it."""

    check: int
    mark: str
    words: str
    team: str
    photos: int
    on: Any
    url: str


def people_to_send(campaign: Campaign) -> QuerySet[User]:
    """Everybody who marks in the campaign's scope today."""
    path = campaign.committee.path
    above = [path[:end] for end in range(SEGMENT, len(path) + 1, SEGMENT)]
    held = Appointment.objects.on(timezone.localdate()).filter(role__in=MARKERS)
    held = held.filter(Q(node__path__in=above) | Q(node__path__startswith=path))
    return User.objects.filter(pk__in=held.order_by().values("person"), is_active=True).order_by("name")


def may_visit(person: Any, assessment: Assessment) -> bool:
    """Whether the person's offices include marking this branch."""
    return reach_of(person).covers(Power.MARK, assessment.path, assessment.zone_id)


def nearness(person: Any, assessment: Assessment) -> bool:
    """Whether the person has an office in the branch's own unit, or below it, and so stays away."""
    held = Appointment.objects.on(timezone.localdate()).filter(person=person)
    return held.filter(node__path__startswith=assessment.unit.path).exists()


def lines_on_site(rules: Rulebook) -> list[Criterion]:
    """The criteria that a team may mark: the typed lines of the sheet that counts."""
    party = main_sheet(rules)
    return [line for line in rules.criteria if not line.party or party.startswith(line.party)]


def usual_criteria(campaign: Campaign, rules: Rulebook) -> list[str]:
    """What the last plan looked at; before the first, what asks for proof, else everything."""
    last = Visit.objects.filter(campaign=campaign).order_by("-pk").first()
    if last:
        return last.criteria
    lines = lines_on_site(rules)
    return [line.code for line in lines if line.proof] or [line.code for line in lines]


def lines_at(stop: Stop) -> list[Criterion]:
    """What is looked at in this branch, in the rulebook's order; a unit's own indicators for the line they replace."""
    rules, chosen = rules_for(stop.assessment), set(stop.visit.criteria)
    lines = lines_of(rules, stop.assessment.branch_type, main_sheet(rules))
    return [line for line in lines if line.code in chosen or (line.part_of and line.part_of in chosen)]


def is_on_team(person: Any, visit: Visit) -> bool:
    """Whether the person is a member of the visit's team."""
    return any(member.person_id == person.pk for member in visit.team.all())


def photos_at(stops: Iterable[int]) -> dict[tuple[int, str], list[Use]]:
    """The photos of these stops by stop and criterion, in the order they came; one query."""
    uses = Use.objects.filter(kind=UseKind.STOP, key__in=list(stops)).standing().select_related("file", "evidence")
    found: dict[tuple[int, str], list[Use]] = {}
    for use in uses.order_by("pk"):
        found.setdefault((use.key, use.part), []).append(use)
    return found


def stops_of(assessment: Assessment) -> QuerySet[Stop]:
    """Where teams were, or are, at this branch; cancelled days and what was left out do not count."""
    rows = Stop.objects.filter(assessment=assessment, visit__cancelled_at=None)
    rows = rows.filter(status__in=[StopStatus.STARTED, StopStatus.SIGNED]).select_related("visit__campaign")
    return rows.prefetch_related("visit__team__person", "checks", "findings").order_by("visit__on", "pk")


def seen_on_site(stops: Iterable[Stop], lines: Mapping[str, Criterion]) -> dict[str, Seen]:
    """What the latest of these stops that both sides signed saw, by criterion."""
    found: dict[str, Seen] = {}
    signed = [stop for stop in stops if stop.status == StopStatus.SIGNED]
    photos = photos_at(stop.pk for stop in signed) if signed else {}
    for stop in signed:
        for check in stop.checks.all():
            if check.criterion in lines and (check.mark is not None or check.seen):
                count = len(photos.get((stop.pk, check.criterion), []))
                found[check.criterion] = seen_from(stop, check, lines[check.criterion], count)
    return found


def seen_from(stop: Stop, check: StopCheck, line: Criterion, photos: int) -> Seen:
    """One check as it stands beside a mark."""
    url = reverse("visits:sign", args=[stop.visit.campaign.slug, stop.pk])
    return Seen(check.pk, written(line, check.mark), check.seen, team_names(stop.visit), photos, stop.visit.on, url)


def team_names(visit: Visit) -> str:
    """The team by name, its leader first."""
    return "、".join(member.person.name for member in visit.team.all())
