"""Every kind of file becomes the same plain rows."""

from pathlib import Path

import pytest

from apps.core.tables import column_letter, read_table, write_workbook, write_xlsx
from apps.core.tables.shape import column_index
from apps.core.tables.writer import SheetOut
from tests.core.packages import package

DATA = Path(__file__).parents[1] / "data"


def test_read_xlsx_gives_sheets_from_a1_on():
    file = write_workbook([SheetOut("说明", ["请按时报送"], []), SheetOut("得分", ["党支部", "A1"], [["甲", 18.5]])])

    workbook = read_table(file, "得分.xlsx")

    assert (workbook.kind, workbook.name, workbook.encoding) == ("xlsx", "得分.xlsx", "")
    assert [(sheet.name, sheet.visible, sheet.rows) for sheet in workbook.sheets] == [
        ("说明", True, [["请按时报送"]]),
        ("得分", True, [["党支部", "A1"], ["甲", 18.5]]),
    ]


def test_read_xlsx_keeps_empty_rows_and_columns_before_the_first_cell():
    file = package('<row r="3"><c r="C3"><v>7</v></c></row>')

    workbook = read_table(file, "a.xlsx")

    assert workbook.sheets[0].rows == [["", "", ""], ["", "", ""], ["", "", 7.0]]


def test_read_xls_is_told_by_content_not_by_name():
    file = (DATA / "tables/three-rows.xls").read_bytes()

    workbook = read_table(file, "three-rows.csv")

    assert workbook.kind == "xls"
    assert [sheet.name for sheet in workbook.sheets] == ["得分", "Sheet2"]
    assert workbook.sheets[0].rows[2] == [
        "市委办公室第2党支部",
        "市委办公室",
        "第一协作区",
        "事业单位",
        36,
        19,
        "１３．５",
    ]


def test_read_xlsx_shows_failed_formulas_dates_and_truth_as_text():
    row = (
        '<row r="1"><c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="B1" t="b"><v>1</v></c>'
        '<c r="C1" t="d"><v>2025-01-02</v></c><c r="D1" s="0" t="e"><v>#N/A</v></c>'
        '<c r="E1"><f>1+1</f><v>2</v></c></row>'
    )

    workbook = read_table(package(row), "a.xlsx")

    assert workbook.sheets[0].rows == [["#DIV/0!", "TRUE", "2025-01-02", "#N/A", 2.0]]


def test_read_xlsx_finds_failed_formulas_across_the_seams_of_its_pieces(monkeypatch):
    monkeypatch.setattr("apps.core.tables.broken_cells.CHUNK", 16)
    failed = '<row r="2"><c r="A2" t="e"><v>#REF!</v></c></row>'

    workbook = read_table(package('<row r="1"><c r="A1"><v>1</v></c></row>' + failed), "a.xlsx")

    assert workbook.sheets[0].rows == [[1.0], ["#REF!"]]


@pytest.mark.parametrize(
    ("file", "encoding"),
    [
        ("党支部,单位\r\n甲,乙\r\n".encode(), "UTF-8"),
        ("\ufeff党支部,单位\n甲,乙\n".encode(), "UTF-8"),
        ("党支部,单位\r\n甲,乙".encode("gb18030"), "GB18030"),
    ],
)
def test_read_csv_tells_its_encoding(file, encoding):
    workbook = read_table(file, "a.csv")

    assert (workbook.kind, workbook.encoding) == ("csv", encoding)
    assert workbook.sheets[0].rows == [["党支部", "单位"], ["甲", "乙"]]


def test_read_csv_fills_short_rows_and_keeps_row_numbers():
    workbook = read_table(b'a,b,c\n\n1,"x\ny"\n', "a.csv")

    assert workbook.sheets[0].rows == [["a", "b", "c"], ["", "", ""], ["1", "x\ny", ""]]


@pytest.mark.parametrize(("index", "letter"), [(0, "A"), (25, "Z"), (26, "AA"), (31, "AF"), (701, "ZZ"), (702, "AAA")])
def test_column_letter_and_index_are_inverse(index, letter):
    assert (column_letter(index), column_index(letter)) == (letter, index)


def test_read_own_xlsx_gives_back_what_was_written():
    rows = [["=1+1", 0.1, -3], ["http://example.test", 8.199999999999999, 0], ["", "", 1]]

    workbook = read_table(write_xlsx(["甲", "乙", "丙"], rows), "a.xlsx")

    assert workbook.sheets[0].rows == [["甲", "乙", "丙"], *rows]
