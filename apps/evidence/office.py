"""What does an office document say? Rows of cells, a paragraph being a row of one. Only called in a child process."""

import html
import re
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

MOST_BYTES, MOST_ROWS, MOST_CELLS, MOST_LETTERS = 8 * 2**20, 2000, 12, 400
# Read as a stream of marks: nothing is resolved or expanded, whatever a stranger's XML asks for.
WORD = re.compile(r"<w:t(?:\s[^>]*)?>([^<]*)</w:t>|<(/w:p|/w:tc|/w:tr|w:tr)[\s>]")
SLIDE = re.compile(r"<a:t>([^<]*)</a:t>|<(/a:p)[\s>]")
SLIDE_NAME = re.compile(r"ppt/slides/slide(\d+)\.xml")


def part(archive: ZipFile, name: str) -> str:
    """The beginning of one part."""
    with archive.open(name) as stream:
        return stream.read(MOST_BYTES).decode("utf-8", "replace")


def word_rows(content: bytes) -> Iterator[list[str]]:
    """Paragraphs, and the rows of tables."""
    text, cells, is_table = "", [], False
    with ZipFile(BytesIO(content)) as archive:
        document = part(archive, "word/document.xml")
    for found in WORD.finditer(document):
        words, mark = found.groups()
        if words is not None:
            text += html.unescape(words)
        elif mark == "w:tr":
            is_table, cells = True, []
        elif mark == "/w:p" and not is_table:
            yield [text]
            text = ""
        elif mark == "/w:tc":
            cells, text = [*cells, text], ""
        elif mark == "/w:tr":
            yield cells
            is_table = False


def slide_rows(content: bytes) -> Iterator[list[str]]:
    """The paragraphs of slides, in their order."""
    with ZipFile(BytesIO(content)) as archive:
        numbers = sorted(int(found[1]) for name in archive.namelist() if (found := SLIDE_NAME.fullmatch(name)))
        for number in numbers:
            text = ""
            for found in SLIDE.finditer(part(archive, f"ppt/slides/slide{number}.xml")):
                words, mark = found.groups()
                if mark:
                    yield [text]
                text = "" if mark else text + html.unescape(words)


def sheet_rows(content: bytes) -> Iterator[list[str]]:
    """The rows of all sheets."""
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(BytesIO(content))
    for name in book.sheet_names:
        for row in book.get_sheet_by_name(name).to_python(nrows=MOST_ROWS):
            yield [as_words(cell) for cell in row]


def as_words(cell: object) -> str:
    """A cell as people read it; whole numbers without a decimal point."""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


READERS = {"docx": word_rows, "xlsx": sheet_rows, "pptx": slide_rows}


def rows_of(content: bytes, suffix: str) -> list[list[str]]:
    """Rows that say something, none of them endless; `suffix` is docx, xlsx or pptx."""
    found = []
    for row in READERS[suffix](content):
        cells = [" ".join(cell.split())[:MOST_LETTERS] for cell in row[:MOST_CELLS]]
        if any(cells):
            found.append(cells)
        if len(found) == MOST_ROWS:
            break
    return found
