"""The right of reply: beside deductions, vetoes and findings, of the secretary alone, on every later page."""

from copy import deepcopy

import pytest

from apps.assessments.models import Reply
from apps.assessments.replying import parts_of, replies_of
from apps.assessments.services.replies import reply
from apps.audit.models import Record
from apps.campaigns.choices import Status
from apps.core.errors import Forbidden, Invalid, Refused
from apps.organisations.choices import Role
from tests.factories.houses import make_house

pytestmark = pytest.mark.django_db


def build():
    return make_house()


@pytest.fixture
def house(built, db):
    return deepcopy(built)


@pytest.fixture
def branch(house):
    """The first branch, with a deduction at every criterion and a veto."""
    branch = house.assessments[0]
    branch.vetoes = ["V1"]
    branch.save()
    return branch


@pytest.fixture
def secretary(house):
    return house.people[Role.SECRETARY]


def test_parts_are_every_deduction_and_veto(branch):
    keys = [part.key for part in parts_of(branch)]

    assert keys == [f"{section}{n}" for section in "ABCDE" for n in range(1, 6)] + ["veto:V1"]


def test_new_words_end_the_old_ones_and_both_are_kept(branch, secretary):
    reply(secretary, branch, "A1", "其中一件已停表。")
    reply(secretary, branch, "A1", "两件都已停表。")

    assert [said.text for said in replies_of(branch)] == ["两件都已停表。"]
    assert Reply.objects.count() == 2
    assert Record.objects.filter(act="reply.written").latest("pk").before == {"part": "A1", "text": "其中一件已停表。"}


def test_nothing_takes_the_words_back(branch, secretary):
    reply(secretary, branch, "veto:V1", "已整改。")

    assert reply(secretary, branch, "veto:V1", " ") is None
    assert replies_of(branch) == []


def test_full_marks_and_unknown_parts_take_no_reply(branch, secretary):
    with pytest.raises(Invalid):
        reply(secretary, branch, "Z9", "没有这一项")


def test_only_the_secretary_replies_and_nobody_once_it_is_sealed(house, branch, secretary):
    with pytest.raises(Forbidden):
        reply(house.people[Role.CLERK], branch, "A1", "代写")
    house.campaign.status = Status.SEALED
    house.campaign.save()
    with pytest.raises(Refused):
        reply(secretary, branch, "A1", "晚了")


def test_words_stand_on_the_branch_page_and_beside_the_mark_for_scorers(house, branch, secretary):
    url = f"{house.base}branches/{branch.pk}/"
    house.client(Role.SECRETARY).post(f"{url}replies/", {"part": "A1", "text": "其中一件已停表。"})

    shown = [house.client(Role.AUDITOR).get(url), house.client().get(f"{house.base}sheets/{branch.pk}/superior/")]

    assert all("其中一件已停表。" in page.content.decode() for page in shown)
