"""By which mechanism does a criterion count, how much at least and at most, and what is typed for it?"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from apps.rating.loading.conditions import AMOUNT, expression, part_of
from apps.rating.loading.desk import Piece
from apps.rating.loading.fines import awards_of, fines_of
from apps.rating.loading.names import FACTS, SECTIONS
from apps.rating.loading.numbers import hundredths, number, positive, scope, share, text
from apps.rating.loading.parties import summed
from apps.rating.loading.typed import COUNTED, MEASURED, Typed
from apps.rating.points import show_points
from apps.rating.scores import (
    Band,
    Bands,
    Best,
    Choice,
    Each,
    Line,
    Marked,
    Mechanism,
    Place,
    PlacePoints,
    Reading,
    Share,
)

NONE = Fraction(0)
PLACES = re.compile(r"([1-9][0-9]{0,6})(?: to ([1-9][0-9]{0,6}))?")
POINT = re.compile(rf"(at) {AMOUNT}")
BAND = re.compile(rf"(at least|above|at most|below|exactly) {AMOUNT}")


@dataclass(frozen=True)
class Counted:
    """A mechanism, the points it can count, and what is typed for it; fixed: `times` does not move the bounds."""

    mechanism: Mechanism
    least: Fraction
    most: Fraction
    typed: tuple[Typed, ...] = ()
    role: str = "base"
    fixed: bool = False


def counted(piece: Piece, code: str, step: int) -> Counted:
    """The mechanism of one criterion. step: in which marks are typed, in hundredths."""
    if "step" in piece:
        step = positive(piece["step"], 1)
    return MECHANISMS[kind_of(piece)](piece, code, step)


def kind_of(piece: Piece) -> str:
    """The key that says how a criterion counts; a fault where several do."""
    found = [key for key in MECHANISMS if key in piece and key not in ("points", "reads")]
    if len(found) > 1:
        piece.fault("kind-twice", found[1], one=found[0], other=found[1])
    if found:
        return found[0]
    if "reads" in piece:
        return "reads"
    if "points" not in piece:
        piece.fault("kind-missing", example="points: 20")
    return "points"


def _marked(piece: Piece, code: str, step: int, key: str, role: str) -> Counted:
    most = positive(piece[key]) if key in piece else 100
    least = hundredths(piece["from"], 0) if "from" in piece else 0
    _check_range(piece, least, most)
    for where, value in ((key, most), ("from", least)):
        if where in piece and value % step:
            piece.fault("maximum-step", where, maximum=piece[where].value, step=show_points(step))
    kind = "penalty" if role == "penalty" else "points"
    typed = Typed(code, piece, kind, least, most, step)
    several = summed(piece.desk.document.value)
    return Counted(Marked(), Fraction(least * several, 100), Fraction(most * several, 100), (typed,), role)


def _check_range(piece: Piece, low: int, high: int) -> None:
    """Tell of a range in which there is nothing to type."""
    if low >= high:
        where = "to" if "to" in piece else "from"
        piece.fault("range-empty", where, low=show_points(low), high=show_points(high))


def _points(piece: Piece, code: str, step: int) -> Counted:
    return _marked(piece, code, step, "points", "base")


def _bonus(piece: Piece, code: str, step: int) -> Counted:
    return _marked(piece, code, step, "bonus", "bonus")


def _penalty(piece: Piece, code: str, step: int) -> Counted:
    return _marked(piece, code, step, "penalty", "penalty")


def _passed(piece: Piece, code: str, step: int) -> Counted:
    worth = number(piece["pass-or-fail"])
    return Counted(Marked(worth), Fraction(0), worth, (Typed(code, piece, "pass", 0, 100, 100),))


def _choice(piece: Piece, code: str, step: int) -> Counted:
    listed = list(piece["choices"].items())
    points = [number(_own_points(each)) for _, each in listed]
    words = tuple((word, text(each.get("title"), word)) for word, each in listed)
    typed = Typed(code, piece, "choice", 100, 100 * len(listed), 100, words)
    return Counted(Choice(tuple(points)), min(NONE, *points), max(points), (typed,))


def _own_points(piece: Piece) -> Piece | None:
    return piece.get("points") if isinstance(piece.value, dict) else piece


def _each(piece: Piece, code: str, step: int) -> Counted:
    each, per = number(piece["each"]), number(piece.get("per"), 1)
    units = str(piece["units"].value) if "units" in piece else "full"
    most = number(piece.get("at-most"), each * COUNTED / 100 / per)
    is_whole = per == 1 and units != "exact"
    typed = Typed(code, piece, "count" if is_whole else "number", 0, COUNTED, 100 if is_whole else 1)
    return Counted(Each(each, per, units), Fraction(0), most, (typed,), fixed="at-most" in piece)


def _fines(piece: Piece, code: str, step: int) -> Counted:
    fines, typed = fines_of(piece, code)
    return Counted(fines, Fraction(0), fines.full, tuple(typed))


def _awards(piece: Piece, code: str, step: int) -> Counted:
    awards, typed = awards_of(piece, code)
    points = sorted((award.points for award in awards.awards), reverse=True)
    natural = sum(points) * Fraction(COUNTED, 100) if awards.best is None else points[0] * awards.best
    most = number(piece.get("at-most"), natural)
    return Counted(awards, Fraction(0), most, tuple(typed), fixed="at-most" in piece)


def _bands(piece: Piece, code: str, step: int) -> Counted:
    out_of = expression(piece["out-of"], SECTIONS) if "out-of" in piece else None
    bands = tuple(_band(each, out_of is not None) for each in piece["bands"].listed())
    if out_of is not None:
        piece.desk.divisors.update(out_of.figures)
        if "reads" not in piece:
            piece.fault("key-missing", "reads", key="reads", example="reads: fact.attended")
    points = [band.points for band in bands]
    reads = expression(piece["reads"], SECTIONS) if "reads" in piece else None
    typed = () if reads else (_number(piece, code, step, [int(band.line * 100) for band in bands]),)
    return Counted(Bands(reads, bands, out_of), min(NONE, *points), max(points), typed)


def _band(piece: Piece, is_share: bool) -> Band:
    for key, points in piece.items():
        if key == "otherwise":
            return Band("otherwise", Fraction(0), number(points))
        if found := BAND.fullmatch(key):
            part = part_of(found)
            if (part is not None) != is_share:
                points.fault("band-share" if is_share else "band-percent", band=key)
            return Band(found[1], Fraction(found[2]) if part is None else part, number(points))
        points.fault("bad-words", value=key, example="at least 90")
    return Band("otherwise", Fraction(0), Fraction(0))


def _number(piece: Piece, code: str, step: int, lines: list[int]) -> Typed:
    """A typed number: `from` (0) to `to` (100, or the highest line where that is more)."""
    low = hundredths(piece["from"]) if "from" in piece else min(0, *lines)
    high = hundredths(piece["to"]) if "to" in piece else max(10_000, *lines)
    _check_range(piece, low, high)
    return Typed(code, piece, "number", low, high, step)


def _line(piece: Piece, code: str, step: int) -> Counted:
    out_of = expression(piece["out-of"], SECTIONS) if "out-of" in piece else None
    points = tuple(_point(each, out_of is not None) for each in piece["line"].listed())
    if any(right <= left for (left, _), (right, _) in pairwise(points)):
        piece["line"].fault("line-order", example="[{at 60: 0}, {at 100: 10}]")
        points = ((Fraction(0), Fraction(0)), (Fraction(1), Fraction(1)))
    if out_of is not None:
        piece.desk.divisors.update(out_of.figures)
        if "reads" not in piece:
            piece.fault("key-missing", "reads", key="reads", example="reads: fact.attended")
    reads = expression(piece["reads"], SECTIONS) if "reads" in piece else None
    typed = () if reads else (_number(piece, code, step, [int(at * 100) for at, _ in points]),)
    worth = [at[1] for at in points]
    return Counted(Line(reads, points, out_of), min(NONE, *worth), max(worth), typed)


def _point(piece: Piece, is_share: bool) -> tuple[Fraction, Fraction]:
    """Where the figure stands, and what it counts there."""
    [(key, worth)] = piece.items()
    found = POINT.fullmatch(key)
    if found is None:
        worth.fault("bad-words", value=key, example="at 60%" if is_share else "at 60")
        return Fraction(0), number(worth)
    part = part_of(found)
    if (part is not None) != is_share:
        worth.fault("band-share" if is_share else "band-percent", band=key)
    return Fraction(found[2]) if part is None else part, number(worth)


def _share(piece: Piece, code: str, step: int) -> Counted:
    inside, full = piece["share"], number(piece.get("points"), 0)
    _wants_points(piece)
    out_of = expression(inside["out-of"], SECTIONS)
    piece.desk.divisors.update(out_of.figures)
    full_at = share(inside["full-at"]) if "full-at" in inside else Fraction(1)
    if full_at <= 0:
        inside.fault("not-positive", "full-at", value=inside["full-at"].value)
    return Counted(Share(expression(inside["of"], SECTIONS), out_of, full_at, full), Fraction(0), full)


def _reading(piece: Piece, code: str, step: int) -> Counted:
    _wants_points(piece)
    least = number(piece.get("from"), 0)
    return Counted(Reading(expression(piece["reads"], SECTIONS)), least, number(piece.get("points")), fixed=True)


def _place(piece: Piece, code: str, step: int) -> Counted:
    inside = piece["place"]
    table = _table(inside["points"])
    points = [each.points for each in table]
    of = expression(inside["of"], FACTS) if "of" in inside else None
    typed = () if of else (_typed_figure(piece, code),)
    mechanism = Place(of, scope(inside.get("within")), _smallest(inside), table, f"place.{code}")
    return Counted(mechanism, min(NONE, *points), max(NONE, *points), typed)


def _table(piece: Piece) -> tuple[PlacePoints, ...]:
    table: list[PlacePoints] = []
    for each in piece.listed():
        table.append(_places(each, (table[-1].last or 0) + 1 if table else 1))
    return tuple(table)


def _places(piece: Piece, following: int) -> PlacePoints:
    for key, points in piece.items():
        if key == "otherwise":
            return PlacePoints(following, None, number(points))
        if found := PLACES.fullmatch(key):
            return PlacePoints(int(found[1]), int(found[2] or found[1]), number(points))
        points.fault("bad-words", value=key, example="2 to 5")
    return PlacePoints(following, None, Fraction(0))


def _best(piece: Piece, code: str, step: int) -> Counted:
    inside = piece["best"]
    _wants_points(piece)
    of = expression(inside["of"], FACTS) if "of" in inside else None
    typed = () if of else (_typed_figure(piece, code),)
    full = number(piece.get("points"))
    mechanism = Best(of, scope(inside.get("within")), _smallest(inside), f"best.{code}", full)
    return Counted(mechanism, Fraction(0), full, typed)


def _typed_figure(piece: Piece, code: str) -> Typed:
    low = hundredths(piece["from"]) if "from" in piece else 0
    high = hundredths(piece["to"]) if "to" in piece else MEASURED
    _check_range(piece, low, high)
    return Typed(code, piece, "number", low, high, 1)


def _smallest(piece: Piece) -> bool:
    return "smallest-first" in piece and piece["smallest-first"].value == "yes"


def _wants_points(piece: Piece) -> None:
    if "points" not in piece:
        piece.fault("key-missing", "points", key="points", example="points: 10")


MECHANISMS: Mapping[str, Callable[[Piece, str, int], Counted]] = {
    "pass-or-fail": _passed,
    "choices": _choice,
    "each": _each,
    "deduct-from": _fines,
    "awards": _awards,
    "bands": _bands,
    "line": _line,
    "share": _share,
    "place": _place,
    "best": _best,
    "bonus": _bonus,
    "penalty": _penalty,
    "reads": _reading,
    "points": _points,
}
