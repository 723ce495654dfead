"""Pages of people: who is found, one-time passwords shown once, accounts closed, offices given and ended."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from apps.accounts.models import User
from apps.audit.models import Record
from apps.organisations.choices import Role
from apps.organisations.forms import nodes as node_forms
from apps.organisations.models import Appointment
from apps.organisations.services import appoint, end_appointment
from tests.factories import PASSWORD, make_branch, make_person, make_unit, sign_in
from tests.pages import Page, words

pytestmark = pytest.mark.django_db

PEOPLE = "/organisations/people/"
SLIP = re.compile(r"[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}")


def names(page: Page) -> list[str]:
    return [row[0] for row in page.rows()]


def new_person(house, **given) -> dict:
    """What the form of a new person sends."""
    return {
        "name": "甲许嘉宁",
        "username": "xu",
        "mobile": "139 0013 9000",
        "email": "",
        "role": Role.CLERK,
        "node": house.branch.pk,
        "zone": "",
        "title": "",
        "since": timezone.localdate().isoformat(),
        "until": "",
    } | given


def test_list_shows_people_in_reach_with_masked_numbers(own, other) -> None:
    make_person("没有职务")

    page = Page.of(sign_in(own.staff).get(PEOPLE))

    assert names(page) == ["甲周敏", "甲何启明", "甲马志远", "甲梁文静"]
    assert page.rows()[3][1:4] == ["甲发改委第一党支部 · branch secretary", own.secretary.username, "138****8001"]
    assert ("乙" in page.html, "没有职务" in page.html, "13800138001" in page.html) == (False, False, False)


def test_list_of_an_administrator_holds_people_without_office(own, other) -> None:
    make_person("没有职务")
    make_person("超级用户", is_superuser=True)

    page = Page.of(sign_in(own.administrator).get(PEOPLE))

    assert names(page) == ["甲周敏", "甲何启明", "甲马志远", "甲梁文静", "没有职务"]


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ("?q=文静", ["甲梁文静"]),
        ("?q=13800138001", ["甲梁文静"]),
        ("?q=138 0013 8001", ["甲梁文静"]),
        ("?q=13800138002", ["Nobody fits these filters."]),
        ("?q=fgwdydzb", ["甲梁文静"]),
        ("?q=jlwj", ["甲梁文静"]),
        ("?q=zhoumin", ["甲周敏"]),
        ("?role=staff", ["甲周敏"]),
        ("?state=never&q=jlwj", ["甲梁文静"]),
        ("?unit=999999", ["Nobody fits these filters."]),
        ("?state=closed", ["Nobody fits these filters."]),
        ("?state=one-time", ["Nobody fits these filters."]),
        ("?role=nonsense&state=nonsense&after=x", ["甲周敏", "甲何启明", "甲马志远", "甲梁文静"]),
    ],
)
def test_list_is_searched_and_filtered(query, seen, own, other) -> None:
    page = Page.of(sign_in(own.staff).get(PEOPLE + query))

    assert names(page) == seen


def test_list_is_narrowed_to_a_unit_that_the_reader_sees(own, other) -> None:
    client = sign_in(own.staff)

    own_unit, others = (Page.of(client.get(f"{PEOPLE}?unit={house.unit.pk}")) for house in (own, other))

    assert names(own_unit) == ["甲梁文静"]
    assert names(others) == ["Nobody fits these filters."]


def test_list_searches_no_offices_that_the_reader_cannot_see(own, other) -> None:
    appoint(None, person=own.secretary, role=Role.SECRETARY, node=other.branch)

    page = Page.of(sign_in(own.staff).get(f"{PEOPLE}?q=乙发改委"))

    assert names(page) == ["Nobody fits these filters."]


def test_list_takes_the_same_queries_at_one_row_and_at_three(own, django_assert_num_queries) -> None:
    client = sign_in(own.staff)
    client.get(PEOPLE)

    for path in (f"{PEOPLE}?q=文静", f"{PEOPLE}?q=甲"):
        with django_assert_num_queries(14):
            client.get(path)


def test_create_person_shows_the_password_once_and_keeps_it_nowhere(own) -> None:
    client = sign_in(own.staff)

    answer = client.post(f"{PEOPLE}new/", new_person(own))

    page = Page.of(answer)
    [password] = SLIP.findall(page.text)
    person = User.objects.get(username="xu")
    later = client.get(f"{PEOPLE}{person.pk}/").content.decode()
    kept = str(list(Record.objects.values())) + str(dict(client.session.items()))
    assert (page.status, answer.headers["Cache-Control"]) == (200, "no-store")
    assert (person.check_password(password), person.must_change_password, person.mobile) == (True, True, "13900139000")
    assert (password in later, password in kept, password in answer.request["PATH_INFO"]) == (False, False, False)
    assert [(office.role, office.node) for office in person.appointments.all()] == [(Role.CLERK, own.branch)]


def test_create_person_lets_the_person_in_by_the_slip(own) -> None:
    page = Page.of(sign_in(own.staff).post(f"{PEOPLE}new/", new_person(own)))
    [password] = SLIP.findall(page.text)
    client = Client()

    client.post("/accounts/login/", {"login": "139 0013 9000", "password": password})
    answer = client.get("/organisations/")

    assert (answer.status_code, answer.headers["Location"]) == (302, "/accounts/password/change/")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"username": "taken"}, "username"),
        ({"username": "13912345678"}, "username"),
        ({"mobile": "13800138001"}, "mobile"),
        ({"mobile": "138 0013 8001"}, "mobile"),
        ({"mobile": "12"}, "mobile"),
        ({"name": ""}, "name"),
        ({"role": ""}, "role"),
        ({"role": "administrator"}, "role"),
        ({"node": ""}, "node"),
        ({"node": "OTHER"}, "node"),
        ({"role": "zone-lead"}, "zone"),
        ({"role": "zone-lead", "node": "COMMITTEE", "zone": "OTHER-ZONE"}, "zone"),
        ({"role": "secretary", "node": "COMMITTEE"}, "node"),
        ({"until": "2001-01-01"}, "until"),
        ({"since": "soon"}, "since"),
    ],
)
def test_create_person_refuses_beside_the_field(given, field, own, other) -> None:
    make_person(username="taken")
    places = {"OTHER": other.branch.pk, "COMMITTEE": own.committee.pk, "OTHER-ZONE": other.zone.pk}
    given = {name: places.get(value, value) for name, value in given.items()}
    people = User.objects.count()

    page = Page.of(sign_in(own.staff).post(f"{PEOPLE}new/", new_person(own, **given)))

    assert (page.status, page.error_of(field) != "", User.objects.count()) == (422, True, people)
    assert page.form()["title"] == ""
    assert SLIP.findall(page.text) == []


def test_create_person_offers_only_what_the_keeper_may_give(own, other) -> None:
    of_staff = Page.of(sign_in(own.staff).get(f"{PEOPLE}new/?node={own.branch.pk}"))
    of_administrator = Page.of(sign_in(own.administrator).get(f"{PEOPLE}new/?node={other.branch.pk}"))

    assert "administrator" not in of_staff.options("role")
    assert "administrator" in of_administrator.options("role")
    assert list(of_staff.options("node").values()) == [
        "甲工委",
        "甲发改委",
        "甲发改委 · 甲发改委第一党支部",
        "甲财政局",
    ]
    assert (of_staff.form()["node"], of_administrator.form()["node"]) == (str(own.branch.pk), "")
    assert "乙" not in of_staff.html + of_administrator.html


@pytest.fixture
def _many(monkeypatch):
    """So few as to count as too many for a list."""
    monkeypatch.setattr(node_forms, "LISTED", 2)


@pytest.mark.usefixtures("_many")
def test_create_person_takes_the_exact_name_where_there_are_many(own, other) -> None:
    client = sign_in(own.staff)

    shown = Page.of(client.get(f"{PEOPLE}new/?node={own.branch.pk}"))
    client.post(f"{PEOPLE}new/", new_person(own, node=" 甲发改委 · 甲发改委第一党支部 "))

    offered = [option.get("value") for option in shown.by_id("node-names")]
    assert shown.form()["node"] == "甲发改委 · 甲发改委第一党支部"
    assert offered == ["甲工委", "甲发改委", "甲发改委 · 甲发改委第一党支部", "甲财政局"]
    assert User.objects.get(username="xu").appointments.get().node == own.branch


@pytest.mark.usefixtures("_many")
@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("甲财政", "No organisation here has this name. Nearest: 甲财政局"),
        (
            "甲法改委",
            "No organisation here has this name. Nearest: 甲发改委；甲工委；甲发改委 · 第二党支部",
        ),
        (
            "乙发改委",
            "No organisation here has this name. "
            "Nearest: 甲发改委；甲发改委 · 第二党支部；甲发改委 · 甲发改委第一党支部",
        ),
        ("第二党支部", "Several organisations have this name. Say which: 甲发改委 · 第二党支部；甲财政局 · 第二党支部"),
    ],
)
def test_create_person_names_the_nearest_for_an_unknown_name(typed, told, own, other) -> None:
    make_branch(own.unit, "第二党支部")
    make_branch(own.second, "第二党支部")

    page = Page.of(sign_in(own.staff).post(f"{PEOPLE}new/", new_person(own, node=typed)))

    assert (page.status, page.error_of("node"), page.form()["node"]) == (422, told, typed)


def test_person_page_shows_account_and_offices(own, other) -> None:
    appoint(None, person=own.secretary, role=Role.SECRETARY, node=other.branch, title="秘密")

    page = Page.of(sign_in(own.staff).get(f"{PEOPLE}{own.secretary.pk}/"))

    offices = [words(item) for item in page.section("Offices").iter("li")]
    assert page.h1 == "甲梁文静"
    assert [office.partition(" · since ")[0] for office in offices] == ["branch secretary 甲发改委第一党支部"]
    assert "13800138001" in page.text
    assert ("乙" in page.html, "秘密" in page.html) == (False, False)
    assert "New one-time password" not in page.links()


def test_person_page_masks_the_number_of_who_serves_elsewhere_now(own, other) -> None:
    appoint(None, person=own.secretary, role=Role.SECRETARY, node=other.branch)
    own.secretary.appointments.filter(node=own.branch).update(since="2020-01-01", until="2020-12-31")

    page = Page.of(sign_in(own.staff).get(f"{PEOPLE}{own.secretary.pk}/"))

    assert ("138****8001" in page.text, "13800138001" in page.html, "8001@example.org" in page.html) == (
        True,
        False,
        False,
    )


def test_reset_shows_a_new_slip_and_ends_the_old_password(own) -> None:
    answer = sign_in(own.staff).post(f"{PEOPLE}{own.secretary.pk}/reset/")

    [password] = SLIP.findall(Page.of(answer).text)
    own.secretary.refresh_from_db()
    kept = Record.objects.get(act="person.password-reset")
    assert (own.secretary.check_password(password), own.secretary.check_password(PASSWORD)) == (True, False)
    assert (answer.headers["Cache-Control"], kept.node_path) == ("no-store", own.branch.path)


def test_account_is_closed_with_a_reason_and_opened_again(own) -> None:
    client, path = sign_in(own.staff), f"{PEOPLE}{own.secretary.pk}/active/"

    silent = Page.of(client.post(path, {"active": "0", "reason": " "}, follow=True))
    closed = Page.of(client.post(path, {"active": "0", "reason": "退休"}, follow=True))
    opened = Page.of(client.post(path, {"active": "1"}, follow=True))

    assert silent.notices == ["Give the reason for closing the account."]
    assert (closed.h1, closed.notices) == ("甲梁文静 account closed", ["The account is closed."])
    assert (opened.h1, opened.notices) == ("甲梁文静", ["The account is open."])


def test_one_more_office_and_its_end(own) -> None:
    client, today = sign_in(own.staff), timezone.localdate()
    given = {"role": Role.REVIEWER, "node": own.second.pk, "since": today.isoformat(), "title": "纪检委员"}

    page = Page.of(client.post(f"{PEOPLE}{own.secretary.pk}/appoint/", given, follow=True))
    held = Appointment.objects.get(role=Role.REVIEWER)
    ended = Page.of(
        client.post(
            f"/organisations/appointments/{held.pk}/end/", {"on": today.isoformat(), "reason": "轮岗"}, follow=True
        )
    )

    held.refresh_from_db()
    assert (held.person, held.title, held.until) == (own.secretary, "纪检委员", today)
    assert page.notices == ["甲梁文静 is appointed: unit reviewer, 甲财政局."]
    assert ended.h1 == "甲梁文静"
    assert Record.objects.get(act="appointment.ended").reason == "轮岗"


def test_the_same_office_twice_is_refused_beside_the_role(own) -> None:
    given = {"role": Role.SECRETARY, "node": own.branch.pk, "since": timezone.localdate().isoformat()}

    page = Page.of(sign_in(own.staff).post(f"{PEOPLE}{own.secretary.pk}/appoint/", given))

    assert (page.status, page.error_of("role")) == (422, "The person already holds this office in that time.")


def test_past_offices_are_kept_apart(own) -> None:
    own.secretary.appointments.update(since="2020-01-01", until=timezone.localdate() - timedelta(days=1))

    page = Page.of(sign_in(own.staff).get(f"{PEOPLE}{own.secretary.pk}/"))

    assert "No office today" in page.text
    assert "Earlier offices" in page.text


PAGES = ["", "appoint/"]
POSTS = ["reset/", "active/", "appoint/"]


@pytest.mark.parametrize("act", PAGES)
def test_people_of_another_committee_are_not_found(act, own, other) -> None:
    client = sign_in(own.staff)

    answers = [client.get(f"{PEOPLE}{pk}/{act}") for pk in (other.secretary.pk, 987654)]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert Page.of(answers[0]).text == Page.of(answers[1]).text


@pytest.mark.parametrize("act", POSTS)
@pytest.mark.parametrize(("who", "status"), [("staff", 404), ("lead", 403), ("secretary", 403), ("nobody", 302)])
def test_acts_on_people_are_refused_to_the_wrong_person(act, who, status, own, other) -> None:
    client = Client() if who == "nobody" else sign_in(getattr(own, who))
    records = Record.objects.count()
    given = {"active": "0", "reason": "离岗", "role": Role.CLERK, "node": own.branch.pk, "since": "2025-01-01"}

    answer = client.post(f"{PEOPLE}{other.secretary.pk}/{act}", given)

    other.secretary.refresh_from_db()
    assert answer.status_code == status
    assert (other.secretary.is_active, other.secretary.check_password(PASSWORD)) == (True, True)
    assert Record.objects.count() == records


@pytest.mark.parametrize(
    ("who", "status"), [("staff", 404), ("administrator", 404), ("lead", 404), ("secretary", 404), ("nobody", 302)]
)
def test_appointments_of_another_committee_are_not_ended(who, status, own, other) -> None:
    client = Client() if who == "nobody" else sign_in(getattr(own, who))
    held = other.secretary.appointments.get()

    answer = client.post(f"/organisations/appointments/{held.pk}/end/", {"on": timezone.localdate().isoformat()})

    held.refresh_from_db()
    assert (answer.status_code, held.until) == (status, None)


def test_secretaries_do_not_end_their_own_office(own) -> None:
    held = own.secretary.appointments.get()

    answer = sign_in(own.secretary).post(f"/organisations/appointments/{held.pk}/end/", {"on": "2030-01-01"})

    held.refresh_from_db()
    assert (answer.status_code, held.until) == (403, None)


def test_staff_neither_reset_nor_unseat_an_administrator(own) -> None:
    client = sign_in(own.staff)
    held = own.administrator.appointments.get()

    answers = [
        client.post(f"{PEOPLE}{own.administrator.pk}/reset/").status_code,
        client.post(
            f"/organisations/appointments/{held.pk}/end/", {"on": timezone.localdate().isoformat()}
        ).status_code,
    ]

    own.administrator.refresh_from_db()
    assert (answers, own.administrator.check_password(PASSWORD)) == ([403, 403], True)


@pytest.mark.parametrize(("who", "status"), [("lead", 403), ("secretary", 403), ("nobody", 302)])
@pytest.mark.parametrize("path", [PEOPLE, f"{PEOPLE}new/"])
def test_lists_of_people_are_for_who_keeps_them(who, status, path, own) -> None:
    client = Client() if who == "nobody" else sign_in(getattr(own, who))

    answer = client.get(path)

    assert (answer.status_code, "甲周敏" in answer.content.decode()) == (status, False)


def test_an_ended_office_keeps_the_person_in_sight(own) -> None:
    person = make_person("甲旧人", Role.REVIEWER, make_unit(own.committee))
    end_appointment(own.staff, appointment=person.appointments.get())

    assert Page.of(sign_in(own.staff).get(f"{PEOPLE}?q=旧人")).rows()[0][0] == "甲旧人"
