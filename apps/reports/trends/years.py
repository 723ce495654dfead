"""The years of one committee as trends read them: stored figures of one run a year, and where the method changed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from apps.campaigns.models import Campaign
from apps.core.asked import whole
from apps.criteria.dictionaries import words_between
from apps.criteria.selectors import is_same_method, rulebook_of
from apps.evaluations.figures_of_run import counts_in
from apps.evaluations.models import Run
from apps.evaluations.selectors import sees_all
from apps.evaluations.totals_of_run import totals_in
from apps.organisations.models import Node
from apps.reports.present import Presenter
from apps.reports.years_seen import seen_runs

MOST_YEARS = 8
MOST_COMMITTEES = 200
SCOPES = ("zone", "unit", "type")


@dataclass(frozen=True)
class Asked:
    """committee: its pk; scope and group: a zone, unit or type as in the league table, or empty for all; level: the
    word from which shares are counted, empty for the second best; find: a word that units are looked for by."""

    committee: int | None = None
    scope: str = ""
    group: str = ""
    level: str = ""
    find: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> "Asked":
        """Read an address: `part` as the page's form sends it (`zone:5`), else the first of zone, unit and type that it
        names; what cannot be read is left out."""
        scope, _colon, group = query.get("part", "").partition(":")
        if "part" not in query:
            scope = next((each for each in SCOPES if query.get(each)), "")
            group = query.get(scope, "") if scope else ""
        if scope not in SCOPES or not group or (scope in ("zone", "unit") and whole(group) is None):
            scope = group = ""
        return cls(whole(query.get("committee")), scope, group, query.get("level", ""), query.get("find", "").strip())

    def query(self, **changes: Any) -> str:
        """The same question as an address with some parts changed."""
        asked = replace(self, **changes)
        pairs: list[tuple[str, Any]] = [("committee", asked.committee), (asked.scope, asked.group)]
        return "?" + urlencode([(n, v) for n, v in [*pairs, ("level", asked.level)] if n and v not in ("", None)])


@dataclass(frozen=True)
class Year:
    """One campaign of the committee. counts: branches by outcome position; totals: see `count_totals`; is_new_method:
    rated otherwise than the year before, so that figures do not compare across."""

    run: Run
    show: Presenter
    counts: Sequence[int]
    totals: dict[str, Any]
    is_new_method: bool

    @property
    def number(self) -> int:
        return self.run.campaign.year

    @property
    def branches(self) -> int:
        return sum(self.counts)

    def words(self) -> list[str]:
        """The level words, best first."""
        return [level.name for level in self.show.rules.levels]

    def reaching(self, counts: Sequence[int], place: int) -> int:
        """How many of `counts` stand on the level at `place` or a better one."""
        return sum(counts[: place + 1])


def committees_of(person: Any) -> list[Node]:
    """The committees of whose ratings the person sees a whole league, the one with the newest campaign first."""
    rows = Campaign.objects.visible_to(person).ratings().filter(current_run__isnull=False, is_rehearsal=False)
    rows = rows.select_related("committee").newest_first()[:MOST_COMMITTEES]
    return list({row.committee_id: row.committee for row in rows if sees_all(person, row)}.values())


class Trends:
    """The years of the committee asked for, else of the one that rated last; no committee where none is seen."""

    def __init__(self, person: Any, asked: Asked) -> None:
        self.person, self.asked = person, asked

    @cached_property
    def committees(self) -> list[Node]:
        return committees_of(self.person)

    @cached_property
    def committee(self) -> Node | None:
        named = [each for each in self.committees if self.asked.committee in (None, each.pk)]
        return named[0] if named else None

    @cached_property
    def runs(self) -> list[Run]:
        """One run a year, the earliest first; of two ratings in a year the later."""
        found = [run for run in seen_runs(self.person, self.committee.pk) if not run.campaign.is_rehearsal]
        by_year = {run.campaign.year: run for run in reversed(found)}
        return list(by_year.values())[-MOST_YEARS:]

    @cached_property
    def years(self) -> list[Year]:
        """The years with branches in what was asked for."""
        found: list[Year] = []
        for run in self.runs:
            version, scope, group = run.rulebook_version, self.asked.scope, self.asked.group
            counts = counts_in(run, scope, group)
            if not any(counts):
                continue
            is_new = bool(found) and not is_same_method(found[-1].run.rulebook_version, version)
            totals = totals_in(run, scope, group)
            found.append(Year(run, Presenter.of(rulebook_of(version)), counts, totals, is_new))
        return found

    @property
    def stretches(self) -> list[list[Year]]:
        """The years by method: inside one stretch figures compare."""
        found: list[list[Year]] = []
        for year in self.years:
            if year.is_new_method or not found:
                found.append([])
            found[-1].append(year)
        return found

    @cached_property
    def level(self) -> str:
        """The word from which shares are counted, of the last year's rulebook: as asked, else the second best."""
        words = self.years[-1].words()
        return self.asked.level if self.asked.level in words else words[min(1, len(words) - 1)]

    def place_of_level(self, year: Year) -> tuple[int, bool] | None:
        """Where that level stands in a year's own levels, and whether a dictionary says so; None where nothing does.

        A word of another rulebook counts from its lowest level that equals the one asked for or a better one.
        """
        own, last = year.words(), self.years[-1]
        if year.show.rules.slug == last.show.rules.slug:
            return (own.index(self.level), False) if self.level in own else None
        words = words_between(self.committee, year.run.rulebook_version, last.run.rulebook_version)
        known = last.words()
        reached = [n for n, word in enumerate(own) if words.get(word) in known[: known.index(self.level) + 1]]
        if reached:
            return max(reached), True
        return (own.index(self.level), False) if self.level in own and not words else None

    def league_url(self, year: Year, level: int | None = None, zone: str = "") -> str:
        """The league table of a year behind one figure."""
        scope, group = ("zone", zone) if zone else (self.asked.scope, self.asked.group)
        pairs = [("scope", scope), (scope, group)] if scope else []
        pairs += [] if level is None else [("level", str(level))]
        page = reverse("reports:league", args=[year.run.campaign.slug])
        return f"{page}?{urlencode(pairs)}" if pairs else page
