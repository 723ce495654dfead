"""Sheets of marks for tests: the rulebook of the data, a small one, and tables typed in place."""

from pathlib import Path

from apps.core.tables import Sheet, Workbook, read_table
from apps.criteria.marks import Fault, MarksSheet, read_marks
from apps.rating.loading import load
from apps.rating.rulebook import Rulebook

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests/data/xuchang-2025"
XUCHANG = load((ROOT / "apps/criteria/rulebooks/xuchang-2025.yaml").read_text(encoding="utf-8"))


def data_sheet(name: str, rulebook: Rulebook | None = XUCHANG, **roster) -> MarksSheet:
    """A file of the data, read against the rulebook."""
    return read_marks(rulebook, read_table((DATA / name).read_bytes(), name), **roster)


def typed(*rows: list, kind: str = "xlsx", name: str = "得分") -> Workbook:
    """A workbook of one sheet with these rows, filled up to the widest."""
    return Workbook(name="a", kind=kind, sheets=(sheet(*rows, name=name),), encoding="UTF-8" if kind == "csv" else "")


def sheet(*rows: list, name: str = "得分", visible: bool = True) -> Sheet:
    width = max(map(len, rows), default=0)
    return Sheet(name=name, rows=[[*row, *[""] * (width - len(row))] for row in rows], visible=visible)


def told(fault: Fault) -> tuple[int, str, str, str, str]:
    """A fault as the list of faults has it, with its letter."""
    return fault.row, fault.letter, fault.column, fault.kind, fault.value
