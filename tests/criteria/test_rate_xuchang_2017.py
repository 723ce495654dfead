"""Duties, premises and meetings: everything is read from facts, and each must hold."""

import pytest

from tests.criteria.rated import column, rated, shipped

OWN = "fact.branch-done,fact.branch-due,fact.branch-head-done,fact.branch-head-due"
OTHER = "fact.premises,fact.meetings-due,fact.meetings-missing"


def level(own: str, other: str, headings: str = OWN) -> str:
    """The level of one branch."""
    marks = f"branch,unit,{headings},{OTHER}\n甲,乙,{own},{other}\n"
    return column(rated(shipped("xuchang-2017"), marks.encode()), "level")[0]


@pytest.mark.parametrize(
    ("own", "other", "given"),
    [
        ("13,13,10,10", "6,44,0", "规范"),
        ("12,13,10,10", "6,44,0", "基本规范"),
        ("13,13,8,10", "5,44,8", "基本规范"),
        ("13,13,7,10", "6,44,0", "不规范"),
        ("13,13,10,10", "4,44,0", "不规范"),
        ("13,13,10,10", "6,44,9", "不规范"),
        ("13,13,10,10", "6,44,", "不规范"),
    ],
)
def test_rate_asks_for_all_or_four_fifths_of_each(own, other, given):
    assert level(own, other) == given


def test_rate_passes_over_lists_that_a_branch_does_not_have():
    assert level("13,13,10,10,,", "6,44,0", f"{OWN},fact.agency-done,fact.agency-due") == "规范"


def test_rate_counts_a_further_list_where_it_is_given():
    assert level("13,13,10,10,12,16", "6,44,0", f"{OWN},fact.agency-done,fact.agency-due") == "不规范"
