"""Voters by name in a workbook: branch, layer, name, mobile, e-mail, perhaps the unit; read with every fault by its
cell, and written."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.accounts.models import plain_mobile
from apps.assessments.models import Assessment
from apps.ballots.models import Poll, Voter
from apps.core.errors import Invalid
from apps.core.tables import Cell, column_letter, read_table, text_of, write_xlsx

BRANCH, LAYER, NAME, MOBILE, EMAIL, UNIT = range(6)
HEADINGS: Mapping[int, frozenset[str]] = {
    BRANCH: frozenset({"支部", "党支部", "支部名称", "branch"}),
    LAYER: frozenset({"身份", "层", "类别", "投票层", "layer"}),
    NAME: frozenset({"姓名", "名字", "name"}),
    MOBILE: frozenset({"手机", "手机号", "手机号码", "电话", "mobile"}),
    EMAIL: frozenset({"邮箱", "电子邮箱", "电子邮件", "email", "e-mail"}),
    UNIT: frozenset({"单位", "所在单位", "单位名称", "unit"}),
}
# As the file is written: what leaves comes back.
TITLES = {
    UNIT: gettext_lazy("Unit"),
    BRANCH: gettext_lazy("Branch"),
    LAYER: gettext_lazy("Layer"),
    NAME: gettext_lazy("Name"),
    MOBILE: gettext_lazy("Mobile number"),
    EMAIL: gettext_lazy("E-mail"),
}
NEEDED = (BRANCH, NAME)
MOST_NAME = 80
MOST_FAULTS = 50


@dataclass(frozen=True)
class VoterLine:
    """One voter of a file: the roll's key, and who it is."""

    assessment: int
    layer: str
    name: str
    mobile: str = ""
    email: str = ""


class _Reading:
    """The rows of one file with their faults."""

    def __init__(self, poll: Poll) -> None:
        self.branches: dict[str, list[tuple[int, str]]] = {}
        for pk, name, unit in Assessment.objects.of(poll.campaign).values_list("pk", "name", "unit__name"):
            self.branches.setdefault(name, []).append((pk, unit))
        self.layers = {word: layer["code"] for layer in poll.layers for word in (layer["code"], layer["title"])}
        self.only = poll.layers[0]["code"] if len(poll.layers) == 1 else None
        self.faults: list[str] = []
        self.lines: list[VoterLine] = []
        self.known: set[tuple[int, str, str, str]] = set()

    def fault(self, row: int, column: int | None, text: str) -> None:
        place = f"{column_letter(column)}{row}" if column is not None else str(row)
        self.faults.append(f"{place}: {text}")

    def take(self, row: int, cells: Sequence[Cell], columns: Mapping[int, int]) -> None:
        """One row; its faults, or a line."""
        said = {kind: text_of(cells[column]) for kind, column in columns.items()}
        if not any(said.values()):
            return
        before = len(self.faults)
        assessment = self.branch(row, columns[BRANCH], said[BRANCH], said.get(UNIT, ""))
        layer = self.layer(row, columns.get(LAYER), said.get(LAYER, ""))
        name = said[NAME]
        if not name or len(name) > MOST_NAME:
            self.fault(row, columns[NAME], _("A name is missing, or too long."))
        mobile = self.mobile(row, columns.get(MOBILE), said.get(MOBILE, ""))
        email = self.email(row, columns.get(EMAIL), said.get(EMAIL, ""))
        if len(self.faults) > before:
            return
        key = (assessment, layer, name, mobile or email)
        if key in self.known:
            self.fault(row, columns[NAME], _("The same voter stands in two rows."))
        self.known.add(key)
        self.lines.append(VoterLine(assessment, layer, name, mobile, email))

    def branch(self, row: int, column: int, name: str, unit: str) -> int:
        found = [pk for pk, at in self.branches.get(name, []) if unit in ("", at)]
        if len(found) == 1:
            return found[0]
        text = _("Several branches are called so.") if found else _("No branch of this campaign is called so.")
        self.fault(row, column, text)
        return 0

    def layer(self, row: int, column: int | None, word: str) -> str:
        if word in self.layers:
            return self.layers[word]
        if self.only is None or word:
            self.fault(row, column, _("This is no layer of the ballot."))
        return self.only or ""

    def mobile(self, row: int, column: int | None, text: str) -> str:
        found = plain_mobile(text) if text else ""
        if found is None:
            self.fault(row, column, _("This is no mobile number."))
        return found or ""

    def email(self, row: int, column: int | None, text: str) -> str:
        try:
            if text:
                validate_email(text)
        except ValidationError:
            self.fault(row, column, _("This is no e-mail address."))
        return text


def read_voters(poll: Poll, content: bytes, name: str) -> list[VoterLine]:
    """The voters of a file's first sheet. Refuses (422) with every fault by its cell in `details.file`."""
    rows = read_table(content, name).sheets[0].rows
    reading, columns = _Reading(poll), {}
    for number, cells in enumerate(rows, start=1):
        if columns:
            reading.take(number, cells, columns)
        else:
            columns = _columns(cells)
    if not columns:
        message = _("No row of headings: branch, layer, name, mobile, e-mail.")
        raise Invalid(message, code="no-headings", details={"file": [message]})
    if reading.faults:
        message = _("%(count)s cells cannot be taken. Mend them and bring the file again.")
        words = {"count": len(reading.faults)}
        raise Invalid(message % words, code="rows", details={"file": reading.faults[:MOST_FAULTS]})
    return reading.lines


def _columns(cells: Sequence[Cell]) -> dict[int, int]:
    """Which column holds what, where this row is the headings; else nothing."""
    words = [text_of(cell).lower() for cell in cells]
    known = {kind: heard | {str(TITLES[kind]).lower()} for kind, heard in HEADINGS.items()}
    found = {kind: place for kind, heard in known.items() for place, word in enumerate(words) if word in heard}
    return found if all(kind in found for kind in NEEDED) else {}


def voters_workbook(poll: Poll, voters: Iterable[Voter]) -> bytes:
    """The same table, to be changed and brought back; whether somebody voted is not in it."""
    titles = {layer["code"]: layer["title"] for layer in poll.layers}
    rows = [
        [
            voter.roll.assessment.unit.name,
            voter.roll.assessment.name,
            titles.get(voter.roll.layer, ""),
            voter.name,
            voter.mobile,
            voter.email,
        ]
        for voter in voters
    ]
    return write_xlsx([str(title) for title in TITLES.values()], rows, _("Voters"))
