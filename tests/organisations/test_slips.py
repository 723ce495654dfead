"""Slips by unit, the unit's contact person, branches without a secretary: whose password is whose to give."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from apps.accounts.models import User
from apps.audit.models import Record
from apps.core.errors import Forbidden, Invalid
from apps.organisations.choices import Role
from apps.organisations.models import Appointment
from apps.organisations.services import appoint, print_slips
from tests.api.client import refusal, rest
from tests.factories import PASSWORD, make_branch, make_person, make_unit, sign_in
from tests.pages import Page, words

pytestmark = pytest.mark.django_db

SLIP = re.compile(r"[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}")


@pytest.fixture
def contact(own) -> User:
    return make_person("甲联络员", Role.CONTACT, own.unit, language="en")


def fresh(person: User) -> User:
    return User.objects.get(pk=person.pk)


def newcomer(house, name: str = "甲新书记", **fields) -> User:
    """A secretary who has no password yet."""
    branch = make_branch(house.unit).node
    person = make_person(name, Role.SECRETARY, branch, must_change_password=True, **fields)
    person.set_unusable_password()
    person.save()
    return person


def test_print_slips_gives_passwords_that_open_and_run_out(own) -> None:
    people = [newcomer(own), own.secretary]

    slips = print_slips(own.staff, node=own.unit, people=people)

    left = [slip.expires_at - timezone.now() for slip in slips]
    assert [fresh(slip.person).check_password(slip.password) for slip in slips] == [True, True]
    assert [(fresh(one).must_change_password, fresh(one).check_password(PASSWORD)) for one in people] == [
        (True, False),
        (True, False),
    ]
    assert all(timedelta(days=13) < one <= timedelta(days=14) for one in left)
    assert Record.objects.get(act="slips.printed").after == {"slips": 2}
    assert not any(slip.password in str(list(Record.objects.values())) for slip in slips)


def test_print_slips_gives_all_or_none(own, other) -> None:
    wrong = {"elsewhere": other.secretary, "at another unit": make_person("甲", Role.REVIEWER, own.second)}

    for person in wrong.values():
        with pytest.raises(Invalid):
            print_slips(own.staff, node=own.unit, people=[own.secretary, person])
    with pytest.raises(Invalid):
        print_slips(own.staff, node=own.unit, people=[])

    assert fresh(own.secretary).check_password(PASSWORD) is True


def test_print_slips_takes_a_limited_number(own, monkeypatch) -> None:
    monkeypatch.setattr("apps.organisations.services.slips.MOST_SLIPS", 1)

    with pytest.raises(Invalid) as refused:
        print_slips(own.staff, node=own.unit, people=[newcomer(own), own.secretary])

    assert refused.value.code == "too-many-slips"


def test_slip_sheet_groups_by_unit_and_is_kept_nowhere(own, other) -> None:
    newcomer(own, "甲第一人")
    late = make_person("甲第二人", Role.REVIEWER, own.second)
    keeper = make_person("甲第三人", Role.ADMINISTRATOR, own.committee)
    for person in (late, keeper):
        person.set_unusable_password()
        person.save()
    client = sign_in(own.staff)

    answer = client.post(f"/organisations/{own.committee.pk}/people/slips/", {"everybody": "1"})

    page = Page.of(answer)
    groups = [words(one.find(".//h2")) for one in page.all_by_class("section", "slip-group")]
    assert (page.h1, answer.headers["Cache-Control"]) == ("Print 2 slips now; they are not shown again", "no-store")
    assert groups == ["甲发改委", "甲财政局"]
    assert [words(one.find(".//b")) for one in page.all_by_class("article", "slip")] == ["甲第一人", "甲第二人"]
    assert len(set(SLIP.findall(page.text))) == 2


def test_people_of_a_unit_begin_with_those_without_a_slip(own) -> None:
    newcomer(own)
    client = sign_in(own.staff)
    url = f"/organisations/{own.unit.pk}/people/"

    waiting, everybody = Page.of(client.get(url)), Page.of(client.get(f"{url}?show=all"))

    assert [row[1].split()[0] for row in waiting.rows()] == ["甲新书记"]
    assert len(waiting.form(f"{url}slips/")["people"]) == 1
    assert [row[1].split()[0] for row in everybody.rows()] == ["甲梁文静", "甲新书记"]
    assert "people" not in everybody.form(f"{url}slips/") or len(everybody.form(f"{url}slips/")["people"]) == 1


def test_people_of_a_unit_take_the_same_queries_at_one_row_and_at_three(own, django_assert_num_queries) -> None:
    client, url = sign_in(own.staff), f"/organisations/{own.unit.pk}/people/?show=all"
    client.get(url)

    for _number in range(2):
        with django_assert_num_queries(13):
            client.get(url)
        newcomer(own, "甲又一人")


def test_contact_resets_people_whose_offices_lie_inside_the_unit(own, contact) -> None:
    page = Page.of(sign_in(contact).post(f"/organisations/people/{own.secretary.pk}/reset/"))

    [password] = SLIP.findall(page.text)
    assert fresh(own.secretary).check_password(password) is True
    assert Record.objects.filter(act="person.password-reset").latest("pk").actor_name == "甲联络员"


@pytest.mark.parametrize(
    ("role", "place", "status"),
    [
        (Role.REVIEWER, "unit", 200),
        (Role.CONTACT, "unit", 200),
        (Role.LEADER, "unit", 200),
        (Role.STAFF, "unit", 403),
        (Role.ADMINISTRATOR, "unit", 403),
        (Role.AUDITOR, "unit", 403),
        (Role.CLERK, "second", 403),
        (Role.STAFF, "committee", 403),
        (Role.AUDITOR, "committee", 403),
    ],
)
def test_contact_resets_nobody_who_reaches_beyond_the_unit(role, place, status, own, contact) -> None:
    appoint(None, person=own.secretary, role=role, node=getattr(own, place))

    answer = sign_in(contact).post(f"/organisations/people/{own.secretary.pk}/reset/")

    assert answer.status_code == status
    assert fresh(own.secretary).check_password(PASSWORD) is (status == 403)


def test_contact_resets_nobody_who_will_reach_beyond_the_unit(own, contact) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    appoint(None, person=own.secretary, role=Role.STAFF, node=own.committee, since=tomorrow)

    assert refusal(rest(contact).post(f"/api/v1/people/{own.secretary.pk}/reset/")) == (403, "forbidden")


def test_contact_finds_no_people_elsewhere_and_no_other_doors(own, other, contact) -> None:
    client = sign_in(contact)
    far = make_person("甲远", Role.REVIEWER, own.second)

    asked = [client.get(f"/organisations/people/{one.pk}/reset/").status_code for one in (far, other.secretary)]
    shut = [client.get(path).status_code for path in ("/organisations/people/", f"/organisations/people/{far.pk}/")]

    assert (asked, shut) == ([404, 404], [403, 403])
    assert client.get("/organisations/people/mine/").headers["Location"] == f"/organisations/{own.unit.pk}/people/"
    with pytest.raises(Forbidden):
        print_slips(contact, node=own.second, people=[far])


def test_mobile_numbers_are_open_at_ones_own_organisation_and_masked_elsewhere(own, contact) -> None:
    colleague = make_person("甲干事", Role.CLERK, own.branch)
    elsewhere = make_person("甲领导", Role.LEADER, own.committee)
    page = f"/branches/{own.branch.pk}/"

    shown = {one: "13800138001" in sign_in(one).get(page).content.decode() for one in (own.staff, contact, colleague)}
    masked = sign_in(elsewhere).get(page).content.decode()

    assert set(shown.values()) == {True}
    assert ("13800138001" in masked, "138****8001" in masked) == (False, True)


def test_mobile_numbers_over_rest_are_masked_where_the_office_has_ended(own) -> None:
    staff, url = rest(own.staff), f"/api/v1/people/{own.secretary.pk}/"
    before = staff.get(url).json()
    Appointment.objects.filter(person=own.secretary).update(until=timezone.localdate() - timedelta(days=1))

    after = staff.get(url).json()

    assert (before["mobile"], before["email"]) == ("13800138001", "8001@example.org")
    assert (after["mobile"], after["email"]) == ("138****8001", "")


def test_vacancies_are_filled_for_a_whole_unit_at_once(own, other) -> None:
    first, second = (make_branch(own.unit, name).node for name in ("甲发改委第二党支部", "甲发改委第三党支部"))
    make_branch(make_unit(own.committee), "甲远处支部")
    client, url = sign_in(own.staff), f"/organisations/{own.unit.pk}/vacancies/"

    shown = Page.of(client.get(url))
    answer = client.post(url, {f"name-{first.pk}": "许嘉宁", f"mobile-{first.pk}": "138 0013 9001"})

    held = Appointment.objects.get(node=first)
    assert shown.h1 == "2 branches have no secretary"
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/organisations/{own.unit.pk}/people/")
    assert (held.person.username, held.person.mobile, held.role) == ("xujianing", "13800139001", Role.SECRETARY)
    assert not Appointment.objects.filter(node=second).exists()


def test_vacancies_with_a_fault_appoint_nobody_and_keep_what_was_typed(own) -> None:
    first, second = (make_branch(own.unit, name).node for name in ("甲发改委第二党支部", "甲发改委第三党支部"))
    typed = {f"name-{first.pk}": "许嘉宁", f"name-{second.pk}": "何平", f"mobile-{second.pk}": "1380"}

    page = Page.of(sign_in(own.staff).post(f"/organisations/{own.unit.pk}/vacancies/", typed))

    assert (page.status, page.form()[f"name-{first.pk}"], page.form()[f"mobile-{second.pk}"]) == (422, "许嘉宁", "1380")
    assert "A mobile number has 11 digits and begins with 1." in page.text
    assert not User.objects.filter(name="许嘉宁").exists()
