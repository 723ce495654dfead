"""Which parts has a rulebook beside its sections, and which fields has each in the editor?

A key is shown as fields, as rows of entries with fields, or as a few lines of text. Whatever an entry holds beyond its
fields stands in its own lines of text, so nothing of the language is out of reach.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.criteria.editing.columns import Column
from apps.criteria.editing.offered import EFFECTS, SCOPES

TITLE = Column("title", _("Name"), "words")


@dataclass(frozen=True)
class Rows:
    """A list of entries. shape: "mapping" (name → keys), "named" (each item one name → keys), "list" (no names)."""

    shape: str
    columns: tuple[Column, ...] = ()
    name: Any = ""
    example: str = ""


@dataclass(frozen=True)
class Key:
    """One top key: `column` says it in one field, `rows` in entries; without both it is a few lines of text."""

    name: str
    label: Any
    column: Column | None = None
    rows: Rows | None = None
    example: str = ""

    def as_lines(self) -> Column:
        """The key as a few lines of text."""
        return Column(self.name, self.label, "lines", hint=self.example)


@dataclass(frozen=True)
class Part:
    """A line of the contents, and the top keys that it gathers. is_needed: it stands there in every rulebook."""

    key: str
    label: Any
    keys: tuple[Key, ...]
    note: Any = ""
    is_needed: bool = False


def one(name: str, label: Any, kind: str, example: str = "", **settings: Any) -> Key:
    return Key(name, label, Column(name, label, kind, **settings), example=example)


PARTS = (
    Part(
        "rulebook",
        _("Name and marks"),
        (
            one("rulebook", _("Short name in addresses and files"), "text", "xuchang-2026"),
            one("title", _("Name"), "words"),
            one("note", _("Note"), "long-words"),
            one("step", _("Step of marks"), "number", "0.1"),
            Key("blank", _("A criterion without a mark"), example="{counts: 0, at-closing: blocker}"),
            one("ask-reason-when-gap", _("Ask for a reason when a mark is this far from the self-mark"), "number"),
            one(
                "ask-reason-when-rise",
                _("Ask for a reason when a self-mark rises this far"),
                "number",
            ),
            one("texts-per", _("Texts differ by"), "text", "branch-type"),
        ),
        is_needed=True,
    ),
    Part(
        "parties",
        _("Who marks"),
        (
            Key("parties", _("Parties"), rows=Rows("mapping", name=_("Party"), example="counts")),
            Key("mix", _("How parties are mixed"), example="{at: total, round: 2}"),
        ),
        note=_("counts, shown, or a share such as 70%"),
        is_needed=True,
    ),
    Part(
        "panels",
        _("Panels"),
        (Key("panels", _("Panels"), rows=Rows("mapping", name=_("Party"), example="markers: 9")),),
    ),
    Part(
        "ballot",
        _("Ballot"),
        (
            Key(
                "ballot",
                _("Ballot"),
                example="options: {very-good: 100, good: 80, poor: 0}\nquorum: at least 50% of members\nround: 2",
            ),
        ),
    ),
    Part(
        "facts",
        _("Facts"),
        (
            Key(
                "facts",
                _("Facts"),
                rows=Rows("mapping", (TITLE, Column("is", _("Kind of fact"), "raw")), _("Short code"), "is: yes-or-no"),
            ),
        ),
    ),
    Part(
        "count-once",
        _("Counted once"),
        (Key("count-once", _("Of these criteria only the best counts"), example="[[A5, H1]]"),),
    ),
    Part(
        "stars",
        _("Lighting of stars"),
        (
            Key(
                "stars",
                _("Lighting of stars"),
                rows=Rows(
                    "list",
                    (
                        Column("for", _("Section"), "raw"),
                        TITLE,
                        Column("lit-when", _("Lit from"), "at-least"),
                    ),
                    example="lit-when: at least 80",
                ),
            ),
        ),
    ),
    Part(
        "figures",
        _("Total and sums"),
        (
            Key("figures", _("Named sums"), rows=Rows("mapping", name=_("Name"), example="F1 + F2")),
            Key("total", _("Total"), example="{of: A + B, at-most: 120}"),
        ),
    ),
    Part(
        "levels",
        _("Levels and stars"),
        (
            Key(
                "levels",
                _("Levels, best first"),
                rows=Rows(
                    "named",
                    (
                        Column("title", _("In English"), "english"),
                        Column("stars", _("Shows stars"), "number"),
                        Column("lit", _("Stars lit"), "at-least"),
                        Column("with", _("Among them"), "list"),
                        Column("total", _("Total"), "at-least"),
                    ),
                    _("Level"),
                    "otherwise",
                ),
            ),
        ),
        is_needed=True,
    ),
    Part(
        "vetoes",
        _("Vetoes"),
        (
            Key(
                "vetoes",
                _("Vetoes"),
                rows=Rows(
                    "mapping",
                    (
                        TITLE,
                        Column("effect", _("Effect"), "text", EFFECTS),
                        Column("look-back", _("Looks back"), "years"),
                    ),
                    _("Short code"),
                    "when: {fact.fined: yes}",
                ),
            ),
        ),
    ),
    Part(
        "grants",
        _("Granted by a fact"),
        (
            Key(
                "grants",
                _("Grants"),
                rows=Rows("list", (Column("level", _("Level"), "text"), TITLE), example="when: {fact.honour: yes}"),
            ),
        ),
    ),
    Part(
        "without-rating",
        _("Taking part without being rated"),
        (Key("without-rating", _("Not rated"), rows=Rows("mapping", (TITLE,), _("Word"), "when: {fact.new: yes}")),),
    ),
    Part(
        "ladder",
        _("Step by step"),
        (Key("ladder", _("How far a level moves in a year"), example="up-at-most: 1\nno-record: at most 三星"),),
    ),
    Part(
        "order",
        _("Places and ties"),
        (
            one("order", _("What decides places, first things first"), "list", "stars, total, E"),
            one("compare-within", _("People compare within"), "choice", choices=SCOPES),
            one("size-bands", _("Bands of size (members)"), "list", "5, 20, 50"),
            one("ties", _("Ties"), "raw", "share"),
        ),
        is_needed=True,
    ),
    Part(
        "quotas",
        _("Quotas"),
        (
            Key(
                "quotas",
                _("Quotas, in the order they are applied"),
                rows=Rows(
                    "list",
                    (
                        Column("for", _("Level"), "text"),
                        Column("at-most", _("At most"), "raw"),
                        Column("of", _("Of"), "text", ("everybody", "rated", "qualified")),
                        Column("within", _("Within"), "choice", SCOPES),
                        Column("ties", _("A tie over the line"), "text", ("left out", "taken in", "meeting")),
                        Column("falls-to", _("Falls to"), "text"),
                    ),
                    example="by: [total]",
                ),
            ),
        ),
    ),
    Part(
        "grades",
        _("Grades"),
        (Key("grades", _("Grades"), rows=Rows("mapping", name=_("Grade"), example="[五星, 四星]")),),
    ),
    Part(
        "programmes",
        _("Programmes"),
        (Key("programmes", _("Programmes"), rows=Rows("mapping", name=_("Programme"), example="[五星, 四星]")),),
    ),
    Part(
        "honours",
        _("Honours"),
        (Key("honours", _("Honours"), rows=Rows("mapping", name=_("Honour"), example="四星 or better")),),
    ),
    Part(
        "targets", _("Targets"), (Key("targets", _("Targets"), rows=Rows("mapping", name=_("Target"), example="60%")),)
    ),
    Part(
        "refinement",
        _("Local indicators"),
        (
            Key(
                "refinement",
                _("What units may add"),
                rows=Rows("mapping", name=_("Section"), example="{at-most: 10 points, criteria: at most 5, by: unit}"),
            ),
        ),
    ),
)
BY_PART = {part.key: part for part in PARTS}
PART_OF = {key.name: part.key for part in PARTS for key in part.keys}


def standing(book: Mapping[str, Any]) -> list[Part]:
    """The parts that a rulebook has or needs, in reading order."""
    return [part for part in PARTS if part.is_needed or any(key.name in book for key in part.keys)]


def absent(book: Mapping[str, Any]) -> list[Part]:
    """The parts that could be added."""
    return [part for part in PARTS if part not in standing(book)]
