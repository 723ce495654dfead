"""People and offices over REST."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from apps.accounts.models import User
from apps.organisations.choices import Power
from apps.organisations.models import Appointment
from tests.api.client import BASE, details, refusal, rest
from tests.factories import make_person

pytestmark = pytest.mark.django_db
PEOPLE, APPOINTMENTS, ME = f"{BASE}people/", f"{BASE}appointments/", f"{BASE}me/"


def test_me_with_offices_and_powers(own):
    body = rest(own.people["zone-lead"]).get(ME).json()

    assert body["username"] == "five-2025-zone-lead"
    assert [(o["role"], o["node"]["name"], o["zone"]["name"]) for o in body["offices"]] == [
        ("zone-lead", "市直机关工委", "市第一协作区")
    ]
    assert body["powers"] == ["see", "compare", "mark"]


def test_me_without_an_office_that_holds_today(own):
    yesterday = timezone.localdate() - timedelta(days=1)
    person = make_person("周敏", "leader", own.committee, until=yesterday)

    body = rest(person).get(ME).json()

    assert (body["offices"], body["powers"]) == ([], [])


def test_me_as_superuser_includes_every_power(db):
    person = make_person("系统", is_superuser=True)

    assert rest(person).get(ME).json()["powers"] == Power.values


def test_me_keeps_theme_and_language(own):
    secretary = rest(own.people["secretary"])

    body = secretary.patch(ME, {"theme": "dark", "language": "en"}).json()
    wrong = secretary.patch(ME, {"theme": "pink"})

    assert (body["theme"], body["language"]) == ("dark", "en")
    assert (refusal(wrong), list(details(wrong))) == ((422, "invalid"), ["theme"])


def test_people_where_one_keeps_them(own, other):
    rows = rest(own.staff).get(PEOPLE).json()["results"]

    assert [row["username"] for row in rows] == [person.username for person in own.people.values()]
    assert {key: rows[4][key] for key in ("name", "mobile", "is_active")} == {
        "name": own.people["secretary"].name,
        "mobile": None,
        "is_active": True,
    }
    assert [office["node"]["name"] for office in rows[4]["offices"]] == ["市发改委第1党支部"]


def test_people_of_two_committees_show_only_the_own_office(own, other):
    both = make_person("两地", "leader", own.committee)
    Appointment.objects.create(person=both, role="leader", node=other.committee, since=date(2020, 1, 1))

    row = rest(own.staff).get(f"{PEOPLE}?q=两地").json()["results"][0]

    assert [office["node"]["name"] for office in row["offices"]] == ["市直机关工委"]


def test_people_narrowed(own):
    staff = rest(own.staff)

    assert [row["name"] for row in staff.get(f"{PEOPLE}?role=auditor").json()["results"]] == ["市审计员"]
    assert [row["name"] for row in staff.get(f"{PEOPLE}?q=five-2025-lead").json()["results"]] == ["市领导"]
    assert [row["name"] for row in staff.get(f"{PEOPLE}?q=sld").json()["results"]] == ["市领导"]
    assert len(staff.get(f"{PEOPLE}?below={own.units[0].pk}&never_signed_in=true").json()["results"]) == 4
    assert staff.get(f"{PEOPLE}?is_active=false").json()["results"] == []


def test_people_narrowed_by_role_do_not_tell_of_offices_elsewhere(own, other):
    both = make_person("两地", "leader", own.committee)
    Appointment.objects.create(person=both, role="staff", node=other.committee, since=date(2020, 1, 1))

    rows = rest(own.staff).get(f"{PEOPLE}?role=staff&q=两地").json()["results"]

    assert rows == []


def test_people_without_office_are_kept_by_administrators(own):
    nobody = make_person("无职")

    assert rest(own.people["administrator"]).get(f"{PEOPLE}{nobody.pk}/").json()["offices"] == []
    assert refusal(rest(own.staff).get(f"{PEOPLE}{nobody.pk}/")) == (404, "not-found")


def body_of(own, **change):
    office = {"role": "clerk", "node": own.units[0].pk}
    return {"username": "newcomer", "name": "新同志", "mobile": "138 0000 0001", "office": office} | change


def test_create_person_tells_the_password_once(own):
    response = rest(own.staff).post(PEOPLE, body_of(own))

    person = User.objects.get(username="newcomer")
    password = response.json()["one_time_password"]
    assert response.status_code == 201
    assert response.headers["Cache-Control"] == "no-store"
    assert response.json() == {
        "person": {"id": person.pk, "name": "新同志"},
        "username": "newcomer",
        "one_time_password": password,
    }
    assert (person.check_password(password), person.must_change_password, person.mobile) == (True, True, "13800000001")
    shown = rest(own.staff).get(response.headers["Location"])
    assert password not in shown.content.decode()
    assert [office["role"] for office in shown.json()["offices"]] == ["clerk"]


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"username": "five-2025-staff"}, "username", "account"),
        ({"username": "a b"}, "username", "account"),
        ({"mobile": "123"}, "mobile", "account"),
        ({"email": "x"}, "email", "invalid"),
        ({"name": ""}, "name", "invalid"),
        ({"office": {"role": "clerk"}}, "office", "invalid"),
        ({"office": {"role": "emperor", "node": 1}}, "office", "invalid"),
    ],
)
def test_create_person_refuses_by_field_and_makes_nobody(own, change, field, code):
    response = rest(own.staff).post(PEOPLE, body_of(own, **change))

    assert refusal(response) == (422, code)
    assert list(details(response)) == [field]
    assert not User.objects.filter(name="新同志").exists()


def test_create_person_with_an_office_that_is_refused_makes_nobody(own):
    office = {"role": "secretary", "node": own.units[0].pk}

    response = rest(own.staff).post(PEOPLE, body_of(own, office=office))

    assert refusal(response) == (422, "invalid")
    assert list(details(response)) == ["node"]
    assert not User.objects.filter(username="newcomer").exists()


def test_create_person_without_office_is_left_to_administrators(own):
    body = body_of(own)
    del body["office"]

    assert refusal(rest(own.staff).post(PEOPLE, body)) == (403, "office-needed")
    assert rest(own.people["administrator"]).post(PEOPLE, body).status_code == 201


def test_reset_password_tells_the_new_one_once(own):
    secretary = own.people["secretary"]

    response = rest(own.staff).post(f"{PEOPLE}{secretary.pk}/reset/")

    password = response.json()["one_time_password"]
    assert response.headers["Cache-Control"] == "no-store"
    assert User.objects.get(pk=secretary.pk).check_password(password)


def test_reset_password_of_an_administrator_by_staff_is_403(own):
    url = f"{PEOPLE}{own.people['administrator'].pk}/reset/"

    assert refusal(rest(own.staff).post(url)) == (403, "forbidden")


def test_close_and_open_account(own):
    url = f"{PEOPLE}{own.people['secretary'].pk}/"
    staff = rest(own.staff)

    closed = staff.post(f"{url}close/", {"reason": "调离"})
    opened = staff.post(f"{url}open/", {})

    assert (closed.json()["is_active"], opened.json()["is_active"]) == (False, True)


def test_close_account_asks_the_reason(own):
    response = rest(own.staff).post(f"{PEOPLE}{own.people['secretary'].pk}/close/", {})

    assert refusal(response) == (422, "invalid")
    assert list(details(response)) == ["reason"]


def test_appointments_narrowed(own):
    staff, secretary = rest(own.staff), own.people["secretary"]

    def found(question):
        return [row["person"]["name"] for row in staff.get(f"{APPOINTMENTS}?{question}").json()["results"]]

    assert found(f"person={secretary.pk}") == [secretary.name]
    assert found("role=auditor") == ["市审计员"]
    assert found(f"node={own.units[0].pk}") == [own.people[role].name for role in ("reviewer", "contact")]
    assert found("on=2000-01-01") == []


def test_appoint_and_end(own):
    staff, until = rest(own.staff), timezone.localdate() + timedelta(days=300)
    body = {"person": own.people["clerk"].pk, "role": "reviewer", "node": own.units[1].pk, "until": until.isoformat()}

    made = staff.post(APPOINTMENTS, body | {"title": "二级主任科员"})
    ended = staff.post(f"{made.headers['Location']}end/", {"reason": "轮岗"})

    assert (made.status_code, made.json()["title"], made.json()["until"]) == (201, "二级主任科员", until.isoformat())
    assert ended.json()["until"] == timezone.localdate().isoformat()


def test_appoint_an_administrator_by_staff_is_403(own):
    body = {"person": own.people["clerk"].pk, "role": "administrator", "node": own.committee.pk}

    assert refusal(rest(own.staff).post(APPOINTMENTS, body)) == (403, "forbidden")


def test_appoint_somebody_whose_account_one_does_not_keep_is_422(own, other):
    body = {"person": other.people["clerk"].pk, "role": "reviewer", "node": own.units[1].pk}

    response = rest(own.staff).post(APPOINTMENTS, body)

    assert refusal(response) == (422, "invalid")
    assert list(details(response)) == ["person"]


def test_end_appointment_that_has_ended_is_409(own):
    held = Appointment.objects.get(person=own.people["clerk"])
    Appointment.objects.filter(pk=held.pk).update(until=timezone.localdate() - timedelta(days=2))

    assert refusal(rest(own.staff).post(f"{APPOINTMENTS}{held.pk}/end/", {})) == (409, "appointment-ended")


def test_secretaries_for_a_unit_are_all_or_none(own):
    staff, url = rest(own.staff), f"{BASE}nodes/{own.units[0].pk}/vacancies/"
    [branch] = staff.get(url).json()

    wrong = staff.post(url, {"secretaries": [{"branch": branch["id"], "name": "何平", "mobile": "1380"}]})
    done = staff.post(url, {"secretaries": [{"branch": branch["id"], "name": "何平", "mobile": "13800139002"}]})

    assert branch["name"] == "市发改委第2党支部"
    assert (refusal(wrong), list(details(wrong))) == ((422, "faults"), [str(branch["id"])])
    assert (done.status_code, done.json()["offices"], done.json()["people"][0]["name"]) == (201, 1, "何平")
    assert staff.get(url).json() == []


def test_slips_tell_each_password_once(own):
    clerk = own.people["clerk"]

    response = rest(own.people["contact"]).post(f"{BASE}nodes/{own.units[0].pk}/slips/", {"people": [clerk.pk]})

    [slip] = response.json()
    assert (response.status_code, response.headers["Cache-Control"]) == (200, "no-store")
    assert User.objects.get(pk=clerk.pk).check_password(slip["one_time_password"]) is True
