"""Branches of each type read the criteria in the words for that type, in the self-assessment and while marking."""

import pytest

from apps.organisations.choices import Role
from tests import factories
from tests.factories.campaigns import enrol, make_campaign, published_rulebook
from tests.factories.people import make_person
from tests.factories.tree import make_branch, make_committee, make_unit
from tests.pages import Page

pytestmark = pytest.mark.django_db

GUIDES = {
    "党政机关": "应建尽建，设置规范",
    "国有企业": "与车间班组同步设置",
    "高等院校": "教师按系室、学生按年级专业设置",
    "离退休干部": "就近就便、老少同建",
}


def build():
    """One branch of each of four types, graded by jiangsu-2022; everything stands open."""
    committee = make_committee()
    unit = make_unit(committee, "省属第一集团")
    for kind in GUIDES:
        make_branch(unit, f"{kind}党支部", branch_type=kind, members=20)
    campaign = make_campaign(committee, rulebook_version=published_rulebook("jiangsu-2022"))
    return campaign, enrol(campaign), make_person("工委", Role.STAFF, committee)


def others(kind):
    return [guide for name, guide in GUIDES.items() if name != kind]


def test_each_type_reads_its_own_words_on_a_phone_and_in_the_workspace(built):
    campaign, assessments, staff = built
    desk, faults = factories.sign_in(staff), []

    for assessment in assessments:
        secretary = factories.sign_in(make_person(f"{assessment.branch_type}书记", Role.SECRETARY, assessment.node))
        pages = {
            "self": Page.of(secretary.get(f"/c/{campaign.slug}/self/{assessment.pk}/Z/")).text,
            "marking": Page.of(desk.get(f"/c/{campaign.slug}/sheets/{assessment.pk}/superior/")).text,
        }
        kind = assessment.branch_type
        faults += [(kind, name, "own") for name, text in pages.items() if GUIDES[kind] not in text]
        faults += [(kind, name, guide) for name, text in pages.items() for guide in others(kind) if guide in text]

    assert faults == []
