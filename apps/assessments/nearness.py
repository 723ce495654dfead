"""Which people and units or branches must not meet: by an office there today or in the last two years, or declared."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone

from apps.assessments.assigning import Interests
from apps.assessments.models import Assessment, Assignment, Interest
from apps.assessments.seconds import second_of
from apps.campaigns.models import Campaign
from apps.organisations.models import Appointment
from apps.organisations.reach import SEGMENT, below

YEARS = 2


def years_ago(day: date, years: int) -> date:
    """The same day so many years before; 28 February where that day does not exist."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def own_units(campaign: Campaign, people: Collection[int]) -> set[tuple[int, int]]:
    """Pairs (person, unit) of an office at or below a unit, or its Party committee, today or in the last two years."""
    units = dict(campaign.assessments.order_by().values_list("unit__path", "unit").distinct())
    today = timezone.localdate()
    held = Appointment.objects.filter(below(campaign.committee.path, "node__path"), person__in=people)
    held = held.filter(Q(until=None) | Q(until__gte=years_ago(today, YEARS)), since__lte=today)
    pairs = held.order_by().values_list("person", "node__path").distinct()
    return {(person, unit) for person, path in pairs if (unit := unit_at(units, path)) is not None}


def unit_at(units: Mapping[str, int], path: str) -> int | None:
    """The unit at or above a path."""
    ends = range(SEGMENT, len(path) + 1, SEGMENT)
    return next((units[path[:end]] for end in ends if path[:end] in units), None)


def interests_in(campaign: Campaign, people: Collection[int], party: str = "") -> Interests:
    """Everything that stands against these people, as the plan of an assignment takes it; five queries at most.

    With a party, also the branches that they mark blindly a second time: nobody is their own second.
    """
    units, branches = own_units(campaign, people), seconds_in(campaign, people, party) if party else set()
    rows = Interest.objects.filter(campaign=campaign, ended_at=None, person__in=people)
    declared = list(rows.values_list("person", "node__path"))
    if declared:
        found = campaign.assessments.order_by().values_list("pk", "unit", "path", "unit__path")
        for key, unit, path, unit_path in found:
            for person, at in declared:
                if unit_path.startswith(at):
                    units.add((person, unit))
                elif path.startswith(at):
                    branches.add((person, key))
    return Interests(frozenset(units), frozenset(branches))


def seconds_in(campaign: Campaign, people: Collection[int], party: str) -> set[tuple[int, int]]:
    """Pairs (person, branch) of who marks a branch a second time for a party."""
    rows = Assignment.objects.standing().filter(campaign=campaign, party=second_of(party), person__in=people)
    return set(rows.order_by().values_list("person", "assessment"))


def is_near(person: Any, assessment: Assessment) -> bool:
    """Whether this person must not mark this branch."""
    found = interests_in(assessment.campaign, [person.pk])
    return (person.pk, assessment.unit_id) in found.units or (person.pk, assessment.pk) in found.branches
