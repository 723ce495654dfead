"""How is an outcome written? One row of text a branch, as files state it."""

from collections.abc import Iterable, Iterator
from itertools import compress
from typing import NamedTuple

from apps.rating.points import show_points
from apps.rating.rate import Outcome
from apps.rating.rulebook import Rulebook


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
    judgement, places = outcome.judgement, outcome.places
    codes = [star.code for star in rulebook.stars]
    words = [level.name for level in rulebook.levels]
    columns = zip(
        judgement.total.tolist(),
        judgement.stars.tolist(),
        judgement.lit.tolist(),
        judgement.level.tolist(),
        places.campaign.tolist(),
        places.zone.tolist(),
        places.unit.tolist(),
        places.type.tolist(),
        strict=True,
    )
    for name, (total, stars, lit, level, *ranks) in zip(names, columns, strict=True):
        earned = (show_points(total), str(stars), " ".join(compress(codes, lit)), words[level])
        yield ResultRow(*name, *earned, "", "", *map(str, ranks))
