"""What deserves a checker's look: one line a criterion, nothing that is as it was."""

import pytest

from apps.assessments.looks import looks_of, superiors_last_year
from apps.assessments.models import Assessment
from apps.assessments.self_check import facts_of_all
from apps.criteria.selectors import rulebook_of
from tests.factories.units import fill_in, last_year, make_unit_house, say

pytestmark = pytest.mark.django_db
ASKED = {"A4", "B5", "C2", "D3", "E4"}


def looks(house, number=0, asked=False):
    """The looks at one branch by its marks; those at missing proof only where they are asked for."""
    here = house.assessments[number]
    facts = facts_of_all(house.campaign, [here])[here.pk]
    superior = superiors_last_year(house.campaign, [here]).get(here.pk, {})
    found = looks_of(here, rulebook_of(house.campaign.rulebook_version), facts, superior)
    return [(each.code, each.kind, each.text) for each in found if asked or each.kind != "missing-proof"]


def test_looks_at_rises_and_gaps_from_the_limits_on():
    house = make_unit_house(1)
    before = last_year(house, points=1500, superior=1500)[0]
    fill_in(house.assessments[0], 1600, A1=2000, A2=1990, A3=1700, B1=1690, B2=1300, B3=1310)
    fill_in(before, 1500, party="superior", A1=1990)

    assert looks(house) == [
        ("A1", "rise", "15 → 20，比去年高 5 分；没有写提高的理由"),
        ("A2", "gap", "19.9，比去年上级评分 15 高 4.9 分"),
        ("A3", "gap", "17，比去年上级评分 15 高 2 分"),
        ("B2", "gap", "13，比去年上级评分 15 低 2 分"),
    ]


def test_looks_at_a_rise_with_its_reason_says_the_reason():
    house = make_unit_house(1)
    last_year(house, points=1300, superior=1800)
    say(house.assessments[0], "A4", "两项做法被市里转发")

    here = house.assessments[0]
    facts = facts_of_all(house.campaign, [here])[here.pk]
    found = looks_of(here, rulebook_of(house.campaign.rulebook_version), facts, {})

    assert [each.note for each in found if each.code == "A4"] == ["理由：两项做法被市里转发"]


def test_looks_without_last_year_only_at_what_the_rules_ask():
    house = make_unit_house(1)

    assert looks(house) == []
    assert {code for code, *_rest in looks(house, asked=True)} == ASKED


def test_superiors_last_year_are_found_by_branch_for_all_at_once(django_assert_num_queries):
    house = make_unit_house(3)
    for number, before in enumerate(last_year(house)):
        fill_in(before, 1500 + 100 * number, party="superior")
    here = list(Assessment.objects.of(house.campaign).in_order())
    rulebook_of(house.campaign.rulebook_version)

    with django_assert_num_queries(4):
        found = superiors_last_year(house.campaign, here)

    assert [found[each.pk]["A1"] for each in here] == [1500, 1600, 1700]
