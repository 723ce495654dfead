"""Step 5: which stars are lit, and with which medal?"""

from fractions import Fraction

import numpy as np

from apps.rating.exact import Exact, Flags, Integers, some
from apps.rating.figures import Figures, against_number
from apps.rating.rulebook import Rulebook, Star

NO_STARS, STAR_OUT = "no stars", "star out"


def light_stars(rulebook: Rulebook, figures: Figures, standing: Flags) -> tuple[Flags, Integers | None]:
    """Which stars are lit: bool[n, stars], and the medal of each: int8[n, stars], −1 without (None: no medals at all).

    standing: bool[n, vetoes]; a veto may put one star out, or all. Adds "star.CODE", "lit" and "medals.WORD".
    """
    lit = np.zeros((figures.rows, len(rulebook.stars)), np.bool_, order="F")
    medals = None
    if any(star.medals for star in rulebook.stars):
        medals = np.full(lit.shape, -1, np.int8, order="F")
    for column, star in enumerate(rulebook.stars):
        lit[:, column] = _earned(star, figures) & ~_put_out(rulebook, star, standing)
        figures[f"star.{star.code}"] = Exact.of_flags(lit[:, column])
        if medals is not None and star.medals:
            medals[:, column] = np.where(lit[:, column], _medal(star, figures), -1)
    figures["lit"] = Exact(lit.sum(axis=1, dtype=np.int16), 1, 0, lit.shape[1])
    if medals is not None:
        _count_medals(rulebook, figures, medals)
    return lit, medals


def _earned(star: Star, figures: Figures) -> Flags:
    """bool[n]: where the star's condition holds; one for passing everything asks only what is asked of the branch."""
    if star.medals:
        return some([figures.holds(condition) for _, condition in star.medals], figures.rows)
    if star.kind == "pass":
        return against_number(figures[f"{star.section}.passed"], "exactly", Fraction(1))
    return figures.holds(star.condition)


def _medal(star: Star, figures: Figures) -> Integers:
    """int8[n]: the position of the best medal whose condition holds, −1 without."""
    found = np.full(figures.rows, -1, np.int8)
    for position, (_, condition) in reversed(list(enumerate(star.medals))):
        found[figures.holds(condition)] = position
    return found


def _put_out(rulebook: Rulebook, star: Star, standing: Flags) -> Flags:
    """bool[n]: where a veto that stands puts the star out."""
    columns = [
        column
        for column, veto in enumerate(rulebook.vetoes)
        if veto.effect == NO_STARS or (veto.effect == STAR_OUT and veto.star == star.code)
    ]
    return some([standing[:, column] for column in columns], len(standing))


def _count_medals(rulebook: Rulebook, figures: Figures, medals: Integers) -> None:
    words = dict.fromkeys(word for star in rulebook.stars for word, _ in star.medals)
    for word in words:
        count = np.zeros(figures.rows, np.int16)
        for column, star in enumerate(rulebook.stars):
            positions = [position for position, (name, _) in enumerate(star.medals) if name == word]
            count += np.isin(medals[:, column], positions)
        figures[f"medals.{word}"] = Exact(count, 1, 0, len(rulebook.stars))
