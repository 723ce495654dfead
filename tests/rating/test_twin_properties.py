"""Any rating is fair: order, slices and names change nothing, more points never cost stars, a veto never raises."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from apps.rating.outcome import ResultRow, result_rows
from apps.rating.rate import Judgement, Outcome, draw, judge, rate, settle
from apps.rating.rulebook import Rulebook
from tests.rating.random_rules import criteria, outcomes, parties, sections
from tests.rating.strategies import SEEDS, Row, cohort_of, loaded, rows_of, rulebook_texts, write_text

QUICK = settings(max_examples=15)
# Mechanisms by which a higher mark is never worse: no deductions, no places, no differences, no seats.
MORE_IS_BETTER = (
    *(outcomes.star_lines, outcomes.star_by_points, outcomes.medals, outcomes.veto_of_a_star),
    *(criteria.points_below_zero, criteria.choices, criteria.each, criteria.bands, criteria.bonus, criteria.times),
    *(criteria.for_types, criteria.count_once, criteria.pass_or_fail, criteria.left_out, criteria.awards),
    *(sections.cap, sections.cap_with_bonus, sections.bonus_section, sections.scaled_exactly, sections.weighted_mean),
    *(sections.best_few, sections.median_of_criteria, parties.mixed_totals, parties.mixed_criteria, parties.panel),
    *(outcomes.weakest, outcomes.level_conditions, outcomes.ladder, outcomes.grants, outcomes.vetoes),
)
ALONE_IN_KIND = {parties.mixed_totals, parties.mixed_criteria, parties.panel}


def rows_written(rulebook: Rulebook, outcome: Outcome, rows: Sequence[Row]) -> list[ResultRow]:
    names = [("", row.unit, row.zone, row.type) for row in rows]
    return list(result_rows(rulebook, outcome, names))


def results(rulebook: Rulebook, rows: Sequence[Row]) -> list[ResultRow]:
    return rows_written(rulebook, rate(rulebook, cohort_of(rulebook, rows)), rows)


@QUICK
@given(rulebook_texts(), st.integers(0, 15), SEEDS)
def test_rate_of_permuted_rows_permutes_the_results(text: str, count: int, seed: int) -> None:
    rulebook = loaded(text)
    rows = rows_of(rulebook, count, seed)
    order = Random(seed).sample(range(count), count)

    permuted = results(rulebook, [rows[number] for number in order])

    whole = results(rulebook, rows)
    assert permuted == [whole[number] for number in order]


@QUICK
@given(rulebook_texts(), st.integers(0, 15), SEEDS)
def test_judge_of_slices_equals_the_whole(text: str, count: int, seed: int) -> None:
    rulebook = loaded(text)
    rows = rows_of(rulebook, count, seed)
    cohort = draw(rulebook, cohort_of(rulebook, rows))
    start, stop = sorted(Random(seed).choices(range(count + 1), k=2))
    parts = [cohort.slice(0, start), cohort.slice(start, stop), cohort.slice(stop, count)]

    joined = Judgement.concatenate([judge(rulebook, part) for part in parts])

    assert rows_written(rulebook, settle(rulebook, joined, cohort), rows) == results(rulebook, rows)


@QUICK
@given(rulebook_texts(), st.integers(1, 15), SEEDS)
def test_rate_does_not_depend_on_names_of_groups(text: str, count: int, seed: int) -> None:
    rulebook = loaded(text)
    assume(not any(quota.seats for quota in rulebook.quotas))
    rows = rows_of(rulebook, count, seed)
    other = dict(zip(("", "甲", "乙", "丙"), ("丁", "丙", "A", ""), strict=True))

    renamed = results(rulebook, [replace(row, unit=other[row.unit], zone=other[row.zone]) for row in rows])

    assert [row[4:] for row in renamed] == [row[4:] for row in results(rulebook, rows)]


@QUICK
@given(st.lists(st.sampled_from(MORE_IS_BETTER), max_size=4, unique=True), SEEDS, SEEDS)
def test_rate_of_more_points_never_gives_fewer_stars(features: list, rules_seed: int, rows_seed: int) -> None:
    assume(sum(feature in ALONE_IN_KIND for feature in features) <= 1)
    assume(sum(feature in MORE_IS_BETTER[:4] for feature in features) <= 1)
    rulebook = loaded(write_text(features, rules_seed))
    [row] = rows_of(rulebook, 1, rows_seed)
    marks = [number for number, each in enumerate(rulebook.inputs) if each.kind == "mark"]
    given_marks = [number for number in marks if row.inputs[number] is not None]
    assume(given_marks)
    better = replace(row, inputs=raised(rulebook, row, Random(rows_seed).choice(given_marks)))

    judgement = judge(rulebook, cohort_of(rulebook, [row, better]))

    assert judgement.level[1] <= judgement.level[0]
    assert judgement.total[1] >= judgement.total[0]
    assert (judgement.lit[1] >= judgement.lit[0]).all()


def raised(rulebook: Rulebook, row: Row, number: int) -> tuple[int | None, ...]:
    """The inputs with one mark at its best: the first choice, the most of everything else."""
    column = rulebook.inputs[number]
    is_choice = any(each.code == column.criterion and each.kind == "choice" for each in rulebook.criteria)
    best = column.minimum if is_choice else column.maximum
    return (*row.inputs[:number], best, *row.inputs[number + 1 :])


@QUICK
@given(st.lists(st.sampled_from(MORE_IS_BETTER), max_size=3, unique=True), SEEDS, SEEDS)
def test_judge_of_a_veto_never_raises(features: list, rules_seed: int, rows_seed: int) -> None:
    kept = [feature for feature in features if feature not in MORE_IS_BETTER[1:4]]
    rulebook = loaded(write_text([*kept, outcomes.vetoes], rules_seed))
    [row] = rows_of(rulebook, 1, rows_seed)
    vetoed = replace(row, vetoes=tuple(veto.code for veto in rulebook.vetoes))

    judgement = judge(rulebook, cohort_of(rulebook, [replace(row, vetoes=()), vetoed]))

    assert judgement.level[1] >= judgement.level[0]
    assert judgement.total[1] == judgement.total[0]
    assert judgement.lit[1].sum() <= judgement.lit[0].sum()
