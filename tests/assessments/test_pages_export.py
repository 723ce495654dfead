"""The sheets as a workbook to fill in: what each office gets, and that it comes back as it went."""

import pytest

from apps.core.tables import read_table
from apps.organisations.choices import Role
from tests import factories
from tests.pages import Page

pytestmark = pytest.mark.django_db

NAMES = ["市发改委第1党支部", "市发改委第2党支部", "市财政局第1党支部"]
SEEN = {Role.STAFF: NAMES, Role.ZONE_LEAD: NAMES[:2], Role.REVIEWER: NAMES[:2], Role.SECRETARY: NAMES[:1]}


@pytest.mark.parametrize("role", SEEN)
def test_sheet_export_holds_the_own_subtree_only(two, role):
    answer = two.own.client(role).get(f"{two.own.base}sheets.xlsx")

    head, *rows = read_table(b"".join(answer.streaming_content), "marks.xlsx").sheets[0].rows
    assert head[:8] == ["党支部", "所在单位", "协作区", "支部类型", "党员人数", "上年星级", "否决项", "A1 中心工作"]
    assert [row[0] for row in rows] == SEEN[role]
    assert rows[0][3:5] + rows[0][7:] == ["党政机关", 12, *[18] * 25]


def test_sheet_export_comes_back_without_a_change(two):
    client = two.own.client()
    content = b"".join(client.get(f"{two.own.base}sheets.xlsx").streaming_content)

    imported = factories.try_workbook(two.own.staff, two.own.campaign, "marks.xlsx", content)

    page = Page.of(client.get(f"{two.own.base}imports/{imported.pk}/"))
    assert page.h1 == "3 行都能读，还没有写入"
    assert imported.report["sheets"] | {"facts": 0} == imported.report["sheets"]
    assert (imported.report["sheets"]["same"], imported.report["sheets"]["changed"]) == (3, 0)


def test_sheet_export_of_another_committee_is_not_found(two):
    assert two.own.client().get(f"{two.other.base}sheets.xlsx").status_code == 404
