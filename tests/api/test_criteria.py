"""Criteria counted, marks ranked, movements and years over REST."""

import pytest

from apps.jobs.services import run_waiting
from tests import factories
from tests.api.client import BASE, details, refusal, rest
from tests.factories.houses import flat_marks

pytestmark = pytest.mark.django_db


def asked(person, house, tail):
    return rest(person).get(f"{BASE}campaigns/{house.campaign.slug}/{tail}")


def test_criteria_by_zone(own):
    body = asked(own.people["leader"], own, "criteria/").json()

    first = body["criteria"][0]
    zones = first.pop("zones")
    assert first == {
        "code": "A1",
        "title": "中心工作",
        "maximum": "20",
        "line": "16",
        "mean": "12.7",
        "marked": 3,
        "below": 2,
    }
    assert [(zone["name"], zone["mean"], zone["marked"], zone["below"]) for zone in zones] == [
        ("市第一协作区", "14.0", 2, 1),
        ("市第二协作区", "10.0", 1, 1),
    ]


def test_criterion_marks_weakest_first_page_by_page(own):
    first = asked(own.staff, own, "criteria/A1/marks/?size=2").json()
    second = rest(own.staff).get(first["next"]).json()

    rows = [*first["results"], *second["results"]]
    assert [(row["name"], row["mark"], row["self_mark"]) for row in rows] == [
        ("市发改委第2党支部", "10", None),
        ("市财政局第1党支部", "10", None),
        ("市发改委第1党支部", "18", None),
    ]
    assert second["next"] is None


@pytest.mark.parametrize(
    ("question", "found"), [("below=1", 2), ("q=czj", 1), ("type=事业单位", 1), ("zone=none", 0), ("below=1&q=fgw", 1)]
)
def test_criterion_marks_narrowed(own, question, found):
    assert len(asked(own.staff, own, f"criteria/A1/marks/?{question}").json()["results"]) == found


def test_criterion_marks_of_those_who_do_not_compare_are_their_own_subtree(own):
    rows = asked(own.people["reviewer"], own, "criteria/A1/marks/").json()["results"]

    assert [row["name"] for row in rows] == ["市发改委第2党支部", "市发改委第1党支部"]


def test_criterion_marks_after_a_key_that_is_none_is_422(own):
    response = asked(own.staff, own, "criteria/A1/marks/?after=xyz")

    assert refusal(response) == (422, "invalid")
    assert list(details(response)) == ["after"]


def test_criterion_unknown_is_404(own):
    assert refusal(asked(own.staff, own, "criteria/Z9/marks/")) == (404, "not-found")


def test_movements_and_years_against_last_year(own):
    alone = asked(own.staff, own, "movements/").json()
    earlier = factories.make_campaign(own.committee, year=2024, slug="five-2024")
    for assessment, low in zip(factories.enrol(earlier), ("ABCDE", "A", ""), strict=True):
        factories.mark(own.staff, assessment, flat_marks(low=low))
    run_waiting()

    body = asked(own.staff, own, "movements/").json()
    years = rest(own.people["secretary"]).get(f"{BASE}assessments/{own.assessments[0].pk}/years/").json()["years"]

    assert (alone["against"], alone["risen"], alone["fallen"]) == (None, [], [])
    assert (body["year"], body["compared"], body["is_new_rules"]) == (2024, 3, False)
    assert [(row["name"], row["by"]) for row in body["risen"]] == [("市发改委第1党支部", 2)]
    assert [(row["name"], row["by"]) for row in body["fallen"]] == [("市财政局第1党支部", -2)]
    assert [(year["year"], year["total"], year["place"]) for year in years] == [(2024, "250", 3), (2025, "450", 1)]
