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
        "reached": {"index": 1, "name": "四星", "stars": 4, "rated": True},
        "pushed": None,
        "grade": None,
        "programme": None,
        "stars": 4,
        "lit": ["B", "C", "D", "E"],
        "medals": {},
        "sections": {"A": "50", "B": "90", "C": "90", "D": "90", "E": "90"},
        "total": "410",
        "places": {"campaign": 2, "zone": 2, "unit": 2, "type": 2},
        "is_tied": False,
        "next_star": {"star": "A", "gap": "30"},
        "band": None,
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
