"""Can what a text says be counted exactly? The engine's proof, told as faults where the text would be mended."""

from dataclasses import replace
from typing import TypeVar

from apps.rating.exact import LARGEST, NeedsRounding, Rounding, TooLarge
from apps.rating.loading.desk import Piece
from apps.rating.points import show_points
from apps.rating.proving import prove
from apps.rating.rulebook import Mix, Rulebook, Section
from apps.rating.scores import Score

ANY = Rounding(2)
EXAMPLE = "round: 2"
Part = TypeVar("Part", Score, Section)


def proved(book: Piece, rulebook: Rulebook) -> Rulebook:
    """The rulebook with the decimals that its sections and total need; what cannot be counted exactly is told."""
    while True:
        try:
            return replace(rulebook, decimals=prove(rulebook))
        except NeedsRounding as error:
            name = str(error)
            book.fault("needs-rounding", *_where(book, rulebook, name), "round", example=EXAMPLE)
            rounded = _rounded(rulebook, name)
            if rounded == rulebook:
                return rulebook
            rulebook = rounded
        except TooLarge:
            book.fault("too-large", "sections", limit=show_points(LARGEST))
            return rulebook


def _where(book: Piece, rulebook: Rulebook, name: str) -> tuple[str, ...]:
    """The keys down to the part that states no rounding."""
    if name in ("ballot", "mix"):
        return (name,)
    if name in book["sections"]:
        return "sections", name
    for score in rulebook.scores:
        if score.code == name:
            return "sections", score.section, "criteria", name
    return ("mix",) if "mix" in book and "total" not in book else ("total",)


def _rounded(rulebook: Rulebook, name: str) -> Rulebook:
    """The rulebook as if the part had stated one, so that the next is found."""
    scores = tuple(_part(score, name) for score in rulebook.scores)
    sections = tuple(_part(section, name) for section in rulebook.sections)
    changed = replace(rulebook, scores=scores, sections=sections)
    if name == "ballot" and rulebook.ballot is not None:
        return replace(changed, ballot=replace(rulebook.ballot, rounding=ANY))
    if name in ("mix", "total"):
        mix: Mix = replace(rulebook.mix, rounding=ANY)
        return replace(changed, mix=mix, total=replace(rulebook.total, rounding=ANY))
    return changed


def _part(part: Part, name: str) -> Part:
    return replace(part, rounding=ANY) if part.code == name and part.rounding is None else part
