"""The page of a draw and the comparison of two sheets."""

from copy import deepcopy

import pytest

from apps.assessments.models import Draw, Sheet
from apps.assessments.seconds import second_of
from apps.organisations.choices import Role
from tests.factories import sign_in
from tests.factories.houses import flat_marks, make_house
from tests.factories.twice import PARTY, SEED, drawn, finish_both, scorer_of, with_scorers
from tests.pages import Page

pytestmark = pytest.mark.django_db


def build():
    return with_scorers(make_house())


@pytest.fixture
def house(built, db):
    return deepcopy(built)


def test_staff_publish_a_seed_draw_and_drop(house):
    client, url = house.client(), f"{house.base}scorers/draw/"

    client.post(url, {"seed": SEED, "share": "67"})
    client.post(f"{url}hold/")
    page = client.get(url)
    client.post(f"{url}drop/", {"reason": "名单有误"})

    row = Draw.objects.get()
    assert (row.share, len(row.drawn), row.drop_reason) == (6700, 2, "名单有误")
    assert SEED in page.content.decode()
    assert client.get(f"{url}export/").status_code == 404


def test_seed_typed_wrong_comes_back_with_what_was_typed(house):
    answer = house.client().post(f"{house.base}scorers/draw/", {"seed": "a|b", "share": "10"})

    assert answer.status_code == 422
    assert "a|b" in answer.content.decode()


def test_urn_can_be_taken_away_once_drawn(house):
    drawn(house)

    answer = house.client().get(f"{house.base}scorers/draw/export/")

    assert answer.status_code == 200
    assert b"".join(answer.streaming_content)[:2] == b"PK"


def test_two_sheets_are_compared_once_both_have_finished(house):
    row = drawn(house)
    key, client = row.drawn[0], house.client()
    url = f"{house.base}scorers/draw/{key}/"
    before = client.get(url).status_code
    finish_both(key, flat_marks(1800), flat_marks(1800, A1=1000, B1=1750))

    page = Page.of(client.get(url))
    client.post(url, {"mark-A1": "15", "seen-A1": "18", "reason": "两人核对材料后商定"})

    assert before == 404
    first, second = page.rows()[:2]
    assert [cell.split()[0] for cell in (first[0], second[0])] == ["A1", "B1"]
    assert Sheet.objects.get(assessment=key, party=PARTY).marks["A1"] == 1500
    assert Sheet.objects.get(assessment=key, party=second_of(PARTY)).marks["A1"] == 1000


def test_second_scorer_sees_neither_the_first_sheet_nor_the_comparison(house):
    row = drawn(house)
    key = row.drawn[0]
    lead = house.people[Role.ZONE_LEAD]
    person = scorer_of(key, second_of(PARTY))
    client = sign_in(person)

    statuses = [client.get(f"{house.base}sheets/{key}/{party}/").status_code for party in (PARTY, second_of(PARTY))]

    assert statuses == [404, 200]
    assert client.get(f"{house.base}branches/{key}/").url == f"{house.base}sheets/{key}/{second_of(PARTY)}/"
    assert client.get(f"/api/v1/assessments/{key}/explanation/").json()["error"]["code"] == "blind"
    assert "~2" in client.get(f"{house.base}sheets/").context["second_url"]
    assert sign_in(lead).get(f"{house.base}scorers/draw/{key}/").status_code in (403, 404)
