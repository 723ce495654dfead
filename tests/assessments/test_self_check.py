"""What is missing before a self-assessment can be submitted: marks, proof that the rules ask, reasons for a rise."""

from copy import deepcopy

import pytest

from apps.assessments.self_check import facts_of_all, missing
from apps.criteria.models import RulebookVersion
from apps.organisations.choices import Role
from tests import factories
from tests.factories.submissions import fill_in, last_year, prove, write_words

pytestmark = pytest.mark.django_db


def build():
    """A branch in this year's campaign, and its secretary."""
    committee = factories.make_committee()
    branch = factories.make_branch(factories.make_unit(committee), "第5党支部")
    assessment = factories.make_assessment(factories.make_campaign(committee), branch)
    return {"assessment": assessment, "secretary": factories.make_person("梁文静", Role.SECRETARY, branch.node)}


@pytest.fixture
def branch(built, db):
    return deepcopy(built)


def gaps(assessment):
    return [(gap.criterion.code, gap.kind, gap.amount) for gap in missing(assessment)]


def test_missing_of_an_untouched_sheet_is_every_mark_and_all_proof(branch):
    found = gaps(branch["assessment"])

    assert len([gap for gap in found if gap[1] == "mark"]) == 25
    assert [gap for gap in found if gap[1] == "proof"] == [
        (code, "proof", 1) for code in ("A4", "B5", "C2", "D3", "E4")
    ]
    assert [gap[0] for gap in found] == sorted(gap[0] for gap in found)


def test_missing_of_a_whole_sheet_is_nothing(branch):
    fill_in(branch["secretary"], branch["assessment"])
    prove(branch["secretary"], branch["assessment"])

    assert gaps(branch["assessment"]) == []


def test_rise_above_last_year_needs_a_sentence_of_this_year(branch):
    secretary, assessment = branch["secretary"], branch["assessment"]
    last_year(secretary, assessment, points=1400, texts={"A1": "去年的做法。"})
    fill_in(secretary, assessment, 1400, A1=1900, A2=1890, A3=2000)
    prove(secretary, assessment)
    assert gaps(assessment) == [("A1", "reason", 500), ("A3", "reason", 600)]

    write_words(secretary, assessment, A1="去年的做法。", A3="新增两个项目。")
    assert gaps(assessment) == [("A1", "reason", 500)]

    write_words(secretary, assessment, A1="去年的做法推广到三个单位。")
    assert gaps(assessment) == []


def test_last_year_counts_only_for_criteria_of_the_same_name(branch):
    secretary, assessment = branch["secretary"], branch["assessment"]
    before = last_year(secretary, assessment, points=1000)
    version = before.campaign.rulebook_version
    text = version.text.replace("zh: 中心工作", "zh: 主责主业")
    other = RulebookVersion.objects.create(rulebook=version.rulebook, number=99, text=text, digest="0" * 64)
    type(before.campaign).objects.filter(pk=before.campaign_id).update(rulebook_version=other)
    assessment.refresh_from_db()
    fill_in(secretary, assessment, 1000, A1=2000, A2=2000)
    prove(secretary, assessment)

    assert gaps(assessment) == [("A2", "reason", 1000)]


def test_facts_of_many_branches_take_as_many_queries_as_of_one(django_assert_num_queries):
    committee = factories.make_committee("县直机关工委")
    unit = factories.make_unit(committee)
    for number in range(3):
        factories.make_branch(unit, f"第{number}党支部")
    campaign = factories.make_campaign(committee)
    factories.make_campaign(committee, year=campaign.year - 1)
    assessments = factories.enrol(campaign)

    for some in (assessments[:1], assessments):
        with django_assert_num_queries(6):
            facts_of_all(campaign, some)
