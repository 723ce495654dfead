"""The health of a campaign's criteria as pages and programs show it: every share with its counts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import TypeVar

import numpy as np
from django.core.cache import cache
from django.http import QueryDict
from django.utils.translation import get_language

from apps.core.asked import whole
from apps.criteria.selectors import rulebook_of
from apps.evaluations.health.columns import Marked, marked_in
from apps.evaluations.health.criteria import CriterionHealth, Pair, all_pairs, criteria_health, repeating
from apps.evaluations.health.fairness import GroupShare, OutOfReach, group_shares, out_of_reach
from apps.evaluations.health.proof import Unproved, unproved
from apps.evaluations.health.weight import Weight, weights
from apps.evaluations.models import Run
from apps.evaluations.sizes import members_of
from apps.evaluations.whatif.trial import Rated, rated_as_it_was
from apps.organisations.models import Zone
from apps.rating.rulebook import Rulebook
from apps.reports.grouping import SCOPES, groups_of

SMALL = 5
HOUR = 3600
Found = TypeVar("Found")


@dataclass(frozen=True)
class Asked:
    """What the address asks of fairness: the groups, whose share ("level:四星" or "star:A"), what is small."""

    scope: str = SCOPES[0]
    of: str = ""
    up_to: int = SMALL

    @classmethod
    def of_query(cls, query: QueryDict) -> "Asked":
        """Read an address; what cannot be read is left out."""
        scope = query.get("scope", "")
        return cls(scope if scope in SCOPES else SCOPES[0], query.get("of", ""), whole(query.get("up_to")) or SMALL)


class Health:
    """Everything about the criteria of one run."""

    def __init__(self, run: Run, asked: Asked, zones: Sequence[Zone]) -> None:
        self.run, self.asked, self.zones = run, asked, zones

    @cached_property
    def rated(self) -> Rated:
        return rated_as_it_was(self.run)

    @property
    def rules(self) -> Rulebook:
        return rulebook_of(self.run.rulebook_version)

    def kept(self, name: str, count: Callable[[], Found]) -> Found:
        """Figures of a whole run, counted from all its marks once and then kept for an hour."""
        words = sha256(f"{self.run.pk}:{self.run.digest}:{get_language()}:{name}".encode()).hexdigest()
        return cache.get_or_set(f"reports:health:{words}", count, HOUR)

    @cached_property
    def columns(self) -> Marked:
        return marked_in(self.run)

    @cached_property
    def criteria(self) -> list[CriterionHealth]:
        return self.kept("criteria", lambda: criteria_health(self.columns))

    @cached_property
    def weights(self) -> list[Weight]:
        """How much each criterion decides."""
        return self.kept("weights", lambda: weights(self.columns))

    @cached_property
    def pairs(self) -> list[Pair]:
        """Every two criteria, the most alike first."""
        return self.kept("pairs", lambda: all_pairs(self.columns))

    @cached_property
    def repeating(self) -> list[Pair]:
        return repeating(self.pairs)

    @cached_property
    def unproved(self) -> list[Unproved]:
        """Marks that stand on no proof."""
        return self.kept("unproved", lambda: unproved(self.run, self.columns))

    @cached_property
    def choices(self) -> list[str]:
        """Whose share can be asked for: each level that is rated, then each star."""
        levels = [f"level:{level.name}" for level in self.rules.levels if level.rated]
        return levels + [f"star:{star.code}" for star in self.rules.stars]

    @property
    def chosen(self) -> str:
        """The share asked for, else the second level's."""
        choices = self.choices
        return self.asked.of if self.asked.of in choices else choices[min(1, len(choices) - 1)] if choices else ""

    def reached(self) -> np.ndarray:
        """bool[n]: who reaches the level or lit the star that is asked for."""
        kind, _colon, name = self.chosen.partition(":")
        if kind == "star":
            number = [star.code for star in self.rules.stars].index(name)
            return self.rated.outcome.lit[:, number]
        return self.rated.standing.reaches(name)

    @cached_property
    def groups(self) -> list[GroupShare]:
        """How the groups fare."""
        return self.kept(f"groups:{self.asked.scope}:{self.chosen}", self.shares) if self.chosen else []

    def shares(self) -> list[GroupShare]:
        numbers, names = groups_of(self.run, self.asked.scope, self.zones)
        return group_shares(self.reached(), numbers, names)

    @cached_property
    def out_of_reach(self) -> list[OutOfReach]:
        """What small branches do not reach."""
        up_to = self.asked.up_to
        return self.kept(f"reach:{up_to}", lambda: out_of_reach(self.columns, members_of(self.run), up_to))
