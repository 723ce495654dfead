"""What does every document that names share? The words that people decide, and what it lacks before it is proposed."""

from collections.abc import Mapping
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from apps.core.errors import Invalid

SHAPE = ("issuer", "recipients", "text", "signatory")
NEEDED = ("issuer", "text", "signatory")


def blanks_of(title: str, shape: Mapping[str, str]) -> dict[str, list[str]]:
    """What a draft needs and does not have yet, by field."""
    faults = {} if title.strip() else {"title": [_("Give the title.")]}
    return faults | {name: [_("Fill this in.")] for name in NEEDED if not shape.get(name)}


def tidied(shape: Mapping[str, str]) -> dict[str, str]:
    """The parts of a document without blanks around them."""
    return {name: shape.get(name, "").strip() for name in SHAPE}


def require_number_and_date(number: str, dated_on: date | None) -> None:
    """Refuse to propose a document that lacks either, by field."""
    missing = {"number": not number, "dated_on": dated_on is None}
    if any(missing.values()):
        details = {name: [_("Fill this in.")] for name, is_missing in missing.items() if is_missing}
        raise Invalid(_("A document needs its number and its date."), details=details)


def paragraphs_of(text: str) -> list[str]:
    """A text's paragraphs, without empty ones."""
    return [part for part in text.splitlines() if part.strip()]


def dated(day: date | None) -> str:
    """A document's date in words."""
    return date_format(day, _("F j, Y")) if day else ""
