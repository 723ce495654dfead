"""Pages of meetings and vetoes: what each person may do there, one whole meeting by forms, the list of vetoes."""

import pytest

from apps.assessments.models import VetoCase
from apps.assessments.services import propose_vetoes
from apps.evaluations.models import Decision
from apps.jobs.services import run_waiting
from apps.organisations.choices import Role
from tests import factories
from tests.factories.deciding import make_decided_house, meet
from tests.factories.houses import shared
from tests.pages import Page

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def house(django_db_setup, django_db_blocker):
    with shared(django_db_blocker):
        yield make_decided_house()


def get(house, path, role=Role.STAFF):
    return Page.of(house.client(role).get(f"{house.base}{path}"))


def post(house, path, data=None, role=Role.STAFF):
    return Page.of(house.client(role).post(f"{house.base}{path}", data or {}, follow=True))


def calling(house):
    return {
        "title": "综合评定会",
        "held_at": "2025-12-02T15:00",
        "due": "9",
        "present": "8",
        "chair": house.people[Role.LEADER].pk,
        "recorder": house.people[Role.STAFF].pk,
        "overseer": house.people[Role.LIAISON].pk,
    }


def test_meeting_goes_by_forms_from_calling_to_approved(house):
    post(house, "decisions/new/", calling(house))
    typed = {"branch": "市发改委第2党支部", "after": "三星", "clause": "办法第 21 条", "reason": "逾期未销号"}
    post(house, "decisions/1/change/", typed)
    item = Decision.objects.get().items.get()
    post(house, f"decisions/1/items/{item.pk}/second/", role=Role.LEADER)
    post(house, f"decisions/1/items/{item.pk}/vote/", {"votes_for": 7, "against": 1, "abstentions": 0})
    for role in (Role.STAFF, Role.LEADER, Role.LIAISON):
        post(house, "decisions/1/acts/sign/", role=role)
    run_waiting()

    page = get(house, "decisions/1/", Role.LEADER)
    post(house, "decisions/1/acts/approve/", role=Role.LEADER)

    assert page.status == 200
    assert page.rows(page.by_class("table", "table decision-counts"))[-1][1:] == ["1", "0 -1", "1 +1", "1", "3"]
    assert Decision.objects.get().status == "approved"


def test_meeting_page_before_votes_offers_no_signature(house):
    meet(house)
    post(house, "decisions/1/matter/", {"title": "通报情况"})

    page = get(house, "decisions/1/")

    assert page.status == 200
    assert not any("sign" in (form.get("action") or "") for form in page.main.iter("form"))


def test_votes_that_do_not_add_up_come_back_as_typed(house):
    meet(house)
    post(house, "decisions/1/matter/", {"title": "通报情况"})
    item = Decision.objects.get().items.get()

    given = {"votes_for": 9, "against": 0, "abstentions": 0, "reason": "事实清楚"}
    answer = house.client().post(f"{house.base}decisions/1/items/{item.pk}/vote/", given)

    item.refresh_from_db()
    typed = {each.get("name"): each.get("value") for each in Page.of(answer).root.iter("input")}
    assert (answer.status_code, item.outcome) == (422, "")
    assert (typed["votes_for"], typed["reason"]) == ("9", "事实清楚")


def test_sheet_of_an_open_meeting_is_made_at_once(house):
    meet(house)

    answer = house.client(Role.LEADER).get(f"{house.base}decisions/1/sheet.pdf")

    assert (answer.status_code, answer["Content-Type"], answer.content[:5]) == (200, "application/pdf", b"%PDF-")


def test_vetoes_show_what_they_cost_and_the_liaison_confirms(house):
    staff = house.people[Role.STAFF]
    given = {"reason": "市纪委通报", "document": "市纪委〔2025〕31 号"}
    [case] = propose_vetoes(staff, assessment=house.assessments[0], vetoes=["V1"], **given)
    before = get(house, "vetoes/", Role.LIAISON)

    post(house, f"vetoes/{case.pk}/confirm/", role=Role.LIAISON)
    run_waiting()
    page = get(house, "vetoes/")

    assert "市纪委〔2025〕31 号" in before.text
    assert VetoCase.objects.get().status == "confirmed"
    assert page.rows()[0][3].startswith("五星")


def test_vetoes_all_confirmed_at_once_but_not_the_own(house):
    for assessment in house.assessments[:2]:
        propose_vetoes(None, assessment=assessment, vetoes=["V1"], reason="通报", document="〔2025〕31 号")
    ids = list(VetoCase.objects.values_list("pk", flat=True))

    post(house, "vetoes/confirm/", {"case": ids}, Role.LIAISON)

    assert {case.status for case in VetoCase.objects.all()} == {"confirmed"}


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.REVIEWER, Role.ZONE_LEAD, Role.ADMINISTRATOR])
def test_meetings_are_for_who_sees_the_whole_scope(house, role):
    meet(house)

    paths = ["decisions/", "decisions/1/", "decisions/1/sheet.pdf", "vetoes/"]

    assert {house.client(role).get(f"{house.base}{path}").status_code for path in paths} == {403}


def test_veto_of_another_committee_is_not_found(house):
    factories.veto(house.assessments[0], "V1")
    neighbour = factories.make_person(role=Role.LIAISON, node=factories.make_committee("县直机关工委"))
    client = factories.sign_in(neighbour)

    assert client.get(f"{house.base}vetoes/").status_code == 404
