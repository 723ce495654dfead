"""Why a branch moves when the rules change: the figure that crossed a line, a veto's weight, a seat."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import pytest

from apps.rating.causes import Cause, Causes, Side
from apps.rating.cohort import Cohort
from apps.rating.loading import load
from apps.rating.rate import draw, rate

TEXT = """
rulebook: small-2031
title: {zh: 小, en: Small}
parties: {superior: counts}
sections:
  A: {title: 甲, criteria: {A1: 50, A2: 50}}
vetoes:
  V1: {title: 违纪, effect: no level}
levels:
  - 优: {total: at least 90}
  - 良: {total: at least 60}
  - 差: otherwise
ladder: {up-at-most: 2}
order: [total]
quotas:
  - {for: 优, at-most: 2, within: campaign}
"""


@dataclass(frozen=True)
class Branch:
    """Marks in points, vetoes; one unit."""

    points: tuple[int, int]
    vetoes: tuple[str, ...] = ()
    zone: str = ""
    unit: str = ""
    type: str = ""

    @property
    def inputs(self) -> tuple[int | None, ...]:
        return (*(each * 100 for each in self.points), None)


BRANCHES = [Branch((50, 48)), Branch((50, 45)), Branch((50, 42)), Branch((30, 29)), Branch((50, 20), ("V1",))]


def causes_between(before: str, after: str) -> list[list[Cause]]:
    rows = np.arange(len(BRANCHES))
    sides = []
    for rules in (load(before), load(after)):
        cohort = draw(rules, Cohort.of(rules, BRANCHES))
        sides.append(Side(rules, cohort, rate(rules, cohort), rows))
    found = Causes(*sides)
    return [found.of(row) for row in rows]


def test_lower_line_names_the_figure_that_reaches_it() -> None:
    found = causes_between(TEXT, TEXT.replace("at least 60", "at least 59"))

    assert found[3] == [Cause("figure", "total", Fraction(59), Fraction(59), "at least", Fraction(59))]


def test_higher_line_names_the_figure_that_misses_it() -> None:
    found = causes_between(TEXT, TEXT.replace("at least 90", "at least 94"))

    assert found[2][0] == Cause("figure", "total", Fraction(92), Fraction(92), "not at least", Fraction(94))


def test_changed_points_say_the_figure_before_and_now() -> None:
    found = causes_between(TEXT, TEXT.replace("{A1: 50, A2: 50}", "{A1: {points: 50, times: 1.1}, A2: 50}"))

    assert found[3] == [Cause("figure", "total", Fraction(59), Fraction(62), "at least", Fraction(60))]


def test_veto_of_another_weight_is_the_cause() -> None:
    found = causes_between(TEXT, TEXT.replace("effect: no level", "effect: no level above 良"))

    assert found[4] == [Cause("veto", "V1")]


@pytest.mark.parametrize(("seats", "relation", "row"), [(3, "in", 2), (1, "out", 1)])
def test_seats_are_the_cause_where_points_are_the_same(seats: int, relation: str, row: int) -> None:
    found = causes_between(TEXT, TEXT.replace("at-most: 2,", f"at-most: {seats},"))

    assert found[row] == [Cause("quota", "0", Fraction(2), Fraction(seats), relation)]
