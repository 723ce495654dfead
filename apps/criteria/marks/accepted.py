"""Which harmless mess was read as it was meant? Counted by kind, with the cells that were touched."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from apps.core.tables.words import fill

LABELS = {
    "titles": _("Title rows above the headings"),
    "headings": _("Line breaks and blanks in headings"),
    "wide": _("Full-width digits"),
    "text": _("Numbers stored as text"),
    "unit": _("Numbers with a unit, such as “18.5分”"),
    "names": _("Blanks around names"),
    "totals": _("Total rows"),
    "empty": _("Empty rows"),
    "sheets": _("Other sheets"),
}
DETAILS = {
    "titles": _("Read from row %(header)s on"),
    "totals": _("Skipped"),
    "empty": _("Skipped"),
    "sheets": _("No marks there, not read"),
}
CELLS_KEPT = 1_000


@dataclass(frozen=True, slots=True)
class Accepted:
    """How often one kind of mess occurred; `cells` are the first thousand as (row, letter)."""

    kind: str
    count: int
    cells: tuple[tuple[int, str], ...]
    header: int

    @property
    def label(self) -> str:
        return str(LABELS[self.kind])

    @property
    def detail(self) -> str:
        """What was done about it, where that is not plain from the label."""
        return fill(DETAILS.get(self.kind, ""), {"header": self.header})


class Tally:
    """Counts mess while rows are read."""

    def __init__(self) -> None:
        self.counts: dict[str, int] = {}
        self.cells: dict[str, list[tuple[int, str]]] = {}

    def add(self, kind: str, row: int = 0, letter: str = "") -> None:
        self.add_many(kind, 1)
        cells = self.cells.setdefault(kind, [])
        if row and len(cells) < CELLS_KEPT:
            cells.append((row, letter))

    def add_many(self, kind: str, count: int) -> None:
        self.counts[kind] = self.counts.get(kind, 0) + count

    def accepted(self, header: int) -> Mapping[str, Accepted]:
        """By kind, in the order in which they are told; kinds that did not occur are absent."""
        return {
            kind: Accepted(kind, self.counts[kind], tuple(self.cells.get(kind, ())), header)
            for kind in LABELS
            if self.counts.get(kind)
        }
