"""Branches become columns without loss, and what a rulebook does not know is refused."""

import numpy as np
import pytest

from apps.rating.cohort import Cohort, number_groups
from tests.rating.rulebooks import TINY, Branch


def test_cohort_of_branches_keeps_blanks_apart_from_zero() -> None:
    cohort = Cohort.of(TINY, [Branch((0, None, 1000), ("X",), "z", "u", ""), Branch((None, 425, 0), (), "", "u", "")])

    assert cohort.marks.tolist() == [[0, 0, 1000], [0, 425, 0]]
    assert cohort.marked.tolist() == [[True, False, True], [False, True, True]]
    assert cohort.vetoes.tolist() == [[True], [False]]
    assert [column.tolist() for column in (cohort.zone, cohort.unit, cohort.type)] == [[0, 1], [0, 0], [0, 0]]
    assert (len(cohort), cohort.marks.dtype, cohort.zone.dtype) == (2, np.int64, np.int32)


def test_cohort_of_no_branches_keeps_its_shape() -> None:
    cohort = Cohort.of(TINY, [])

    assert [cohort.marks.shape, cohort.marked.shape, cohort.vetoes.shape, cohort.zone.shape] == [
        (0, 3),
        (0, 3),
        (0, 1),
        (0,),
    ]


def test_cohort_of_one_takes_absent_marks_as_blank() -> None:
    cohort = Cohort.of_one(TINY, {"S.1": 900, "N.2": None}, ["X"])

    assert cohort.marks.tolist() == [[0, 0, 900]]
    assert cohort.marked.tolist() == [[False, False, True]]
    assert cohort.vetoes.tolist() == [[True]]


def test_cohort_refuses_unknown_codes() -> None:
    with pytest.raises(ValueError, match=r"^nothing of that name is read in tiny-2030: S\.2$"):
        Cohort.of_one(TINY, {"S.2": 900}, [])
    with pytest.raises(ValueError, match=r"^no such veto in tiny-2030: Y$"):
        Cohort.of(TINY, [Branch((0, 0, 0), ("Y",))])


def test_cohort_refuses_a_row_of_another_length() -> None:
    with pytest.raises(ValueError, match=r"reshape|inhomogeneous"):
        Cohort.of(TINY, [Branch((0, 0))])


def test_number_groups_counts_names_as_they_appear_and_the_empty_one_too() -> None:
    assert number_groups(["乙", "", "乙", "甲", ""]).tolist() == [0, 1, 0, 2, 1]
