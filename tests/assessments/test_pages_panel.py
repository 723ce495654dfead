"""An expert from letter to marks, as a guest without any office: what is found, what is not, what is seen when."""

from copy import deepcopy

import pytest
from django.urls import reverse
from django.utils import timezone

from apps.accounts.models import User
from apps.assessments.choices import Pool
from apps.assessments.duties import guest_duties
from apps.assessments.models import Assignment, Invitation, Scorer, Sheet
from apps.assessments.services.finishing import finish_sheet, reopen_sheet
from apps.assessments.services.invitations import Guest, accept, extend, invite, renew, revoke
from apps.audit.models import Record
from apps.campaigns.services import close_campaign
from apps.core.errors import Forbidden, Invalid, Refused
from apps.evidence.models import EvidenceFile
from apps.organisations.choices import Role
from tests import factories
from tests.factories.houses import make_house
from tests.factories.panels import ask, judge, open_panel
from tests.factories.people import PASSWORD, sign_in
from tests.factories.submissions import picture, prove
from tests.pages import Page

pytestmark = pytest.mark.django_db
MARKS = {"A1": 800, "A2": 900}


def build():
    house = open_panel(make_house())
    for number in (1, 2):
        house.people[f"judge{number}"] = judge(house, number)
    return house


@pytest.fixture
def house(built, db):
    return deepcopy(built)


def duty(house, number=1, branch=0):
    return Assignment.objects.get(party=f"judge{number}", assessment=house.assessments[branch])


def done(house, number, **marks):
    """A judge marks the first branch and says finished."""
    person = house.people[f"judge{number}"]
    factories.mark(person, house.assessments[0], MARKS | marks, party=f"judge{number}")
    finish_sheet(person, house.assessments[0], f"judge{number}")


def test_code_of_the_letter_opens_once_and_makes_a_guest_without_office(house, client):
    row, code = ask(house, "judge3")
    door = reverse("panel:join")
    typed = {"code": code.lower(), "username": "lin", "password1": PASSWORD, "password2": PASSWORD}

    first = Page.of(client.post(door, {"code": code}))
    answer = client.post(door, typed)
    again = client.post(door, {"code": code})

    assert first.root.find(".//input[@name='password1']") is not None
    assert (answer.status_code, answer.url, again.status_code) == (302, "/panel/", 422)
    person = User.objects.get(username="lin")
    row.refresh_from_db()
    assert (row.person, person.name, person.appointments.count()) == (person, "林专家", 0)
    assert Scorer.objects.get(person=person).pool == Pool.JUDGE
    assert code not in str(list(Record.objects.values())) + str(list(Invitation.objects.values()))


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda row: Invitation.objects.filter(pk=row.pk).update(expires_at=row.at), "run-out"),
        (lambda row: revoke(row.staff, row, "改请他人"), "ended"),
        (lambda row: close_campaign(row.staff, row.campaign, "提前结束", despite=True), "ended"),
        (lambda row: renew(row.staff, row, 3), "unknown-code"),
    ],
    ids=["run-out", "revoked", "closed", "renewed"],
)
def test_code_that_serves_no_more_says_why(house, spoil, code):
    row, told = ask(house, "judge3")
    row.staff = house.staff

    spoil(row)
    with pytest.raises(Refused) as refused:
        accept(told, "lin", PASSWORD)

    assert refused.value.code == code


def test_new_code_lets_a_guest_choose_another_password(house):
    row = Invitation.objects.get(party="judge1")
    _row, code = renew(house.staff, row, 5)

    person = accept(code, "", "another-river-77")

    assert person == house.people["judge1"]
    assert person.check_password("another-river-77")


@pytest.mark.parametrize(
    ("given", "field"),
    [({"name": " "}, "name"), ({"party": "self"}, "party"), ({"mobile": "123"}, "mobile"), ({"days": 91}, "days")],
    ids=["name", "party", "mobile", "days"],
)
def test_invitation_that_cannot_be_sent_is_refused(house, given, field):
    with pytest.raises(Invalid) as refused:
        invite(house.staff, house.campaign, Guest(**{"name": "林", "party": "judge3"} | given))

    assert set(refused.value.details) == {field}


