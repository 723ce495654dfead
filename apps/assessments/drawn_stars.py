"""How does a branch's row of stars look? Lit, on its way to the line, or off; in the rulebook's order."""

from collections.abc import Mapping, Sequence
from typing import Any

from apps.core.stars import fill_so_far, fill_step
from apps.rating.points import show_figure
from apps.rating.rulebook import Rulebook, Star

HUNDRED = 100


def drawn_stars(
    rules: Rulebook,
    sections: Sequence[int],
    lit: Sequence[bool],
    language: str,
    *,
    is_rated: bool = True,
    is_whole: bool = True,
) -> list[dict[str, Any]]:
    """All stars of one result or sheet. sections: in units of 10**-decimals, in the rulebook's order.

    While marks are missing (not `is_whole`) stars only fill, and nothing says lit.
    """
    points = dict(zip((section.code for section in rules.sections), sections, strict=True))
    return [
        drawn_star(rules, star, points, is_lit and is_whole, language, is_rated=is_rated, is_whole=is_whole)
        for star, is_lit in zip(rules.stars, lit, strict=True)
    ]


def drawn_star(
    rules: Rulebook,
    star: Star,
    points: Mapping[str, int],
    is_lit: bool,
    language: str,
    *,
    is_rated: bool = True,
    is_whole: bool = True,
) -> dict[str, Any]:
    """One star: lit, lit without a level, partly on its way (the second half of the way shows), or off.

    Only a star whose section has a line is on its way; others are lit or not.
    """
    fill, gap = 0, ""
    if star.line is not None:
        line, reached = star.line * 10**rules.decimals // HUNDRED, points[star.section]
        fill = (fill_step if is_whole else fill_so_far)(reached, line)
        gap = "" if is_lit else show_figure(max(0, line - reached), rules.decimals)
    section = next((section for section in rules.sections if section.code == star.section), None)
    return {
        "code": star.code,
        "title": star.title.get(language),
        "short": section.short.get(language) if section else "",
        "letter": section.letter.get(language) if section else "",
        "state": ("lit" if is_rated else "unrated") if is_lit else ("part" if fill else "off"),
        "required": star.required,
        "fill": fill,
        "gap": gap,
    }
