"""The engine and its slow twin agree on every random cohort, and the rating is fair."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.rating.cohort import Cohort
from apps.rating.outcome import result_rows
from apps.rating.rate import Judgement, judge, rate, settle
from apps.rating.rulebook import Rulebook, Veto
from tests.rating.rulebooks import TINY, TINY_TEXT, XUCHANG, XUCHANG_TEXT, Branch
from tests.rating.strategies import branches
from tests.rating.twin import Twin

RULEBOOKS = [pytest.param(XUCHANG, XUCHANG_TEXT, id="xuchang-2025"), pytest.param(TINY, TINY_TEXT, id="tiny-2030")]
QUICK = settings(deadline=None, max_examples=60)


def engine_rows(rulebook: Rulebook, cohort: Sequence[Branch]) -> list[tuple[str, ...]]:
    """What the twin tells too: total, stars, lit, level and four places."""
    outcome = rate(rulebook, Cohort.of(rulebook, cohort))
    rows = result_rows(rulebook, outcome, [("", "", "", "")] * len(cohort))
    return [(row.total, row.stars, row.lit, row.level, *row[-4:]) for row in rows]


@pytest.mark.parametrize(("rulebook", "text"), RULEBOOKS)
def test_rate_equals_the_twin(rulebook: Rulebook, text: str) -> None:
    twin = Twin(text)

    @QUICK
    @given(st.lists(branches(rulebook), max_size=60))
    def agrees(cohort: list[Branch]) -> None:
        assert engine_rows(rulebook, cohort) == twin.rows(cohort)

    agrees()


@pytest.mark.parametrize(("rulebook", "_text"), RULEBOOKS)
def test_rate_of_permuted_rows_permutes_the_results(rulebook: Rulebook, _text: str) -> None:
    @QUICK
    @given(st.lists(branches(rulebook), max_size=20), st.randoms(use_true_random=False))
    def changes_nothing(cohort: list[Branch], random: Random) -> None:
        order = list(range(len(cohort)))
        random.shuffle(order)

        permuted = engine_rows(rulebook, [cohort[number] for number in order])

        rows = engine_rows(rulebook, cohort)
        assert permuted == [rows[number] for number in order]

    changes_nothing()


@pytest.mark.parametrize(("rulebook", "_text"), RULEBOOKS)
def test_judge_of_slices_equals_the_whole(rulebook: Rulebook, _text: str) -> None:
    @QUICK
    @given(st.lists(branches(rulebook), max_size=20), st.integers(0, 20), st.integers(0, 20))
    def equals(members: list[Branch], first: int, second: int) -> None:
        cohort = Cohort.of(rulebook, members)
        start, stop = sorted((first, second))
        parts = [cohort.slice(0, start), cohort.slice(start, stop), cohort.slice(stop, len(members))]

        joined = Judgement.concatenate([judge(rulebook, part) for part in parts])

        whole = judge(rulebook, cohort)
        assert columns(joined) == columns(whole)
        again = Cohort.concatenate(parts)
        assert columns(settle(rulebook, joined, again.zone, again.unit, again.type)) == columns(
            settle(rulebook, whole, cohort.zone, cohort.unit, cohort.type)
        )

    equals()


def columns(result: object) -> dict[str, list[object]]:
    return {name: column.tolist() for name, column in vars(result).items()}


@pytest.mark.parametrize(("rulebook", "_text"), RULEBOOKS)
def test_judge_of_more_points_never_gives_fewer_stars(rulebook: Rulebook, _text: str) -> None:
    @QUICK
    @given(branches(rulebook), st.integers(0, len(rulebook.criteria) - 1), st.integers(1, 50))
    def never_fewer(branch: Branch, number: int, steps: int) -> None:
        criterion = rulebook.criteria[number]
        raised = min(criterion.maximum, (branch.marks[number] or 0) + steps * criterion.step)
        better = replace(branch, marks=(*branch.marks[:number], raised, *branch.marks[number + 1 :]))

        judgement = judge(rulebook, Cohort.of(rulebook, [branch, better]))

        assert judgement.stars[1] >= judgement.stars[0]
        assert judgement.total[1] >= judgement.total[0]
        assert (judgement.lit[1] >= judgement.lit[0]).all()

    never_fewer()


@pytest.mark.parametrize(("rulebook", "_text"), RULEBOOKS)
def test_judge_of_a_veto_never_raises(rulebook: Rulebook, _text: str) -> None:
    @QUICK
    @given(branches(rulebook), st.sampled_from(rulebook.vetoes))
    def never_raises(branch: Branch, veto: Veto) -> None:
        vetoed = replace(branch, vetoes=(*branch.vetoes, veto.code))

        judgement = judge(rulebook, Cohort.of(rulebook, [branch, vetoed]))

        assert judgement.level[1] == len(rulebook.levels) - 1
        assert judgement.stars[1] <= judgement.stars[0]
        assert np.array_equal(judgement.lit[0], judgement.lit[1])
        assert judgement.total[0] == judgement.total[1]

    never_raises()
