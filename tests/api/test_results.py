"""Runs, league tables, explanations and counts over REST."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from apps.jobs.services import run_waiting
from tests.api.client import BASE, details, refusal, rest
from tests.factories import mark
from tests.factories.houses import flat_marks

pytestmark = pytest.mark.django_db


def url_of(house, tail):
    return f"{BASE}campaigns/{house.campaign.slug}/{tail}"


def league(person, house, question=""):
    return rest(person).get(url_of(house, f"results/?{question}")).json()["results"]


def names(rows):
    return [row["name"] for row in rows]


def test_league_in_its_order_with_points_as_text(own):
    rows = league(own.staff, own)

    assert names(rows) == ["市发改委第1党支部", "市发改委第2党支部", "市财政局第1党支部"]
    assert rows[1] == {
        "assessment": own.assessments[1].pk,
        "name": "市发改委第2党支部",
        "unit": {"id": own.units[0].pk, "name": "市发改委"},
        "zone": {"id": own.zones[0].pk, "name": "市第一协作区"},
        "type": "党政机关",
        "level": {"index": 1, "name": "四星", "stars": 4, "rated": True},
        "stars": 4,
        "lit": ["B", "C", "D", "E"],
        "sections": {"A": "50", "B": "90", "C": "90", "D": "90", "E": "90"},
        "total": "410",
        "places": {"campaign": 2, "zone": 2, "unit": 2, "type": 2},
        "is_tied": False,
        "next_star": {"star": "A", "gap": "30"},
    }
    assert (rows[0]["total"], rows[0]["next_star"]) == ("450", None)


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("level=0", [0]),
        ("level=99", []),
        ("type=事业单位", [2]),
        ("missing=A", [1, 2]),
        ("missing=E", [2]),
        ("near=true", []),
        ("near=false", [0, 1, 2]),
        ("q=czj", [2]),
        ("q=发改委&level=1", [1]),
    ],
)
def test_league_narrowed(own, question, found):
    assert names(league(own.staff, own, question)) == [own.assessments[number].name for number in found]


def test_league_narrowed_by_zone_and_unit(own):
    assert names(league(own.staff, own, f"zone={own.zones[1].pk}")) == ["市财政局第1党支部"]
    assert names(league(own.staff, own, f"unit={own.units[1].pk}")) == ["市财政局第1党支部"]


def test_league_near_a_star(own):
    mark(own.staff, own.assessments[1], flat_marks(**{f"A{n}": 1560 for n in range(1, 6)}))
    run_waiting()

    assert [row["next_star"] for row in league(own.staff, own, "near=true")] == [{"star": "A", "gap": "2"}]


@pytest.mark.parametrize("question", ["missing=Z", "level=best", "near=maybe", "zone=x", "q=" + "x" * 101])
def test_league_asked_what_cannot_be_is_422(own, question):
    response = rest(own.staff).get(url_of(own, f"results/?{question}"))

    assert refusal(response) == (422, "invalid")
    assert list(details(response)) == [question.partition("=")[0]]


def test_league_for_those_who_do_not_compare_is_their_own_subtree(own):
    assert names(league(own.people["secretary"], own)) == ["市发改委第1党支部"]
    assert names(league(own.people["reviewer"], own)) == ["市发改委第1党支部", "市发改委第2党支部"]


def test_league_open_to_branches_shows_everybody(own):
    type(own.campaign).objects.filter(pk=own.campaign.pk).update(is_open_to_branches=True)

    assert len(league(own.people["secretary"], own)) == 3


def test_league_as_a_workbook_of_the_same_rows(own):
    response = rest(own.staff).get(url_of(own, "results/workbook/?missing=A"))

    rows = list(load_workbook(BytesIO(response.getvalue())).active.iter_rows(values_only=True))
    assert response.headers["Content-Disposition"] == 'attachment; filename="league-five-2025.xlsx"'
    assert [row[1] for row in rows[1:]] == ["市发改委第2党支部", "市财政局第1党支部"]


def test_workbook_can_be_asked_for_by_its_kind_and_refused_in_json(own):
    xlsx = {"Accept": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}

    assert rest(own.staff).get(url_of(own, "results/workbook/"), headers=xlsx).status_code == 200
    refused = rest(own.staff).get(url_of(own, "results/workbook/?level=x"), headers=xlsx)
    assert refusal(refused) == (422, "invalid")


def start(house):
    response = rest(house.staff).post(url_of(house, "runs/"))
    return response, response.json()["id"]


def test_start_numbered_run_and_look_until_it_is_whole(own):
    response, _pk = start(own)
    before = rest(own.staff).get(response.headers["Location"]).json()
    run_waiting()
    after = rest(own.staff).get(response.headers["Location"]).json()

    assert response.status_code == 202
    assert (before["number"], before["is_whole"], before["is_current"]) == (1, False, False)
    assert (after["number"], after["is_whole"], after["is_current"], after["branches"]) == (1, True, True, 3)
    assert after["started_by_name"] == own.staff.name


def test_runs_newest_first_without_working_runs_that_are_gone(own):
    start(own)
    run_waiting()
    mark(own.staff, own.assessments[0], {"A1": 1700})
    run_waiting()
    start(own)

    rows = rest(own.people["secretary"]).get(url_of(own, "runs/")).json()["results"]

    assert [(row["number"], row["is_whole"], row["is_current"]) for row in rows] == [
        (2, False, False),
        (None, True, True),
        (1, True, False),
    ]


def test_league_of_a_former_run(own):
    _response, pk = start(own)
    run_waiting()
    mark(own.staff, own.assessments[0], flat_marks(low="ABCDE"))
    run_waiting()

    assert league(own.staff, own, f"run={pk}")[0]["total"] == "450"
    assert league(own.staff, own)[0]["total"] == "410"


@pytest.mark.parametrize("run", ["0", "x", "9" * 30, "-1"])
def test_run_that_is_not_there_is_404(own, run):
    staff, explanation = rest(own.staff), f"{BASE}assessments/{own.assessments[0].pk}/explanation/"

    for url in (url_of(own, "results/"), url_of(own, "counts/"), explanation):
        assert refusal(staff.get(f"{url}?run={run}")) == (404, "not-found")


def test_run_of_the_neighbour_or_half_made_is_404(own, other):
    _response, half = start(own)

    for pk in (half, other.campaign.current_run.run_id):
        assert refusal(rest(own.staff).get(url_of(own, f"results/?run={pk}"))) == (404, "not-found")


def test_results_before_the_first_run_are_404(own):
    own.campaign.current_run.delete()

    for tail in ("results/", "results/workbook/", "counts/"):
        assert refusal(rest(own.staff).get(url_of(own, tail))) == (404, "not-found")


def explanation(person, house, number):
    return rest(person).get(f"{BASE}assessments/{house.assessments[number].pk}/explanation/").json()


def test_explanation_adds_up(own):
    body = explanation(own.people["reviewer"], own, 1)

    assert (body["level"]["name"], body["total"], body["maximum"], body["stars"]) == ("四星", "410", "500", 4)
    assert (body["lit"], body["vetoes"]) == (["B", "C", "D", "E"], [])
    section = body["sections"][0]
    assert section == {
        "code": "A",
        "marks": [{"criterion": f"A{n}", "mark": "10"} for n in range(1, 6)],
        "sum": "50",
        "total": "50",
        "maximum": "100",
        "line": "80",
        "lit": False,
        "gap": "30",
    }
    assert body["places"] == {
        "campaign": {"place": 2, "of": 3},
        "zone": {"place": 2, "of": 2},
        "unit": {"place": 2, "of": 2},
        "type": {"place": 2, "of": 2},
    }


def test_explanation_says_what_the_level_asks_and_the_next_one(own):
    body = explanation(own.staff, own, 1)

    assert all(condition["holds"] for condition in body["conditions"])
    assert body["next_level"]["name"] == "五星"
    assert next((c["kind"], c["needed"], c["actual"], c["holds"]) for c in body["next_conditions"]) == (
        "lit",
        5,
        4,
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
    rest(own.staff).put(f"{BASE}assessments/{own.assessments[0].pk}/vetoes/", {"vetoes": ["V1"], "reason": "查实"})
    run_waiting()

    body = explanation(own.staff, own, 0)

    assert (body["vetoes"], body["level"]["name"]) == (["V1"], "未评星")
    assert body["sections"][0]["marks"][0] == {"criterion": "A1", "mark": None}


def test_counts_by_level_zone_unit_and_type(own):
    body = rest(own.people["leader"]).get(url_of(own, "counts/")).json()

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
