"""What would an assignment be, from the facts as they stand now? Read by the trial, and again by the act itself."""

import hashlib
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from apps.assessments.assigning import Branch, Interests, Plan, Scorer, Why, assign
from apps.assessments.models import Assignment
from apps.assessments.nearness import interests_in
from apps.assessments.pool import begun, branches_to_mark, office_zones, scorers_of, standing_of
from apps.campaigns.models import Campaign
from apps.criteria.selectors import rulebook_of


@dataclass(frozen=True)
class Asked:
    """How branches are to be shared out: `anew` parts also what was given and not begun; else what stands stays.

    `without` is a person whose unfinished branches go to the others.
    """

    anew: bool = False
    keep_units: bool = False
    without: int | None = None


def as_planned(row: Any, limit: frozenset[int] | None) -> Scorer:
    """A scorer as the plan takes them; who may mark in no zone that they take on carries nothing."""
    chosen = frozenset(row.zones)
    zones = chosen if limit is None else (chosen & limit if chosen else limit)
    load = 0 if limit is not None and not zones else row.load
    return Scorer(row.person_id, load, zones, frozenset(row.types))


class Proposal:
    """The plan for one party with the facts behind it; the same facts give the same `digest`."""

    def __init__(self, campaign: Campaign, party: str, asked: Asked) -> None:
        self.campaign, self.party, self.asked = campaign, party, asked

    @cached_property
    def branches(self) -> list[Branch]:
        return branches_to_mark(self.campaign, rulebook_of(self.campaign.rulebook_version), self.party)

    @cached_property
    def standing(self) -> dict[int, Assignment]:
        return standing_of(self.campaign, self.party)

    @cached_property
    def scorers(self) -> list[Any]:
        rows = scorers_of(self.campaign, self.party).order_by("pk")
        return [row for row in rows if row.person_id != self.asked.without]

    @cached_property
    def fixed(self) -> dict[int, int]:
        """Branch → person of what stays: finished and begun ones always, the others unless all is parted anew.

        Of somebody who goes only what they finished stays.
        """
        started = begun(self.campaign, self.party)
        return {key: row.person_id for key, row in self.standing.items() if self.stays(row, key in started)}

    def stays(self, row: Assignment, is_begun: bool) -> bool:
        """Whether a branch keeps who marks it; one that the person turned out to stand near to does not."""
        if row.finished_at:
            return True
        if row.person_id == self.asked.without or self.is_near(row):
            return False
        return is_begun or not self.asked.anew

    @cached_property
    def near(self) -> Interests:
        people = {row.person_id for row in self.scorers} | {row.person_id for row in self.standing.values()}
        return interests_in(self.campaign, people, self.party)

    def is_near(self, row: Assignment) -> bool:
        """Whether who marks a branch stands near to it."""
        unit = self.units.get(row.assessment_id)
        return (row.person_id, unit) in self.near.units or (row.person_id, row.assessment_id) in self.near.branches

    @cached_property
    def units(self) -> dict[int, int]:
        return {branch.key: branch.unit for branch in self.branches}

    @cached_property
    def plan(self) -> Plan:
        limits = office_zones(self.campaign, [row.person_id for row in self.scorers], self.party)
        people = [as_planned(row, limits.get(row.person_id, frozenset())) for row in self.scorers]
        return assign(self.branches, people, self.near, self.fixed, keep_units=self.asked.keep_units)

    @cached_property
    def changed(self) -> dict[int, int]:
        """Branch → person, where another one is to mark than today, or anyone at all."""
        return {
            key: person
            for key, person in self.plan.given.items()
            if key not in self.standing or self.standing[key].person_id != person
        }

    @property
    def dropped(self) -> Collection[int]:
        """Branches that lose who marks them, and find nobody."""
        return [key for key in self.plan.left if key in self.standing]

    @property
    def digest(self) -> str:
        """What the trial showed, in short."""
        text = ";".join(f"{key}:{person}" for key, person in sorted(self.plan.given.items()))
        left = ";".join(f"{key}:{why}" for key, why in sorted(self.plan.left.items()))
        return hashlib.sha256(f"{text}|{left}|{sorted(self.standing)}".encode()).hexdigest()[:24]

    def left_by_reason(self) -> Counter[Why]:
        """How many branches find nobody, by the reason."""
        return Counter(self.plan.left.values())
