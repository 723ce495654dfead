"""What is written holds values only, and comes back as it was."""

import csv
import datetime
import io
import zipfile
from decimal import Decimal

import pytest
from django.utils.translation import override

from apps.core.tables import (
    Note,
    SheetOut,
    annotate_workbook,
    listed,
    read_table,
    stream_csv,
    write_csv,
    write_workbook,
    write_xlsx,
)
from apps.core.tables.delimited import guard

FORMULAS = ["=cmd|'/c calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "＝1+1", "\t=1"]


def part(file: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        return package.read(name).decode()


def test_write_xlsx_never_writes_a_formula_or_a_link():
    file = write_xlsx(["=A1"], [[text] for text in [*FORMULAS, "http://example.test", "{=1}"]])

    assert "<f>" not in part(file, "xl/worksheets/sheet1.xml")
    assert "hyperlink" not in part(file, "xl/worksheets/sheet1.xml")
    assert [row[0] for row in read_table(file, "a").sheets[0].rows] == ["=A1", *FORMULAS, "http://example.test", "{=1}"]


def test_write_xlsx_keeps_kinds_of_values():
    day = datetime.date(2025, 11, 21)
    moment = datetime.datetime(2025, 11, 21, 9, 31, tzinfo=datetime.UTC)

    file = write_xlsx(["a"] * 7, [[1, Decimal("18.5"), True, day, moment, None, float("nan")]])

    assert read_table(file, "a").sheets[0].rows[1] == [1, 18.5, "True", "2025-11-21", "2025-11-21T09:31:00", "", "nan"]


def test_write_xlsx_freezes_the_headings_and_takes_widths():
    sheet = part(write_xlsx(["党支部", "A1"], [["甲", 1]], widths=[30]), "xl/worksheets/sheet1.xml")

    assert 'topLeftCell="A2"' in sheet
    assert 'min="1" max="1" width="30.7109375"' in sheet


def test_write_workbook_gives_sheets_names_that_a_workbook_can_hold():
    names = ["得分/一区", "得分:一区", "", "x" * 40]

    file = write_workbook([SheetOut(name, ["a"], []) for name in names])

    assert [sheet.name for sheet in read_table(file, "a").sheets] == ["得分 一区", "得分 一区 2", "Sheet", "x" * 31]


@pytest.mark.parametrize("text", FORMULAS)
def test_write_csv_guards_texts_that_would_run(text):
    file = write_csv(["党支部"], [[text]])

    assert list(csv.reader(io.StringIO(file.decode("utf-8-sig"))))[1] == ["'" + text]
    assert read_table(file, "a.csv").sheets[0].rows[1] == [text]


@pytest.mark.parametrize("cell", ["-1", "+18.5", -1, "市委", "", "'x"])
def test_guard_leaves_numbers_and_plain_texts(cell):
    assert guard(cell) == cell


def test_write_csv_has_a_mark_only_where_people_open_it():
    assert write_csv(["a"], [["甲"]]) == "\ufeffa\r\n甲\r\n".encode()
    assert write_csv(["a"], [["甲"]], bom=False) == "a\r\n甲\r\n".encode()


def test_stream_csv_gives_large_tables_in_pieces():
    pieces = list(stream_csv(["a"], ([number] for number in range(100_000)), bom=False))

    assert len(pieces) > 3
    assert b"".join(pieces).count(b"\r\n") == 100_001


def test_annotate_workbook_boxes_and_comments_the_noted_cells_alone():
    workbook = read_table(
        write_workbook([SheetOut("说明", ["x"], []), SheetOut("得分", ["A1"], [["18..5"], [7]])]), "a"
    )

    file = annotate_workbook(workbook, "得分", [Note(2, 0, "one"), Note(2, 0, "two")])

    assert [sheet.rows for sheet in read_table(file, "b").sheets] == [sheet.rows for sheet in workbook.sheets]
    comments = part(file, "xl/comments1.xml")
    assert comments.count("<comment ") == 1
    assert 'ref="A2"' in comments
    assert "one\ntwo" in comments
    assert '<c r="A2" s="1"' in part(file, "xl/worksheets/sheet2.xml")
    assert "A3430C" in part(file, "xl/styles.xml")


def test_annotate_workbook_boxes_an_empty_cell():
    workbook = read_table("党支部,单位\n,乙\n".encode(), "a.csv")

    file = annotate_workbook(workbook, "", [Note(2, 0, "没有支部名")])

    assert '<c r="A2" s="1"/>' in part(file, "xl/worksheets/sheet1.xml")


@pytest.mark.parametrize(("words", "said"), [([], ""), (["V1"], "V1"), (["V1", "V2", "V3"], "V1, V2, V3")])
def test_listed_parts_words(words, said):
    with override("en"):
        assert listed(words) == said
