"""A share of full marks that hang on a fact: it must be said how high the fact runs."""

import pytest

from apps.rating.loading import inspect

RULES = """rulebook: factors-2030
title: 系数
parties: {superior: counts}
sections: {A: {criteria: {A1: {points: 10, times: fact.k}, A2: 5}}, B: {criteria: {B1: 5}}}
figures: {both: A + B}
levels: [{甲: {A: at least 60%}}, {乙: otherwise}]
order: [total]
"""


def told(text: str) -> list[tuple[str, str, str]]:
    return [(fault.field, fault.code, fault.params["example"]) for fault in inspect(text)[1]]


@pytest.mark.parametrize("figure", ["A", "A1", "total", "superior", "both", "superior.A"])
def test_load_asks_how_high_a_factor_runs_where_a_share_of_full_marks_is_asked(figure: str) -> None:
    found = told(RULES.replace("{A: at least", f"{{{figure}: at least"))

    assert found == [(f"levels.1.甲.{figure}", "factor-open", "facts: {k: {is: number, from: 0, to: 2}}")]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("figures:", "facts: {k: {is: number, to: 1.5}}\nfigures:"),
        ("A: {criteria", "A: {sum: at most 12, criteria"),
        ("{A: at least 60%}", "{B: at least 60%}"),
        ("{A: at least 60%}", "{A: at least 9}"),
        ("points: 10, times", "each: 1, at-most: 8, times"),
    ],
)
def test_load_asks_nothing_where_full_marks_are_known_or_not_needed(before: str, after: str) -> None:
    assert told(RULES.replace(before, after)) == []
