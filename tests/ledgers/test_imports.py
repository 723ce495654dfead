"""Workbooks: tried with every fault by row and column, written as a whole, undone as a whole, out and in again."""

import pytest

from apps.core.errors import Forbidden, Refused
from apps.core.tables import read_table, write_xlsx
from apps.ledgers.choices import ImportStatus
from apps.ledgers.entry_list import workbook_of
from apps.ledgers.models import Entry, EntryImport
from apps.ledgers.reading import ledgers
from apps.ledgers.selectors import entries_for
from apps.ledgers.services import change_entry, drop_import, start_import, undo_import, write_import
from tests.factories.listing import entered, granted, used

pytestmark = pytest.mark.django_db

HEADINGS = ["编号", "拨给谁", "用途", "金额（元）", "拨付日期", "是否试点", "闲话"]
USES = ["用的是哪笔经费", "用在哪里", "金额", "使用日期"]


def tried(house, slug, headings, rows, actor=None):
    content = write_xlsx(headings, rows)
    return start_import(actor or house.staff, ledgers()[slug], house.committee, content=content, file_name="经费.xlsx")


def faults_of(imported):
    return [(fault["row"], fault["letter"], fault["hint"]) for fault in imported.report["faults"]]


def test_trial_tells_every_fault_by_row_and_column_and_writes_nothing(two):
    name = two.own.units[0].name
    rows = [
        ["", name, "阵地", 50000, "2025-03-05", "试点单位", "x"],
        ["", "市发改", "", "五万", "2025-02-30", "也许", ""],
        [7, name, "阵地", 1, "2025-03-05", "pilot", ""],
    ]

    imported = tried(two.own, "funds", HEADINGS, rows)

    assert imported.status == ImportStatus.FAULTY
    assert faults_of(imported) == [
        (3, "B", "owner-closest"),
        (3, "C", "required"),
        (3, "D", "money"),
        (3, "E", "date"),
        (3, "F", "choice"),
        (4, "A", "entry"),
    ]
    assert (imported.report["left_out"], imported.report["faulty"], Entry.objects.count()) == (["闲话"], 2, 0)
    with pytest.raises(Refused):
        write_import(two.own.staff, imported)


def test_uses_in_one_table_may_not_draw_more_than_the_grant_together(two):
    grant = granted(two.own, amount="500")
    rows = [[grant.number, "手册", 300, "2025-05-01"], [grant.number, "展板", 201, "2025-05-02"]]

    too_much = tried(two.own, "fund-uses", USES, rows)
    rows[1][2] = 200
    written = write_import(two.own.staff, tried(two.own, "fund-uses", USES, rows))

    assert faults_of(too_much) == [(3, "C", "refused")]
    assert too_much.report["faults"][0]["params"]["words"] == "“窗口改造”只剩 200 元。"
    assert written.status == ImportStatus.WRITTEN
    assert sum(grant.parts.values_list("amount", flat=True)) == 50_000


def test_what_became_wrong_since_the_trial_is_told_and_nothing_written(two):
    grant = granted(two.own, amount="500")
    imported = tried(two.own, "fund-uses", USES, [[grant.number, "手册", 300, "2025-05-01"]])
    used(two.own, grant, amount="201")

    imported = write_import(two.own.staff, imported)

    assert (imported.status, faults_of(imported)) == (ImportStatus.FAULTY, [(2, "C", "refused")])
    assert grant.parts.count() == 1


def test_exported_list_comes_back_with_changes_and_is_undone_as_a_whole(two):
    first, second = granted(two.own), granted(two.own, purpose="培训")
    entries = entries_for(two.own.staff, ledgers()["funds"]).order_by("number")
    headings, rows = workbook_of(ledgers()["funds"], entries, two.own.staff)
    sheet = read_table(write_xlsx(headings, rows), "x.xlsx").sheets[0].rows
    sheet[1][2] = "窗口改造二期"
    new = ["", *sheet[2][1:]]

    imported = write_import(two.own.staff, tried(two.own, "funds", sheet[0], [*sheet[1:], new]))
    first.refresh_from_db()
    was = (first.name, first.revision, Entry.objects.standing().count())
    undo_import(two.own.staff, imported)

    first.refresh_from_db()
    assert headings[-2:] == ["已用（元）", "还剩（元）"]
    assert {key: imported.report[key] for key in ("added", "changed", "same")} == {"added": 1, "changed": 1, "same": 1}
    assert was == ("窗口改造二期", 2, 3)
    assert (first.name, first.revision, Entry.objects.standing().count()) == ("窗口改造", 3, 2)
    assert [row.brought_by for row in first.revisions.all()] == [None, imported, None]
    assert second.revisions.count() == 1


def test_import_of_which_something_was_changed_since_is_not_undone(two):
    name = two.own.units[0].name
    row = ["", name, "阵地", 50000, "2025-03-05", "试点单位", ""]
    imported = write_import(two.own.staff, tried(two.own, "funds", HEADINGS, [row, row]))
    change_entry(two.own.staff, Entry.objects.get(number=2), {"purpose": "培训"}, reason="改用途")

    with pytest.raises(Refused) as refused:
        undo_import(two.own.staff, imported)

    assert refused.value.code == "changed-since"
    assert Entry.objects.standing().count() == 2


def test_reviewer_brings_in_for_the_own_unit_only(two):
    reviewer, units = two.own.people["reviewer"], two.own.units
    brands = ["谁的品牌", "品牌名称", "内涵", "行业", "创建年份"]
    rows = [[unit.name, f"品牌{place}", "做什么", "经济建设", 2024] for place, unit in enumerate(units)]

    imported = tried(two.own, "brands", brands, rows, reviewer)
    with pytest.raises(Forbidden):
        tried(two.own, "funds", HEADINGS, [], reviewer)
    drop_import(reviewer, imported)

    assert [(row, letter) for row, letter, _hint in faults_of(imported)] == [(3, "A")]
    assert EntryImport.objects.visible_to(two.own.people["secretary"]).count() == 0


def test_table_without_headings_says_which_it_needs(two):
    entered(two.own, "brands")

    imported = tried(two.own, "brands", ["甲", "乙"], [["一", "二"]])

    assert faults_of(imported) == [(1, "", "headings")]
    assert imported.report["faults"][0]["params"]["headings"] == ["谁的品牌", "品牌名称", "内涵", "行业", "创建年份"]
