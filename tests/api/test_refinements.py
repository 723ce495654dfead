"""Units' own indicators over REST: written whole, faults by field, steps, and what is read."""

from copy import deepcopy

import pytest
from django.urls import reverse

from tests.api.client import refusal, rest
from tests.factories import mark
from tests.factories.refining import make_refining_house

pytestmark = pytest.mark.django_db


def build():
    return make_refining_house()


@pytest.fixture
def house(built, db):
    return deepcopy(built)


def url(house, *more):
    name = "api:refinement-act" if more else "api:refinement"
    return reverse(name, args=[house.campaign.slug, house.unit.pk, "X", *more])


def test_indicators_are_written_submitted_and_approved(house):
    body = {"indicators": [{"title": "党员科技攻关", "points": "6", "proof": 1}, {"title": "联建", "points": "2.5"}]}

    written = rest(house.reviewer).put(url(house), body, format="json").json()
    rest(house.reviewer).post(url(house, "submit"), {}, format="json")
    approved = rest(house.staff).post(url(house, "approve"), {"version": written["version"]}, format="json").json()

    assert (written["status"], approved["status"], approved["decided_by_name"]) == ("writing", "approved", "周敏")
    assert approved["indicators"][1] == {"title": "联建", "guide": "", "points": "2.5", "proof": 0}


def test_faults_name_the_field_and_the_number(house):
    body = {"indicators": [{"title": "甲", "points": "6"}, {"title": "甲", "points": "0"}]}

    response = rest(house.reviewer).put(url(house), body, format="json")

    assert refusal(response) == (422, "indicators")
    assert sorted(response.json()["error"]["details"]) == ["points-2", "title-1", "title-2"]


def test_the_list_says_what_is_granted_and_a_sheet_has_the_lines(house):
    house.approved()
    listed = rest(house.staff).get(reverse("api:refinement-list", args=[house.campaign.slug])).json()
    house.begin_marking()
    mark(house.staff, house.assessments[0], {"X.1": 550})
    sheet = rest(house.staff).get(reverse("api:sheet", args=[house.assessments[0].pk, "superior"])).json()

    (room,) = listed["rooms"]
    assert (room["line"], room["points"], room["count"], listed["frozen"]) == ("X", "10", 5, False)
    assert [(each["unit"]["name"], each["status"]) for each in listed["refinements"]] == [
        ("省科学院", "approved"),
        ("省图书馆", "writing"),
    ]
    assert {code: text for code, text in sheet["marks"].items() if code.startswith("X")} == {"X.1": "5.5", "X.2": None}


def test_an_unknown_step_is_refused(house):
    house.write()

    assert refusal(rest(house.reviewer).post(url(house, "dance"), {}, format="json")) == (422, "act")
