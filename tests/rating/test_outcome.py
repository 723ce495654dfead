"""Outcomes are written as files state them."""

import pytest

from apps.rating.cohort import Cohort
from apps.rating.outcome import HEADINGS, ResultRow, result_rows
from apps.rating.rate import rate
from tests.rating.rulebooks import TINY, Branch

BRANCHES = [Branch((300, 425, 925)), Branch((0, 0, 1000), ("X",), "z", "u", "t"), Branch((300, 200, None))]


def test_result_rows_leave_empty_what_the_rulebook_does_not_have() -> None:
    names = [("一", "", "", ""), ("二", "u", "z", "t"), ("三", "", "", "")]

    rows = list(result_rows(TINY, rate(TINY, Cohort.of(TINY, BRANCHES)), names))

    assert rows == [
        ResultRow("一", "", "", "", "14.75", "2", "South North", "双优", "", "", "1", "1", "1", "1"),
        ResultRow("二", "u", "z", "t", "10", "0", "South", "其他", "", "", "2", "1", "1", "1"),
        ResultRow("三", "", "", "", "5", "1", "North", "北优", "", "", "3", "2", "2", "2"),
    ]
    assert " ".join(HEADINGS) == (
        "branch unit zone type total stars lit level grade programme rank rank_zone rank_unit rank_type"
    )


def test_result_rows_refuse_another_number_of_names() -> None:
    outcome = rate(TINY, Cohort.of(TINY, BRANCHES))

    with pytest.raises(ValueError, match="longer"):
        list(result_rows(TINY, outcome, [("一", "", "", "")]))
