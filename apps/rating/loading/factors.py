"""By what are points multiplied? A number, a share, a figure, or one of several by conditions."""

from fractions import Fraction

from apps.rating.conditions import Condition
from apps.rating.loading.conditions import condition, number_in
from apps.rating.loading.desk import Piece
from apps.rating.loading.numbers import share_in
from apps.rating.loading.ranges import highest_of
from apps.rating.scores import Factor


def factor(piece: Piece | None, until: int) -> tuple[Factor, Fraction]:
    """The factor and the largest number that it can be. until: the last step whose figures it may read."""
    if piece is None:
        return Factor(), Fraction(1)
    if isinstance(piece.value, list):
        return _by_cases(piece, until)
    fixed = _fixed(piece)
    if fixed is not None:
        return Factor(fixed), fixed
    asked = number_in(str(piece.value), piece, until)
    if len(asked.terms) > 1:
        piece.fault("bad-words", value=piece.value, example="fact.factor")
    piece.desk.factors.add(asked.figures[0])
    return Factor(figure=asked.figures[0]), highest_of(asked.figures[0], piece)


def _fixed(piece: Piece) -> Fraction | None:
    """A number or a share; None for the name of a figure."""
    if isinstance(piece.value, str):
        return share_in(piece.value)
    if piece.value < 0:
        piece.fault("not-positive", value=piece.value)
    return Fraction(piece.value)


def _by_cases(piece: Piece, until: int) -> tuple[Factor, Fraction]:
    cases: list[tuple[Condition, Fraction]] = []
    otherwise = Fraction(1)
    for number, each in enumerate(piece.listed()):
        is_last = number == len(piece.value) - 1
        if "otherwise" in each:
            if not is_last or len(each.value) > 1:
                each.fault("band-otherwise", example="{otherwise: 1}")
            otherwise = _case(each["otherwise"])
        elif "when" in each and "by" in each:
            cases.append((condition(each["when"], until), _case(each["by"])))
        else:
            each.fault("bad-words", value=", ".join(each.value), example="{when: {members: at least 100}, by: 1.2}")
    return Factor(otherwise, cases=tuple(cases)), max(otherwise, *(number for _, number in cases), Fraction(0))


def _case(piece: Piece) -> Fraction:
    found = _fixed(piece)
    if found is None:
        piece.fault("bad-words", value=piece.value, example="1.2")
    return found if found is not None else Fraction(1)
