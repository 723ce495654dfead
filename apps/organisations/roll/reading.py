"""Which rows does a workbook hold? The table is found by its headings; columns that a roll has no use for are left."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from apps.core.tables import Cell, column_letter, narrow, read_table, text_of
from apps.organisations.roll.faults import Fault
from apps.organisations.roll.rows import RollRow

MOST_ROWS = 5_000
SEARCHED_ROWS = 20
HEADINGS = {
    "name": ("姓名", "名字", "name"),
    "mobile": ("手机", "手机号", "手机号码", "移动电话", "联系电话", "电话", "mobile", "mobilenumber"),
    "username": ("账号", "帐号", "账号名", "用户名", "工号", "username", "account", "accountname"),
    "role": ("角色", "岗位", "role"),
    "unit": ("所在单位", "单位", "单位名称", "所属单位", "unit"),
    "branch": ("党支部", "支部", "党支部名称", "支部名称", "所在支部", "所在党支部", "branch"),
    "title": ("职务", "title"),
}
FIELD_OF = {heading: name for name, headings in HEADINGS.items() for heading in headings}
LENGTHS = {"name": 80, "username": 60, "title": 60}


@dataclass
class Reading:
    """The rows of a file, its faults so far, and the headings of the columns that were left out."""

    rows: list[RollRow] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    columns: dict[str, int] = field(default_factory=dict)
    headings: dict[str, str] = field(default_factory=dict)

    def placed(self, fault: Fault) -> Fault:
        """The fault with its column as the file heads it."""
        if fault.field not in self.columns:
            return fault
        letter = column_letter(self.columns[fault.field])
        return replace(fault, column=self.headings[fault.field], letter=letter)


def read_roll(content: bytes, name: str) -> Reading:
    """Rows and faults of a file; refuses with TableError what is no table at all."""
    sheets = [sheet for sheet in read_table(content, name).sheets if sheet.visible]
    found = next(((sheet.rows, at) for sheet in sheets if (at := heading_row(sheet.rows)) is not None), None)
    reading = Reading()
    if found is None:
        params = {"headings": f"{_('Name')}, {_('Mobile number')}, {_('Role')}, {_('Unit')}, {_('Branch')}"}
        reading.faults.append(Fault(row=1, field="", hint="headings", params=params))
        return reading
    rows, at = found
    map_columns(reading, rows[at])
    filled = [(number, row) for number, row in enumerate(rows[at + 1 :], start=at + 2) if any(map(text_of, row))]
    if not filled:
        reading.faults.append(Fault(row=at + 1, field="", hint="none"))
    if len(filled) > MOST_ROWS:
        reading.faults.append(Fault(row=at + 1, field="", hint="rows", params={"most": MOST_ROWS}))
        return reading
    reading.rows = [roll_row(reading, number, row) for number, row in filled]
    return reading


def heading_row(rows: Sequence[Sequence[Cell]]) -> int | None:
    """The first row that heads a name and at least one thing more."""
    for index, row in enumerate(rows[:SEARCHED_ROWS]):
        known = {field_of(cell) for cell in row} - {None}
        if "name" in known and len(known) > 1:
            return index
    return None


def field_of(cell: Cell) -> str | None:
    """Which field a heading means, or None."""
    return FIELD_OF.get("".join(narrow(text_of(cell)).split()).casefold().rstrip("*:"))


def map_columns(reading: Reading, row: Sequence[Cell]) -> None:
    """Where each field stands; the first of two columns alike counts."""
    for index, cell in enumerate(row):
        name = field_of(cell)
        if name is not None and name not in reading.columns:
            reading.columns[name] = index
            reading.headings[name] = text_of(cell)
        elif text_of(cell):
            reading.left_out.append(text_of(cell))


def roll_row(reading: Reading, number: int, row: Sequence[Cell]) -> RollRow:
    """A row as texts; full-width letters and digits of accounts and numbers are read as meant."""
    said = {name: text_of(row[index]) for name, index in reading.columns.items()}
    for name in ("mobile", "username"):
        if name in said:
            said[name] = narrow(said[name])
    for name, most in LENGTHS.items():
        if len(said.get(name, "")) > most:
            reading.faults.append(Fault(row=number, field=name, hint="long", value=said[name], params={"most": most}))
    return RollRow(row=number, **said)
