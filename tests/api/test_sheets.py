"""Sheets over REST: points as decimal text, the version as ETag, nothing written over unseen."""

import pytest
from django.urls import reverse

from apps.assessments.models import Revision, Sheet
from apps.jobs.models import Job
from tests.api.client import details, refusal, rest
from tests.factories import mark

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(own):
    return address(own)


def address(house, number=0, party="superior"):
    return reverse("api:sheet", args=[house.assessments[number].pk, party])


def patch(person, url, marks, tag='"1"', **more):
    return rest(person).patch(url, {"marks": marks, **more}, headers={"If-Match": tag} if tag else {})


def stored(house):
    return Sheet.objects.get(assessment=house.assessments[0], party="superior")


def test_read_sheet_as_decimal_text_with_its_version(own, url):
    mark(own.staff, own.assessments[0], {"A1": 1850, "A2": None, "B1": 1910, "E5": 0})

    response = rest(own.people["secretary"]).get(url)

    body = response.json()
    assert response.headers["ETag"] == '"2"'
    assert (body["assessment"], body["party"], body["version"]) == (own.assessments[0].pk, "superior", 2)
    assert len(body["marks"]) == 25
    shown = {code: body["marks"][code] for code in ("A1", "A2", "A3", "B1", "E5")}
    assert shown == {"A1": "18.5", "A2": None, "A3": "18", "B1": "19.1", "E5": "0"}


def test_read_sheet_that_nobody_has_marked(own):
    response = rest(own.people["secretary"]).get(address(own, party="self"))

    assert response.headers["ETag"] == '"0"'
    assert (response.json()["version"], response.json()["changed_at"]) == (0, None)
    assert set(response.json()["marks"].values()) == {None}
    assert not Sheet.objects.filter(party="self").exists()


def test_read_sheet_again_while_it_is_the_same(own, url):
    same = rest(own.staff).get(url, headers={"If-None-Match": '"1"'})
    changed = rest(own.staff).get(url, headers={"If-None-Match": '"0"'})

    assert (same.status_code, same.content, same.headers["ETag"]) == (304, b"", '"1"')
    assert changed.status_code == 200


def test_write_marks_with_a_revision_each(own, url):
    response = patch(own.staff, url, {"A1": "19.5", "A2": None}, reason="复核")

    assert (response.status_code, response.headers["ETag"], response.json()["version"]) == (200, '"2"', 2)
    assert (response.json()["marks"]["A1"], response.json()["marks"]["A2"]) == ("19.5", None)
    rows = Revision.objects.filter(sheet=stored(own), reason="复核").order_by("criterion")
    found = list(rows.values_list("criterion", "before", "after", "by"))
    assert found == [("A1", 1800, 1950, own.staff.pk), ("A2", 1800, None, own.staff.pk)]
    assert Job.objects.of("evaluate", own.campaign.pk).unfinished().count() == 1


def test_write_marks_follows_from_the_answer_before(own, url):
    tag = patch(own.staff, url, {"A1": "19.5"}).headers["ETag"]

    assert patch(own.staff, url, {"A1": "20"}, tag).json()["version"] == 3


def test_write_marks_on_the_own_self_assessment(own):
    response = patch(own.people["secretary"], address(own, party="self"), {"A1": "12"}, '"0"')

    assert (response.status_code, response.json()["marks"]["A1"]) == (200, "12")


@pytest.mark.parametrize("tag", ["", "*"])
def test_write_marks_without_the_version_seen_is_428(own, url, tag):
    response = patch(own.staff, url, {"A1": "19.5"}, tag)

    assert refusal(response) == (428, "if-match-needed")
    assert stored(own).marks["A1"] == 1800


@pytest.mark.parametrize("tag", ['"0"', '"7"', "1", '"x"', '"1", "2"', '"-1"'])
def test_write_marks_on_another_version_shows_both_values(own, url, tag):
    mark(own.staff, own.assessments[0], {"A1": 1750})

    response = patch(own.people["zone-lead"], url, {"A1": "19.5", "A2": "18"}, tag)

    assert refusal(response) == (409, "conflict")
    assert details(response)["version"] == 2
    theirs = details(response)["marks"]
    assert list(theirs) == ["A1"]
    assert {key: theirs["A1"][key] for key in ("theirs", "mine", "by")} == {
        "theirs": "17.5",
        "mine": "19.5",
        "by": own.staff.name,
    }
    assert stored(own).marks["A1"] == 1750


