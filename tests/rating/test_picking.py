"""The highest, lowest and average of several figures: what is blank, and what cannot be picked."""

import pytest

from apps.rating.faults import RulebookError
from apps.rating.loading import load
from tests.rating.files import rated

RULES = """rulebook: picks-2030
title: 取值
parties: {superior: counts}
sections: {A: {criteria: {A1: 10, A2: 10}}}
figures:
  top: {highest-of: [fact.a, fact.b]}
  low: {lowest-of: [fact.a, fact.b]}
  mean: {average-of: [fact.a, fact.b]}
levels: [{甲: {top: at least 5, low: at most 2, mean: at least 3}}, {乙: {mean: blank, top: 4}}, {丙: otherwise}]
order: [top, total]
"""


def test_rate_passes_over_blanks_where_the_highest_is_picked_and_averages_only_what_is_whole() -> None:
    rows = rated(RULES, "branch,fact.a,fact.b\n甲,5,1\n乙,,4\n丙,,\n丁,5,0.99\n")

    assert [(row.level, row.rank) for row in rows] == [("甲", "1"), ("乙", "3"), ("丙", "4"), ("丙", "1")]


def test_rate_picks_from_each_partys_own_sheet() -> None:
    rules = """rulebook: picks-2030
title: 两方
parties: {self: 50%, superior: 50%}
sections: {A: {criteria: {A1: 10}}, B: {criteria: {B1: 10}}}
total: {of: {highest-of: [A, B]}}
levels: [{甲: {total: at least 9}}, {乙: otherwise}]
order: [total]
"""

    [row] = rated(rules, "branch,self.A1,self.B1,A1,B1\n甲,10,2,1,8\n")

    assert (row.total, row.level) == ("9", "甲")


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("[fact.a, fact.b]}\n  low", "[fact.a, low]}\n  low", "not-yet"),
        ("[fact.a, fact.b]}\n  low", "[fact.a, top]}\n  low", "circular"),
        ("[fact.a, fact.b]}\n  low", "[fact.a, type]}\n  low", "not-a-number"),
        ("[fact.a, fact.b]}\n  low", "[fact.a, A3]}\n  low", "figure-unknown-close"),
        ("[fact.a, fact.b]}\n  low", "[fact.a]}\n  low", "bad-words"),
        ("{highest-of: [fact.a, fact.b]}\n  low", "{highest: [fact.a, fact.b]}\n  low", "key-unknown-close"),
    ],
)
def test_load_refuses_to_pick_from_what_is_no_number_or_not_there_yet(before: str, after: str, code: str) -> None:
    with pytest.raises(RulebookError) as caught:
        load(RULES.replace(before, after))

    assert [fault.code for fault in caught.value.faults] == [code]
