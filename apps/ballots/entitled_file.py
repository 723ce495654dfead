"""How many may vote, as a table: a branch a row, a layer a column; read with every fault by its cell, and written."""

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from apps.assessments.models import Assessment
from apps.ballots.models import Poll, Roll
from apps.core.errors import Invalid
from apps.core.tables import Cell, TableError, column_letter, number_of, read_table, text_of, write_xlsx

BRANCHES = frozenset({"支部", "党支部", "支部名称", "branch"})
UNITS = frozenset({"单位", "所在单位", "unit"})
MOST_FAULTS = 50
MEMBERS = "members"
Key = tuple[int, str]
Named = Mapping[tuple[str, str], Sequence[int]]


def read_entitled(poll: Poll, content: bytes, name: str) -> dict[Key, int]:
    """Figures by (assessment, layer); blank cells are left as they stand. Refuses (422) with every fault by its cell in
    `details.file`."""
    try:
        rows = read_table(content, name).sheets[0].rows
    except TableError as error:
        raise Invalid(_("This file cannot be read as a table."), details={"file": [str(error)]}) from error
    at, columns = headings(poll, rows)
    if not columns:
        wanted = _(", ").join([_("Branch"), *[layer["title"] or layer["code"] for layer in poll.layers]])
        message = _("No row of headings: %(wanted)s.") % {"wanted": wanted}
        raise Invalid(message, code="no-headings", details={"file": [message]})
    known, figures, faults = branches(poll), {}, []
    for number, cells in enumerate(rows[at + 1 :], start=at + 2):
        if any(text_of(cell) for cell in cells):
            faults += take(known, columns, number, cells, figures)
    if faults:
        message = _("%(count)s cells cannot be taken. Mend them and bring the file again.") % {"count": len(faults)}
        raise Invalid(message, code="rows", details={"file": faults[:MOST_FAULTS]})
    return figures


def headings(poll: Poll, rows: Sequence[Sequence[Cell]]) -> tuple[int, dict[str, int]]:
    """The row of headings, and which column holds the branch (""), the unit ("@unit") and each layer ("=" + code)."""
    layers = {word.casefold(): f"={layer['code']}" for layer in poll.layers for word in (layer["title"], layer["code"])}
    for at, cells in enumerate(rows[:20]):
        words = [text_of(cell).casefold() for cell in cells]
        found = {}
        for place, word in enumerate(words):
            kind = "" if word in BRANCHES else "@unit" if word in UNITS else layers.get(word) if word else None
            if kind is not None:
                found.setdefault(kind, place)
        if "" in found and any(kind.startswith("=") for kind in found):
            return at, found
    return 0, {}


def branches(poll: Poll) -> Named:
    """The campaign's branches by name, alone and with their unit."""
    found: dict[tuple[str, str], list[int]] = {}
    rows = Assessment.objects.of(poll.campaign).values_list("pk", "name", "unit__name")
    for pk, name, unit in rows:
        found.setdefault((name, ""), []).append(pk)
        found.setdefault((name, unit), []).append(pk)
    return found


def take(
    known: Named, columns: Mapping[str, int], number: int, cells: Sequence[Cell], figures: dict[Key, int]
) -> list[str]:
    """One row into `figures`; gives its faults."""
    said = {kind: cells[place] if place < len(cells) else "" for kind, place in columns.items()}
    name, unit = text_of(said[""]), text_of(said.get("@unit", ""))
    found = known.get((name, unit)) or known.get((name, "")) or []
    if len(found) != 1:
        text = _("Several branches are called so.") if found else _("No branch of this campaign is called so.")
        return [f"{column_letter(columns[''])}{number} {name}: {text}"]
    faults = []
    for kind, cell in said.items():
        if not kind.startswith("=") or not text_of(cell):
            continue
        figure = number_of(cell, units=("人",))
        if figure is None or not figure.text.isdecimal():
            no_number = _("This is no number of people.")
            faults.append(f"{column_letter(columns[kind])}{number} {text_of(cell)}: {no_number}")
        else:
            figures[found[0], kind[1:]] = int(figure.text)
    return faults


def entitled_workbook(poll: Poll, rows: Iterable[Assessment]) -> bytes:
    """The same table with what stands, to be changed and brought back; members of the register where nothing stands."""
    stand = {
        (assessment, layer): entitled
        for assessment, layer, entitled in Roll.objects.filter(poll=poll).values_list(
            "assessment_id", "layer", "entitled"
        )
    }
    table = (
        [row.unit.name, row.name, *[figure_of(stand, row, layer["code"]) for layer in poll.layers]] for row in rows
    )
    heads = [_("Unit"), _("Branch"), *[layer["title"] or layer["code"] for layer in poll.layers]]
    return write_xlsx(heads, table, _("Who may vote"), widths=(26, 32))


def figure_of(stand: Mapping[Key, int], row: Assessment, layer: str) -> int | str:
    if (row.pk, layer) in stand:
        return stand[row.pk, layer]
    return row.members if layer == MEMBERS and row.members else ""
