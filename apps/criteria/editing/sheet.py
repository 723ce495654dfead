"""What will the sheet look like that is marked by this rulebook? Its lines for one type of branch."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from apps.criteria.editing.criteria import is_of_items, spelt_out
from apps.criteria.editing.documents import criteria_of, names_in, sections_of, title_of, words_of
from apps.criteria.editing.kinds import kind_of, range_of

DRAWN = ("share", "reads", "place", "best")


@dataclass(frozen=True)
class SheetLine:
    """One line: what is typed there ("points", "pass", "choice", "count", "fines", "none") and its range or words."""

    code: str
    title: str
    guide: str
    typed: str
    range: str
    words: Sequence[str] = ()


@dataclass(frozen=True)
class SheetSection:
    """A section's lines."""

    title: str
    lines: Sequence[SheetLine]


def types_of(book: Mapping[str, Any]) -> list[str]:
    """Every type of branch that the rulebook names, in the order in which it does."""
    found: dict[str, None] = {}
    for section in sections_of(book).values():
        for thing in [section, *criteria_of(section).values()]:
            if isinstance(thing, dict):
                for key in ("for", "not-for", "texts"):
                    found |= dict.fromkeys(names_in(thing.get(key)))
    return list(found)


def sheet_of(book: Mapping[str, Any], branch_type: str) -> list[SheetSection]:
    """The sections with the criteria that hold for a type of branch, in its words."""
    language = get_language() or ""
    sections = []
    for code, section in sections_of(book).items():
        lines = [
            line_of(each, spelt_out(thing, section), section, branch_type, language)
            for each, thing in criteria_of(section).items()
            if holds(spelt_out(thing, section), branch_type)
        ]
        if holds(section, branch_type) and lines:
            sections.append(SheetSection(title_of(section, code, language), lines))
    return sections


def holds(thing: Mapping[str, Any], branch_type: str) -> bool:
    """Whether it is asked of that type (any type, where none is chosen)."""
    if not branch_type:
        return True
    only, never = names_in(thing.get("for")), names_in(thing.get("not-for"))
    return branch_type not in never and (not only or branch_type in only)


def line_of(
    code: str, thing: Mapping[str, Any], section: Mapping[str, Any], branch_type: str, language: str
) -> SheetLine:
    """One line in the words of a type."""
    texts = thing.get("texts")
    own = texts.get(branch_type) if isinstance(texts, dict) else None
    own = own if isinstance(own, dict) else {}
    title = words_of(own.get("title") or thing.get("title"), language)
    guide = words_of(own.get("guide") or thing.get("guide"), language)
    typed, words = typed_in(thing, is_of_items(section), language)
    return SheetLine(code, title, guide, typed, range_of(thing), words)


def typed_in(thing: Mapping[str, Any], is_item: bool, language: str) -> tuple[str, list[str]]:
    """What is typed on a line, and the words to choose from or the things that are counted."""
    kind = "pass-or-fail" if is_item else kind_of(thing)
    if kind == "pass-or-fail":
        return "pass", []
    if kind == "choices":
        return "choice", list(map(str, thing["choices"])) if isinstance(thing["choices"], dict) else []
    if kind in ("deduct-from", "awards"):
        entries = thing.get("fines" if kind == "deduct-from" else "awards")
        return "fines", [title_of(each, name, language) for name, each in entries.items()] if isinstance(
            entries, dict
        ) else []
    if kind in DRAWN or (kind in ("bands", "line") and "reads" in thing):
        return "none", []
    return ("count", []) if kind == "each" else ("points", [])
