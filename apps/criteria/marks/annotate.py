"""How does a person find the faults in the own file? The file again, every faulty cell boxed and with its remedy."""

from collections.abc import Iterable

from apps.core.tables import Note, annotate_workbook, read_table
from apps.core.tables.shape import column_index
from apps.criteria.marks.faults import Fault


def annotate(file: bytes, name: str, sheet: str, faults: Iterable[Fault]) -> bytes:
    """The workbook's values as .xlsx, with the faults of `sheet` marked in the reader's language.

    A fault of a whole row or of a missing column stands in column A.
    """
    notes = (Note(fault.row, max(0, column_index(fault.letter)), f"{fault.title}: {fault.message}") for fault in faults)
    return annotate_workbook(read_table(file, name), sheet, notes)
