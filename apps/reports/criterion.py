"""One criterion as one asks for it: which branches, with which marks, and how the zones stand."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import QueryDict

from apps.assessments.choices import Party
from apps.assessments.duties import blind_to
from apps.assessments.models import Assessment, Sheet
from apps.core.asked import whole
from apps.core.sorting import address
from apps.evaluations.criteria import line_of
from apps.evaluations.finding import Words
from apps.evaluations.marks import NO_ZONE, MarkPage, MarkRow, Narrowed, mark_page, ranked
from apps.evaluations.models import Result, Run
from apps.rating.rulebook import Criterion, Rulebook


@dataclass(frozen=True)
class Asked:
    """What the address asks; what cannot be read is left out."""

    zone: int | str | None = None
    unit: int | None = None
    branch_type: str | None = None
    is_below: bool = False
    q: str = ""
    after: int | None = None
    before: int | None = None

    @classmethod
    def of(cls, query: QueryDict) -> "Asked":
        """Read an address."""
        return cls(
            zone=NO_ZONE if query.get("zone") == NO_ZONE else whole(query.get("zone")),
            unit=whole(query.get("unit")),
            branch_type=query.get("type") or None,
            is_below=query.get("below") == "1",
            q=query.get("q", "").strip(),
            after=whole(query.get("after")),
            before=whole(query.get("before")),
        )

    def query(self, **changes: Any) -> str:
        """The question as an address with some parts changed; page keys fall away."""
        kept = {"zone": self.zone, "unit": self.unit, "type": self.branch_type, "q": self.q}
        return address(kept | {"below": "1" if self.is_below else ""}, **changes)


@dataclass(frozen=True)
class CriterionRows:
    """The branches of a run that `person` may see and `asked` leaves, by their mark on one criterion."""

    run: Run
    rules: Rulebook
    criterion: Criterion
    asked: Asked
    person: Any
    compares: bool

    @property
    def line(self) -> int | None:
        return line_of(self.rules, self.criterion)

    @cached_property
    def rows(self) -> list[MarkRow]:
        """All of them, weakest first."""
        asked, below = self.asked, self.line if self.asked.is_below else None
        narrowed = Narrowed(asked.zone, asked.unit, asked.branch_type, below, self.among())
        blind = set(blind_to(self.person))
        return [row for row in ranked(self.run, self.criterion.code, narrowed) if row.assessment not in blind]

    def among(self) -> Collection[int] | None:
        """The assessments that the person sees and the words fit; None where that is every one."""
        if self.compares and not self.asked.q:
            return None
        found = self.run.results.all() if self.compares else self.run.results.visible_to(self.person)
        if q := self.asked.q:
            found = found.filter(Words(self.run, q).match)
        return set(found.values_list("assessment_id", flat=True))

    def page(self) -> MarkPage:
        """The page that was asked for."""
        return mark_page(self.rows, after=self.asked.after, before=self.asked.before)

    def with_results(self, rows: Iterable[MarkRow]) -> list[tuple[MarkRow, Result, int | None]]:
        """Each row with its branch's result and its self-mark."""
        rows = list(rows)
        ids = [row.assessment for row in rows]
        results = {r.assessment_id: r for r in self.results().filter(assessment_id__in=ids)}
        sheets = Sheet.objects.filter(party=Party.SELF, assessment_id__in=ids).values_list("assessment_id", "marks")
        own = {pk: marks.get(self.criterion.code) for pk, marks in sheets}
        return [(row, results[row.assessment], own.get(row.assessment)) for row in rows]

    def everything(self) -> list[tuple[MarkRow, Result, int | None]]:
        """Every row with its result and self-mark, for files."""
        results = {r.assessment_id: r for r in self.results()}
        sheets = Sheet.objects.filter(party=Party.SELF, assessment__campaign=self.run.campaign_id)
        own = {pk: marks.get(self.criterion.code) for pk, marks in sheets.values_list("assessment_id", "marks")}
        return [(row, results[row.assessment], own.get(row.assessment)) for row in self.rows]

    def results(self) -> Any:
        """The run's results with the names that rows show."""
        return self.run.results.select_related("unit", "zone")

    def reachable(self, rows: Iterable[MarkRow]) -> set[int]:
        """Which of the rows' branch pages the person may open."""
        ids = [row.assessment for row in rows]
        return set(Assessment.objects.visible_to(self.person).filter(pk__in=ids).values_list("pk", flat=True))
