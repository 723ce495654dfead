"""Pages of site visits: the plan, the team's page on a phone, both hands, and the marks beside the scorer's."""

from copy import deepcopy
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from apps.assessments.models import Sheet, StopCheck, Visit
from apps.assessments.services.proof import add_proof
from apps.assessments.services.queued import Queued, accept
from apps.assessments.services.stops import save_check
from apps.organisations.choices import Role
from tests.evidence.files import photo, sent
from tests.factories import make_committee, make_person
from tests.factories.houses import make_house
from tests.factories.visits import now, open_visits, see, sign_both, stop, visit

pytestmark = pytest.mark.django_db


def build():
    house = make_house()
    open_visits(house)
    return house


@pytest.fixture
def house(built, db):
    return deepcopy(built)


def visits(house):
    return f"{house.base}visits/"


def form(house, **changed):
    fields = {
        "title": "发改委实地验收",
        "on": timezone.localdate().isoformat(),
        "first_at": "09:00",
        "leader": house.staff.pk,
        "criteria": ["A1", "B1"],
        "assessments": [house.assessments[0].pk],
    }
    return fields | changed


def test_plan_is_made_shown_and_exported(house):
    client = house.client()

    made = client.post(f"{visits(house)}new/", form(house))

    row = Visit.objects.get()
    assert made.url == f"{visits(house)}{row.pk}/"
    shown = client.get(made.url)
    assert shown.context["line"].team == house.staff.name
    assert client.get(f"{made.url}plan.xlsx").status_code == 200
    assert client.get(visits(house)).context["lines"][0].visit == row


def test_plan_with_a_fault_keeps_what_was_typed(house):
    answer = house.client().post(f"{visits(house)}new/", form(house, on="2031-01-01"))

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["on"]
    assert [row.pk for row in answer.context["chosen"]] == [house.assessments[0].pk]


def test_change_moves_times_and_branches(house):
    made = visit(house)
    first = made.stops.get()
    typed = form(house, assessments=[each.pk for each in house.assessments[:2]])

    house.client().post(
        f"{visits(house)}{made.pk}/change/", typed | {f"time-{first.pk}": "14:30", f"place-{first.pk}": "4 楼"}
    )

    first.refresh_from_db()
    assert (f"{first.planned_at:%H:%M}", first.place, made.stops.count()) == ("14:30", "4 楼", 2)


@pytest.mark.parametrize(("asked", "left"), [("?unvisited=1", 2), ("", 3)])
def test_choice_leaves_out_what_is_on_a_plan(house, asked, left):
    visit(house)

    answer = house.client().get(f"{visits(house)}new/{asked}")

    assert len(answer.context["others"]) == left


def test_team_writes_marks_words_photos_and_a_finding_at_once(house):
    made = stop(house)
    url = f"{visits(house)}stops/{made.pk}/"
    typed = {"mark-A1": "19", "words-A1": "有党旗", "was-mark-A1": "", "version-A1": "0", "go": "A2"}

    answer = house.client().post(
        url, typed | {"photo-A1": sent(photo()), "finding": "缺台账", "finding-criterion": "B1"}
    )

    check = StopCheck.objects.get()
    assert (answer.status_code, check.mark, check.seen) == (302, 1900, "有党旗")
    assert made.findings.get().text == "缺台账"
    rows = house.client().get(url).context["rows"]
    assert [(row["code"], len(row["photos"])) for row in rows] == [("A1", 1), ("A2", 0), ("B1", 0)]


def test_team_page_after_another_member_saved_shows_both(house):
    made = stop(house)
    save_check(house.people[Role.ZONE_LEAD], made, "A1", mark=1700, seen="", version=0)
    typed = {"mark-A1": "19", "words-A1": "", "was-mark-A1": "", "version-A1": "0"}

    answer = house.client().post(f"{visits(house)}stops/{made.pk}/", typed)

    [row] = [row for row in answer.context["rows"] if row["code"] == "A1"]
    assert (answer.status_code, row["value"], row["clash"]["theirs"]["mark"]) == (409, "19", "17")
    assert StopCheck.objects.get().mark == 1700


