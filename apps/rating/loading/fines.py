"""What is taken off full marks, and which awards count? The typed parts of a criterion with parts of its own."""

from fractions import Fraction

from apps.rating.conditions import Condition
from apps.rating.loading.conditions import condition, expression
from apps.rating.loading.desk import Piece
from apps.rating.loading.names import FACTS, SECTIONS
from apps.rating.loading.numbers import number
from apps.rating.loading.typed import COUNTED, MEASURED, Typed
from apps.rating.scores import Award, Awards, Fine, Fines

WAYS = ("once", "each")


def fines_of(piece: Piece, code: str) -> tuple[Fines, list[Typed]]:
    """The fines of a criterion, and what is typed for them."""
    fines: list[Fine] = []
    typed: list[Typed] = []
    for name, fine in piece["fines"].items() if "fines" in piece else ():
        fines.append(_fine(fine, name, f"{code}.{name}"))
        if fines[-1].criterion:
            typed.append(_typed_fine(fine, fines[-1]))
    return Fines(number(piece.get("deduct-from")), tuple(fines)), typed


def _fine(piece: Piece, name: str, criterion: str) -> Fine:
    found = [way for way in WAYS if way in piece]
    if len(found) != 1:
        piece.fault("fine-way", example="each: 0.5")
    reads = piece.get("reads")
    return Fine(
        code=name,
        criterion="" if reads else criterion,
        reads=expression(reads, SECTIONS) if reads else None,
        each=number(piece.get(found[0]) if found else None, 1),
        once="once" in piece,
        per=number(piece.get("per"), 1),
        units=str(piece["units"].value) if "units" in piece else "full",
        below=_line(piece.get("below")),
        above=_line(piece.get("above")),
        most=_line(piece.get("at-most")),
        condition=_when(piece),
    )


def _line(piece: Piece | None) -> Fraction | None:
    return None if piece is None else number(piece)


def _when(piece: Piece) -> Condition | None:
    return condition(piece["when"], FACTS) if "when" in piece else None


def _typed_fine(piece: Piece, fine: Fine) -> Typed:
    if fine.once:
        return Typed(fine.criterion, piece, "yes-or-no", 0, 100, 100)
    if fine.below is not None or fine.above is not None or fine.per != 1 or fine.units == "exact":
        return Typed(fine.criterion, piece, "number", 0, MEASURED, 1)
    return Typed(fine.criterion, piece, "count", 0, COUNTED, 100)


def awards_of(piece: Piece, code: str) -> tuple[Awards, list[Typed]]:
    """The awards of a criterion, and what is typed for them: how many of each."""
    listed = list(piece["awards"].items())
    awards = tuple(Award(name, f"{code}.{name}", number(_points(award))) for name, award in listed)
    typed = [Typed(f"{code}.{name}", award, "count", 0, COUNTED, 100) for name, award in listed]
    take = str(piece["take"].value) if "take" in piece else "best"
    best = None if take == "sum" else int(take.removeprefix("best").strip() or 1)
    return Awards(awards, best), typed


def _points(award: Piece) -> Piece | None:
    return award.get("points") if isinstance(award.value, dict) else award
