"""Does a list of bands cover everything once? Lines half-open, the first that holds."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from apps.rating.loading.desk import Piece
from apps.rating.points import show_exact
from apps.rating.scores import Band, PlacePoints


def check_bands(piece: Piece, bands: Sequence[Band], low: Fraction | None, high: Fraction | None) -> None:
    """Tell of bands that nothing falls into, and of figures that fall into none. low, high: where the figure runs."""
    left = _probes(bands, low, high)
    for number, band in enumerate(bands):
        here = piece[number]
        is_last = number == len(bands) - 1
        if band.relation == "otherwise":
            if not is_last:
                here.fault("band-otherwise", example="{otherwise: 0}")
                return
            continue
        caught = [probe for probe in left if band.holds(probe)]
        if not caught:
            here.fault("band-empty", band=f"{band.relation} {show_exact(band.line)}")
        left = [probe for probe in left if not band.holds(probe)]
    if bands[-1].relation != "otherwise":
        piece.fault("band-otherwise", example="{otherwise: 0}")


def _probes(bands: Sequence[Band], low: Fraction | None, high: Fraction | None) -> list[Fraction]:
    """A figure on every line, between any two, and beyond the outermost, as far as the figure runs."""
    lines = sorted({band.line for band in bands if band.relation != "otherwise"})
    if not lines:
        return []
    between = [(one + other) / 2 for one, other in pairwise(lines)]
    probes = [lines[0] - 1, *lines, *between, lines[-1] + 1]
    return [probe for probe in probes if (low is None or probe >= low) and (high is None or probe <= high)]


def check_places(piece: Piece, table: Sequence[PlacePoints]) -> None:
    """Tell of places that have no points, or have them twice."""
    following = 1
    for number, places in enumerate(table):
        is_last = number == len(table) - 1
        if (places.last is None) != is_last:
            piece[number].fault("band-otherwise", example="{otherwise: 0}")
            return
        if places.first != following or (places.last is not None and places.last < places.first):
            piece[number].fault("place-gap", place=following)
            return
        following = (places.last or 0) + 1
