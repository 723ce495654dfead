"""How would branches be rated by one sheet each? Many sheets at once, by the engine that rates everybody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from apps.assessments.drawn_stars import drawn_stars
from apps.assessments.inputs import Marks, RowReader
from apps.assessments.lines import lines_of, needed_of
from apps.assessments.models import Assessment
from apps.rating.cohort import Cohort, mark_columns, number_groups, veto_columns
from apps.rating.rate import Judgement, judge
from apps.rating.rulebook import Rulebook

Sheets = Sequence[tuple[Marks, Assessment]]


@dataclass(frozen=True, slots=True)
class SelfRating:
    """One sheet's outcome: sections and total in units of 10**-decimals, `lit` by star, `level` by number.

    `marked` of the sheet's `lines` have a mark; `is_whole`: every one that needs it. Before that no star counts as lit
    on a page.
    """

    sections: tuple[int, ...]
    total: int
    lit: tuple[bool, ...]
    level: int
    marked: int
    lines: int
    is_whole: bool


def rate_sheets(rules: Rulebook, sheets: Sheets, party: str | None = None) -> list[SelfRating]:
    """The outcome of each sheet, given as marks by criterion and whose they are; `party` says which lines it has."""
    judged = judge_sheets(rules, sheets)
    figures = zip(
        sheets,
        judged.sections.tolist(),
        totals_of(rules, judged).tolist(),
        judged.lit.tolist(),
        judged.level.tolist(),
        strict=True,
    )
    forms = Forms(rules, party)
    return [
        SelfRating(tuple(sections), total, tuple(lit), level, *forms.filled(marks, who.branch_type))
        for (marks, who), sections, total, lit, level in figures
    ]


def judge_sheets(rules: Rulebook, sheets: Sheets) -> Judgement:
    """Each sheet judged as if every party had marked so; what comes from everybody's rows is left out."""
    reader, alone = RowReader(rules), np.zeros(len(sheets), np.int32)
    types = [who.branch_type for _marks, who in sheets]
    cohort = Cohort(
        *mark_columns(rules, [reader.read_alone(who, marks) for marks, who in sheets]),
        veto_columns(rules, [who.vetoes for _marks, who in sheets]),
        zone=alone,
        unit=alone,
        type=number_groups(types),
        words={"zone": ("",), "unit": ("",), "type": tuple(dict.fromkeys(types))},
    )
    return judge(rules, cohort)


def totals_of(rules: Rulebook, judged: Judgement) -> Any:
    """int64[n]: what each sheet adds up to; where whole sheets are mixed, the sum of its own sections."""
    if not rules.mix.shares or rules.mix.at == "criteria":
        return judged.total
    signs = np.array([-1 if section.is_against else 1 for section in rules.sections], np.int64)
    return np.maximum(0, (judged.sections * signs).sum(axis=1))


def says_level(rules: Rulebook) -> bool:
    """Whether one sheet by itself says a level: not where parties are mixed or votes are counted."""
    return not rules.mix.shares and rules.ballot is None


class Forms:
    """How far sheets are filled: the lines of each type of branch, looked up once."""

    def __init__(self, rules: Rulebook, party: str | None = None) -> None:
        self.rules, self.party = rules, party
        self.known: dict[str, tuple[frozenset[str], frozenset[str]]] = {}

    def filled(self, marks: Mapping[str, Any], branch_type: str) -> tuple[int, int, bool]:
        """How many lines are marked, how many there are, and whether every one that needs a mark has it."""
        if branch_type not in self.known:
            lines = (line.code for line in lines_of(self.rules, branch_type, self.party))
            self.known[branch_type] = frozenset(lines), frozenset(needed_of(self.rules, branch_type, self.party))
        lines, needed = self.known[branch_type]
        given = {code for code, mark in marks.items() if mark is not None and code in lines}
        return len(given), len(lines), needed <= given


def stars_of(rules: Rulebook, rating: SelfRating, language: str) -> list[dict[str, Any]]:
    """The stars as rows draw them; while marks are missing they only fill, and nothing says lit."""
    is_rated = rules.levels[rating.level].rated
    return drawn_stars(rules, rating.sections, rating.lit, language, is_rated=is_rated, is_whole=rating.is_whole)