def test_choose_after_a_conflict_with_the_version_that_clashed(own, url):
    mark(own.staff, own.assessments[0], {"A1": 1750})
    clash = patch(own.people["zone-lead"], url, {"A1": "19.5"})

    chosen = patch(own.people["zone-lead"], url, {"A1": "19.5"}, f'"{details(clash)["version"]}"')

    assert chosen.json()["marks"]["A1"] == "19.5"


def test_write_marks_takes_a_tag_that_a_proxy_has_weakened(own, url):
    assert patch(own.staff, url, {"A1": "19.5"}, 'W/"1"').status_code == 200


@pytest.mark.parametrize(
    "points", [18.5, 18, "18,5", "1e3", "18.555", "", "  18", "１８", True, ["18"], {}, "9" * 5000], ids=repr
)
def test_write_marks_refuses_what_is_not_decimal_text(own, url, points):
    response = patch(own.staff, url, {"A1": points, "A2": "19"})

    assert refusal(response) == (422, "invalid")
    assert list(details(response)["marks"]) == ["A1"]
    assert stored(own).marks["A2"] == 1800


@pytest.mark.parametrize(
    ("code", "points"), [("A1", "20.1"), ("A1", "-1"), ("A1", "18.55"), ("Z9", "1"), ("\x00", "1")]
)
def test_write_marks_outside_the_rulebook_names_the_criterion(own, url, code, points):
    response = patch(own.staff, url, {code: points, "A2": "19"})

    assert refusal(response) == (422, "marks")
    assert list(details(response)) == [code]
    assert stored(own).marks["A2"] == 1800


def test_write_marks_without_marks_names_the_field(own, url):
    response = rest(own.staff).patch(url, {"reason": "无"}, headers={"If-Match": '"1"'})

    assert refusal(response) == (422, "invalid")
    assert list(details(response)) == ["marks"]


def test_write_marks_that_stand_changes_nothing(own, url):
    response = patch(own.staff, url, {"A1": "18"})

    assert (response.status_code, response.json()["version"]) == (200, 1)


def test_write_marks_outside_its_stage_is_409(own, url):
    own.campaign.stages.filter(kind="scoring").delete()

    assert refusal(patch(own.staff, url, {"A1": "19"})) == (409, "stage-not-open")


@pytest.mark.parametrize(
    ("person", "number", "party"), [("secretary", 0, "superior"), ("staff", 0, "self"), ("auditor", 2, "superior")]
)
def test_write_marks_of_somebody_elses_sheet_is_403(own, person, number, party):
    assert refusal(patch(own.people[person], address(own, number, party), {"A1": "19"})) == (403, "forbidden")


@pytest.mark.parametrize(("person", "number"), [("secretary", 1), ("zone-lead", 2), ("reviewer", 2)])
def test_sheet_outside_ones_subtree_is_404(own, person, number):
    assert refusal(rest(own.people[person]).get(address(own, number))) == (404, "not-found")
    assert refusal(patch(own.people[person], address(own, number), {"A1": "19"})) == (404, "not-found")


def test_sheet_of_no_party_is_404(own):
    url = address(own).replace("superior", "neighbour")

    assert refusal(rest(own.staff).get(url)) == (404, "not-found")
    assert refusal(patch(own.staff, url, {"A1": "19"})) == (404, "not-found")
    assert refusal(rest(own.staff).get(url + "revisions/")) == (404, "not-found")


def test_revisions_newest_first_without_the_scorers_name(own, url):
    patch(own.staff, url, {"A1": "19.5"}, reason="复核")

    rows = rest(own.people["secretary"]).get(url + "revisions/?size=1").json()["results"]

    assert [{key: row[key] for key in ("criterion", "before", "after", "by_name", "reason")} for row in rows] == [
        {"criterion": "A1", "before": "18", "after": "19.5", "by_name": "工委", "reason": "复核"}
    ]
