"""A condition asks whether a pass-or-fail criterion was passed, whatever it is worth."""

import pytest

from apps.rating.faults import RulebookError
from apps.rating.loading import load
from tests.rating.files import rated

RULES = """rulebook: items-2030
title: 达标
parties: {superior: counts}
sections:
  N: {title: 必备, items: pass-or-fail, criteria: {N1: 必备项}}
  B: {title: 其他, criteria: {B1: {pass-or-fail: 2}, B2: 10}}
levels: [{甲: {N1: yes, B1: yes}}, {乙: {N1: yes, B1: no}}, {丙: {N1: no, B1: at least 2}}, {丁: otherwise}]
order: [total]
"""


def test_rate_asks_whether_items_are_passed_even_those_worth_nothing() -> None:
    rows = rated(RULES, "branch,N1,B1,B2\n甲,1,1,\n乙,通过,0,9\n丙,0,1,\n丁,,,10\n")

    assert [row.level for row in rows] == ["甲", "乙", "丙", "丁"]


def test_rate_asks_whether_every_item_of_a_section_is_passed() -> None:
    rules = RULES.replace("{N1: 必备项}", "[N1, N2]").replace("{N1: yes, B1: yes}", "{N: yes}")

    rows = rated(rules, "branch,N1,N2,B1\n甲,1,1,0\n乙,1,,0\n丙,1,0,1\n")

    assert [row.level for row in rows] == ["甲", "乙", "丁"]


def test_load_says_that_figures_are_only_added_and_how_two_are_compared() -> None:
    rules = RULES.replace("{甲: {N1: yes, B1: yes}}", "{甲: {B1: at most B2 + 1}}") + "total: {of: (N + B)/10}\n"

    with pytest.raises(RulebookError) as caught:
        load(rules)

    assert [(fault.code, fault.params["example"]) for fault in caught.value.faults] == [
        ("bad-words", "at most 100% of B2 + 1"),
        ("sum-only", "{of: A + B, times: 10%}"),
    ]


def test_load_refuses_to_ask_whether_points_are_passed() -> None:
    with pytest.raises(RulebookError) as caught:
        load(RULES.replace("{甲: {N1: yes,", "{甲: {B2: yes,"))

    assert [fault.code for fault in caught.value.faults] == ["not-yes-or-no"]
