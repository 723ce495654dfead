"""A file that would hurt is refused with a code and a sentence; what stands in it is never run or unpacked."""

import zipfile

import pytest
from django.utils.translation import override

from apps.core.tables import TableError, limits, read_table, write_xlsx
from apps.core.tables.errors import MESSAGES
from tests.core.packages import compound, package

LONG = "A" * 32_000
MEGABYTE = 1024 * 1024


def refusal(file: bytes) -> str:
    with pytest.raises(TableError) as caught:
        read_table(file, "a.xlsx")
    return caught.value.code


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (b"", "empty"),
        (b" \r\n", "empty"),
        (b"%PDF-1.7 text", "unknown"),
        (b"\xef\xbb\xbf<html><table></table></html>", "unknown"),
        (b"\x89PNG\r\n\x1a\n\0\0", "unknown"),
        (b"PK\x03\x04 and nothing more", "broken"),
        (compound("EncryptedPackage"), "encrypted"),
        (compound("Workbook _VBA_PROJECT_CUR"), "macros"),
        (compound("WordDocument"), "unknown"),
        (compound("Workbook"), "broken"),
        ("党支部,单位".encode("utf-16"), "encoding"),
        (b"\xff\xff,\x80\x80", "encoding"),
    ],
)
def test_read_table_refuses_what_is_no_table(file, code):
    assert refusal(file) == code


def test_read_table_refuses_a_word_file():
    file = package().replace(b"xl/workbook.xml", b"wd/document.xml")

    assert refusal(file) == "unknown"


def test_read_table_refuses_macros():
    assert refusal(package(xl__vbaProject_bin=b"macro")) == "macros"


def test_read_table_refuses_a_truncated_workbook():
    file = write_xlsx(["党支部"], [[str(number)] for number in range(1000)])

    assert refusal(file[: len(file) // 2]) == "broken"


def test_read_table_refuses_a_damaged_sheet():
    assert refusal(package('<row r="1"><c r="A1"><v>1</v></row>')) == "broken"


def test_read_table_refuses_a_locked_part():
    file = bytearray(package())
    for start in (file.find(b"PK\x01\x02"), 0):
        file[start + (8 if start else 6)] |= 1

    assert refusal(bytes(file)) == "encrypted"


def test_read_table_refuses_too_many_bytes(monkeypatch):
    monkeypatch.setattr("apps.core.tables.kinds.MAX_BYTES", 100)

    assert refusal(b"a" * 101) == "bytes"


def test_read_table_refuses_a_zip_bomb_by_its_declared_size(monkeypatch):
    monkeypatch.setattr("apps.core.tables.kinds.MAX_UNPACKED", 8 * MEGABYTE)
    extra = {f"xl__media__{number}": bytes(MEGABYTE) for number in range(9)}

    assert refusal(package(**extra)) == "unpacked"


def test_read_table_survives_two_cells_far_apart():
    file = package('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')

    assert refusal(file) == "unpacked"


def test_read_table_survives_one_long_text_in_very_many_cells(monkeypatch):
    monkeypatch.setattr("apps.core.tables.workbooks.MAX_MEMORY", 400 * MEGABYTE)
    cells = '<c t="s"><v>0</v></c>' * 200
    file = package(f"<row>{cells}</row>" * 100, strings=f"<si><t>{LONG}</t></si>")

    assert refusal(file) == "unpacked"


def test_read_table_stops_a_reader_that_takes_too_long(monkeypatch):
    monkeypatch.setattr("apps.core.tables.workbooks.MAX_SECONDS", 1)
    file = package("<row><c><v>1</v></c></row>" * 8_000_000)

    assert refusal(file) == "unpacked"


def test_read_table_takes_in_no_more_than_its_limit(monkeypatch):
    monkeypatch.setattr("apps.core.tables.workbooks.MAX_UNPACKED", MEGABYTE)
    file = package('<row><c t="s"><v>0</v></c></row>' * 1_000, strings=f"<si><t>{LONG}</t></si>")

    assert refusal(file) == "unpacked"


@pytest.mark.parametrize("cell", ["A200001", "IW1"])
def test_read_table_refuses_a_sheet_beyond_its_limits(cell):
    number = cell.strip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    file = package(f'<row r="{number}"><c r="{cell}"><v>1</v></c></row>')

    assert refusal(file) == "rows"


@pytest.mark.parametrize(
    ("text", "line"),
    [('党支部,得分\n甲,18\n"乙,17\n丙,16\n', 3), ('党支部,得分\n"甲\n乙",18\n丙,"16', 4), ('"', 1)],
)
def test_read_csv_refuses_a_quotation_mark_that_would_swallow_the_rows_after_it(text, line):
    with pytest.raises(TableError) as refused:
        read_table(text.encode(), "a.csv")

    assert (refused.value.code, refused.value.details) == ("quote", {"line": line})


@pytest.mark.parametrize("file", [b"a\n" * (limits.MAX_ROWS + 1), b"," * limits.MAX_COLUMNS])
def test_read_csv_refuses_what_is_beyond_its_limits(file):
    assert refusal(file) == "rows"


def test_refusal_speaks_the_readers_language_with_its_figures():
    error = TableError("rows", rows=200_000, columns=256)

    with override("en"):
        said = str(error.message)

    assert said == "A sheet has more than 200000 rows or 256 columns. Delete what is empty, or split the file."


def test_every_refusal_is_a_422():
    assert {TableError(code, limit=1, rows=1, columns=1, line=1).status for code in MESSAGES} == {422}


def test_an_ordinary_zip_is_no_workbook(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "hello")

    assert refusal(path.read_bytes()) == "unknown"
