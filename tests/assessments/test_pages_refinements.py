"""Pages of own indicators: writing without scripts, faults beside their fields, deciding, the list, the to-do lists."""

from copy import deepcopy

import pytest
from django.urls import reverse

from apps.accounts.models import User
from apps.assessments.choices import RefinementStatus as S
from apps.workflow.todo import todo_of
from tests.factories import sign_in
from tests.factories.refining import make_refining_house

pytestmark = pytest.mark.django_db


def build():
    return make_refining_house()


@pytest.fixture
def house(built, db):
    return deepcopy(built)


def url(house, name="refinement", *more):
    return reverse(f"assessments:{name}", args=[house.campaign.slug, house.unit.pk, "X", *more])


def typed(*rows, **more):
    found = {"version": "0"}
    for number, row in enumerate(rows, start=1):
        names = zip(("title", "points", "guide", "proof"), row, strict=True)
        found |= {f"{name}-{number}": text for name, text in names}
    return found | more


def todo(person):
    person = User.objects.get(pk=person.pk)
    found = todo_of(person)
    return [item.key.split("-")[0] for item in found.items], len(found.waiting)


def test_a_form_is_saved_and_submitted_at_once(house):
    rows = [("党员科技攻关", "6分", "有项目", "1"), ("", "", "", ""), ("联建共建", "4", "", "")]

    response = sign_in(house.reviewer).post(url(house), typed(*rows, submit="1"))

    assert (response.status_code, house.row().status) == (302, S.SUBMITTED)
    assert [(each["title"], each["points"], each["proof"]) for each in house.row().indicators] == [
        ("党员科技攻关", 600, 1),
        ("联建共建", 400, 0),
    ]


def test_faults_stand_beside_their_fields_and_nothing_typed_is_lost(house):
    rows = [("党员科技攻关", "六", "", ""), ("党员科技攻关", "20", "写了一句", "")]

    response = sign_in(house.reviewer).post(url(house), typed(*rows))

    page = response.content.decode()
    assert (response.status_code, response.context["has_faults"]) == (422, True)
    assert {row["number"]: [n for n, e in row["errors"].items() if e] for row in response.context["rows"][:2]} == {
        1: ["title", "points"],
        2: ["title"],
    }
    assert all(text in page for text in ("写了一句", 'value="六"', 'value="20"'))


def test_what_was_changed_meanwhile_is_told_and_what_is_typed_stays(house):
    house.write()

    response = sign_in(house.reviewer).post(url(house), typed(("另一条", "2", "", "")))

    assert (response.status_code, response.context["rows"][0]["title"]) == (409, "另一条")
    assert len(house.row().indicators) == 2


def test_staff_open_approve_and_return(house):
    house.write()
    house.submit()
    staff = sign_in(house.staff)

    page = staff.get(url(house))
    looked = house.row().looked_at
    staff.post(url(house, "refinement-act", "approve"), {"version": house.row().version})
    approved = house.row().status
    staff.post(url(house, "refinement-act", "return"), {"reason": "分值过高"})

    assert (page.context["can_approve"], looked is None, approved) == (True, False, S.APPROVED)
    assert (house.row().status, house.row().return_reason) == (S.RETURNED, "分值过高")
    assert "分值过高" in sign_in(house.reviewer).get(url(house)).content.decode()


def test_the_list_tells_each_units_state(house):
    house.write()
    house.submit()

    page = sign_in(house.staff).get(reverse("assessments:refinements", args=[house.campaign.slug]))

    assert [(line["unit"], line["n"], line["sum"]) for line in page.context["lines"]] == [
        ("省科学院", 2, "10"),
        ("省图书馆", 0, ""),
    ]
    assert [each["n"] for each in page.context["segments"]] == [2, 1, 1]


def test_to_do_lists_follow_until_marking_begins(house):
    told = [(todo(house.reviewer), todo(house.staff)[0].count("approve"))]
    house.write()
    house.submit()
    told.append((todo(house.reviewer), todo(house.staff)[0].count("approve")))
    house.approve()
    told.append((todo(house.reviewer), todo(house.staff)[0].count("approve")))

    assert told == [((["refine"], 0), 0), (([], 1), 1), (([], 0), 0)]


def test_nothing_is_left_to_do_once_marking_has_begun(house):
    house.write()
    house.submit()
    house.begin_marking()

    items, _waiting = todo(house.staff)

    assert (items.count("approve"), "refine" in todo(house.reviewer)[0]) == (0, False)


def test_the_campaign_page_has_a_line_for_those_who_see_units(house):
    house.approved()
    page = reverse("reports:campaign", args=[house.campaign.slug])

    seen = [sign_in(person).get(page).context["refining"] for person in (house.staff, house.reviewer, house.secretary)]

    assert [(line["approved"], line["units"]) if line else None for line in seen] == [(1, 2), (1, 1), None]
    assert [bool(line and line["exchange_url"]) for line in seen] == [True, False, False]
