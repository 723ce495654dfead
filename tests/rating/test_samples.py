"""Made-up branches are the same for a seed, stay within the rules' ranges, and spread over the levels."""

import numpy as np
import pytest

from apps.criteria.selectors import compiled, shipped_rulebooks
from apps.rating.rate import rate
from apps.rating.samples import sample_cohort

TEXTS = shipped_rulebooks()
RULES = compiled(TEXTS["xuchang-2025"])


def test_samples_of_a_seed_are_the_same() -> None:
    one, again, other = (sample_cohort(RULES, 769, seed) for seed in (7, 7, 8))

    assert (one.marks == again.marks).all()
    assert not (one.marks == other.marks).all()


def test_samples_keep_to_ranges_and_steps() -> None:
    cohort = sample_cohort(RULES, 769, 1)

    assert cohort.marks.shape == (769, 25)
    assert cohort.marks.min() >= 0
    assert cohort.marks.max() <= 2000
    assert not (cohort.marks % 10).any()


@pytest.mark.parametrize("slug", TEXTS)
def test_samples_of_every_rulebook_keep_to_its_ranges_and_reach_several_levels(slug: str) -> None:
    rules = compiled(TEXTS[slug])

    cohort = sample_cohort(rules, 769, 1)

    low, high = (np.array([getattr(each, end) for each in rules.inputs]) for end in ("minimum", "maximum"))
    assert ((cohort.marks >= low) | ~cohort.marked).all()
    assert ((cohort.marks <= high) | ~cohort.marked).all()
    shares = np.bincount(rate(rules, cohort).level, minlength=len(rules.levels)) / len(cohort)
    assert (shares > 0.01).sum() >= 3
    assert shares.max() < 0.95


def test_samples_mark_only_what_a_type_is_asked() -> None:
    text = """
rulebook: types-2031
title: {zh: 分类, en: Types}
parties: {superior: counts}
sections:
  A: {title: 甲, criteria: {A1: 50, A2: {points: 50, for: [机关]}, A3: {points: 50, not-for: [机关]}}}
levels:
  - 优: {total: at least 80}
  - 差: otherwise
order: [total]
"""

    cohort = sample_cohort(compiled(text), 200, 1)

    is_agency = np.array([cohort.words["type"][each] == "机关" for each in cohort.type])
    assert (cohort.marked[:, 1] == is_agency).all()
    assert (cohort.marked[:, 2] == ~is_agency).all()


def test_samples_put_whole_units_into_zones() -> None:
    cohort = sample_cohort(RULES, 9856, 1)

    pairs = set(zip(cohort.unit.tolist(), cohort.zone.tolist(), strict=True))

    assert len(pairs) == len({unit for unit, _zone in pairs})
