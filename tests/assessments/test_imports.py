"""Workbooks in: one dry run equal to the real run, every fault by row and column, all or nothing, undone as a whole."""

import csv

import pytest
from django.utils import timezone

from apps.assessments.choices import ImportStatus
from apps.assessments.imports import confirm_import, drop_import, start_import
from apps.assessments.models import Assessment, Import, Sheet
from apps.assessments.services import Change, save_marks
from apps.assessments.undoing import undo_import, why_not
from apps.audit.models import Record
from apps.branches.models import Branch
from apps.core.errors import Forbidden, Invalid, Refused
from apps.core.tables import write_csv
from apps.evaluations.models import Result
from apps.evaluations.services import start_numbered_run
from apps.jobs.models import Job
from apps.jobs.services import run_waiting
from apps.organisations.choices import Role
from apps.organisations.models import Node, Zone
from tests import factories
from tests.factories.workbooks import DATA

pytestmark = pytest.mark.django_db

HEADINGS = ["党支部", "所在单位", "协作区", "支部类型", "党员人数", "上年星级", "否决项", "A1", "A2"]
FIRST = [
    ["第1党支部", "市档案馆", "第一协作区", "事业单位", 9, "三星", "", 18.5, 20],
    ["第2党支部", "市档案馆", "第一协作区", "事业单位", 11, "", "V1", 10, ""],
    ["第1党支部", "市文联", "第二协作区", "群团组织", 5, "", "", "", ""],
]


@pytest.fixture
def house():
    """A committee without a roster, its open campaign, and staff."""
    committee = factories.make_committee()
    return {
        "committee": committee,
        "campaign": factories.make_campaign(committee),
        "staff": factories.make_person("周敏", Role.STAFF, committee),
    }


def book(rows, headings=HEADINGS):
    return write_csv(headings, rows)


def test_clean_then_messy_gives_the_published_faults_and_no_other(house):
    clean = factories.write_workbook(house["staff"], house["campaign"], "clean.xlsx")

    messy = factories.try_workbook(house["staff"], house["campaign"], "messy.xlsx")

    assert clean.status == ImportStatus.WRITTEN
    assert (Node.objects.units().count(), Branch.objects.count(), Zone.objects.count()) == (89, 900, 5)
    assert Sheet.objects.filter(party="superior").count() == 900
    with (DATA / "faults.csv").open(encoding="utf-8-sig") as file:
        published = {(int(row["row"]), row["column"], row["kind"], row["value"]) for row in csv.DictReader(file)}
    assert messy.status == ImportStatus.FAULTY
    assert {(f["row"], f["column"], f["kind"], f["value"]) for f in messy.report["faults"]} == published
    assert messy.report["fault_count"] == len(published)


def test_first_workbook_lists_what_it_would_make_and_writes_nothing(house):
    imported = factories.try_workbook(house["staff"], house["campaign"], "first.csv", book(FIRST))

    assert imported.status == ImportStatus.READY
    plan = imported.report["plan"]
    assert (plan["zones"], plan["units"], plan["branches"], plan["count"]) == (2, 2, 3, 7)
    assert [group["name"] for group in plan["groups"]] == ["第一协作区", "第二协作区"]
    assert not Node.objects.units().exists()


def test_write_import_makes_roster_facts_and_marks(house):
    factories.write_workbook(house["staff"], house["campaign"], "first.csv", book(FIRST))

    second = Assessment.objects.get(name="第2党支部")
    assert (second.unit.name, second.zone.name, second.branch_type) == ("市档案馆", "第一协作区", "事业单位")
    assert (second.members, second.previous_level, second.vetoes) == (11, "", ["V1"])
    assert Sheet.objects.get(assessment=second).marks == {"A1": 1000}
    assert [node.name for node in Node.objects.units().in_order()] == ["市档案馆", "市文联"]
    record = Record.objects.get(act="import.written")
    assert (record.actor_name, record.after["new"]) == ("周敏", 2)


def test_roster_stands_unknown_unit_and_branch_are_faults(house):
    factories.write_workbook(house["staff"], house["campaign"], "first.csv", book(FIRST))
    rows = [["第1党支部", "市档案局", *FIRST[0][2:]], ["第9党支部", "市文联", *FIRST[2][2:]]]

    imported = factories.try_workbook(house["staff"], house["campaign"], "second.csv", book(rows))

    assert [(f["row"], f["kind"], f["params"].get("closest")) for f in imported.report["faults"]] == [
        (2, "unit", "市档案馆"),
        (3, "branch", "第1党支部"),
    ]


def test_second_workbook_changes_only_its_columns(house):
    factories.write_workbook(house["staff"], house["campaign"], "first.csv", book(FIRST))
    rows = [["第1党支部", "市档案馆", 19]]

    imported = factories.write_workbook(
        house["staff"], house["campaign"], "second.csv", book(rows, ["党支部", "所在单位", "A2 重点任务"])
    )

    sheet = Sheet.objects.get(assessment__name="第1党支部", assessment__unit__name="市档案馆")
    assert sheet.marks == {"A1": 1850, "A2": 1900}
    assert imported.report["sheets"]["changed"] == 1
    assert Assessment.objects.get(name="第2党支部").vetoes == ["V1"]


