"""A straight line between given points: what stands on it, beyond it, and how it is said wrongly."""

import pytest

from apps.rating.faults import RulebookError
from apps.rating.loading import load
from tests.rating.files import rated

RULES = """rulebook: lines-2030
title: 插值
parties: {superior: counts}
facts: {rate: {is: number, from: -100, to: 200}}
sections: {A: {criteria: {A1: {reads: fact.rate, line: [{at -10: 4}, {at 0: 1}, {at 60: 10}]}}}}
levels: [{甲: {total: at least 5}}, {乙: otherwise}]
order: [total]
"""


def test_rate_on_a_line_that_falls_and_rises_holds_both_ends_beyond_them() -> None:
    rows = rated(RULES, "branch,fact.rate\n甲,-11\n乙,-5\n丙,0\n丁,20\n戊,60\n己,200\n庚,\n")

    assert [row.total for row in rows] == ["4", "2.5", "1", "4", "10", "10", "0"]


def test_rate_multiplies_a_share_by_a_fact_before_its_one_rounding() -> None:
    rules = """rulebook: lines-2030
title: 系数
parties: {superior: counts}
facts: {factor: {is: number, from: 0, to: 2}}
sections: {A: {criteria: {A1: {share: {of: fact.a, out-of: members}, points: 10, times: fact.factor, round: 0}}}}
levels: [{甲: {total: at least 5}}, {乙: otherwise}]
order: [total]
"""

    rows = rated(rules, "branch,members,fact.a,fact.factor\n甲,30,14,1\n乙,30,14,1.5\n丙,30,30,2\n丁,30,30,\n")

    assert [row.total for row in rows] == ["5", "7", "20", "0"]


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("{at 0: 1}, {at 60: 10}", "{at 60: 10}, {at 0: 1}", "line-order"),
        ("{at 0: 1}", "{at -10: 1}", "line-order"),
        ("{at 0: 1}", "{0: 1}", "bad-words"),
        ("{at 0: 1}", "{at 0%: 1}", "band-percent"),
        ("[{at -10: 4}, {at 0: 1}, {at 60: 10}]", "[{at 60: 10}]", "bad-words"),
        ("line: [", "out-of: members, line: [", "band-share"),
        ("line: [", "points: 5, line: [", "key-idle"),
    ],
)
def test_load_refuses_a_line_that_cannot_be_drawn(before: str, after: str, code: str) -> None:
    with pytest.raises(RulebookError) as caught:
        load(RULES.replace(before, after))

    assert {fault.code for fault in caught.value.faults} == {code}