def test_code_serves_longer_when_extended(house):
    row, code = ask(house, "judge3")
    Invitation.objects.filter(pk=row.pk).update(expires_at=row.at)

    extend(house.staff, row, 3)

    assert accept(code, "lin", PASSWORD).username == "lin"


def test_guest_marks_on_the_own_sheet_and_says_finished(house):
    client, url = sign_in(house.people["judge1"]), reverse("panel:sheet", args=[duty(house).pk])
    typed = {"version": "0", "mark-A1": "8", "seen-A1": "", "mark-A2": "9", "seen-A2": ""}

    home = Page.of(client.get("/panel/"))
    page = Page.of(client.get(url))
    saved = client.post(url, typed)
    client.post(reverse("panel:act", args=[duty(house).pk, "finish"]))
    shut = client.post(url, typed | {"version": "1", "mark-A1": "7", "seen-A1": "8"})

    assert len(home.root.findall(".//main//li")) == 3
    assert page.root.find(".//input[@name='mark-A1']") is not None
    assert (saved.status_code, shut.status_code) == (302, 409)
    assert Sheet.objects.get(party="judge1", assessment=house.assessments[0]).marks == MARKS
    assert duty(house).finished_at is not None


def test_others_are_shown_once_both_have_finished_and_then_the_own_marks_stand(house):
    client, url = sign_in(house.people["judge1"]), reverse("panel:sheet", args=[duty(house).pk])
    done(house, 2, A1=350)

    before = client.get(url).content.decode()
    done(house, 1)
    after = Page.of(client.get(url))

    assert "others-title" not in before
    marks = [cell.text for cell in after.root.findall(".//section[@aria-labelledby='others-title']//tbody//td")]
    assert marks == ["8", "3.5", "9", "9"]
    assert "评委2" not in after.text
    with pytest.raises(Refused) as refused:
        reopen_sheet(house.people["judge1"], house.assessments[0], "judge1")
    assert refused.value.code == "others-shown"


def test_access_ends_with_the_invitation_and_with_the_campaign(house):
    client, url = sign_in(house.people["judge1"]), reverse("panel:sheet", args=[duty(house).pk])
    other, url_2 = sign_in(house.people["judge2"]), reverse("panel:sheet", args=[duty(house, 2).pk])
    open_before = client.get(url).status_code, other.get(url_2).status_code

    revoke(house.staff, Invitation.objects.get(party="judge1"), "另有公务")
    closed_one = client.get(url).status_code, client.get("/panel/").status_code, other.get(url_2).status_code
    close_campaign(house.staff, house.campaign, "提前结束", despite=True)

    assert open_before == (200, 200)
    assert closed_one == (404, 200, 200)
    assert other.get(url_2).status_code == 404


def test_unfinished_branches_of_a_guest_go_to_another_of_the_party(house):
    _row, code = ask(house, "judge1", "周专家")
    other = accept(code, "zhou", PASSWORD)
    done(house, 1)

    revoke(house.staff, Invitation.objects.get(person=house.people["judge1"]), "生病", other)

    held = Assignment.objects.standing().filter(party="judge1").order_by("assessment__order_path")
    assert [row.person for row in held] == [house.people["judge1"], other, other]


def test_guest_finds_only_the_own_branches_and_their_proof(house):
    client = sign_in(house.people["judge1"])
    foreign = [reverse("panel:sheet", args=[duty(house, 2).pk]), house.base, f"{house.base}league/", "/campaigns/"]

    found = [client.get(url).status_code for url in [*foreign, "/todo/", "/rulebooks/", "/api/v1/campaigns/"]]
    home = client.get("/")

    assert found == [404] * 7
    assert (home.status_code, home.url) == (302, "/panel/")
    assert client.get("/accounts/me/").status_code == 200
    assert not EvidenceFile.objects.visible_to(house.people["judge1"]).exists()


