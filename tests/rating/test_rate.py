"""Judging slices is judging all; what could outgrow whole numbers, or has no decimals, is refused before it is used."""

from fractions import Fraction

import numpy as np
import pytest

from apps.rating.cohort import Cohort
from apps.rating.exact import Exact, NeedsRounding, Rounding, TooLarge, added, narrowed
from apps.rating.faults import RulebookError
from apps.rating.outcomes import Judgement
from apps.rating.proving import prove
from apps.rating.rate import judge, rate, settle
from tests.rating.rating import cohort_of, rules

MUCH = {
    "sections": (
        "{A: {title: A, criteria: {A1: 100, A2: {points: 10, for: [机关]}}}, "
        "B: {title: B, items: pass-or-fail, criteria: [B1]}}"
    ),
    "stars": "[{for: A, medals: [{金: at least 90}, {银: at least 50}]}, {for: B, lit-when: every criterion passes}]",
    "levels": "[{五星: {total: at least 90}}, {四星: {total: at least 50}}, {三星: otherwise}]",
    "vetoes": "{V1: {title: V, effect: one level down, when: {fact.fined: yes}}}",
    "ladder": "{up-at-most: 1}",
    "quotas": "[{for: 四星 or better, at-most: 40%, within: unit, by: [total, fact.votes]}]",
    "grades": "{好: {level: 四星 or better, type: [机关]}, 差: [三星]}",
    "order": "[level, total, A1, fewest fact.votes]",
}


def some_branches(count: int) -> list[dict[str, object]]:
    chance = np.random.default_rng(7)
    levels = ("五星", "四星", "三星", None)
    return [
        {
            "A1": int(chance.integers(30, 101)),
            "A2": None if chance.random() < 0.2 else int(chance.integers(0, 11)),
            "B1": bool(chance.random() < 0.7),
            "previous_level": levels[chance.integers(4)],
            "fact.fined": bool(chance.random() < 0.1),
            "fact.votes": None if chance.random() < 0.2 else int(chance.integers(0, 3)),
            "unit": f"u{chance.integers(3)}",
            "type": ("机关", "学校")[chance.integers(2)],
        }
        for _ in range(count)
    ]


def test_judging_slices_and_settling_them_together_rates_all_alike() -> None:
    book = rules(**MUCH)
    cohort = cohort_of(book, some_branches(60))
    parts = [judge(book, cohort.slice(start, start + 7)).narrowed() for start in range(0, 60, 7)]

    assert parts[0].total.dtype == parts[0].figures["A1"].values.dtype == np.int32
    whole, together = rate(book, cohort), settle(book, Judgement.concatenate(parts), cohort)

    for name in ("level", "stars", "lit", "pushed", "by_rules", "keys", "grade"):
        assert np.array_equal(getattr(whole, name), getattr(together, name)), name
    for name in ("sections", "total", "medals", "vetoes", "reached", "level", "unrated"):
        assert np.array_equal(getattr(whole.judgement, name), getattr(together.judgement, name)), name
    assert whole.quotas == together.quotas
    assert np.array_equal(whole.places.unit, together.places.unit)


@pytest.mark.parametrize(("most", "kind"), [(2**24, np.int32), (2**24 + 1, np.int64), (2**62, np.int64)])
@pytest.mark.parametrize("sign", [1, -1])
def test_numbers_are_narrowed_only_where_all_have_room(most: int, kind: type, sign: int) -> None:
    values = np.array([[0, 5], [sign * most, -7]])

    assert narrowed(values).dtype == kind
    assert narrowed(values).tolist() == values.tolist()
    assert narrowed(values[:0]).dtype == np.int32
    assert narrowed(np.array([3], np.int8)).dtype == np.int8


def test_cohorts_of_slices_concatenate_with_decisions_in_some() -> None:
    book = rules(**MUCH)
    whole = cohort_of(book, [*some_branches(3), {"A1": 50, "decided": "五星"}])
    parts = [Cohort(**{**vars(whole.slice(0, 2)), "decided": None}), whole.slice(2, 4)]

    assert Cohort.concatenate(parts).decided.tolist() == [-1, -1, -1, 0]
    assert Cohort.concatenate(parts).marks.tolist() == whole.marks.tolist()


def test_prove_tells_how_many_decimals_are_exact() -> None:
    halved = rules(sections="{A: {title: A, times: 0.125, criteria: {A1: {points: 50, step: 0.01}}}}")

    assert (prove(rules(**MUCH)), prove(halved), halved.decimals) == (2, 5, 5)


def test_prove_refuses_thirds_and_quotients_without_rounding() -> None:
    with pytest.raises(RulebookError, match="round"):
        rules(sections="{A: {title: A, scale-to: 20, criteria: {A1: 30}}}")
    with pytest.raises(RulebookError, match="round"):
        rules(sections="{A: {title: A, criteria: {A1: {share: {of: fact.came, out-of: members}, points: 10}}}}")


def figure_of(*values: int, per: int = 100) -> Exact:
    return Exact(np.array(values, np.int16), per, min(values), max(values))


def test_exact_figures_refuse_to_outgrow_whole_numbers() -> None:
    largest = Exact(np.array([1]), 1, 0, 2**40)

    with pytest.raises(TooLarge):
        largest.multiplied(largest)
    with pytest.raises(TooLarge):
        largest.rounded(Rounding(8))


def test_exact_sums_of_narrow_columns_do_not_wrap() -> None:
    assert added([figure_of(32_000, -32_000), figure_of(32_000, 32_000)], [1, -1]).values.tolist() == [0, -64_000]


@pytest.mark.parametrize(
    ("rounding", "expected"),
    [
        (Rounding(0), [3, -3, 2, 1]),
        (Rounding(0, "half even"), [2, -2, 2, 1]),
        (Rounding(0, "down"), [2, -3, 1, 1]),
        (Rounding(0, "up"), [3, -2, 2, 1]),
        (Rounding(1, "half up", Fraction(1, 2)), [2.5, -2.5, 1.5, 1]),
    ],
)
def test_exact_figures_round_each_way(rounding: Rounding, expected: list[float]) -> None:
    found = figure_of(250, -250, 150, 100).rounded(rounding)

    assert [float(found.fraction(row)) for row in range(4)] == expected


def test_needs_rounding_names_the_figure() -> None:
    assert str(NeedsRounding("A1")) == "A1"
