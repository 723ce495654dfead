"""A word stands where words are compared, and never where a number is counted; ranges that are typed hold something."""

import pytest

from tests.rating.rating import rules
from tests.rating.test_load_faults import Told, told

HEAD = """rulebook: words-2030
title: Words
parties: {judge: counts}
facts: {kind: {is: [甲, 乙]}, n: {is: number, to: 50}}
"""
TAIL = "levels: [{好: {total: at least 5}}, {差: otherwise}]\norder: [total]\n"
BANDS = "bands: [{at least 5: 3}, {otherwise: 0}]"


def criterion(written: str, more: str = "") -> str:
    """A small rulebook whose A2 is as written, with more keys."""
    return f"{HEAD}sections: {{A: {{criteria: {{A1: 20, A2: {written}}}}}}}\n{more}{TAIL}"


def test_load_takes_the_number_that_the_words_here_replace() -> None:
    read = rules(sections="{A: {criteria: {A1: 20, A2: {reads: fact.n, points: 5}}}}")

    assert [score.most for score in read.scores] == [20, 5]


@pytest.mark.parametrize("word", ["type", "last-level", "fact.kind"])
@pytest.mark.parametrize(
    "written",
    [
        "{share: {of: WORD, out-of: fact.n}, points: 5, round: 2}",
        "{share: {of: fact.n, out-of: WORD}, points: 5, round: 2}",
        "{reads: WORD, points: 5}",
        "{reads: fact.n, out-of: WORD, bands: [{at least 5%: 3}, {otherwise: 0}]}",
        "{reads: WORD, line: [{at 5: 3}, {at 10: 0}]}",
        "{place: {of: WORD, points: [{1: 3}, {otherwise: 0}]}}",
        "{best: {of: WORD}, points: 3, round: 2}",
        "{points: 3, times: WORD, round: 2}",
        "{deduct-from: 3, fines: {late: {each: 1, reads: WORD}}}",
    ],
)
def test_load_refuses_a_word_that_a_criterion_counts(written: str, word: str) -> None:
    assert [code for _, _, code in told(criterion(written.replace("WORD", word)))] == ["not-a-number"]


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ("total: {of: type}\n", "total.of"),
        ("total: {times: type, round: 2}\n", "total.times"),
        ("figures: {f: type}\n", "figures.f"),
        ("stars: [{for: A, one-for-each: 5, of: type, at-most: 2}]\n", "stars.1.of"),
        ("grants: [{level: 好, when: {A: at least 5% of type}}]\n", "grants.1.when.A"),
    ],
)
def test_load_refuses_a_word_that_a_rule_counts(more: str, field: str) -> None:
    assert told(criterion("3", more)) == [(6, field, "not-a-number")]


@pytest.mark.parametrize("asked", ["none or better", "none or worse"])
def test_load_refuses_to_rank_a_branch_without_a_record(asked: str) -> None:
    faults = told(criterion("3", f"grants: [{{level: 好, when: {{last-level: {asked}}}}}]\n"))

    assert faults == [(6, "grants.1.when.last-level", "bad-words")]


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("{points: 10, from: 0.001}", ("from", "not-finer")),
        (f"{{{BANDS}, to: 50.001}}", ("to", "not-finer")),
        ("{place: {points: [{1: 3}, {otherwise: 0}]}, from: 0.001}", ("from", "not-finer")),
        ("{points: 10, from: 20}", ("from", "range-empty")),
        (f"{{{BANDS}, from: 50, to: 20}}", ("to", "range-empty")),
        ("{place: {points: [{1: 3}, {otherwise: 0}]}, from: 5, to: 1}", ("to", "range-empty")),
    ],
)
def test_load_refuses_a_range_in_which_nothing_can_be_typed(written: str, fault: tuple[str, str]) -> None:
    expected: Told = (5, f"sections.A.criteria.A2.{fault[0]}", fault[1])

    assert told(criterion(written)) == [expected]


def test_load_refuses_votes_that_no_count_can_hold() -> None:
    more = "ballot: {options: {yes-vote: 99999999999999, no-vote: 0}, round: 2}\n"
    text = criterion("3", more).replace("judge: counts", "judge: 50%, ballot: 50%") + "mix: {at: total, round: 2}\n"

    assert told(text) == [(5, "sections", "too-large")]


def test_load_refuses_a_target_in_years_that_names_no_level() -> None:
    assert told(criterion("3", "targets: {in 3 years: 60}\n")) == [(6, "targets.in 3 years", "wants-object")]
