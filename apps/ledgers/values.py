"""What does a value say? Typed words, cells and REST bodies read into what is kept, and shown again as people write it.

Kept are texts, whole numbers, days as YYYY-MM-DD, keys of choices, and money as whole fen (hundredths of a yuan).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, TypeAlias

from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.core.tables import narrow, number_of, text_of
from apps.core.tables.words import fill, listed
from apps.ledgers.choices import ColumnType
from apps.ledgers.defining import Column
from apps.ledgers.lists.funds import FEN

Value: TypeAlias = str | int | None

HINTS = {
    "required": _("Fill this in."),
    "long": _("At most %(most)s characters."),
    "money": _("An amount in yuan with at most two decimals, such as 31200 or 0.50."),
    "money-least": _("More than zero."),
    "money-most": _("At most %(most)s yuan."),
    "number": _("A whole number."),
    "number-least": _("At least %(least)s."),
    "number-most": _("At most %(most)s."),
    "date": _("A day such as 2025-03-05."),
    "choice": _("Not among the choices. Allowed: %(allowed)s"),
    "owner": _("No organisation of this name for which you may write. Check the name."),
    "owner-closest": _("No organisation of this name for which you may write. Closest: %(closest)s"),
    "owner-several": _("Several organisations have this name. Write the unit in front, such as “%(example)s”."),
    "about": _("No entry of this number in “%(ledger)s”."),
    "entry": _("No entry of this number here. Leave it empty for a new one."),
    "twice": _("Row %(first)s has this number already."),
    "refused": "%(words)s",
}
DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:T00:00:00| 00:00:00)?")
SEPARATED = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?")
YUAN = ("元", "圆")
TEN_THOUSAND = "万元"
YEARS = range(1921, 2101)
# What no database column takes: NUL, and halves of characters.
UNWRITABLE = re.compile("[\0\ud800-\udfff]")


@dataclass(eq=False)
class ValueFault(Exception):
    """A value that cannot be taken; `hint` is a key of HINTS."""

    hint: str
    params: Mapping[str, Any] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """What is wrong and how it is mended, in the reader's language."""
        return fill(HINTS[self.hint], dict(self.params))


def read_value(column: Column, raw: Any) -> Value:
    """What is kept of words or a cell; None where nothing is given. Raises ValueFault."""
    raw = UNWRITABLE.sub("", raw) if isinstance(raw, str) else raw
    text = str(raw or "").strip() if column.type == ColumnType.LONG else text_of("" if raw is None else raw)
    if text == "":
        if column.is_required:
            raise ValueFault("required")
        return None
    return READERS[column.type](column, text)


def read_text(column: Column, text: str) -> str:
    if len(text) > column.limit:
        raise ValueFault("long", {"most": column.limit})
    return text


def read_money(column: Column, text: str) -> int:
    """Yuan as typed, with thousands or a unit, as whole fen."""
    plain = narrow(text)
    factor = 10_000 * FEN if plain.endswith(TEN_THOUSAND) else FEN
    plain = plain.removesuffix(TEN_THOUSAND).strip().removeprefix("¥").removeprefix("￥")
    bare = next((plain.removesuffix(unit).strip() for unit in YUAN if plain.endswith(unit)), plain)
    number = number_of(bare.replace(",", "") if SEPARATED.fullmatch(bare) else bare)
    fen = Decimal(number.text) * factor if number else None
    if fen is None or fen != fen.to_integral_value():
        raise ValueFault("money")
    if fen <= 0:
        raise ValueFault("money-least")
    if fen > column.limit * FEN:
        raise ValueFault("money-most", {"most": f"{column.limit:,}"})
    return int(fen)


def read_number(column: Column, text: str) -> int:
    found = number_of(text)
    try:
        value = Decimal(found.text) if found else None
    except InvalidOperation:
        value = None
    if value is None or value != value.to_integral_value():
        raise ValueFault("number")
    if value < column.least:
        raise ValueFault("number-least", {"least": column.least})
    if value > column.limit:
        raise ValueFault("number-most", {"most": column.limit})
    return int(value)


def read_date(_column: Column, text: str) -> str:
    found = DAY.fullmatch(narrow(text))
    try:
        day = date(*map(int, found.groups())) if found else None
    except ValueError:
        day = None
    if day is None or day.year not in YEARS:
        raise ValueFault("date")
    return day.isoformat()


def read_choice(column: Column, text: str) -> str:
    """A choice by its key or its words in either language."""
    for key, words in column.choices.items():
        if text.casefold() in {key, words.zh.casefold(), words.en.casefold()}:
            return key
    raise ValueFault("choice", {"allowed": listed([str(words) for words in column.choices.values()])})


READERS = {
    ColumnType.TEXT: read_text,
    ColumnType.LONG: read_text,
    ColumnType.MONEY: read_money,
    ColumnType.NUMBER: read_number,
    ColumnType.DATE: read_date,
    ColumnType.CHOICE: read_choice,
}


def typed(column: Column, value: Value) -> str:
    """A kept value as one would type it."""
    if value is None:
        return ""
    return yuan(int(value)) if column.type == ColumnType.MONEY else str(value)


def said(column: Column, value: Value) -> str:
    """A kept value as a page shows it."""
    if value is None:
        return ""
    if column.type == ColumnType.MONEY:
        return grouped_yuan(int(value))
    if column.type == ColumnType.CHOICE:
        return str(column.choices.get(str(value), value))
    if column.type == ColumnType.DATE:
        return date_format(date.fromisoformat(str(value)), gettext("j M Y"))
    return str(value)


def yuan(fen: int) -> str:
    """Fen as yuan without thousands: 5000000 is 50000, 31250 is 312.50."""
    whole, rest = divmod(abs(fen), FEN)
    return f"{'-' if fen < 0 else ''}{whole}{f'.{rest:02d}' if rest else ''}"


def grouped_yuan(fen: int) -> str:
    """Fen as yuan with thousands: 50,000 or 312.50."""
    whole, rest = divmod(abs(fen), FEN)
    return f"{'−' if fen < 0 else ''}{whole:,}{f'.{rest:02d}' if rest else ''}"
