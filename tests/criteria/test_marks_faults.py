"""Which cells are faults, and how each is mended."""

import json
from dataclasses import asdict

import pytest
from django.utils.translation import override

from apps.criteria.marks import Fault, read_marks
from apps.criteria.marks.faults import HINTS, KINDS
from tests.criteria.sheets import XUCHANG, told, typed

HEADINGS = ["党支部", "单位", "党员人数", "上年星级", "否决项", "A1"]


def fault_of(rulebook=XUCHANG, roster=None, kind="xlsx", **cells):
    """The only fault of a sheet with one row; cells by field."""
    row = {"branch": "甲支部", "unit": "市体育局", "members": "", "level": "", "vetoes": "", "a1": ""} | cells
    read = read_marks(rulebook, typed(HEADINGS, list(row.values()), kind=kind), **(roster or {}))
    (fault,) = read.faults
    return fault


def message(fault):
    with override("en"):
        return f"{fault.title}: {fault.message}"


@pytest.mark.parametrize(
    ("cell", "kind", "said"),
    [
        ("18..5", "word", "Not a number: One dot too many. Is it 18.5?"),
        ("18。5", "word", "Not a number: Is it 18.5?"),
        ("/", "word", "Not a number: Leave a cell without a mark empty. Do not write “/”."),
        ("—", "word", "Not a number: Leave a cell without a mark empty. Do not write “—”."),
        ("#N/A", "word", "Not a number: The formula failed. Enter the number itself."),
        ("十八", "word", "Not a number: Enter a number, or leave the cell empty."),
        ("TRUE", "word", "Not a number: Enter a number, or leave the cell empty."),
        (20.1, "range", "Out of range: The maximum is 20. Enter less."),
        ("20.005", "range", "Out of range: The maximum is 20. Enter less."),
        (1e300, "range", "Out of range: The maximum is 20. Enter less."),
        ("9" * 5000, "range", "Out of range: The maximum is 20. Enter less."),
        (-1.0, "negative", "Out of range: The minimum is 0. Write deductions as a remark."),
        ("−0.001", "negative", "Out of range: The minimum is 0. Write deductions as a remark."),
        (18.55, "step", "Wrong step: The rulebook goes to 0.1 points."),
        (18.005, "step", "Wrong step: The rulebook goes to 0.1 points."),
    ],
)
def test_read_marks_refuses_a_mark(cell, kind, said):
    fault = fault_of(a1=cell)

    assert (fault.row, fault.letter, fault.column, fault.kind, fault.branch) == (2, "F", "A1", kind, "甲支部")
    assert message(fault) == said


@pytest.mark.parametrize(
    ("cell", "mark", "mess"),
    [
        (8.199999999999999, 820, ""),
        (8.200000000000001, 820, ""),
        (0, 0, ""),
        (20, 2000, ""),
        (-0.0, 0, ""),
        ("", None, ""),
        ("　", None, ""),
        ("18.50", 1850, "text"),
        ("１８．５", 1850, "wide"),
        (" 18.5 分 ", 1850, "unit"),
    ],
)
def test_read_marks_accepts_a_mark(cell, mark, mess):
    read = read_marks(XUCHANG, typed(["党支部", "单位", "A1"], ["甲", "乙", cell], ["丙", "乙", cell]))

    assert (read.faults, [row.marks[0] for row in read.rows]) == ((), [mark, mark])
    assert {kind: accepted.cells for kind, accepted in read.accepted.items()} == (
        {mess: ((2, "C"), (3, "C"))} if mess else {}
    )


def test_read_marks_csv_does_not_count_plain_numbers_as_mess():
    rows = [["党支部", "单位", "党员人数", "A1", "A2"], ["甲", "乙", "12", "18.5", "１８"]]

    read = read_marks(XUCHANG, typed(*rows, kind="csv"))

    assert (read.rows[0].members, read.rows[0].marks[:2]) == (12, [1850, 1800])
    assert {kind: accepted.count for kind, accepted in read.accepted.items()} == {"wide": 1}


@pytest.mark.parametrize(
    ("cells", "letter", "kind", "said"),
    [
        ({"members": 16.5}, "C", "members", "Not a whole number: Enter a whole number, or leave the cell empty."),
        ({"members": -1}, "C", "members", "Not a whole number: Enter a whole number, or leave the cell empty."),
        ({"members": "许多"}, "C", "members", "Not a whole number: Enter a whole number, or leave the cell empty."),
        ({"level": "七星"}, "D", "level", "No such level: Allowed: 五星, 四星, 三星, 未评星"),
        ({"vetoes": "V1 V9"}, "E", "veto", "No such veto: Allowed: V1, V2"),
        (
            {"unit": ""},
            "B",
            "nounit",
            "No unit: Row 2 names no unit. Enter it in every row, also where cells are merged.",
        ),
        ({"branch": "", "a1": 1}, "A", "noname", "No name: Row 2 has 1 marks and no branch name."),
        ({"branch": ""}, "A", "noname", "No name: Row 2 has no branch name. Enter it, or delete the row."),
    ],
)
def test_read_marks_refuses_a_field(cells, letter, kind, said):
    fault = fault_of(**cells)

    assert (fault.letter, fault.kind) == (letter, kind)
    assert message(fault) == said