def test_undo_import_puts_marks_and_facts_back(house):
    factories.write_workbook(house["staff"], house["campaign"], "first.csv", book(FIRST))
    rows = [["第2党支部", "市档案馆", "第一协作区", "事业单位", 30, "", "", 15, 16]]
    second = factories.write_workbook(house["staff"], house["campaign"], "second.csv", book(rows))

    undo_import(house["staff"], second)

    assessment = Assessment.objects.get(name="第2党支部")
    assert (assessment.members, assessment.vetoes) == (11, ["V1"])
    assert Sheet.objects.get(assessment=assessment).marks == {"A1": 1000}
    second.refresh_from_db()
    assert second.status == ImportStatus.UNDONE


def test_undo_first_import_takes_everything_away(house):
    first = factories.write_workbook(house["staff"], house["campaign"], "first.csv", book(FIRST))
    assert Result.objects.count() == 3

    undo_import(house["staff"], first)
    run_waiting()

    left = (Node.objects.units().count(), Branch.objects.count(), Zone.objects.count(), Assessment.objects.count())
    assert left == (0, 0, 0, 0)
    assert Result.objects.count() == 0


def test_undo_import_after_a_typed_change_refused_and_nothing_moves(house):
    first = factories.write_workbook(house["staff"], house["campaign"], "first.csv", book(FIRST))
    assessment = Assessment.objects.get(name="第2党支部")
    save_marks(house["staff"], assessment=assessment, party="superior", changes={"A1": Change(900)})

    with pytest.raises(Refused) as refused:
        undo_import(house["staff"], first)

    assert refused.value.code == "import-stays"
    assert Branch.objects.count() == 3


def test_undo_import_under_a_numbered_run_refused(house):
    first = factories.write_workbook(house["staff"], house["campaign"], "first.csv", book(FIRST))
    start_numbered_run(house["staff"], house["campaign"])
    run_waiting()

    assert why_not(first) == "已有编号的评定以它为据"


def test_confirm_import_with_faults_refused(house):
    imported = factories.try_workbook(house["staff"], house["campaign"], "bad.csv", book([["", *FIRST[0][1:]]]))

    with pytest.raises(Refused):
        confirm_import(house["staff"], imported)

    assert not Branch.objects.exists()


def test_write_import_whose_roster_moved_meanwhile_writes_nothing(house):
    factories.write_workbook(house["staff"], house["campaign"], "first.csv", book(FIRST))
    rows = [["第1党支部", "市文联", "第二协作区", "群团组织", 5, "", "", 12, 13]]
    second = factories.try_workbook(house["staff"], house["campaign"], "second.csv", book(rows))
    Node.objects.filter(name="市文联").update(name="市文学艺术界联合会")

    confirm_import(house["staff"], second)
    run_waiting()

    second.refresh_from_db()
    assert second.status == ImportStatus.FAULTY
    assert not Sheet.objects.filter(assessment__unit__name="市文学艺术界联合会").exists()


def test_write_import_whose_stage_closed_meanwhile_writes_nothing_and_can_be_dropped(house):
    imported = factories.try_workbook(house["staff"], house["campaign"], "first.csv", book(FIRST))
    confirm_import(house["staff"], imported)
    house["campaign"].stages.update(closes_at=timezone.now())

    run_waiting()

    imported.refresh_from_db()
    assert (imported.status, Sheet.objects.count()) == (ImportStatus.READY, 0)
    assert Job.objects.get(kind="import-write").error.startswith("现在没有开放的阶段")
    drop_import(house["staff"], imported)
    assert Import.objects.get().status == ImportStatus.DROPPED


def test_drop_import_leaves_nothing_to_write(house):
    imported = factories.try_workbook(house["staff"], house["campaign"], "first.csv", book(FIRST))

    drop_import(house["staff"], imported)

    imported.refresh_from_db()
    assert imported.status == ImportStatus.DROPPED
    with pytest.raises(Refused):
        confirm_import(house["staff"], imported)


def test_start_import_broken_file_says_so_and_keeps_nothing_written(house):
    imported = factories.try_workbook(house["staff"], house["campaign"], "broken.xlsx", b"PK\x03\x04 not a workbook")

    assert imported.status == ImportStatus.FAILED
    assert imported.report["error"]
    assert Job.objects.get(kind="import-check").status == "done"


def test_start_import_empty_file_refused(house):
    with pytest.raises(Invalid):
        start_import(house["staff"], content=b"", file_name="empty.xlsx", campaign=house["campaign"])


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.LEADER, Role.AUDITOR, Role.REVIEWER])
def test_start_import_by_other_offices_refused(house, role):
    person = factories.make_person(role=role, node=house["committee"])

    with pytest.raises(Forbidden):
        start_import(person, content=book(FIRST), file_name="first.csv", campaign=house["campaign"])

    assert not Import.objects.exists()
