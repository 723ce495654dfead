"""What-ifs and the health of criteria over REST."""

import pytest

from tests.api.client import BASE, details, refusal, rest

pytestmark = pytest.mark.django_db


def ask(house, person, **body):
    return rest(person).post(f"{BASE}campaigns/{house.campaign.slug}/what-if/", body)


def test_what_if_answers_who_moves_and_why(own):
    change = {"path": "/stars/0/lit-when", "value": "50"}

    found = ask(own, own.staff, changes=[change]).json()

    assert found["matrix"] == [[1, 0, 0, 0], [1, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 1]]
    assert (found["risen"], found["fallen"], found["movers"]["count"]) == (1, 0, 1)
    assert found["effects"][0] | {"title": ""} == {
        "path": "/stars/0/lit-when",
        "title": "",
        "risen": 1,
        "fallen": 0,
        "faults": [],
        "is_left_out": False,
    }
    mover = found["movers"]["results"][0]
    assert (mover["name"], mover["before"], mover["after"]) == ("市发改委第2党支部", "四星", "五星")
    assert (mover["place_before"], mover["place_after"]) == (2, 2)
    assert mover["causes"] == [
        {"kind": "figure", "code": "A", "relation": "at least", "was": "50", "now": "50", "line": "50"}
    ]
    assert mover["because"] == "业务突出 50 ≥ 50"


def test_what_if_counts_groups_from_a_level(own):
    found = ask(own, own.staff, changes=[{"path": "/stars/0/lit-when", "value": "50"}], level="五星").json()

    assert found["level"] == "五星"
    assert [(row["name"], row["branches"], row["before"], row["after"]) for row in found["types"]] == [
        ("事业单位", 1, 0, 0),
        ("党政机关", 2, 1, 2),
    ]


def test_what_if_says_the_faults_of_an_impossible_change(own):
    found = ask(own, own.staff, changes=[{"path": "/stars/0/lit-when", "value": "101"}]).json()

    assert found["effects"][0]["is_left_out"]
    assert [fault["code"] for fault in found["effects"][0]["faults"]] == ["star-line"]
    assert (found["risen"], found["fallen"]) == (0, 0)


def test_what_if_refuses_more_changes_than_are_tried(own):
    rules = rest(own.staff).get(f"{BASE}campaigns/{own.campaign.slug}/what-if/").json()["rules"]
    points = [{"path": each["path"], "value": "19"} for each in rules if each["value"] == "20"]

    assert len(points) > 20
    assert ask(own, own.staff, changes=points[:20]).status_code == 200
    assert refusal(ask(own, own.staff, changes=points[:21]))[0] == 422


def test_what_if_takes_a_veto_out_by_the_empty_choice(own):
    rules = rest(own.staff).get(f"{BASE}campaigns/{own.campaign.slug}/what-if/").json()["rules"]
    effect = next(each for each in rules if each["path"] == "/vetoes/V1/effect")

    found = ask(own, own.staff, changes=[{"path": "/vetoes/V1/effect", "value": ""}]).json()

    assert "" in effect["choices"]
    assert [(each["path"], each["is_left_out"]) for each in found["effects"]] == [("/vetoes/V1/effect", False)]
    assert "  V1:" not in found["text"]


def test_what_if_refuses_a_path_that_is_no_rule(own):
    response = ask(own, own.staff, changes=[{"path": "/title/zh", "value": "x"}])

    assert refusal(response) == (422, "invalid")
    assert details(response) == {"changes": ["/title/zh"]}


def test_health_of_the_criteria(own):
    url = f"{BASE}campaigns/{own.campaign.slug}/health/?scope=type&of=level:五星"

    found = rest(own.staff).get(url).json()

    assert found["criteria"][0] | {"gap": ""} == {
        "code": "A1",
        "holds": 3,
        "blank": 0,
        "marked": 3,
        "full": 0,
        "common": "10",
        "common_count": 2,
        "lower": "10",
        "upper": "18",
        "both": 0,
        "gap": "",
        "far": 0,
        "is_judged": False,
        "separates_nobody": False,
        "is_far": False,
    }
    assert [(each["name"], each["share"]["part"], each["share"]["whole"]) for each in found["groups"]] == [
        ("事业单位", 0, 1),
        ("党政机关", 1, 2),
    ]
    assert found["choices"][0] == "level:五星"
