"""Which figures can a rule read, and from which step on? The names that one text makes."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from apps.rating.reading import Path

FACTS, MARKS, SECTIONS, TOTAL, STARS, LEVEL = range(6)
SAME: Mapping[str, str] = {"ballot.mean": "ballot", "years-in-level": "fact.years-in-level"}
EXTREMES = ("weakest-section", "weakest-criterion", "strongest-section", "strongest-criterion")
MADE_AT: Mapping[int, Path] = {SECTIONS: ("sections",), TOTAL: ("sections",), STARS: ("stars",), LEVEL: ("levels",)}


@dataclass(frozen=True)
class Known:
    """A figure: the step that makes it, what it is ("number", "yes-or-no", "word", "level"), and where it is made."""

    step: int
    kind: str = "number"
    words: tuple[str, ...] = ()
    path: Path = ()


@dataclass
class Names:
    """Every figure of a rulebook by name, its level words best first, its stars, and its parties by role."""

    figures: dict[str, Known] = field(default_factory=dict)
    levels: tuple[str, ...] = ()
    stars: tuple[str, ...] = ()

    def find(self, name: str) -> Known | None:
        """The figure of that name; a fact that nobody declared is a number made by the facts."""
        if name in self.figures:
            return self.figures[name]
        return Known(FACTS) if name.startswith("fact.") and len(name) > len("fact.") else None

    def is_declared(self, fact: str) -> bool:
        """Whether the text itself says what a fact is."""
        return fact in self.figures and bool(self.figures[fact].path)

    def closest(self, name: str) -> str:
        """The known name nearest to a slip; "" where none is near."""
        return "".join(get_close_matches(name, self.figures, n=1, cutoff=0.6))


def names_of(book: Mapping[str, Any]) -> Names:
    """The names that the plain values of a rulebook make."""
    names = Names(levels=tuple(level_words(book)), stars=tuple(star_codes(book)))
    figures = names.figures
    figures |= _facts(book, names.levels)
    for section, content in book["sections"].items():
        figures |= _section(book, section, content)
    figures |= {name: Known(SECTIONS) for name in EXTREMES}
    figures |= {party: Known(TOTAL, path=("parties", party)) for party in book["parties"] if party != "ballot"}
    figures["total"] = Known(TOTAL, path=("total",) if "total" in book else ())
    own = book.get("figures") or {}
    figures |= _own(own, figures)
    figures |= {f"star.{code}": Known(STARS, "yes-or-no") for code in names.stars}
    figures |= {f"medals.{word}": Known(STARS) for word in medal_words(book)}
    if names.stars:
        figures["lit"] = Known(STARS)
    figures["stars"] = Known(LEVEL)
    figures["level"] = Known(LEVEL, "level", names.levels)
    return names


def _own(written: Mapping[str, Any], figures: Mapping[str, Known]) -> dict[str, Known]:
    """The sums with names of their own, each known after the last of its parts; parts that stand further below are
    refused when the sum is read."""
    known: dict[str, Known] = {}
    for name, each in written.items():
        parts = [known.get(part) or (None if part in written else figures.get(part)) for part in figures_in(each)]
        step = max((part.step for part in parts if part is not None), default=FACTS)
        known[name] = Known(step, path=("figures", name))
    return known


def figures_in(written: Any) -> list[str]:
    """The names, and plain numbers, that an expression's plain value is made of."""
    if isinstance(written, Mapping):
        return [name for listed in written.values() for each in listed for name in figures_in(each)]
    return re.split(r" +[+-] +", str(written).strip())


def _facts(book: Mapping[str, Any], levels: tuple[str, ...]) -> dict[str, Known]:
    known = {name: Known(FACTS, "word") for name in ("type", "unit", "zone")}
    known["members"] = Known(FACTS)
    known["last-level"] = Known(FACTS, "level", levels)
    known["fact.years-in-level"] = Known(FACTS)
    for name, fact in (book.get("facts") or {}).items():
        kind = fact.get("is", "number")
        words = tuple(kind) if isinstance(kind, list) else ()
        path = ("facts", name)
        known[f"fact.{name}"] = Known(FACTS, "word" if words else kind, words, path)
    if "ballot" in book or "ballot" in book["parties"]:
        known["ballot"] = known["ballot.count"] = Known(FACTS, path=("ballot",))
        known["ballot.quorum"] = Known(FACTS, "yes-or-no", path=("ballot", "quorum"))
        for option in ballot_options(book):
            known[f"ballot.{option}"] = Known(FACTS, path=("ballot", "options", option))
    return known


def _section(book: Mapping[str, Any], section: str, content: Mapping[str, Any]) -> dict[str, Known]:
    known: dict[str, Known] = {}
    sheets = sheet_parties(book)
    for code, criterion in criteria_of(section, content):
        path = ("sections", section, "criteria", code)
        kind = "yes-or-no" if is_item(content, criterion) else "number"
        for name in (code, *(f"{party}.{code}" for party in sheets)):
            known[name] = Known(MARKS, kind, path=path)
        for part in ("fines", "awards"):
            typed = criterion.get(part) if isinstance(criterion, Mapping) else None
            known |= {f"{code}.{name}": Known(MARKS, path=(*path, part, name)) for name in typed or ()}
    kind = "yes-or-no" if "items" in content else "number"
    for name in (section, *(f"{party}.{section}" for party in sheets)):
        known[name] = Known(SECTIONS, kind, path=("sections", section))
    return known


def sheet_parties(book: Mapping[str, Any]) -> list[str]:
    """The parties that fill in a sheet: neither the ballot nor those that give one number."""
    parties = book["parties"].items()
    return [party for party, role in parties if party != "ballot" and not (isinstance(role, dict) and "marks" in role)]


def criteria_of(section: str, content: Mapping[str, Any]) -> Iterable[tuple[str, Any]]:
    """The codes of a section's criteria with what stands there; a section without any is its own only criterion."""
    criteria = content.get("criteria")
    if criteria is None:
        return [(section, None)]
    if isinstance(criteria, Mapping):
        return list(criteria.items())
    return [(str(code), None) for code in criteria]


def is_item(section: Mapping[str, Any], criterion: Any) -> bool:
    """Whether a criterion is a matter of passing."""
    if isinstance(criterion, Mapping) and not {"pass-or-fail", "points"}.isdisjoint(criterion):
        return "pass-or-fail" in criterion
    return "items" in section


def ballot_options(book: Mapping[str, Any]) -> list[str]:
    """The codes of a ballot's answers, an abstention last."""
    ballot = book.get("ballot") or {}
    return [*(ballot.get("options") or ()), *(["abstain"] if "abstain" in ballot else [])]


def level_words(book: Mapping[str, Any]) -> list[str]:
    """The words of the levels, best first."""
    return [name for entry in book["levels"] for name in entry]


def star_codes(book: Mapping[str, Any]) -> list[str]:
    """The codes of the stars; one for each so many points is counted out: F1 … Fn."""
    codes: list[str] = []
    for star in book.get("stars") or ():
        sections = star["for"] if isinstance(star["for"], list) else [star["for"]]
        if "one-for-each" in star:
            stem = star.get("code", sections[0])
            codes += [f"{stem}{number}" for number in range(1, int(star.get("at-most", 1)) + 1)]
        else:
            codes += [star["code"]] if "code" in star else sections
    return codes


def medal_words(book: Mapping[str, Any]) -> list[str]:
    """The words of all medals."""
    medals = (medal for star in book.get("stars") or () for medal in star.get("medals") or ())
    return list(dict.fromkeys(word for medal in medals for word in medal))
