"""Movement between the levels of two years: the matrix, who is behind each figure, and what reads foreign levels."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from heapq import merge
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from django.core.cache import cache
from django.db.models import QuerySet
from django.http import QueryDict

from apps.campaigns.models import Campaign
from apps.core.asked import whole
from apps.criteria.dictionaries import dictionary_for
from apps.criteria.models import Dictionary
from apps.criteria.selectors import is_same_method, rulebook_of
from apps.evaluations.level_moves import KEPT_SECONDS, LevelMatrix, Pair, came, going, left, level_matrix, stayed
from apps.evaluations.marks import NO_ZONE
from apps.evaluations.models import Result, Run
from apps.evaluations.selectors import results_for
from apps.rating.dictionary import directions
from apps.reports.league import Question
from apps.reports.present import Presenter
from apps.reports.years_seen import seen_runs

LISTS = ("risen", "fallen", "stayed", "came", "left")
PAGE = 20
FIELDS = {"zone": "zone", "unit": "unit", "type": "branch_type"}


@dataclass(frozen=True)
class Asked:
    """since: the earlier campaign's slug; listed: one of LISTS; cell: outcome before and now; scope and group as in
    the league table; after, before: the key of a page."""

    since: str = ""
    listed: str = ""
    cell: Pair | None = None
    scope: str = ""
    group: str = ""
    after: int | None = None
    before: int | None = None

    @classmethod
    def of(cls, query: QueryDict) -> "Asked":
        """Read an address; what cannot be read is left out."""
        start, end, place = whole(query.get("was")), whole(query.get("is")), Question.of(query)
        listed, is_narrowed = query.get("list", ""), place.scope in FIELDS and bool(place.group)
        return cls(
            since=query.get("since", ""),
            listed=listed if listed in LISTS else "",
            cell=None if start is None or end is None else (start, end),
            scope=place.scope if is_narrowed else "",
            group=place.group if is_narrowed else "",
            after=place.after,
            before=place.before,
        )

    def query(self, **changes: Any) -> str:
        """The same question as an address with some parts changed, from the first page."""
        asked = replace(self, **({"after": None, "before": None} | changes))
        pairs: list[tuple[str, Any]] = [("since", asked.since), ("list", asked.listed)]
        pairs += zip(("was", "is"), asked.cell or (), strict=False)
        pairs += [("scope", asked.scope), (asked.scope, asked.group)] if asked.scope else []
        pairs += [("after", asked.after), ("before", asked.before)]
        return "?" + urlencode([(name, value) for name, value in pairs if value not in ("", None)])


@dataclass(frozen=True)
class Shown:
    """One page of rows, and the keys that lead on and back."""

    rows: Sequence[Result]
    after: int | None
    before: int | None


def ways(before: Run, now: Run, dictionary: Dictionary | None) -> tuple[tuple[int | None, ...], ...]:
    """The way between any two outcomes of two runs; see `directions`."""
    words = dictionary.words if dictionary else {}
    return directions(rulebook_of(before.rulebook_version), rulebook_of(now.rulebook_version), words)


def pairs_of(table: Sequence[Sequence[int | None]], way: int) -> list[Pair]:
    """From which outcome to which the way is this one."""
    return [(start, end) for start, row in enumerate(table) for end, each in enumerate(row) if each == way]


class LevelMoves:
    """Two runs of one committee side by side, as the address asks; `chosen` is None where nothing came earlier."""

    def __init__(self, person: Any, campaign: Campaign, run: Run, asked: Asked) -> None:
        self.person, self.campaign, self.now, self.asked = person, campaign, run, asked
        self.show = Presenter.of(rulebook_of(run.rulebook_version))

    @cached_property
    def earlier(self) -> list[Run]:
        """The committee's earlier years, newest first."""
        return seen_runs(self.person, self.campaign.committee_id, before=self.campaign)

    @cached_property
    def chosen(self) -> Run | None:
        """The run asked for, else last year's; None for one that is unknown or not to be compared."""
        named = [run for run in self.earlier if self.asked.since in ("", run.campaign.slug)]
        return named[0] if named else None

    @property
    def before(self) -> Run:
        """The same, once it is known to be there."""
        if self.chosen is None:
            raise LookupError("no earlier year")
        return self.chosen

    @cached_property
    def base(self) -> Run | None:
        """The run before the earlier one: from it one rose, if one has stayed since."""
        later = self.earlier.index(self.before) + 1
        return self.earlier[later] if later < len(self.earlier) else None

    @cached_property
    def dictionary(self) -> Dictionary | None:
        """What reads the earlier levels in today's words; None for the same rulebook or where nobody wrote one."""
        return self.between(self.before, self.now)

    def between(self, before: Run, now: Run) -> Dictionary | None:
        if before.rulebook_version.rulebook_id == now.rulebook_version.rulebook_id:
            return None
        return dictionary_for(self.campaign.committee, before.rulebook_version, now.rulebook_version)

    @property
    def is_same_method(self) -> bool:
        return is_same_method(self.before.rulebook_version, self.now.rulebook_version)

    @cached_property
    def names_before(self) -> list[str]:
        """The words of the earlier rulebook's outcomes."""
        return [each.name for each in rulebook_of(self.before.rulebook_version).outcomes]

    @cached_property
    def names_now(self) -> list[str]:
        return [each.name for each in self.show.rules.outcomes]

    @cached_property
    def directions(self) -> tuple[tuple[int | None, ...], ...]:
        """Up, down or alike, by outcome before and outcome now; None where nothing can be said."""
        return ways(self.before, self.now, self.dictionary)

    def pairs(self, way: int) -> list[Pair]:
        """From which outcome to which one rises (1), falls (−1) or stays (0)."""
        return [
            (start, end) for start, row in enumerate(self.directions) for end, each in enumerate(row) if each == way
        ]

    @property
    def group(self) -> dict[str, Any]:
        """The zone, unit or type asked for, as a filter of results."""
        scope, group = self.asked.scope, self.asked.group
        if not scope:
            return {}
        value = group if scope == "type" else None if group == NO_ZONE else whole(group) or 0
        return {FIELDS[scope]: value}

    @cached_property
    def matrix(self) -> LevelMatrix:
        return level_matrix(self.before, self.now, self.group)

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many are on each list; who left is counted only in the whole, and stayers where three years are there."""
        matrix = self.matrix
        found = {"risen": matrix.going(self.pairs(1)), "fallen": matrix.going(self.pairs(-1))}
        found |= {"stayed": self.count_stayed()} if self.base else {}
        return found | {"came": sum(matrix.came)} | ({} if self.group else {"left": sum(matrix.left)})

    @property
    def kept(self) -> int:
        return self.matrix.going(self.pairs(0))

    def count_stayed(self) -> int:
        runs = "-".join(f"{run.pk}:{run.digest[:16]}" for run in (self.base, self.before, self.now))
        key = f"stayed:{runs}:{sorted(self.group.items())!r}".encode().hex()[:200]
        found = cache.get(key)
        if found is None:
            found = sum(rows.count() for rows in self.stayers(self.now.results.filter(**self.group)))
            cache.set(key, found, KEPT_SECONDS)
        return found

    def stayers(self, rows: QuerySet[Result]) -> list[QuerySet[Result]]:
        risen = pairs_of(ways(self.base, self.before, self.between(self.base, self.before)), 1)
        return stayed(rows, self.base, self.before, risen, [*self.pairs(0), *self.pairs(1)])

    @property
    def listed(self) -> str:
        """Which list is shown: the one asked for where it is there, else who rose."""
        return self.asked.listed if self.asked.listed in self.counts else "risen"

    def parts(self) -> list[QuerySet[Result]]:
        """The rows behind what is asked for, in one or several parts."""
        rows = results_for(self.person, self.campaign, self.now).filter(**self.group)
        if self.asked.cell:
            return [going(rows, self.before, [self.asked.cell])]
        if self.listed == "stayed":
            return self.stayers(rows)
        if self.listed == "came":
            return [came(rows, self.before)]
        if self.listed == "left":
            return [left(self.before, self.now)]
        return [going(rows, self.before, self.pairs(1 if self.listed == "risen" else -1))]

    @property
    def total(self) -> int:
        """How many rows the list has, from what is counted already."""
        if not self.asked.cell:
            return self.counts[self.listed]
        start, end = self.asked.cell
        rows = self.matrix.counts[start : start + 1]
        return sum(sum(row[end : end + 1]) for row in rows)

    def page(self) -> Shown:
        """One page by key."""
        after, before = self.asked.after, self.asked.before
        found = list(islice(self.in_order(after, before), PAGE + 1))
        more, found = len(found) > PAGE, found[:PAGE]
        if before is not None:
            found.reverse()
            return Shown(found, found[-1].position if found else None, found[0].position if more else None)
        return Shown(found, found[-1].position if more else None, found[0].position if found and after else None)

    def in_order(self, after: int | None = None, before: int | None = None) -> Iterator[Result]:
        """The rows of all parts in league order (backwards before a key), at most a page of each."""
        parts = [part.select_related("unit", "zone") for part in self.parts()]
        if before is not None:
            found = [part.filter(position__lt=before).order_by("-position")[: PAGE + 1] for part in parts]
            return merge(*found, key=lambda row: -row.position)
        found = [part.filter(position__gt=after or 0).order_by("position")[: PAGE + 1] for part in parts]
        return merge(*found, key=lambda row: row.position)

    def everything(self) -> Iterator[Result]:
        """Every row of the list, in league order."""
        parts = [part.select_related("unit", "zone").order_by("position").iterator() for part in self.parts()]
        return merge(*parts, key=lambda row: row.position)