def test_both_sides_sign_on_their_own_pages(house):
    made = stop(house)
    see(house, made)
    url = f"{visits(house)}stops/{made.pk}/sign/"
    strokes = {"strokes": "[[10,20,40,60]]"}

    house.client().post(url, {"side": "team", "version": now(made).version} | strokes)
    answer = house.client(Role.SECRETARY).post(
        url,
        {"side": "branch", "version": now(made).version, "word": "情况属实", f"answer-{made.findings.get().pk}": "补"},
    )

    signed = now(made)
    assert (answer.status_code, signed.status, signed.branch_word) == (302, "signed", "情况属实")
    assert (signed.team_sign, made.findings.get().answer) == ([[10, 20, 40, 60]], "补")
    assert house.client(Role.LEADER).get(url).context["branch_path"] == ""


def test_signed_marks_stand_beside_the_scorers_and_are_taken_at_a_touch(house):
    made = stop(house)
    see(house, made)
    sign_both(house, made)
    url = f"{house.base}sheets/{made.assessment_id}/superior/"
    [row] = [row for group in house.client().get(url).context["groups"] for row in group["rows"] if row["code"] == "A1"]

    house.client().post(url, {"mark-A1": "18", "seen-A1": "18", "version": "1", "take": "A1"})

    assert (row["on_site"].mark, row["on_site"].words) == ("19", "会议室有党旗")
    assert Sheet.objects.get(assessment=made.assessment_id, party="superior").typed["A1"] == 1900


def test_sign_page_tells_both_times_and_a_wrong_clock(house):
    made, moment = stop(house), timezone.now()
    given = {"criterion": "A1", "mark": 1900, "seen": "有党旗", "version": 0}
    fast = Queued("check", uuid4(), moment - timedelta(hours=2), moment + timedelta(hours=3), given)
    accept(house.staff, made, fast)

    answer = house.client().get(f"{visits(house)}stops/{made.pk}/sign/")

    [arrival] = [row["arrival"] for row in answer.context["looked"] if row["is_seen"]]
    assert (arrival.told_at, arrival.is_late, bool(arrival.clock_words)) == (fast.at, True, True)


def test_script_that_answers_without_a_network_reaches_the_visits_alone(house):
    answer = house.client().get(f"{visits(house)}worker.js")

    assert (answer["Content-Type"], answer["Cache-Control"]) == ("text/javascript; charset=utf-8", "no-cache")
    assert "worker-src 'self'" in answer["Content-Security-Policy"]
    assert "Service-Worker-Allowed" not in answer


def test_team_reads_the_branchs_proof_where_it_looks(house):
    made = stop(house)
    add_proof(house.people[Role.SECRETARY], made.assessment, "A1", sent(photo(), "会议室.jpg"))

    rows = house.client().get(f"{visits(house)}stops/{made.pk}/").context["rows"]

    assert [(row["code"], [each.title for each in row["proof"]]) for row in rows] == [
        ("A1", ["会议室"]),
        ("A2", []),
        ("B1", []),
    ]


def test_branch_page_tells_of_the_visit(house):
    made = stop(house)
    see(house, made)
    sign_both(house, made)

    answer = house.client(Role.SECRETARY).get(f"{house.base}branches/{made.assessment_id}/")

    assert [each.pk for each in answer.context["stops"]] == [made.pk]


def test_plan_over_rest_does_not_tell_a_stranger_by_their_key(house):
    stranger = make_person("外地来人", Role.STAFF, make_committee("县直机关工委"))
    asked = form(house, team=[house.staff.pk, stranger.pk])

    refused = house.client().post(
        f"/api/v1/campaigns/{house.campaign.slug}/visits/", asked, content_type="application/json"
    )

    assert (refused.status_code, list(refused.json()["error"]["details"])) == (422, ["team"])
    assert stranger.name not in refused.content.decode()
