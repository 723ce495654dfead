"""Explanations of random rulebooks add up to what the engine gives, figure by figure."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from apps.rating.exact import Rounding
from apps.rating.rate import draw, judge, rate
from apps.rating.reasons import Change, Explanation, explain_among
from apps.rating.rulebook import Rulebook
from tests.rating.strategies import SEEDS, cohort_of, loaded, rows_of, rulebook_texts
from tests.rating.twin.numbers import rounded

ROWS = 9


def chain_holds(start: Fraction, changes: tuple[Change, ...], end: Fraction) -> bool:
    """Whether each change begins where the one before ended, from `start` to `end`."""
    for change in changes:
        if change.before != start:
            return False
        start = change.after
    return start == end


def adds_up(found: Explanation) -> bool:
    """Whether every figure of an explanation follows from those before it."""
    sections = [section for party in found.parties for section in party.sections]
    sums = [found.sum, *(party.sum for party in found.parties if party.sections)]
    return (
        all(chain_holds(score.start, score.changes, score.value) for each in sections for score in each.scores)
        and all(sum((part.brings for part in each.parts), Fraction(0)) == each.sum for each in (*sections, *sums))
        and all(chain_holds(each.sum, each.changes, each.total) for each in sections if each.counts)
        and all(chain_holds(each.sum, each.changes, each.total) for each in sums)
    )


@settings(max_examples=15)
@given(rulebook_texts(), SEEDS, st.integers(0, ROWS - 1))
def test_explain_any_rulebook_adds_up_to_what_the_engine_gives(text: str, seed: int, row: int) -> None:
    rulebook: Rulebook = loaded(text)
    cohort = draw(rulebook, cohort_of(rulebook, rows_of(rulebook, ROWS, seed)))
    outcome, judgement = rate(rulebook, cohort), judge(rulebook, cohort)

    found = explain_among(rulebook, cohort, outcome, row)

    per = 10**rulebook.decimals
    assert adds_up(found)
    assert found.total == Fraction(int(judgement.total[row]), per)
    assert [rounded(section.total, Rounding(rulebook.decimals)) for section in found.sections] == [
        Fraction(int(value), per) for value in judgement.sections[row]
    ]
    assert found.level == outcome.level[row]
    assert found.lit == tuple(star.code for star, lit in zip(rulebook.stars, outcome.lit[row], strict=True) if lit)
