"""A fault shown in the file's own rows, and in an annotated copy."""

import io
import zipfile

from django.utils.translation import override

from apps.core.tables import read_table
from apps.criteria.marks import annotate, excerpt, read_marks
from tests.criteria.sheets import DATA, XUCHANG, data_sheet, typed


def states(row):
    return [(cell.text, cell.state) for cell in row.cells]


def test_excerpt_shows_the_rows_and_columns_around_a_fault():
    rows = [["党支部", "单位", "A1", "A2 重点任务", "A3", "A4", "A5"]]
    rows += [[f"支部{number}", "乙", 1, 2, 20.5 if number == 3 else 3, "１６", 5] for number in range(1, 6)]
    sheet = read_marks(XUCHANG, typed(["标题"], *rows))

    shown = excerpt(sheet, sheet.faults[0])

    assert (shown.letters, shown.letter) == (("A", "C", "D", "E", "F", "G"), "E")
    assert [(row.number, row.is_heading, row.in_hand) for row in shown.rows] == [
        (2, True, False),
        (3, False, False),
        (4, False, False),
        (5, False, True),
        (6, False, False),
    ]
    assert [cell.text for cell in shown.rows[0].cells] == ["党支部", "A1", "A2", "A3", "A4", "A5"]
    assert states(shown.rows[3]) == [
        ("支部3", ""),
        ("1", ""),
        ("2", ""),
        ("20.5", "fault"),
        ("１６", "accepted"),
        ("5", ""),
    ]


def test_excerpt_of_a_fault_in_the_first_row_and_column_stays_inside_the_sheet():
    sheet = read_marks(XUCHANG, typed(["党支部", "单位", "A1"], ["", "乙", 1]))

    shown = excerpt(sheet, sheet.faults[0])

    assert shown.letters == ("A", "B", "C")
    assert [row.number for row in shown.rows] == [1, 2]
    assert states(shown.rows[1]) == [("", "fault"), ("乙", ""), ("1", "")]


def test_excerpt_of_a_fault_in_the_headings_puts_them_in_hand():
    sheet = read_marks(XUCHANG, typed(["党支部", "A1"], ["甲", 1], ["乙", 1]))

    shown = excerpt(sheet, sheet.faults[0])

    assert [(row.number, row.in_hand) for row in shown.rows] == [(1, True), (2, False), (3, False)]


def test_excerpt_works_for_every_fault_of_a_messy_workbook():
    sheet = data_sheet("messy.xlsx", known_units=set())

    marked = [
        [cell.state for row in excerpt(sheet, fault).rows if row.in_hand for cell in row.cells].count("fault") > 0
        for fault in sheet.faults
    ]

    assert all(marked)


def test_annotate_boxes_every_fault_in_a_copy_of_the_values():
    file = (DATA / "messy.xlsx").read_bytes()
    sheet = data_sheet("messy.xlsx")

    with override("en"):
        copy = annotate(file, "messy.xlsx", sheet.name, sheet.faults)

    assert [sheet.rows for sheet in read_table(copy, "a").sheets] == [
        sheet.rows for sheet in read_table(file, "a").sheets
    ]
    with zipfile.ZipFile(io.BytesIO(copy)) as package:
        comments = package.read("xl/comments1.xml").decode()
    assert comments.count("<comment ") == len(sheet.faults) == 22
    assert "Not a number: One dot too many. Is it 18.5?" in comments


def test_annotate_puts_a_missing_column_into_the_first():
    file = "党支部,A1\n甲,1\n".encode()
    sheet = read_marks(XUCHANG, read_table(file, "a.csv"))

    copy = annotate(file, "a.csv", sheet.name, sheet.faults)

    with zipfile.ZipFile(io.BytesIO(copy)) as package:
        assert 'ref="A1"' in package.read("xl/comments1.xml").decode()
