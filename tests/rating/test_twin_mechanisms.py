"""The engine and its slow twin agree on every mechanism alone, and on combinations of several.

The same rulebooks are drawn in every run; tests/rating/__init__.py says how to hunt with new ones.
"""

import os
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.rating.exact import Rounding
from apps.rating.outcome import result_rows
from apps.rating.rate import rate
from apps.rating.rulebook import Rulebook
from tests.rating.random_rules.rules import Feature
from tests.rating.strategies import FEATURES, SEEDS, Row, cohort_of, loaded, rows_of, rulebook_texts, write_text
from tests.rating.twin import twin_rows
from tests.rating.twin.numbers import rounded

ALONE = settings(max_examples=3)
TOGETHER = settings(max_examples=30)
SOAK = settings(max_examples=int(os.environ.get("STARBRANCH_TWIN_EXAMPLES", "300")))


def check(rulebook: Rulebook, rows: Sequence[Row]) -> None:
    """Every column of the results, and every section exactly."""
    outcome = rate(rulebook, cohort_of(rulebook, rows))
    names = [("", row.unit, row.zone, row.type) for row in rows]
    written = [tuple(row[4:]) for row in result_rows(rulebook, outcome, names)]
    twins = twin_rows(rulebook, rows)

    assert written == [twin.written for twin in twins]
    scale, shown = 10**rulebook.decimals, Rounding(rulebook.decimals)
    assert outcome.judgement.sections.tolist() == [
        [int(rounded(each, shown) * scale) for each in twin.sections] for twin in twins
    ]


@pytest.mark.parametrize("feature", FEATURES, ids=lambda feature: feature.__name__)
def test_rate_of_one_mechanism_equals_the_twin(feature: Feature) -> None:
    @ALONE
    @given(SEEDS, st.integers(0, 12), SEEDS)
    def agrees(rules_seed: int, count: int, rows_seed: int) -> None:
        rulebook = loaded(write_text([feature], rules_seed))
        check(rulebook, rows_of(rulebook, count, rows_seed))

    agrees()


@TOGETHER
@given(rulebook_texts(), st.integers(0, 12), SEEDS)
def test_rate_of_several_mechanisms_equals_the_twin(text: str, count: int, rows_seed: int) -> None:
    rulebook = loaded(text)
    check(rulebook, rows_of(rulebook, count, rows_seed))


@pytest.mark.soak
@SOAK
@given(rulebook_texts(), st.integers(0, 40), SEEDS)
def test_rate_of_thousands_of_rulebooks_equals_the_twin(text: str, count: int, rows_seed: int) -> None:
    rulebook = loaded(text)
    check(rulebook, rows_of(rulebook, count, rows_seed))