def test_proof_is_granted_with_the_assignment_and_ends_with_it(house):
    prove(house.people[Role.SECRETARY], house.assessments[0], ["A1"])
    client, row, file = sign_in(house.people["judge1"]), duty(house), EvidenceFile.objects.get()
    urls = [reverse("evidence:download", args=[file.pk]), reverse("panel:proof", args=[row.pk, "A1"])]

    granted = [client.get(url).status_code for url in urls]
    sent = client.post(urls[1], {"file": picture()}).status_code
    Assignment.objects.filter(pk=row.pk).update(ended_at=timezone.now())
    ended = [client.get(url).status_code for url in urls]

    assert (granted, sent, ended) == ([200, 200], 405, [404, 404])


def test_guest_marks_over_rest_and_reads_the_others_after_finishing(house):
    client, row = sign_in(house.people["judge1"]), duty(house)
    done(house, 2, A1=350)
    sheet, others = reverse("api:panel-sheet", args=[row.pk]), reverse("api:panel-others", args=[row.pk])

    listed = client.get(reverse("api:panel-list")).json()["results"]
    sent = {"marks": {"A1": "8", "A2": "9"}}
    headers = {"If-Match": client.get(sheet).headers["ETag"]}
    written = client.patch(sheet, sent, content_type="application/json", headers=headers)
    before = client.get(others).status_code
    finished = client.post(reverse("api:panel-act", args=[row.pk, "finish"]))
    after = client.get(others).json()

    assert [one["id"] for one in listed] == [duty(house, 1, branch).pk for branch in range(3)]
    assert (written.status_code, before, finished.status_code) == (200, 404, 200)
    assert after == [{"party": "judge2", "marks": {"A1": "3.5", "A2": "9"}}]


def test_names_of_scorers_are_hidden_below_the_committee_until_the_end(house):
    done(house, 1)
    url = reverse("api:revisions", args=[house.assessments[0].pk, "judge1"])
    roles = [Role.STAFF, Role.LEADER, Role.SECRETARY]

    running = [house.client(role).get(url).json()["results"][0]["by_name"] for role in roles]
    close_campaign(house.staff, house.campaign, "提前结束", despite=True)
    closed = [house.client(role).get(url).json()["results"][0]["by_name"] for role in roles]

    assert running == ["评委1", "专家", "工委"]
    assert closed == ["评委1", "专家", "专家"]


def test_guest_declares_an_interest_and_the_unfinished_branches_leave_the_desk(house):
    person, row = house.people["judge1"], duty(house)
    client, url = sign_in(person), reverse("panel:interest", args=[house.campaign.slug])
    unit = house.assessments[0].unit

    page = Page.of(client.get(url))
    sent = client.post(url, {"node": unit.pk, "reason": "配偶在该单位任职"})
    home = Page.of(client.get("/panel/"))
    after = client.get(reverse("panel:sheet", args=[row.pk])).status_code

    assert unit.name in page.text
    assert (sent.status_code, sent.url, after) == (302, "/panel/", 404)
    assert "配偶在该单位任职" in home.text
    assert Record.objects.get(act="interest.declared").actor_id == person.pk
    assert [one.unit for one in (each.assessment for each in guest_duties(person))] == [house.assessments[2].unit]
    with pytest.raises(Forbidden):
        factories.mark(person, house.assessments[0], MARKS, party="judge1")


def test_guest_declares_over_rest_and_keeps_what_is_finished(house):
    client, url = sign_in(house.people["judge1"]), reverse("api:panel-interests")
    done(house, 1)
    first, second = client.get(reverse("api:panel-list")).json()["results"][:2]
    sent = {"campaign": house.campaign.slug, "node": first["unit"], "reason": "曾在该单位工作"}

    declared = client.post(url, sent, content_type="application/json")
    strange = client.post(url, sent | {"node": house.committee.pk}, content_type="application/json")
    left = [one["id"] for one in client.get(reverse("api:panel-list")).json()["results"]]

    assert (declared.status_code, strange.status_code) == (201, 422)
    assert [one["node"]["id"] for one in client.get(url).json()["results"]] == [first["unit"]]
    assert (first["id"] in left, second["id"] in left) == (True, False)
