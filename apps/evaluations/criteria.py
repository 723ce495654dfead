"""How does each criterion stand? Sums, marked branches and branches below its line: in all and by zone."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from apps.evaluations.columns import criterion_columns
from apps.evaluations.models import Run
from apps.rating.cohort import Cohort
from apps.rating.rulebook import Criterion, Rulebook


def line_of(rules: Rulebook, criterion: Criterion) -> int | None:
    """The mark that lights the section's star when every criterion holds its share of it, rounded up to a hundredth.

    Of 80 points for five criteria of 20 it is 16; where each criterion must pass, it is what passing takes. None where
    no star's line is said in points, and for what is not marked in points.
    """
    star = next((star for star in rules.stars if star.section == criterion.section), None)
    if star is not None and star.kind == "pass" and criterion.kind in ("pass", "points"):
        return criterion.maximum
    if star is None or star.line is None or criterion.kind != "points":
        return None
    whole = sum(each.maximum for each in rules.criteria if each.section == criterion.section)
    return -(-star.line * criterion.maximum // whole)


def count_marks(rules: Rulebook, cohort: Cohort) -> tuple[np.ndarray, np.ndarray]:
    """int64[n, criteria] hundredths and bool[n, criteria]: what counted of each criterion, and where it was marked."""
    columns = [criterion_columns(rules, each.code, cohort.marks, cohort.marked) for each in rules.criteria]
    shape = (len(cohort), len(rules.criteria))
    marks = np.array([marks for marks, _marked in columns], np.int64).T.reshape(shape)
    return marks, np.array([marked for _marks, marked in columns], np.bool_).T.reshape(shape)


class CriteriaCount:
    """Sums of marks (hundredths), how many are marked and how many of these are below the line, by zone and criterion.

    Slices are added one after the other; their zones are numbered alike.
    """

    def __init__(self, rules: Rulebook) -> None:
        self.rules = rules
        self.lines = [line_of(rules, criterion) for criterion in rules.criteria]
        self.by_zone: dict[int, np.ndarray] = {}

    def add(self, cohort: Cohort) -> None:
        """Count some branches."""
        marks, marked = count_marks(self.rules, cohort)
        below = marked & (marks < np.array([0 if line is None else line for line in self.lines]))
        figures = (np.where(marked, marks, 0), marked, below)
        for zone in np.unique(cohort.zone).tolist():
            here = cohort.zone == zone
            found = np.array([figure[here].sum(axis=0, dtype=np.int64) for figure in figures])
            self.by_zone[zone] = self.by_zone.get(zone, 0) + found

    def counts(self, zone_ids: Sequence[int | None]) -> dict[str, Any]:
        """`all` and each `zone` (by id as text, '' without one) hold a list a figure, in the rulebook's order of
        criteria; `below` is None where a criterion has no line. Blanks count nowhere."""
        nobody = np.zeros((3, len(self.lines)), np.int64)
        return {
            "all": self.figures(sum(self.by_zone.values(), nobody)),
            "zone": {
                "" if zone_ids[zone] is None else str(zone_ids[zone]): self.figures(found)
                for zone, found in self.by_zone.items()
            },
        }

    def figures(self, found: np.ndarray) -> dict[str, list[int | None]]:
        """Three sums a criterion under their names."""
        sums, marked, below = found.tolist()
        known = [None if line is None else count for line, count in zip(self.lines, below, strict=True)]
        return {"sum": sums, "marked": marked, "below": known}


def criteria_counts(run: Run) -> dict[str, Any] | None:
    """What `count_criteria` found for a run; None for one that was made before it was counted."""
    return run.counts.get("criteria")
