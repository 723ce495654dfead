"""Two to five branches of one run side by side: what each reached, where the best of them stands, what is behind it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from apps.assessments.models import Assessment
from apps.assessments.values import CHOSEN
from apps.campaigns.models import Campaign
from apps.evaluations.columns import criterion_columns
from apps.evaluations.criteria import line_of
from apps.evaluations.finding import Words
from apps.evaluations.models import Result, Run
from apps.evaluations.some_rows import rows_of
from apps.rating.rulebook import Rulebook
from apps.reports.chrome import own_assessment

FEWEST, MOST = 2, 5
LARGEST = 4
FOUND = 8
HUNDRED = 100


@dataclass(frozen=True)
class Line:
    """One section, criterion or the total: a figure for each branch in their order (None where blank).

    Figures, maximum and line (None without one) are hundredths of a criterion, else units of 10**-decimals; `lit` says
    of each branch whether the section's star is lit. Words that are chosen have no distance (`is_chosen`).
    """

    code: str
    section: str
    values: tuple[int | None, ...]
    maximum: int
    line: int | None
    lit: tuple[bool, ...] = ()
    is_chosen: bool = False
    is_against: bool = False

    @property
    def is_criterion(self) -> bool:
        return bool(self.section)

    @cached_property
    def best(self) -> int | None:
        """The best figure of all; None where nobody has one, or where words are chosen."""
        given = [value for value in self.values if value is not None]
        if not given or self.is_chosen:
            return None
        return min(given) if self.is_against else max(given)

    @property
    def behind(self) -> int | None:
        """What the first branch lacks to the best; None where there is nothing to compare."""
        if self.best is None or self.values[0] is None:
            return None
        return abs(self.best - self.values[0])

    @property
    def leader(self) -> int:
        """Which branch has the best figure; the first of equals."""
        return self.values.index(self.best)


@dataclass(frozen=True)
class Comparison:
    """Some results of one run, the branch that is looked at first. `reads_marks`: whether the reader may see how each
    of them was marked, so that criteria stand beneath their sections."""

    run: Run
    rules: Rulebook
    results: tuple[Result, ...]
    reads_marks: bool

    @property
    def own(self) -> Result:
        return self.results[0]

    @property
    def scale(self) -> int:
        """How many units of a section are one point."""
        return 10**self.rules.decimals

    @cached_property
    def sections(self) -> list[Line]:
        """The sections that have points of their own, in the rulebook's order."""
        stars = {star.section: (number, star) for number, star in enumerate(self.rules.stars)}
        found = []
        for position, section in enumerate(self.rules.sections):
            if not section.maximum and not section.is_against:
                continue
            number, star = stars.get(section.code, (None, None))
            line = star.line if star else None
            found.append(
                Line(
                    section.code,
                    "",
                    tuple(result.sections[position] for result in self.results),
                    section.maximum * self.scale // HUNDRED,
                    None if line is None else line * self.scale // HUNDRED,
                    () if number is None else tuple(bool(each.lit >> number & 1) for each in self.results),
                    is_against=section.is_against,
                )
            )
        return found

    @cached_property
    def criteria(self) -> list[Line]:
        """Every criterion that somebody here is marked on; nothing for who may not see the marks of all of them."""
        if not self.reads_marks:
            return []
        inputs = rows_of(self.run, [result.assessment_id for result in self.results])
        rows = [inputs.row_of[result.assessment_id] for result in self.results]
        marks, marked = inputs.marks[rows], inputs.marked[rows]
        against = {section.code for section in self.rules.sections if section.is_against}
        found = []
        for criterion in self.rules.criteria:
            counted, given = criterion_columns(self.rules, criterion.code, marks, marked)
            values = [int(mark) if has else None for mark, has in zip(counted, given, strict=True)]
            if any(value is not None for value in values):
                chosen, is_against = criterion.kind in CHOSEN, criterion.section in against
                line = line_of(self.rules, criterion)
                whole = criterion.maximum
                found.append(
                    Line(criterion.code, criterion.section, tuple(values), whole, line, (), chosen, is_against)
                )
        return found

    @cached_property
    def total(self) -> Line:
        """The totals."""
        values = tuple(result.total for result in self.results)
        return Line("total", "", values, (self.rules.full_marks() or 0) * self.scale // HUNDRED, None)

    def beneath(self, section: str) -> list[Line]:
        """The criteria of a section."""
        return [line for line in self.criteria if line.section == section]

    def hundredths(self, line: Line) -> int:
        """What the first branch lacks on a line, in hundredths; 0 where there is nothing to compare."""
        behind = line.behind or 0
        return behind if line.is_criterion else behind * HUNDRED // self.scale

    @cached_property
    def largest(self) -> list[Line]:
        """The lines on which the first branch lacks most, most first: of the criteria, else of the sections."""
        lines = [line for line in self.criteria or self.sections if line.behind]
        return sorted(lines, key=self.hundredths, reverse=True)[:LARGEST]

    def place_by(self, figure: str) -> tuple[int, int]:
        """The first branch's place here by a column of results (more is better), and how many share it."""
        values = [getattr(result, figure) for result in self.results]
        return 1 + sum(value > values[0] for value in values), values.count(values[0])

    @property
    def place(self) -> int:
        """The first branch's place here in the order of the league."""
        return 1 + sum(result.position < self.own.position for result in self.results)


def compared(person: Any, run: Run, rules: Rulebook, rows: QuerySet[Result], asked: Sequence[int]) -> Comparison | None:
    """The branches asked for (by assessment, own first) as far as they stand in `rows`, which the person may see.

    A branch alone is joined by its neighbours. None where the first is not there, or nobody stands beside it.
    """
    wanted = list(dict.fromkeys(asked))[:MOST]
    named = rows.select_related("unit", "zone", "assessment")
    found = {result.assessment_id: result for result in named.filter(assessment_id__in=wanted)}
    if not wanted or wanted[0] not in found:
        return None
    results = [found[pk] for pk in wanted if pk in found]
    if len(results) < FEWEST:
        results += neighbours(named, results[0])
    if len(results) < FEWEST:
        return None
    return Comparison(run, rules, tuple(results), reads_marks(person, results))


def first_of(person: Any, campaign: Campaign, rows: QuerySet[Result]) -> list[int]:
    """Whom to look at where nobody is named: the person's own branch, else the first that they see."""
    own = own_assessment(person, campaign)
    found = own or rows.order_by("position").values_list("assessment", flat=True).first()
    return [found] if found else []


def reads_marks(person: Any, results: Sequence[Result]) -> bool:
    """Whether the person may open every one of these branches' pages."""
    ids = [result.assessment_id for result in results]
    return Assessment.objects.visible_to(person).filter(pk__in=ids).count() == len(ids)


def neighbours(rows: QuerySet[Result], own: Result, most: int = MOST - 2) -> list[Result]:
    """Who stands next to a branch: those above it in its unit, then those below, else those around its place."""
    for scope in (rows.filter(unit_id=own.unit_id), rows):
        found = list(beside(scope, own, most))
        if found:
            return found
    return []


def beside(rows: QuerySet[Result], own: Result, most: int) -> Iterator[Result]:
    above = list(rows.filter(position__lt=own.position).order_by("-position")[:most])
    yield from above
    yield from rows.filter(position__gt=own.position).order_by("position")[: most - len(above)]


def to_add(rows: QuerySet[Result], here: Comparison, q: str) -> list[Result]:
    """Branches that may be laid beside: whose name, pinyin or initials hold the words; without words the neighbours."""
    others = rows.select_related("unit").exclude(assessment__in=[result.assessment_id for result in here.results])
    if not q:
        return neighbours(others, here.own, FOUND)
    return list(others.filter(Words(here.run, q).match).order_by("position")[:FOUND])
