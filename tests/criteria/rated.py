"""Files of marks rated by the rulebooks that ship, and what is expected of them; no database."""

import csv
import gzip
from functools import cache
from pathlib import Path

from apps.core.tables import read_table
from apps.criteria.marks import MarksSheet, cohort_of, read_marks
from apps.criteria.selectors import shipped_rulebooks
from apps.rating.loading import load
from apps.rating.outcome import HEADINGS, result_rows
from apps.rating.points import show_figure
from apps.rating.rate import Outcome, rate
from apps.rating.rulebook import Rulebook

DATA = Path(__file__).parents[1] / "data"
Rows = list[tuple[str, ...]]


@cache
def shipped(slug: str) -> Rulebook:
    """A rulebook that ships."""
    return load(shipped_rulebooks()[slug])


def content(slug: str, name: str) -> bytes:
    """A file of the data, which may lie there compressed."""
    path = DATA / slug / name
    return path.read_bytes() if path.exists() else gzip.decompress(path.with_name(f"{name}.gz").read_bytes())


def outcome_of(rulebook: Rulebook, marks: bytes) -> tuple[MarksSheet, Outcome]:
    """A CSV of marks and what it comes to; refuses one with faults."""
    sheet = read_marks(rulebook, read_table(marks, "marks.csv"))
    if sheet.faults:
        raise ValueError(sheet.faults[:3])
    return sheet, rate(rulebook, cohort_of(rulebook, sheet.rows))


def rated(rulebook: Rulebook, marks: bytes) -> Rows:
    """The result rows of a CSV of marks."""
    sheet, outcome = outcome_of(rulebook, marks)
    names = [(row.branch, row.unit, row.zone, row.type) for row in sheet.rows]
    return [tuple(row) for row in result_rows(rulebook, outcome, names)]


def sections(rulebook: Rulebook, marks: bytes) -> dict[str, list[str]]:
    """What each section comes to, by code, as decimals."""
    _sheet, outcome = outcome_of(rulebook, marks)
    figures = zip(rulebook.sections, outcome.judgement.sections.T.tolist(), strict=True)
    return {section.code: [show_figure(each, rulebook.decimals) for each in values] for section, values in figures}


def expected(slug: str) -> Rows:
    """The expected result rows of a rulebook that ships."""
    headings, *rows = csv.reader(content(slug, "expected.csv").decode().splitlines())
    if tuple(headings) != HEADINGS:
        raise ValueError(headings)
    return [tuple(row) for row in rows]


def column(rows: Rows, name: str) -> list[str]:
    """One column of result rows."""
    place = HEADINGS.index(name)
    return [row[place] for row in rows]


def differences(rows: Rows, others: Rows) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The first rows that are not equal, side by side."""
    unequal = [(row, other) for row, other in zip(rows, others, strict=True) if row != other]
    return unequal[:5]
