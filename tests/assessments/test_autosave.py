"""The door of a page that saves as one types: what fits is kept, each misfit told, nothing under another name."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.assessments.models import Remark, Revision, Sheet
from apps.assessments.services import RemarkChange, save_remarks
from apps.organisations.choices import Role
from tests import factories
from tests.factories.houses import flat_marks

pytestmark = pytest.mark.django_db


def send(two, marks=None, remarks=None, *, role=Role.STAFF, party="superior", number=0, **more):
    person = two.own.people[role]
    url = f"{two.own.base}sheets/{two.own.assessments[number].pk}/{party}/save/"
    body = {"person": person.pk, "marks": marks or {}, "remarks": remarks or {}} | more
    return factories.sign_in(person).post(url, json.dumps(body), content_type="application/json")


def stored(two, party="superior"):
    return Sheet.objects.get(assessment=two.own.assessments[0], party=party).marks


def test_autosave_keeps_what_fits_and_tells_what_does_not(two):
    factories.mark(two.own.people[Role.SECRETARY], two.own.assessments[0], flat_marks(2000), party="self")

    answer = send(
        two,
        {
            "A1": {"value": "１７．５", "seen": "18"},
            "A2": {"value": "", "seen": "18"},
            "A3": {"value": "20.5", "seen": "18"},
            "A4": {"value": "十八", "seen": "18"},
            "Z9": {"value": "1"},
        },
        {"A1": {"text": "缺两次记录", "seen": ""}, "A2": {"text": "字" * 1001, "seen": ""}},
    ).json()

    assert answer["marks"] == {
        "A1": {"value": "17.5", "gap": "−2.5", "gap_large": True},
        "A2": {"value": "", "gap": "", "gap_large": False},
    }
    assert answer["errors"] == {"A3": "满分 20，请改小", "Z9": "没有这一项。", "A4": "请填数字，如 19.9"}
    assert (answer["remarks"], list(answer["remark_errors"])) == ({"A1": {"text": "缺两次记录"}}, ["A2"])
    assert (answer["locked"], answer["conflicts"], answer["version"], answer["marked"]) == ("", {}, 2, 24)
    assert answer["heads"]["A"] == {
        "sum": "71.5",
        "note": "4/5 项",
        "lit": False,
        "share": 715,
        "marked": 4,
        "shut": None,
    }
    assert (stored(two)["A1"], "A2" in stored(two), stored(two)["A3"]) == (1750, False, 1800)


def test_autosave_tells_each_mark_that_somebody_else_changed_and_keeps_the_rest(two):
    other = factories.make_person("何启明", Role.STAFF, two.own.committee)
    factories.mark(other, two.own.assessments[0], {"A1": 1900, "A2": 1600})
    save_remarks(other, two.own.assessments[0], "superior", {"A1": RemarkChange("他写的")})

    answer = send(
        two,
        {
            "A1": {"value": "19.2", "seen": "18"},
            "A2": {"value": "16", "seen": "18"},
            "A3": {"value": "17", "seen": "18"},
        },
        {"A1": {"text": "我写的", "seen": ""}},
    ).json()

    clash = answer["conflicts"]["A1"]
    assert (clash["theirs"], clash["mine"], clash["by"]) == ("19", "19.2", "何启明")
    assert list(answer["conflicts"]) == ["A1"]
    assert answer["remark_conflicts"]["A1"]["theirs"] == "他写的"
    assert {code: stored(two)[code] for code in ("A1", "A2", "A3")} == {"A1": 1900, "A2": 1600, "A3": 1700}
    assert Remark.objects.get().text == "他写的"


def test_autosave_sent_again_after_a_lost_answer_is_no_conflict_with_oneself(two):
    send(two, {"A1": {"value": "16", "seen": "18"}})

    again = send(two, {"A1": {"value": "16", "seen": "18", "tried": ["16"]}}).json()
    further = send(two, {"A1": {"value": "16.5", "seen": "18", "tried": ["16"]}}).json()

    assert (again["conflicts"], further["conflicts"]) == ({}, {})
    latest = Revision.objects.order_by("-pk").values_list("criterion", "before", "after")[:2]
    assert list(latest) == [("A1", 1600, 1650), ("A1", 1800, 1600)]


def test_autosave_marks_a_star_that_has_just_been_lit(two):
    factories.mark(two.own.staff, two.own.assessments[0], {"A1": 700})

    lit = send(two, {"A1": {"value": "18", "seen": "7"}}).json()
    again = send(two, {"A1": {"value": "19", "seen": "18"}}).json()

    assert (lit["heads"]["A"]["lit"], lit["heads_html"].count("s-new")) == (True, 1)
    assert again["heads_html"].count("s-new") == 0


def test_autosave_after_the_stage_says_so_and_writes_nothing(two):
    two.own.campaign.stages.all().delete()

    answer = send(two, {"A1": {"value": "7", "seen": "18"}})

    assert (answer.status_code, answer.json()["code"]) == (409, "stage-not-open")
    assert answer.json()["locked"] == "现在没有开放的阶段，不能打分。"
    assert stored(two)["A1"] == 1800


def test_autosave_under_another_name_or_without_one_is_refused(two):
    other = send(two, {"A1": {"value": "7"}}, person=two.own.people[Role.ZONE_LEAD].pk)
    url = f"{two.own.base}sheets/{two.own.assessments[0].pk}/superior/save/"
    nobody = factories.sign_in(None).post(url, "{}", content_type="application/json")

    assert (other.status_code, other.json()["code"]) == (409, "other-person")
    assert (nobody.status_code, nobody.json()["code"]) == (401, "signed-out")
    assert stored(two)["A1"] == 1800


@pytest.mark.parametrize(
    "body",
    ["", "{", "null", '{"person": 1, "marks": []}', '{"marks": {"A1": 3}}', '{"person": "\\ud800"}', "[" * 99999],
    ids=range(7),
)
def test_autosave_of_what_cannot_be_read_is_refused_in_the_same_shape(two, body):
    url = f"{two.own.base}sheets/{two.own.assessments[0].pk}/superior/save/"

    answer = two.own.client().post(url, body, content_type="application/json")

    assert (answer.status_code, answer.json()["code"]) == (422, "malformed")


def test_autosave_asks_the_database_as_often_for_many_marks_as_for_one(two):
    factories.mark(two.own.people[Role.SECRETARY], two.own.assessments[0], flat_marks(1900), party="self")
    send(two, {"A1": {"value": "17", "seen": "18"}})

    with CaptureQueriesContext(connection) as one:
        send(two, {"A2": {"value": "17", "seen": "18"}})
    with CaptureQueriesContext(connection) as many:
        send(two, {f"{s}{n}": {"value": "17", "seen": "18"} for s in "BCDE" for n in range(1, 6)})

    assert len(one) == len(many)
