"""Does a criterion read what is made of itself? Every way from a criterion through what it reads back to it."""

from collections.abc import Iterable, Mapping

from apps.rating.conditions import Expression
from apps.rating.loading.desk import Piece
from apps.rating.loading.names import EXTREMES
from apps.rating.rulebook import Section
from apps.rating.scores import Score, figures_read

Groups = Iterable[tuple[str, ...]]


def check_circles(
    book: Piece, sections: Iterable[Section], scores: list[Score], figures: Mapping[str, Expression], once: Groups
) -> None:
    """Tell of every criterion that its own points come back to, by way of what."""
    made = {score.code: set(figures_read(score)) for score in scores}
    for group in once:
        for code in made.keys() & set(group):
            made[code] |= set(group) - {code}
    made |= {name: set(expression.figures) for name, expression in figures.items()}
    for section in sections:
        made[section.code] = made.get(section.code, set()) | (set(section.scores) - {section.code})
    made |= {name: {section.code for section in sections} for name in EXTREMES}
    for score in scores:
        way = _way_back(score.code, figures_read(score), made, set(book["parties"].value))
        if way:
            piece = book["sections"][score.section].get("criteria")
            here = piece[score.code] if piece is not None else book["sections"][score.section]
            here.fault("circle", figure=way[0], way=" → ".join((score.code, *way)))


def _way_back(code: str, reads: Iterable[str], made: Mapping[str, set[str]], parties: set[str]) -> tuple[str, ...]:
    """The figures on the shortest way from what a criterion reads back to the criterion; none where there is no way."""
    ways: list[tuple[str, ...]] = [(_plain(name, parties),) for name in reads]
    seen: set[str] = set()
    for way in ways:
        if way[-1] == code:
            return way
        if way[-1] not in seen:
            seen.add(way[-1])
            ways += [(*way, _plain(name, parties)) for name in sorted(made.get(way[-1], ()))]
    return ()


def _plain(name: str, parties: set[str]) -> str:
    """The criterion or section that a party's figure is of."""
    party, dot, rest = name.partition(".")
    return rest if dot and party in parties else name
