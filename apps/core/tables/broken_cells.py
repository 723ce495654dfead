"""Which cells of an .xlsx hold a formula error such as #N/A?

The reader gives them as empty, and an empty cell would mean *not marked*.
"""

import io
import posixpath
import re
import zipfile
from xml.etree import ElementTree

from apps.core.tables.shape import column_index

CHUNK = 1 << 20
OVERLAP = 1 << 14
MOST_OF_INDEX = 4 << 20
CELL = re.compile(
    rb'<(?:\w+:)?c\s(?=[^>]*\bt="e")[^>]*\br="([A-Z]{1,3})([0-9]{1,7})"[^>]*>'
    rb"(?:<(?:\w+:)?f\b[^>]*(?:/>|>[^<]*</(?:\w+:)?f>))?<(?:\w+:)?v>(#[^<]{1,20})</"
)
SHEET_PART = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def broken_cells(file: bytes) -> dict[str, dict[tuple[int, int], str]]:
    """Sheet name → (0-based row, column) → the error's word. A damaged package gives nothing: its reader says so."""
    try:
        with zipfile.ZipFile(io.BytesIO(file)) as package:
            parts = [name for name in package.namelist() if SHEET_PART.fullmatch(name)]
            found = {name: cells for name in parts if (cells := scan(package, name))}
            names = sheet_names(package) if found else {}
    except (zipfile.BadZipFile, ElementTree.ParseError, KeyError, ValueError, OSError, EOFError, NotImplementedError):
        return {}
    return {names[part]: cells for part, cells in found.items() if part in names}


def scan(package: zipfile.ZipFile, part: str) -> dict[tuple[int, int], str]:
    """Looks through one sheet in pieces that overlap: a cell across a seam is found in the next piece."""
    found: dict[tuple[int, int], str] = {}
    tail = b""
    with package.open(part) as stream:
        while piece := stream.read(CHUNK):
            piece = tail + piece
            if b't="e"' in piece:
                for letters, number, word in CELL.findall(piece):
                    found[int(number) - 1, column_index(letters.decode())] = word.decode()
            tail = piece[-OVERLAP:]
    return found


def sheet_names(package: zipfile.ZipFile) -> dict[str, str]:
    """Which part of the package holds which sheet, by the workbook's relations."""
    relations = parse(package, "xl/_rels/workbook.xml.rels")
    targets = {one.get("Id"): posixpath.join("/xl", one.get("Target", "")).lstrip("/") for one in relations}
    sheets = [element for element in parse(package, "xl/workbook.xml").iter() if element.tag.endswith("}sheet")]
    return {targets[sheet.get(RELATION)]: sheet.get("name", "") for sheet in sheets if sheet.get(RELATION) in targets}


def parse(package: zipfile.ZipFile, part: str) -> ElementTree.Element:
    with package.open(part) as stream:
        return ElementTree.fromstring(stream.read(MOST_OF_INDEX))  # noqa: S314 (expat itself limits expansion)
