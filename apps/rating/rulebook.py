"""What do this year's rules say? The shape of a rulebook, and how its text becomes one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

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
