"""How is a small part of a rulebook written in a field, and read back?"""

import re
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from apps.rating.faults import RulebookError
from apps.rating.reading import DECIMAL, WHOLE, read_document

PLAIN = re.compile(r"[^\s,\[\]{}:#&*!|>'\"%@`?\-][^,\[\]{}:#'\"\n]*")
EMPTY = ("", "~", "null")


def flow(value: Any) -> str:
    """A value on one line, as it stands inside braces."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{scalar(str(key))}: {flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(each) for each in value) + "]"
    return scalar(value)


def scalar(value: Any) -> str:
    """A word or number; quoted where it would be read as something else."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format(value, "f")
    if not isinstance(value, str):
        return str(value)
    is_plain = PLAIN.fullmatch(value) and value == value.strip() and value not in EMPTY
    if is_plain and not WHOLE.fullmatch(value) and not DECIMAL.fullmatch(value):
        return value
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def lines_of(value: Any) -> str:
    """A value for a field of several lines: a line each key or item, the rest on one."""
    if isinstance(value, dict):
        return "\n".join(f"{scalar(str(key))}: {flow(each)}".rstrip() for key, each in value.items())
    if isinstance(value, list):
        return "\n".join(f"- {flow(each)}" for each in value)
    return "" if value is None else scalar(value)


def value_of(written: str) -> Any:
    """What a field holds, as plain values; ValueError in the reader's words where it cannot be read."""
    if not written.strip():
        return None
    try:
        return read_document(written.replace("\r\n", "\n")).value
    except RulebookError as error:
        fault = error.faults[0]
        message = _("Line %(line)s: %(message)s") % {"line": fault.line, "message": _(fault.sentence) % fault.params}
        raise ValueError(message) from error
