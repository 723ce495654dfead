"""The superior's marks as a workbook that can be filled in and brought back."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from apps.assessments.models import Assessment
from apps.assessments.selectors import with_marks
from apps.core.tables import write_xlsx
from apps.rating.points import show_points
from apps.rating.rulebook import Rulebook

# The headings that the import reads (files.md); they are the file's language, not the reader's.
FACTS = ["党支部", "所在单位", "协作区", "支部类型", "党员人数", "上年星级", "否决项"]


def marks_workbook(assessments: QuerySet[Assessment], rules: Rulebook) -> bytes:
    """One branch a row in the official order, facts and marks in the columns that an import takes."""
    headings = [*FACTS, *(f"{criterion.code} {criterion.title.zh}" for criterion in rules.criteria)]
    rows = with_marks(assessments).select_related("unit", "zone").in_order()
    return write_xlsx(headings, lines(rows, rules), _("Marks"))


def lines(rows: QuerySet[Assessment], rules: Rulebook) -> Iterator[list[Any]]:
    """Cells of each row; a criterion that is not marked stays empty."""
    codes = [criterion.code for criterion in rules.criteria]
    for row in rows.iterator(chunk_size=1000):
        marks = row.marks or {}
        facts = [row.name, row.unit.name, row.zone.name if row.zone else "", row.branch_type, row.members]
        vetoes = " ".join(row.vetoes)
        yield [*facts, row.previous_level, vetoes, *(points(marks.get(code)) for code in codes)]


def points(hundredths: int | None) -> Decimal | None:
    return None if hundredths is None else Decimal(show_points(hundredths))
