"""Where the headings stand and what each column holds."""

import pytest

from apps.core.tables import Workbook
from apps.criteria.marks import read_marks
from tests.criteria.sheets import XUCHANG, sheet, told, typed

ROW = ["甲支部", "市委办公室"]


def test_read_marks_finds_headings_under_titles_and_blank_rows():
    book = typed(["2025 年得分表"], [], ["（公章）"], ["党支部", "单位", "A1"], [*ROW, 18.5])

    read = read_marks(XUCHANG, book)

    assert (read.header_row, read.faults) == (4, ())
    assert read.accepted["titles"].count == 2
    assert read.rows[0].marks == [1850, *[None] * 24]


@pytest.mark.parametrize(
    "heading",
    [
        "A1",
        "a1",
        "Ａ１",
        " A1\n中心工作 ",
        "A1 中心工作",
        "A1中心工作",
        "A1（20分）",
        "A1 Core work",
        "superior.A1",
        "superior.A1 中心工作",
    ],
)
def test_read_marks_knows_a_criterion_by_its_code(heading):
    read = read_marks(XUCHANG, typed(["党支部", "所在单位", heading], [*ROW, 18.5]))

    assert (read.faults, read.rows[0].marks[0], read.marked) == ((), 1850, {"superior": ("A1",)})


@pytest.mark.parametrize(
    ("headings", "fields"),
    [
        (["branch", "unit", "zone", "type", "members", "previous_level", "vetoes"], 7),
        (["党支部", "单位", "片区", "领域", "党员人数", "上年星级", "否决项"], 7),
        (["党 支 部", "所在\n单位", "协作区 ", "支部类型", "党员\n人数", "上年星级", "否决项"], 7),
    ],
)
def test_read_marks_knows_the_fields_by_either_name(headings, fields):
    read = read_marks(XUCHANG, typed(headings, [*ROW, "一区", "机关", 12, "五星", "V1"]))

    row = read.rows[0]
    assert (len(read.fields), read.faults) == (fields, ())
    assert (row.zone, row.type, row.members, row.previous_level, row.vetoes) == ("一区", "机关", 12, "五星", ("V1",))


def test_read_marks_takes_headings_merged_down_from_the_rows_above():
    book = typed(
        ["得分表"],
        ["党支部", "单位", "业务突出星", ""],
        ["", "", "A1 中心工作", "A2 重点任务"],
        [*ROW, 18.5, 20],
    )

    read = read_marks(XUCHANG, book)

    assert (read.header_row, read.faults, read.rows[0].marks[:2]) == (3, (), [1850, 2000])
    assert read.accepted["titles"].count == 1


def test_read_marks_keeps_other_parties_beside():
    book = typed(["党支部", "单位", "self.A2", "A1", "self.A1"], [*ROW, 3, 2, 1])

    read = read_marks(XUCHANG, book)

    assert read.party == "superior"
    assert read.marked == {"superior": ("A1",), "self": ("A1", "A2")}
    assert read.rows[0].marks[:2] == [200, None]
    assert read.rows[0].other["self"][:3] == [100, 300, None]


@pytest.mark.parametrize(
    ("heading", "kind", "hint"),
    [
        ("序号", "column", "column"),
        ("A6", "column", "column"),
        ("A1备注", "column", "closest"),
        ("党支部名", "column", "closest"),
        ("peer.A1", "party", "allowed"),
        ("ballot.mean", "column", "column"),
        ("所在单位", "twice", "twice"),
    ],
)
def test_read_marks_tells_a_column_that_it_does_not_know(heading, kind, hint):
    read = read_marks(XUCHANG, typed(["党支部", "单位", heading], [*ROW, ""]))

    assert [told(fault) for fault in read.faults] == [(1, "C", heading, kind, heading)]
    assert read.faults[0].hint == hint


def test_read_marks_tells_values_under_no_heading_once():
    book = typed(["党支部", "单位", "", "A1"], [*ROW, "", 1], ["乙支部", "市委办公室", "x", 1], ["丙", "丁", "y", 1])

    read = read_marks(XUCHANG, book)

    assert [told(fault) for fault in read.faults] == [(3, "C", "", "column", "x")]


@pytest.mark.parametrize("missing", ["党支部", "所在单位"])
def test_read_marks_asks_for_a_missing_column(missing):
    headings = [heading for heading in ("党支部", "所在单位", "A1") if heading != missing]

    read = read_marks(XUCHANG, typed(headings, ["甲", 1]))

    assert [told(fault) for fault in read.faults] == [(1, "", missing, "missing", "")]
    assert read.rows == []


@pytest.mark.parametrize("book", [typed(["姓名", "电话"], ["甲", "1"]), typed(), Workbook("a", "xlsx", ())])
def test_read_marks_says_where_no_headings_are(book):
    read = read_marks(XUCHANG, book)

    assert [(fault.row, fault.kind) for fault in read.faults] == [(1, "headings")]
    assert read.rows == []


def test_read_marks_ignores_sheets_without_headings_and_hidden_tables():
    marks = sheet(["党支部", "单位", "A1"], [*ROW, 1])
    book = Workbook("a", "xlsx", (sheet(["说明"], name="说明"), marks, sheet(*marks.rows, name="旧", visible=False)))

    read = read_marks(XUCHANG, book)

    assert (read.name, read.faults, read.accepted["sheets"].count) == ("得分", (), 2)


def test_read_marks_refuses_two_tables_in_one_file():
    first = sheet(["党支部", "单位", "A1"], [*ROW, 1], name="一区")
    second = sheet(["党支部", "单位", "A1", "A2"], [*ROW, 1, 1], name="二区")

    read = read_marks(XUCHANG, Workbook("a", "xlsx", (first, second)))

    assert (read.name, [(fault.kind, fault.value) for fault in read.faults]) == ("二区", [("sheets", "一区")])


def test_read_roster_tells_a_column_that_no_roster_has():
    read = read_marks(None, typed(["党支部", "单位", "电话", "A1 中心工作", "self.B2"], [*ROW, "1", 1, 2]))

    assert [told(fault) for fault in read.faults] == [(1, "C", "电话", "column", "电话")]
    assert read.ignored_columns == ("A1 中心工作", "self.B2")
