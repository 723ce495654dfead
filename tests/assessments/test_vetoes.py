"""Vetoes by two people: who proposes, who confirms, what is refused, what counts when, what a workbook brings."""

from copy import deepcopy

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.assessments.imports import confirm_import
from apps.assessments.models import Assessment, VetoCase
from apps.assessments.services import (
    ask_to_lift_veto,
    confirm_veto,
    keep_veto,
    lift_veto,
    propose_vetoes,
    refuse_veto,
)
from apps.assessments.undoing import undo_import
from apps.audit.models import Record
from apps.core.errors import Forbidden, Invalid, Refused
from apps.jobs.services import run_waiting
from apps.organisations.choices import Role
from tests import factories
from tests.factories.houses import make_house
from tests.factories.vetoes import DOCUMENT

pytestmark = pytest.mark.django_db
BOOK = "党支部,所在单位,否决项,A1\n市发改委第1党支部,市发改委,V1,18\n".encode()


def build():
    return make_house()


@pytest.fixture
def house(built, db):
    return deepcopy(built)


def proposed(house, **given):
    fields = {"vetoes": ["V1"], "reason": "市纪委通报", "document": DOCUMENT} | given
    return propose_vetoes(house.staff, assessment=house.assessments[0], **fields)


def codes(house):
    return Assessment.objects.get(pk=house.assessments[0].pk).vetoes


def acts():
    return list(Record.objects.filter(act__startswith="veto.").order_by("pk").values_list("act", "actor_name"))


def liaison(house):
    return house.people[Role.LIAISON]


def test_confirmed_veto_counts_and_both_people_are_recorded(house):
    [case] = proposed(house)
    before = codes(house)

    confirm_veto(liaison(house), case)

    assert (before, codes(house)) == ([], ["V1"])
    assert acts() == [("veto.proposed", house.staff.name), ("veto.confirmed", liaison(house).name)]


@pytest.mark.parametrize(
    "given", [{"reason": " "}, {"document": " "}, {"vetoes": ["V9"]}], ids=["reason", "document", "code"]
)
def test_propose_without_reason_document_or_known_code_is_refused(house, given):
    with pytest.raises(Invalid):
        proposed(house, **given)

    assert not VetoCase.objects.exists()


@pytest.mark.parametrize("role", [role for role in Role.values if role != Role.STAFF])
def test_propose_is_for_who_conducts(house, role):
    house.people[Role.STAFF] = house.people[role]

    with pytest.raises(Forbidden):
        proposed(house)


@pytest.mark.parametrize("role", [role for role in Role.values if role != Role.LIAISON])
def test_confirm_is_for_the_liaison(house, role):
    [case] = proposed(house)

    with pytest.raises(Forbidden):
        confirm_veto(house.people[role], case)

    assert codes(house) == []


def test_confirm_by_who_proposed_is_refused_even_to_a_superuser(house):
    house.people[Role.STAFF] = factories.make_person(is_superuser=True)
    [case] = proposed(house)

    with pytest.raises(Refused) as refused:
        confirm_veto(house.staff, case)

    assert (refused.value.code, codes(house)) == ("same-person", [])


def test_confirm_twice_is_refused(house):
    [case] = proposed(house)
    confirm_veto(liaison(house), case)

    with pytest.raises(Refused):
        confirm_veto(liaison(house), case)


def test_refused_veto_never_counts_and_may_be_proposed_again(house):
    [case] = proposed(house)

    refuse_veto(liaison(house), case, "查无实据")

    assert codes(house) == []
    assert [again.status for again in proposed(house)] == ["proposed"]


def test_lift_needs_two_and_stands_until_the_second(house):
    confirm_veto(liaison(house), proposed(house)[0])
    case = ask_to_lift_veto(house.staff, VetoCase.objects.get(), "处分撤销")
    before = codes(house)

    lift_veto(liaison(house), case)

    assert (before, codes(house)) == (["V1"], [])
    assert VetoCase.objects.get().status == "lifted"


def test_lift_that_nobody_asked_for_is_refused(house):
    confirm_veto(liaison(house), proposed(house)[0])

    with pytest.raises(Refused) as refused:
        lift_veto(liaison(house), VetoCase.objects.get())

    assert refused.value.code == "not-asked"


def test_kept_veto_stands_and_may_be_asked_about_again(house):
    confirm_veto(liaison(house), proposed(house)[0])
    case = ask_to_lift_veto(house.staff, VetoCase.objects.get(), "处分撤销")

    keep_veto(liaison(house), case, "申诉未完")

    assert codes(house) == ["V1"]
    assert not VetoCase.objects.unfinished().exists()


def test_code_left_out_is_asked_to_be_lifted_or_withdrawn(house):
    proposed(house)

    proposed(house, vetoes=[], reason="材料有误")

    assert [case.status for case in VetoCase.objects.all()] == ["lifted"]


def test_document_is_kept_and_only_who_sees_the_committee_opens_it(house):
    pdf = SimpleUploadedFile("通报.csv", b"x")
    with pytest.raises(Invalid):
        proposed(house, upload=pdf)

    assert not VetoCase.objects.exists()


def test_workbook_proposes_and_undoing_takes_the_proposal_back(house):
    imported = factories.try_workbook(house.staff, house.campaign, "否决.csv", BOOK)

    confirm_import(house.staff, imported)
    run_waiting()
    case = VetoCase.objects.get()
    imported.refresh_from_db()
    undo_import(house.staff, imported)

    assert (case.status, case.by_name, case.document) == ("proposed", house.staff.name, "工作簿 否决.csv")
    assert codes(house) == []
    assert not VetoCase.objects.exists()
