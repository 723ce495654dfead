"""The movers of a what-if: who changes level, from which place to which, and the reason in figures."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.core.tables import write_xlsx
from apps.evaluations.columns import inputs_of
from apps.evaluations.models import Result
from apps.evaluations.whatif.trial import Trial
from apps.rating.causes import Cause
from apps.rating.rulebook import Rulebook
from apps.reports.exports import refuse_more
from apps.reports.present import Presenter
from apps.reports.telling.words import Words, number
from apps.reports.whatif.asked import Asked
from apps.reports.whatif.causes import CAUSES

PAGE = 20
FIGURES = ("was", "now", "line")


@dataclass(frozen=True)
class Mover:
    """One branch that changes its level; places count in the campaign, 0 without one."""

    result: Result
    before: str
    after: str
    place_before: int
    place_after: int
    is_up: bool
    causes: tuple[Cause, ...]

    @property
    def by(self) -> int:
        """Places won, negative where lost; 0 where one of the two is missing."""
        return self.place_before - self.place_after if self.place_before and self.place_after else 0


class Movers:
    """Those who move in one trial, as the address narrows them."""

    def __init__(self, trial: Trial, asked: Asked) -> None:
        self.trial, self.asked = trial, asked
        self.show_before = Presenter.of(trial.before.rules)
        self.words = Words.of(trial.after.rules)

    @cached_property
    def rows(self) -> list[int]:
        """The rows of all who are asked for, in order."""
        found, compared = self.trial.comparison.movers(), self.trial.comparison
        if self.asked.way:
            found = found[compared.direction[found] == (1 if self.asked.way == "up" else -1)]
        if self.asked.cell:
            found = found[compared.went(*self.asked.cell)[found]]
        rows: list[int] = np.asarray(found).tolist()
        return rows

    @property
    def page_number(self) -> int:
        """The page that is shown, the last where fewer are left."""
        return min(self.asked.page, max(1, -(-len(self.rows) // PAGE)))

    def page(self) -> list[Mover]:
        """The movers of the page asked for."""
        start = (self.page_number - 1) * PAGE
        return list(self.of(self.rows[start : start + PAGE]))

    def of(self, rows: Sequence[int]) -> Iterator[Mover]:
        """The movers in those rows."""
        assessments = inputs_of(self.trial.run).assessments
        wanted = [assessments[row] for row in rows]
        found = self.trial.run.results.select_related("unit", "zone")
        found = found.filter(assessment__in=wanted) if len(rows) <= PAGE else found
        results = {each.assessment_id: each for each in found}
        compared = self.trial.comparison
        for row, pk, causes in zip(rows, wanted, self.trial.causes(rows), strict=True):
            yield Mover(
                result=results[pk],
                before=level_word(self.trial.before.rules, int(compared.before.level[row])),
                after=level_word(self.trial.after.rules, int(compared.after.level[row])),
                place_before=int(compared.before.place[row]),
                place_after=int(compared.after.place[row]),
                is_up=bool(compared.direction[row] > 0),
                causes=tuple(causes),
            )

    def line(self, mover: Mover, slug: str) -> dict[str, Any]:
        """A mover as the table shows it."""
        result = mover.result
        return {
            "name": result.name,
            "url": reverse("reports:branch", args=[slug, result.assessment_id]),
            "unit": result.unit.name,
            "stars": self.show_before.stars_of(result),
            "before": mover.before,
            "after": mover.after,
            "places": (mover.place_before or "–", mover.place_after or "–"),
            "by": mover.by,
            "because": self.because(mover),
        }

    def data(self, mover: Mover) -> dict[str, Any]:
        """A mover as plain data for programs."""
        causes = [
            {name: getattr(cause, name) for name in ("kind", "code", "relation")}
            | {name: None if (value := getattr(cause, name)) is None else number(value) for name in FIGURES}
            for cause in mover.causes
        ]
        names = ("result", "before", "after", "place_before", "place_after")
        return {name: getattr(mover, name) for name in names} | {"causes": causes, "because": self.because(mover)}

    def because(self, mover: Mover) -> str:
        """The reason in figures."""
        return _("; ").join(dict.fromkeys(CAUSES[cause.kind](self.words, cause) for cause in mover.causes))

    def workbook(self) -> bytes:
        """Every mover asked for, as a workbook."""
        refuse_more(len(self.rows))
        facts = [_("Branch"), _("Unit"), _("Zone"), _("Branch type"), _("Level now"), _("Level then")]
        places = [_("Place now"), _("Place then"), _("Places won"), _("Because")]
        lines = (
            [
                mover.result.name,
                mover.result.unit.name,
                mover.result.zone.name if mover.result.zone else "",
                mover.result.branch_type,
                mover.before,
                mover.after,
                mover.place_before or "",
                mover.place_after or "",
                mover.by,
                self.because(mover),
            ]
            for mover in self.of(self.rows)
        )
        return write_xlsx([*facts, *places], lines, _("Who would move"))


def level_word(rules: Rulebook, position: int) -> str:
    """The word of a position among the outcomes."""
    return Words.of(rules).level(position)
