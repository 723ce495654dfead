"""What is still to be mended in a draft, and where is it mended? Faults shut publishing, reminders do not."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from apps.criteria.editing.documents import SEPARATOR, book_of, criteria_of, document_of, sections_of, title_of
from apps.criteria.editing.reasons import changed_criteria
from apps.criteria.models import Draft
from apps.rating.faults import Reminder, RulebookFault
from apps.rating.loading import inspect
from apps.rating.rulebook import Rulebook

TEXT = "text"
REASON = "reason-missing"


@dataclass(frozen=True)
class Finding:
    """One fault or reminder in the reader's words; `place` is where it is mended, `line` where it stands."""

    place: str
    field: str
    line: int
    code: str
    text: str

    def as_data(self) -> dict[str, Any]:
        """For programs."""
        return {"code": self.code, "field": self.field, "line": self.line, "message": self.text}


@dataclass(frozen=True)
class Findings:
    """A draft's faults and reminders; `rules` where the text is a whole rulebook; `reasons`: codes that need one."""

    rules: Rulebook | None
    faults: Sequence[Finding]
    reminders: Sequence[Finding]
    reasons: Sequence[str] = ()

    def at(self, place: str) -> list[Finding]:
        """The faults that are mended at a place or in what lies below it."""
        return [each for each in self.faults if each.place == place or each.place.startswith(place + SEPARATOR)]


@lru_cache(maxsize=64)
def inspected(text: str) -> tuple[Rulebook | None, tuple[RulebookFault, ...], tuple[Reminder, ...]]:
    """The rules of a text with its faults and reminders; compiled once a process and text."""
    return inspect(text)


def findings_of_text(text: str) -> Findings:
    """What a text alone lacks."""
    rules, faults, reminders = inspected(text)
    known = places_by_field(text)
    return Findings(rules, findings(faults, known), findings(reminders, known))


def findings_of(draft: Draft) -> Findings:
    """What a draft lacks: in its text, then reasons for what differs from the version it is based on."""
    plain = findings_of_text(draft.text)
    base = book_of(draft.based_on.text) if draft.based_on else {}
    needed = changed_criteria(base, book_of(draft.text))
    missing = [reason_missing(draft.text, place, code) for code, place in needed.items() if not draft.reasons.get(code)]
    return Findings(plain.rules, [*plain.faults, *missing], plain.reminders, tuple(needed))


def findings(faults: Iterable[RulebookFault | Reminder], known: Mapping[str, str]) -> list[Finding]:
    return [
        Finding(place_of_field(each.field, known), each.field, each.line, each.code, _(each.sentence) % each.params)
        for each in faults
    ]


def places_by_field(text: str) -> dict[str, str]:
    """The places where something is mended, by the field that faults name; empty where the text cannot be read."""
    book = book_of(text)
    known = {key: key for key in book}
    for section, content in sections_of(book).items():
        known[f"sections.{section}"] = f"sections/{section}"
        known |= {
            f"sections.{section}.criteria.{code}": f"sections/{section}/criteria/{code}"
            for code in criteria_of(content)
        }
    return known


def place_of_field(field: str, known: Mapping[str, str]) -> str:
    """The nearest place around a field; the text where it cannot be read, the first part for a missing key."""
    if not known:
        return TEXT
    while field and field not in known:
        field = field.rpartition(".")[0]
    return known.get(field, "rulebook")


def reason_missing(text: str, place: str, code: str) -> Finding:
    """A criterion that differs from the base without a word why."""
    section = place.split(SEPARATOR)[1]
    thing = criteria_of(sections_of(book_of(text))[section]).get(code)
    message = _("%(code)s %(title)s: its points or its guide differ from the version it is based on. Write why.")
    words = {"code": code, "title": title_of(thing, "", get_language() or "")}
    document = document_of(text)
    line = document.line(("sections", section, "criteria", code)) if document else 1
    return Finding(place, place.replace(SEPARATOR, "."), line, REASON, " ".join((message % words).split()))
