"""Can every level be reached, and does a better one always ask for more? Each fault with its line and remedy."""

from collections.abc import Iterator
from typing import Any

from apps.rating.faults import RulebookFault
from apps.rating.reading import Document, Path

AT_LEAST = "at least "
ASKING_KEYS = ("lit", "with", "stars")

Found = Iterator[RulebookFault]
Placed = tuple[Path, dict[str, Any]]


def level_faults(document: Document, book: dict[str, Any]) -> Found:
    """Every fault of the levels of `book`, the values of a document that conforms to the schema."""
    levels: list[Placed] = [
        (("levels", number, name), level)
        for number, entry in enumerate(book["levels"])
        for name, level in entry.items()
    ]
    stars = [star["for"] for star in book["stars"]]
    yield from _words(document, levels)
    yield from _otherwise(document, levels)
    asking = [(path, level) for path, level in levels if "otherwise" not in level]
    for path, level in asking:
        yield from _asked(document, path, level, stars)
    for number, placed in enumerate(asking):
        yield from _unreachable(document, asking[:number], placed)
        yield from _not_fewer(document, asking[:number], placed)


def level_needs(level: dict[str, Any]) -> tuple[int, tuple[str, ...]]:
    """How many stars a level asks in all (0: it does not say), and which by name."""
    return int(level.get("lit", f"{AT_LEAST}0").removeprefix(AT_LEAST)), tuple(level.get("with", ()))


def _words(document: Document, levels: list[Placed]) -> Found:
    taken: dict[str, int] = {}
    for path, _ in levels:
        name = str(path[-1])
        if name in taken:
            yield document.fault(path, "level-twice", level=name, first=taken[name])
        taken.setdefault(name, document.line(path))


def _otherwise(document: Document, levels: list[Placed]) -> Found:
    for path, level in levels:
        is_last = path == levels[-1][0]
        if ("otherwise" in level) != is_last:
            yield document.fault(path, "otherwise-last", example="otherwise: not rated")
        elif is_last:
            found = [key for key in ASKING_KEYS if key in level]
            yield from (document.fault((*path, key), "otherwise-alone", key=key) for key in found)


def _asked(document: Document, path: Path, level: dict[str, Any], stars: list[str]) -> Found:
    lit, named = level_needs(level)
    if not lit and not named:
        yield document.fault((*path, "lit"), "key-missing", key="lit", example="lit: at least 5")
    if "stars" not in level:
        yield document.fault((*path, "stars"), "key-missing", key="stars", example="stars: 5")
    if lit > len(stars):
        yield document.fault((*path, "lit"), "level-lit-beyond", stars=len(stars))
    for number, code in enumerate(named):
        if code not in stars:
            yield document.fault((*path, "with", number), "level-star-unknown", star=code, known=", ".join(stars))


def _unreachable(document: Document, above: list[Placed], placed: Placed) -> Found:
    path, level = placed
    lit, named = level_needs(level)
    for better_path, better in above:
        better_lit, better_named = level_needs(better)
        if better_lit <= max(lit, len(named)) and set(better_named) <= set(named):
            yield document.fault(path, "level-order", above=better_path[-1])
            return


def _not_fewer(document: Document, above: list[Placed], placed: Placed) -> Found:
    path, level = placed
    for better_path, better in above[-1:]:
        if level.get("stars", 0) >= better.get("stars", 101):
            yield document.fault((*path, "stars"), "level-stars-order", stars=level["stars"], above=better_path[-1])
