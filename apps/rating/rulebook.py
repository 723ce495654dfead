"""What do this year's rules say? The shape of a rulebook, and how its text becomes one."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal, TypeAlias

from apps.rating.checks import AT_LEAST, fitting_faults, section_limit
from apps.rating.conforming import schema_faults
from apps.rating.faults import RulebookError
from apps.rating.level_checks import level_needs
from apps.rating.points import exact_points, parse_points, places_of_step
from apps.rating.reading import read_document

PartyRole: TypeAlias = Literal["counts", "shown"]


@dataclass(frozen=True, slots=True)
class Text:
    """Words shown to people, in both languages."""

    zh: str
    en: str

    def get(self, language: str) -> str:
        """The words for a language tag such as "zh-hans" or "en"; every other language reads English."""
        return self.zh if language.lower().startswith("zh") else self.en

    def __str__(self) -> str:
        return self.zh


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line that is marked: points from `minimum` to `maximum` in `step`s, all in hundredths."""

    code: str
    title: Text
    section: str
    maximum: int
    minimum: int
    step: int
    guide: Text | None


@dataclass(frozen=True, slots=True)
class Section:
    """A group of criteria that are added up, counted up to `maximum` hundredths."""

    code: str
    title: Text
    short: Text
    letter: Text
    maximum: int
    criteria: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Star:
    """What a section earns by reaching `line` hundredths; `required` when some level demands it by name."""

    code: str
    section: str
    title: Text
    line: int
    required: bool


@dataclass(frozen=True, slots=True)
class Veto:
    """An event that limits the outcome, and the named effect it has."""

    code: str
    title: Text
    effect: str


@dataclass(frozen=True, slots=True)
class LevelCondition:
    """One thing a level asks, by the name of its mechanism: `needed` of the stars in `codes` (none named: of all)."""

    kind: str
    needed: int
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Level:
    """An outcome: all its conditions hold, and no better level's do. `name` is the word used in files."""

    name: str
    title: Text
    stars: int
    conditions: tuple[LevelCondition, ...]
    rated: bool


@dataclass(frozen=True, slots=True)
class Blank:
    """What a criterion without a mark means: the hundredths it counts, and what it does at closing."""

    counts: int
    at_closing: str


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All rules of one rating. Points are hundredths; `places` are the decimals shown; levels stand best first."""

    slug: str
    title: Text
    parties: Mapping[str, PartyRole]
    step: int
    places: int
    blank: Blank
    reason_gap: int | None
    sections: tuple[Section, ...]
    criteria: tuple[Criterion, ...]
    stars: tuple[Star, ...]
    vetoes: tuple[Veto, ...]
    levels: tuple[Level, ...]
    order: tuple[str, ...]


def load(text: str) -> Rulebook:
    """The rulebook in YAML `text`.

    Refuses with RulebookError, which names every fault found with its line, field and remedy: text that is not YAML,
    keys and kinds of value outside the schema, then parts that do not fit together.
    """
    document = read_document(text)
    faults = schema_faults(document) or fitting_faults(document)
    if faults:
        raise RulebookError(faults)
    return _rulebook(document.value)


def _rulebook(book: dict[str, Any]) -> Rulebook:
    step = exact_points(book["step"])
    gap = book.get("ask-reason-when-gap")
    sections = tuple(_section(code, section) for code, section in book["sections"].items())
    return Rulebook(
        slug=book["rulebook"],
        title=_text(book["title"]),
        parties=MappingProxyType(book["parties"]),
        step=step,
        places=places_of_step(step),
        blank=Blank(exact_points(book["blank"]["counts"]), book["blank"]["at-closing"]),
        reason_gap=None if gap is None else exact_points(gap),
        sections=sections,
        criteria=tuple(
            _criterion(code, criterion, section, step)
            for section, content in book["sections"].items()
            for code, criterion in content["criteria"].items()
        ),
        stars=tuple(_star(star, book["levels"]) for star in book["stars"]),
        vetoes=tuple(
            Veto(code, _text(veto["title"]), veto["effect"]) for code, veto in (book.get("vetoes") or {}).items()
        ),
        levels=tuple(_level(name, level) for entry in book["levels"] for name, level in entry.items()),
        order=tuple(book["order"]),
    )


def _text(words: str | dict[str, str]) -> Text:
    return Text(words, words) if isinstance(words, str) else Text(**words)


def _section(code: str, section: dict[str, Any]) -> Section:
    words = {name: _text(section[name]) for name in ("title", "short", "letter")}
    return Section(code, **words, maximum=section_limit(section), criteria=tuple(section["criteria"]))


def _criterion(code: str, criterion: dict[str, Any], section: str, step: int) -> Criterion:
    guide = _text(criterion["guide"]) if "guide" in criterion else None
    maximum = exact_points(criterion["points"])
    return Criterion(code, _text(criterion["title"]), section, maximum=maximum, minimum=0, step=step, guide=guide)


def _star(star: dict[str, Any], levels: list[dict[str, Any]]) -> Star:
    code = star["for"]
    required = any(code in level.get("with", ()) for entry in levels for level in entry.values())
    line = parse_points(star["lit-when"].removeprefix(AT_LEAST))
    return Star(code, section=code, title=_text(star["title"]), line=line, required=required)


def _level(name: str, level: dict[str, Any]) -> Level:
    lit, named = level_needs(level)
    conditions = [LevelCondition("lit", lit, ())] if lit else []
    conditions += [LevelCondition("with", len(named), named)] if named else []
    return Level(
        name,
        Text(name, level["title"]["en"]),
        stars=level.get("stars", 0),
        conditions=tuple(conditions),
        rated="otherwise" not in level,
    )
