"""Parties, panels and ballots become one total as the rulebook mixes them."""

from dataclasses import replace

import numpy as np
import pytest

from apps.rating.rate import rate
from apps.rating.rulebook import Rulebook
from tests.rating.rating import cohort_of, figure, levels, results, rules, totals

SECTIONS = "{A: {title: A, criteria: {A1: 100}}}"
SHARES = "{self: 10%, ballot: 20%, superior: 70%}"


def mixed(mix: str = "{at: total, round: 2}", **more: str) -> Rulebook:
    return rules(sections=SECTIONS, parties=SHARES, ballot="{missing: counts 0}", mix=mix, **more)


def test_shares_are_mixed_exactly_and_rounded_once() -> None:
    assert totals(mixed(), {"self.A1": 80.05, "A1": 90.01, "ballot.mean": 85.37}) == ["88.09"]


@pytest.mark.parametrize(("missing", "expected"), [("counts 0", "70"), ("left out", "87.5")])
def test_a_missing_party_counts_nothing_or_leaves_its_share_to_the_others(missing: str, expected: str) -> None:
    book = mixed(f"{{at: total, missing: {{ballot: {missing}}}, round: 2}}")

    assert totals(book, {"self.A1": 70, "A1": 90}) == [expected]


def test_a_missing_party_may_take_a_branch_out_of_rating() -> None:
    row = results(mixed("{at: total, missing: {self: not rated}, round: 2}"), {"A1": 90}, {"self.A1": 0, "A1": 1})

    assert [(each.level, each.rank) for each in row] == [("", ""), ("差", "1")]


def test_criteria_may_be_mixed_before_sections_cap_them() -> None:
    sections = "{A: {title: A, 'sum': at most 10, criteria: {A1: 10, A2: 10}}}"
    parties = "{self: 50%, superior: 50%}"
    row = {"self.A1": 10, "self.A2": 10, "A1": 2, "A2": 2}

    at_criteria, at_total = (
        rules(sections=sections, parties=parties, mix=f"{{at: {at}}}") for at in ("criteria", "total")
    )

    assert (totals(at_criteria, row), totals(at_total, row)) == (["10"], ["7"])
    assert (figure(at_criteria, "A1", row), figure(at_total, "A1", row)) == ([6], [2])


def test_a_party_of_one_number_stands_beside_sheets() -> None:
    book = rules(sections=SECTIONS, parties="{routine: {share: 40%, marks: total}, superior: 60%}", mix="{round: 1}")

    assert totals(book, {"routine.total": 90, "A1": 80}) == ["84"]


def test_a_criterion_marked_by_one_party_counts_in_every_sheet() -> None:
    book = rules(
        sections="{A: {title: A, criteria: {A1: 10, A2: {points: 10, marked-by: self}}}}",
        parties="{self: 50%, superior: 50%}",
    )

    assert totals(book, {"self.A1": 4, "self.A2": 8, "A1": 6}) == ["13"]


PANEL = "{judge: {markers: 5, take: mean without the highest and lowest, drop: 1, at-least: 3, round: 2}}"


def test_a_panel_leaves_blanks_out_first_and_is_blank_with_too_few() -> None:
    book = rules(sections="{A: {title: A, criteria: {A1: {points: 10, blank: full}}}}", panels=PANEL)
    rows = [
        {f"judge{number}.A1": mark for number, mark in enumerate(marks, 1)}
        for marks in ((9, 8.75, 9.25, 3, 10), (9, None, 8, 8.5, 9), (7, 8, 9), (7, 8))
    ]

    assert totals(book, *rows) == ["9", "8.75", "8", "10"]


def test_a_panel_counts_alike_however_narrow_its_marks_are_stored() -> None:
    book = rules(sections="{A: {title: A, criteria: {A1: {points: 10, blank: full}}}}", panels=PANEL)
    cohort = cohort_of(book, [{"judge1.A1": 9, "judge3.A1": 8, "judge4.A1": 8.5}, {"judge2.A1": 3}])

    narrow = replace(cohort, marks=cohort.marks.astype(np.int16))

    assert rate(book, narrow).judgement.total.tolist() == rate(book, cohort).judgement.total.tolist() == [850, 1000]


@pytest.mark.parametrize(
    ("take", "expected"), [("median", "7.5"), ("sum", "24"), ("mean without the lowest, drop: 1", "8")]
)
def test_a_panel_takes_what_it_states(take: str, expected: str) -> None:
    book = rules(
        sections="{A: {title: A, criteria: {A1: 50}}}",
        panels=f"{{judge: {{markers: 4, take: {take}, round: 2}}}}",
    )

    assert totals(book, {"judge1.A1": 9, "judge2.A1": 8, "judge3.A1": 7, "judge4.A1": 0}) == [expected]


def voting(ballot: str) -> Rulebook:
    return rules(
        sections=SECTIONS,
        ballot=ballot,
        levels="[{好: {ballot: at least 80, ballot.quorum: yes}}, {差: otherwise}]",
    )


def test_votes_become_points_with_abstentions_aside_but_cast() -> None:
    ballot = "{options: {good: 100, fair: 60}, abstain: aside, round: 2, quorum: at least 50% of members}"
    book = voting(ballot)
    rows = [
        {"ballot.good": 2, "ballot.fair": 1, "ballot.abstain": 7, "members": 20},
        {"ballot.good": 2, "ballot.fair": 1, "ballot.abstain": 6, "members": 20},
        {"members": 20},
        {"ballot.good": 9},
    ]

    assert [str(each) for each in figure(book, "ballot", *rows)] == ["86.67", "86.67", "None", "100"]
    assert levels(book, *rows) == ["好", "差", "差", "差"]


@pytest.mark.parametrize(("missing", "expected"), [("counts 0", "48"), ("left out", "80")])
def test_layers_of_voters_are_weighted(missing: str, expected: str) -> None:
    layers = "layers: {staff: 60%, public: 40%}"
    book = voting(f"{{options: {{good: 100, poor: 0}}, {layers}, missing: {missing}, round: 2}}")
    rows = [
        {"ballot.staff.good": 4, "ballot.staff.poor": 1},
        {"ballot.staff.good": 2, "ballot.staff.poor": 1, "ballot.public.good": 1, "ballot.public.poor": 2},
    ]

    assert [str(each) for each in figure(book, "ballot", *rows)] == [expected, "53.33"]
