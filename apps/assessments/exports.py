"""The marks of those who score as a workbook that can be filled in and brought back."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from apps.assessments.choices import Party
from apps.assessments.few_votes import hidden_facts
from apps.assessments.lines import counting_sheets, lines_of, main_sheet, sheet_parties
from apps.assessments.models import Assessment, Sheet
from apps.assessments.values import CHOSEN, written
from apps.core.tables import write_xlsx
from apps.rating.inputs import Input
from apps.rating.points import show_figure, show_points
from apps.rating.rulebook import Criterion, Rulebook

HUNDRED = 100
CHUNK = 1000
# The headings that the import reads (files.md); they are the file's language, not the reader's.
FACTS = ["党支部", "所在单位", "协作区", "支部类型", "党员人数", "上年星级", "否决项"]


def marks_workbook(assessments: QuerySet[Assessment], rules: Rulebook) -> bytes:
    """One branch a row in the official order, facts and marks in the columns that an import takes."""
    headings = [*FACTS, *(heading(rules, *column) for column in columns_of(rules))]
    headings += [read.key for read in facts_of(rules)]
    rows = assessments.select_related("unit", "zone").prefetch_related("sheets").in_order()
    return write_xlsx(headings, lines(rows, rules), _("Marks"))


def columns_of(rules: Rulebook) -> list[tuple[str, Criterion]]:
    """The lines of every sheet that scorers fill and that counts; the main party's first."""
    counted = counting_sheets(rules) - {Party.SELF}
    parties = [party for party in sheet_parties(rules) if party in counted]
    everywhere = {criterion.code: criterion for criterion in rules.criteria}
    return [
        (read.sheet, everywhere[read.criterion])
        for party in sorted(parties, key=lambda party: party != main_sheet(rules))
        for read in rules.inputs
        if read.kind == "mark" and read.sheet == party and read.criterion in everywhere
    ]


def heading(rules: Rulebook, party: str, criterion: Criterion) -> str:
    """A column's heading as the import knows it: the code, with the party where it is not the main one."""
    plain = any(read.key == criterion.code and read.sheet == party for read in rules.inputs)
    return f"{criterion.code} {criterion.title.zh}" if plain else f"{party}.{criterion.code}"


def facts_of(rules: Rulebook) -> list[Input]:
    """What the rules read beside marks, members and last year's level."""
    return [read for read in rules.inputs if read.kind in ("number", "yes-or-no", "word", "votes", "mean")]


def lines(rows: QuerySet[Assessment], rules: Rulebook) -> Iterator[list[Any]]:
    """Cells of each row; a criterion that is not marked stays empty."""
    columns, facts, held = columns_of(rules), facts_of(rules), {}
    for row in rows.iterator(chunk_size=CHUNK):
        if row.branch_type not in held:
            held[row.branch_type] = {line.code for line in lines_of(rules, row.branch_type)}
        sheets: dict[str, Sheet] = {sheet.party: sheet for sheet in row.sheets.all()}
        known = [row.name, row.unit.name, row.zone.name if row.zone else "", row.branch_type, row.members]
        marks = [
            mark_cell(criterion, sheets[party].marks.get(criterion.code))
            if party in sheets and criterion.code in held[row.branch_type]
            else None
            for party, criterion in columns
        ]
        hidden = hidden_facts(row.facts)
        said = [None if read.key in hidden else fact_cell(row, read) for read in facts]
        yield [*known, row.previous_level, " ".join(row.vetoes), *marks, *said]


def mark_cell(criterion: Criterion, mark: int | None) -> Any:
    """A mark as the import reads it: an exact number, or the word of a choice."""
    return written(criterion, mark) or None if criterion.kind in CHOSEN else points(mark)


def fact_cell(row: Assessment, read: Input) -> Any:
    """A fact as the import reads it."""
    value = row.facts.get(read.key)
    if value is None or not read.words:
        return points(value)
    return read.words[value // HUNDRED - 1]


def points(hundredths: int | None) -> Decimal | None:
    """Hundredths as an exact number."""
    return None if hundredths is None else Decimal(show_points(hundredths))


def figure(value: int | None, rules: Rulebook) -> Decimal | None:
    """A section or total as an exact number."""
    return None if value is None else Decimal(show_figure(value, rules.decimals))
