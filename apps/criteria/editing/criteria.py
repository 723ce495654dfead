"""Which fields has a criterion or a section in the editor, and how are its short ways of writing kept?"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.criteria.editing.columns import LANGUAGES, Column
from apps.criteria.editing.documents import criteria_of
from apps.criteria.editing.kinds import BY_KEY, kind_of
from apps.criteria.editing.offered import BLANKS, HOW
from apps.criteria.editing.parts import Key, Rows

TITLE = Column("title", _("Name"), "words")
BESIDE = {
    "from": Column("from", _("Lowest mark"), "number", is_rare=True),
    "to": Column("to", _("Highest mark"), "number"),
    "step": Column("step", _("Step of the mark"), "number"),
    "at-most": Column("at-most", _("At most"), "number"),
    "per": Column("per", _("For each"), "number"),
    "units": Column("units", _("Part units"), "choice", ("full", "begun", "exact")),
    "take": Column("take", _("Which count"), "text", ("best", "sum", "best 2")),
    "reads": Column("reads", _("Reads"), "raw"),
    "points": Column("points", _("Maximum"), "number"),
    "full-at": Column("full-at", _("Full points from"), "text"),
    "round": Column("round", _("Rounded"), "raw", is_rare=True),
    "times": Column("times", _("Times"), "raw"),
}
AFTER = (
    Column("guide", _("Scoring guide"), "long-words"),
    Column("proof", _("Proof asked (files)"), "number"),
    Column("how", _("How it is checked"), "choice", HOW),
    Column("blank", _("Without a mark"), "choice", BLANKS),
    Column("for", _("Only for types"), "list"),
    Column("not-for", _("Not for types"), "list", is_rare=True),
)
GUIDE = Column("guide", _("Scoring guide"), "words")
TEXTS = Key("texts", _("Own texts by type"), rows=Rows("mapping", (TITLE, GUIDE), _("Branch type")))
FINES = Key(
    "fines",
    _("Fines"),
    rows=Rows(
        "mapping", (TITLE, Column("each", _("Each"), "number"), Column("once", _("Once"), "number")), _("Short code")
    ),
)
SECTION = (
    TITLE,
    Column("short", _("In a word"), "words"),
    Column("letter", _("In a character"), "words"),
    Column("sum", _("The sum counts up to"), "at-most"),
    Column("bonus", _("On top of everything, up to"), "at-most"),
    Column("scale-to", _("Scaled to"), "number", is_rare=True),
    Column("round", _("Rounded"), "raw", is_rare=True),
    Column("items", _("All its criteria"), "choice", ("pass-or-fail",)),
    Column("blank", _("Without a mark"), "choice", BLANKS),
    Column("against", _("Taken off the total"), "choice", ("yes",), is_rare=True),
    Column("for", _("Only for types"), "list"),
)


def columns_of(kind: str) -> tuple[Column, ...]:
    """The fields of a criterion of that kind."""
    mechanism = BY_KEY[kind]
    shape = "number" if mechanism.is_plain and kind != "reads" else "raw" if kind == "reads" else "lines"
    own = Column(kind, mechanism.label, shape, hint=mechanism.hint)
    return (TITLE, own, *(BESIDE[name] for name in mechanism.beside), *AFTER)


def lists_of(kind: str) -> tuple[Key, ...]:
    """The lists of entries below a criterion of that kind."""
    return (FINES, TEXTS) if kind == "deduct-from" else (TEXTS,)


def is_of_items(section: Mapping[str, Any]) -> bool:
    """Whether the section says for all its criteria that they are passed or failed."""
    return section.get("items") == "pass-or-fail"


def spelt_out(thing: Any, section: Mapping[str, Any]) -> dict[str, Any]:
    """A criterion with its keys, however shortly it is written."""
    if isinstance(thing, int | Decimal):
        return {"points": thing}
    if isinstance(thing, dict) and not (is_of_items(section) and set(thing) <= set(LANGUAGES)):
        return dict(thing)
    return {} if thing is None else {"title": thing}


def shortened(spelt: Mapping[str, Any], before: Any, section: Mapping[str, Any]) -> Any:
    """The same criterion written as shortly as it was."""
    if isinstance(before, int | Decimal) and set(spelt) == {"points"}:
        return spelt["points"]
    if is_of_items(section) and not (isinstance(before, dict) and "title" in before):
        if set(spelt) == {"title"}:
            return spelt["title"]
        if not spelt:
            return None
    return dict(spelt)


def with_criterion(section: Mapping[str, Any], code: str, new_code: str, thing: Any) -> dict[str, Any] | list[Any]:
    """The section's `criteria` with one of them changed and perhaps renamed; a plain list stays one while it can."""
    written = section.get("criteria")
    if isinstance(written, list) and thing is None:
        return [new_code if each == code else each for each in written]
    criteria = criteria_of(section)
    if isinstance(written, list):
        criteria = {each: title or each for each, title in criteria.items()}
    return {new_code if each == code else each: thing if each == code else old for each, old in criteria.items()}


def switched(spelt: Mapping[str, Any], kind: str, example: Any) -> dict[str, Any]:
    """The criterion with another mechanism: a number that said the old one says the new one, else an example does."""
    old = kind_of(spelt)
    gone = {old, "fines", *(name for name in BY_KEY[old].beside)}
    number = spelt.get(old)
    plain = BY_KEY[kind].is_plain and kind != "reads" and isinstance(number, int | Decimal)
    kept = {name: value for name, value in spelt.items() if name not in gone}
    beside = {"points": number if isinstance(number, int | Decimal) else 10} if "points" in BY_KEY[kind].beside else {}
    return kept | {kind: number if plain else example} | beside


def as_items(criteria: Any) -> Any:
    """Criteria as they are written once their section says that all are passed or failed: nothing but titles."""
    if not isinstance(criteria, dict):
        return criteria
    spelt = {code: spelt_out(thing, {}) for code, thing in criteria.items()}
    return {code: kept_of_item(thing) or code for code, thing in spelt.items()}


def kept_of_item(thing: Mapping[str, Any]) -> Any:
    """An item without what it was worth."""
    worth = {*BY_KEY, "fines", *BESIDE}
    kept = {key: value for key, value in thing.items() if key not in worth}
    return kept["title"] if set(kept) == {"title"} else kept


def next_code(taken: Sequence[str], stem: str) -> str:
    """The next free code: B6 after B5, B1.4 after B1.3."""
    for number in range(1, 1000):
        if f"{stem}{number}" not in taken:
            return f"{stem}{number}"
    return stem
