"""One branch explained, all branches counted, and assessments with their facts, over REST."""

import pytest

from apps.jobs.services import run_waiting
from tests.api.client import BASE, details, refusal, rest
from tests.factories import mark, veto

pytestmark = pytest.mark.django_db


def explanation(person, house, number):
    return rest(person).get(f"{BASE}assessments/{house.assessments[number].pk}/explanation/").json()


def test_explanation_adds_up(own):
    body = explanation(own.people["reviewer"], own, 1)

    assert (body["level"]["name"], body["total"], body["maximum"], body["stars"]) == ("四星", "410", "500", 4)
    assert (body["lit"], body["vetoes"]) == (["B", "C", "D", "E"], [])
    section = body["sections"][0]
    expected = {"sum": "50", "total": "50", "maximum": "100", "line": "80", "lit": False, "gap": "30", "changes": []}
    assert section["marks"] == [{"criterion": f"A{n}", "mark": "10"} for n in range(1, 6)]
    assert {name: section[name] for name in expected} == expected
    assert [(part["code"], part["brings"]) for part in section["parts"]] == [(f"A{n}", "10") for n in range(1, 6)]
    assert [(part["code"], part["brings"]) for part in body["sum"]["parts"]] == [
        ("A", "50"),
        *((code, "90") for code in "BCDE"),
    ]


def test_explanation_places_with_what_the_place_above_has_more(own):
    body = explanation(own.people["reviewer"], own, 1)

    assert {scope: (place["place"], place["of"]) for scope, place in body["places"].items()} == {
        "campaign": (2, 3),
        "zone": (2, 2),
        "unit": (2, 2),
        "type": (2, 2),
    }
    assert body["places"]["campaign"]["above"] == {"place": 1, "key": "stars", "own": "4", "theirs": "5"}


def test_explanation_tells_the_same_in_chapters(own):
    body = explanation(own.staff, own, 1)

    assert [chapter["key"] for chapter in body["chapters"]] == ["points", "total", "stars", "level", "places", "next"]
    assert body["chapters"][1]["lines"][0]["figure"] == body["total"]


def test_explanation_says_what_the_level_asks_and_the_next_one(own):
    body = explanation(own.staff, own, 1)

    assert all(condition["holds"] for condition in body["conditions"])
    assert body["next_level"]["name"] == "五星"
    assert next((c["figure"], c["needed"], c["actual"], c["holds"]) for c in body["next_conditions"]) == (
        "lit",
        "5",
        "4",
        False,
    )
    assert body["next_conditions"][0]["text"]


def test_explanation_shows_the_way_to_each_star(own):
    body = explanation(own.staff, own, 1)

    way = body["ways"][0]
    assert (way["star"], way["gap"], way["options"], way["level"]["name"], way["stars"]) == ("A", "30", [], "五星", 5)
    assert way["changes"][0] == {"criterion": "A1", "now": "10", "needed": "20"}
    assert way["expected_place"] == 2


def test_explanation_at_the_top_has_no_next_level(own):
    body = explanation(own.staff, own, 0)

    assert (body["next_level"], body["next_conditions"], body["ways"]) == (None, [], [])


def test_explanation_of_a_blank_and_a_veto(own):
    mark(own.staff, own.assessments[0], {"A1": None})
    veto(own.assessments[0], "V1")
    run_waiting()

    body = explanation(own.staff, own, 0)

    assert (body["vetoes"], body["level"]["name"]) == (["V1"], "未评星")
    assert body["sections"][0]["marks"][0] == {"criterion": "A1", "mark": None}


def test_counts_by_level_zone_unit_and_type(own):
    body = rest(own.people["leader"]).get(f"{BASE}campaigns/{own.campaign.slug}/counts/").json()

    assert body["branches"] == 3
    assert [(level["name"], level["count"], level["share"]) for level in body["levels"] if level["count"]] == [
        ("五星", 1, "33.3%"),
        ("四星", 1, "33.3%"),
        ("未评星", 1, "33.3%"),
    ]
    assert [(zone["name"], zone["branches"]) for zone in body["zones"]] == [("市第一协作区", 2), ("市第二协作区", 1)]
    assert [(unit["name"], unit["counts"][0]) for unit in body["units"]] == [("市发改委", 1), ("市财政局", 0)]
    assert [(kind["name"], kind["branches"]) for kind in body["types"]] == [("事业单位", 1), ("党政机关", 2)]


def test_assessments_narrowed(own):
    def found(question):
        rows = rest(own.staff).get(f"{BASE}assessments/?{question}").json()["results"]
        return [own.assessments.index(next(a for a in own.assessments if a.pk == row["id"])) for row in rows]

    assert found("campaign=five-2025") == [0, 1, 2]
    assert found(f"unit={own.units[0].pk}") == [0, 1]
    assert found(f"zone={own.zones[1].pk}") == [2]
    assert found("type=党政机关&q=fgwd2") == [1]
    assert found("campaign=county-2025") == []


def test_assessment_with_its_facts(own):
    body = rest(own.people["secretary"]).get(f"{BASE}assessments/{own.assessments[0].pk}/").json()

    assert {key: body[key] for key in ("campaign", "name", "type", "members", "vetoes", "marked")} == {
        "campaign": "five-2025",
        "name": "市发改委第1党支部",
        "type": "党政机关",
        "members": 12,
        "vetoes": [],
        "marked": 25,
    }


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"vetoes": ["V99"], "reason": "x"}, "vetoes"),
        ({"vetoes": ["V1"]}, "reason"),
        ({"vetoes": ["V1"], "reason": " "}, "reason"),
        ({"vetoes": "V1", "reason": "x"}, "vetoes"),
    ],
)
def test_vetoes_refused_by_field(own, body, field):
    response = rest(own.staff).put(f"{BASE}assessments/{own.assessments[0].pk}/vetoes/", body)

    assert refusal(response) == (422, "invalid")
    assert list(details(response)) == [field]
