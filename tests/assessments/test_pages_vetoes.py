"""Vetoes of a branch and enrolment of the scope's branches, by hand: who may, what is refused, what is said."""

import pytest

from apps.assessments.models import Assessment, VetoCase
from apps.organisations.choices import Role
from tests import factories
from tests.pages import Page

pytestmark = pytest.mark.django_db

PROPOSED = {"vetoes": ["V1"], "reason": "市纪委通报", "document": "市纪委〔2025〕31 号"}


def sheet(two):
    return f"{two.own.base}sheets/{two.own.assessments[0].pk}/superior/"


def test_propose_vetoes_waits_for_the_second_person(two):
    client = two.own.client()
    url = f"{two.own.base}branches/{two.own.assessments[0].pk}/vetoes/"

    saved = Page.of(client.post(url, PROPOSED, follow=True))

    assert saved.notices == ["已记下，第二人确认后才算数。"]
    assert [box.get("value") for box in saved.root.iter("input") if "checked" in box.attrib] == ["V1"]
    assert Assessment.objects.get(pk=two.own.assessments[0].pk).vetoes == []
    assert VetoCase.objects.get().status == "proposed"


@pytest.mark.parametrize(
    ("form", "notice"),
    [
        (PROPOSED | {"reason": " "}, "请写否决的原因。"),
        (PROPOSED | {"document": " "}, "请写文件号。"),
        (PROPOSED | {"vetoes": ["V9"]}, "没有这个否决项：V9。"),
    ],
)
def test_set_vetoes_without_reason_or_by_a_wrong_code_is_refused_in_words(two, form, notice):
    url = f"{two.own.base}branches/{two.own.assessments[0].pk}/vetoes/"

    page = Page.of(two.own.client().post(url, form, follow=True, headers={"referer": "http://testserver" + sheet(two)}))

    assert (page.h1, page.notices) == ("市发改委第1党支部", [notice])
    assert Assessment.objects.get(pk=two.own.assessments[0].pk).vetoes == []


@pytest.mark.parametrize("role", [role for role in Role.values if role != Role.STAFF])
def test_set_vetoes_and_enrol_by_other_offices_are_refused(two, role):
    client = two.own.client(role)
    factories.make_branch(two.own.units[0], "市发改委第3党支部")

    vetoes = client.post(f"{two.own.base}branches/{two.own.assessments[0].pk}/vetoes/", {"vetoes": "V1", "reason": "x"})
    enrol = client.post(f"{two.own.base}enrol/")

    assert (vetoes.status_code, enrol.status_code) == (403, 403)
    assert Assessment.objects.get(pk=two.own.assessments[0].pk).vetoes == []
    assert two.own.campaign.assessments.count() == 3


def test_enrol_takes_new_branches_of_the_scope_and_says_how_many(two):
    factories.make_branch(two.own.units[0], "市发改委第3党支部")

    page = Page.of(two.own.client().post(f"{two.own.base}enrol/", follow=True))

    assert page.notices[0] == "已加入 1 个支部。"
    assert two.own.campaign.assessments.count() == 4
