"""Remarks over REST: words by criterion, nothing written over unseen."""

import pytest
from django.urls import reverse

from apps.assessments.models import Remark
from tests.api.cases import SEEN
from tests.api.client import details, refusal, rest

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(own):
    return reverse("api:remarks", args=[own.assessments[0].pk, "superior"])


def patch(person, url, remarks, tag=SEEN["remarks"]):
    return rest(person).patch(url, {"remarks": remarks}, headers={"If-Match": tag} if tag else {})


def test_write_remarks_and_read_them_again(own, url):
    written = patch(own.staff, url, {"A2": " 缺两次记录 ", "B1": "好"})
    taken_away = patch(own.staff, url, {"B1": ""}, written.headers["ETag"])

    body = rest(own.people["secretary"]).get(url).json()
    assert (written.status_code, taken_away.status_code) == (200, 200)
    assert {code: (one["text"], one["by_name"]) for code, one in body["remarks"].items()} == {
        "A2": ("缺两次记录", "工委")
    }


def test_write_remarks_unseen_is_refused(own, url):
    assert refusal(patch(own.staff, url, {"A1": "x"}, "")) == (428, "if-match-needed")


def test_write_remarks_over_what_somebody_changed_shows_both(own, url):
    patch(own.people["zone-lead"], url, {"A1": "先写的"})

    response = patch(own.staff, url, {"A1": "后写的", "A2": "另一项"})

    assert refusal(response) == (409, "conflict")
    theirs = {code: (both["theirs"], both["mine"]) for code, both in details(response)["remarks"].items()}
    assert theirs == {"A1": ("先写的", "后写的"), "A2": ("", "另一项")}
    assert Remark.objects.get().text == "先写的"


def test_write_remarks_names_what_cannot_be_taken(own, url):
    response = patch(own.staff, url, {"Z9": "无此项"})

    assert refusal(response) == (422, "remarks")
    assert list(details(response)) == ["Z9"]


def test_read_remarks_again_while_they_are_the_same(own, url):
    same = rest(own.staff).get(url, headers={"If-None-Match": SEEN["remarks"]})

    assert (same.status_code, same.content) == (304, b"")
