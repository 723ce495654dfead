"""How is an outcome written? One row of text a branch, as files state it."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import compress
from typing import NamedTuple

from apps.rating.exact import Integers
from apps.rating.outcomes import Outcome
from apps.rating.points import show_figure
from apps.rating.rulebook import Rulebook, Word


class ResultRow(NamedTuple):
    """A line of results; the field names are the headings. What the rulebook does not have is empty."""

    branch: str
    unit: str
    zone: str
    type: str
    total: str
    stars: str
    lit: str
    level: str
    grade: str
    programme: str
    rank: str
    rank_zone: str
    rank_unit: str
    rank_type: str


HEADINGS: tuple[str, ...] = ResultRow._fields


def result_rows(
    rulebook: Rulebook, outcome: Outcome, names: Iterable[tuple[str, str, str, str]]
) -> Iterator[ResultRow]:
    """The rows of `outcome` in its order. names: branch, unit, zone and type, as many as there are branches."""
    places = outcome.places
    ranks = [places.campaign, places.zone, places.unit, places.type]
    columns = zip(
        outcome.judgement.total.tolist(),
        stars_written(rulebook, outcome),
        lit_written(rulebook, outcome),
        levels_written(rulebook, outcome),
        words_written(rulebook.grades, outcome.grade),
        words_written(rulebook.programmes, outcome.programme),
        *([str(place) if place else "" for place in column.tolist()] for column in ranks),
        strict=True,
    )
    for name, (total, *earned) in zip(names, columns, strict=True):
        yield ResultRow(*name, show_figure(total, rulebook.decimals), *earned)


def stars_written(rulebook: Rulebook, outcome: Outcome) -> list[str]:
    """The stars shown; empty where the rulebook has none."""
    if not rulebook.shows_stars:
        return [""] * len(outcome.stars)
    return [str(stars) for stars in outcome.stars.tolist()]


def lit_written(rulebook: Rulebook, outcome: Outcome) -> list[str]:
    """The codes of the stars that are lit, each with its medal where it has one, parted by blanks."""
    rows = outcome.lit.tolist()
    medals = outcome.judgement.medals
    if medals is None:
        codes = [star.code for star in rulebook.stars]
        return [" ".join(compress(codes, lit)) for lit in rows]
    return [
        " ".join(
            star.code + (star.medals[medal][0] if star.medals else "")
            for star, is_lit, medal in zip(rulebook.stars, lit, won, strict=True)
            if is_lit
        )
        for lit, won in zip(rows, medals.tolist(), strict=True)
    ]


def levels_written(rulebook: Rulebook, outcome: Outcome) -> list[str]:
    """The word of the final level, or of taking part without being rated; empty where a veto or blank bars rating."""
    levels = [level.name for level in rulebook.levels]
    unrated = [*(word.name for word in rulebook.unrated), ""]
    pairs = zip(outcome.level.tolist(), outcome.judgement.unrated.tolist(), strict=True)
    return [levels[level] if out < 0 else unrated[out] for level, out in pairs]


def words_written(words: Sequence[Word], found: Integers) -> list[str]:
    """The words of a vocabulary at these positions; empty where there is none."""
    names = [*(word.name for word in words), ""]
    return [names[position] for position in found.tolist()]