@pytest.mark.parametrize("cell", ["V1 V2", "V1;V2", "v2；V1 V1", "V1、V2", "Ｖ１　Ｖ２"])
def test_read_marks_reads_vetoes_parted_in_any_way(cell):
    read = read_marks(XUCHANG, typed(HEADINGS, ["甲", "乙", "", "", cell, ""]))

    assert (read.faults, set(read.rows[0].vetoes), len(read.rows[0].vetoes)) == ((), {"V1", "V2"}, 2)


@pytest.mark.parametrize("cell", [16, 16.0, "16", "16人", " １６ ", "16.0"])
def test_read_marks_reads_members(cell):
    read = read_marks(XUCHANG, typed(HEADINGS, ["甲", "乙", cell, "", "", ""]))

    assert (read.faults, read.rows[0].members) == ((), 16)


@pytest.mark.parametrize(
    ("unit", "said"),
    [
        ("市体育总局", "No such unit: Closest: 市体育局"),
        ("市银保监分局", "No such unit: Closest: 市金融监管分局"),
        ("不存在的单位330", "No such unit: The roster has no unit of this name. Check the name."),
    ],
)
def test_read_marks_suggests_the_closest_unit(unit, said):
    roster = {"known_units": {"市体育局", "市金融监管分局", "市教育局", "市税务局"}}

    fault = fault_of(unit=unit, roster=roster)

    assert (fault.kind, fault.value, message(fault)) == ("unit", unit, said)


@pytest.mark.parametrize(
    ("branch", "said"),
    [
        ("市体育局第2支部", "No such branch: Closest: 市体育局第2党支部"),
        ("游泳队", "No such branch: The unit has no branch of this name. Check the name."),
    ],
)
def test_read_marks_suggests_the_closest_branch_of_the_unit(branch, said):
    branches = {"市体育局": {"市体育局第1党支部", "市体育局第2党支部"}, "别的": {branch}}

    fault = fault_of(branch=branch, roster={"known_units": branches, "known_branches": branches})

    assert (fault.kind, fault.letter, message(fault)) == ("branch", "A", said)


def test_read_marks_tells_the_second_of_two_rows_of_one_branch():
    rows = [["党支部", "单位", "A1"], ["甲", "乙", 1], [" 甲 ", "丙", 1], ["甲　", "乙", 2], ["甲", "乙", 3]]

    read = read_marks(XUCHANG, typed(*rows))

    assert [told(fault) for fault in read.faults] == [
        (4, "A", "党支部", "duplicate", "甲"),
        (5, "A", "党支部", "duplicate", "甲"),
    ]
    assert [fault.params for fault in read.faults] == [{"first": 2}, {"first": 2}]


def test_read_marks_tells_every_fault_of_a_row_in_order_of_columns():
    read = read_marks(XUCHANG, typed(HEADINGS, ["", "丙", "x", "七星", "V9", "/"]), known_units={"乙"})

    assert [(fault.letter, fault.kind) for fault in read.faults] == [
        ("A", "noname"),
        ("B", "unit"),
        ("C", "members"),
        ("D", "level"),
        ("E", "veto"),
        ("F", "word"),
    ]
    assert read.faulty_rows == {2}


@pytest.mark.parametrize("label", ["合计", "总 计", "小计：", " 合　计", "Total"])
@pytest.mark.parametrize("column", [0, 1])
def test_read_marks_skips_total_and_empty_rows(label, column):
    total = ["", "", 900]
    total[column] = label

    read = read_marks(XUCHANG, typed(["党支部", "单位", "A1"], ["甲", "乙", 1], ["", " ", ""], total))

    assert (len(read.rows), read.faults) == (1, ())
    assert (read.accepted["totals"].count, read.accepted["empty"].count) == (1, 1)


def test_read_marks_does_not_take_a_row_of_zeros_for_an_empty_one():
    read = read_marks(XUCHANG, typed(["党支部", "单位", "A1"], ["", "", 0]))

    assert [fault.kind for fault in read.faults] == ["noname", "nounit"]


def test_read_roster_takes_any_level_and_veto():
    read = read_marks(None, typed(HEADINGS[:5], ["甲", "乙", 3, "七星", "V9;V8"]))

    assert (read.faults, read.rows[0].previous_level, read.rows[0].vetoes) == ((), "七星", ("V9", "V8"))


def test_fault_can_be_stored_and_told_later():
    fault = fault_of(level="七星")

    stored = Fault(**json.loads(json.dumps(asdict(fault))))

    assert (stored, message(stored)) == (fault, message(fault))


def test_every_kind_and_hint_has_words():
    assert [str(word) for word in [*KINDS.values(), *HINTS.values()] if not str(word)] == []
