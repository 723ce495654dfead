"""Agreement of two, on the page and in figures."""

from copy import deepcopy

import pytest

from apps.assessments.pairs import pairs_of
from apps.criteria.selectors import rulebook_of
from apps.evaluations.scorers.twice import by_criterion, in_sums, leans_of
from tests.factories.twice import PARTY, marked_twice
from tests.pages import Page

pytestmark = pytest.mark.django_db


def build():
    return marked_twice()


@pytest.fixture
def house(built, db):
    return deepcopy(built)


def test_agreement_is_counted_by_criterion_and_in_sums(house):
    rules, pairs = rulebook_of(house.campaign.rulebook_version), pairs_of(house.campaign, PARTY)

    lines = {line.criterion.code: line.found for line in by_criterion(rules, PARTY, pairs)}
    sums = in_sums(rules, pairs)

    n = len(pairs)
    assert n >= 20
    assert (lines["A2"].same, lines["A2"].beyond_chance, lines["A2"].is_weak) == (n, 1, False)
    assert (lines["A1"].same, lines["A1"].is_weak) == (0, True)
    assert (lines["B1"].lean, lines["B1"].near) == (50 * n, n)
    assert len(sums) == len(rules.sections) + 1
    assert sums[-1].found.pairs == n


def test_leans_in_total_are_counted_for_both(house):
    rules, pairs = rulebook_of(house.campaign.rulebook_version), pairs_of(house.campaign, PARTY)

    leans = leans_of(rules, pairs)

    assert sum(map(sum, leans.values())) == 0
    assert sum(map(len, leans.values())) == 2 * len(pairs)


def test_agreement_page_flags_weak_wording_with_its_guide(house):
    page = Page.of(house.client().get(f"{house.base}agreement/"))

    assert "1" in page.h1
    assert page.rows()[0][0].startswith("A1")
    assert house.client().get(f"{house.base}agreement.xlsx").content[:2] == b"PK"


def test_agreement_of_few_pairs_stays_blank_with_the_reason(house):
    house.campaign.assignments.filter(assessment__in=house.assessments[5:]).update(finished_at=None)

    answer = house.client().get(f"/api/v1/campaigns/{house.campaign.slug}/agreement/").json()

    assert {row["pairs"] for row in answer["criteria"]} == {5}
    assert {row["near"] for row in answer["criteria"]} == {None}
