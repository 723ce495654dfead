"""What leaves as a workbook comes back as it was."""

import pytest

from apps.assessments.choices import ImportStatus
from apps.assessments.exports import marks_workbook
from apps.assessments.models import Assessment
from apps.core.tables import read_table
from apps.criteria.selectors import rulebook_of
from apps.organisations.choices import Role
from tests import factories

pytestmark = pytest.mark.django_db


def test_marks_workbook_comes_back_without_a_change():
    committee = factories.make_committee()
    campaign = factories.make_campaign(committee)
    staff = factories.make_person(role=Role.STAFF, node=committee)
    unit = factories.make_unit(committee, "市档案馆", zone=factories.make_zone(committee, "第一协作区"))
    factories.make_branch(unit, "=第1党支部", branch_type="事业单位", members=9)
    factories.make_branch(unit, "第2党支部")
    first, _second = factories.enrol(campaign)
    factories.mark(staff, first, {"A1": 1850, "B3": 0})

    rules = rulebook_of(campaign.rulebook_version)
    body = marks_workbook(Assessment.objects.of(campaign), rules)
    back = factories.try_workbook(staff, campaign, "marks.xlsx", body)

    rows = read_table(body, "marks.xlsx").sheets[0].rows
    assert rows[0][:8] == ["党支部", "所在单位", "协作区", "支部类型", "党员人数", "上年星级", "否决项", "A1 中心工作"]
    assert rows[1][:9] == ["=第1党支部", "市档案馆", "第一协作区", "事业单位", 9, "", "", 18.5, ""]
    assert rows[2][:9] == ["第2党支部", "市档案馆", "第一协作区", "", "", "", "", "", ""]
    assert back.status == ImportStatus.READY
    sheets = back.report["sheets"]
    assert (sheets["new"], sheets["changed"], sheets["same"], sheets["facts"]) == (0, 0, 1, 0)
