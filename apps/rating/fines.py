"""What do fines take from full marks? Each by event, by person, once, or by how far a figure falls short."""

from apps.rating.exact import Exact, added, is_known, some
from apps.rating.scores import Fine, Fines
from apps.rating.typed import Typed
from apps.rating.units import whole_units


def count_fines(mechanism: Fines, typed: Typed) -> Exact:
    """Full marks less every fine, never below zero; known where any fine's figure is."""
    rows = typed.figures.rows
    figures = [typed.read(fine.reads, fine.criterion) for fine in mechanism.fines]
    taken = [taken_by(fine, figure, typed) for fine, figure in zip(mechanism.fines, figures, strict=True)]
    left = added([Exact.constant(mechanism.full, rows), *taken], [1] + [-1] * len(taken)).within(0)
    given = some([is_known(figure) for figure in figures], rows)
    return Exact(left.values, left.per, left.low, left.high, given)


def taken_by(fine: Fine, figure: Exact, typed: Typed) -> Exact:
    """The points that one fine takes: 0 where its figure is not given or its condition fails."""
    rows = len(figure)
    if fine.once:
        points = Exact.of_flags(figure.values > 0).times(fine.each)
    else:
        points = whole_units(counts_as(fine, figure).within(0).times(1 / fine.per), fine.units).times(fine.each)
    points = points.everywhere().within(0, fine.most)
    applies = is_known(figure)
    if fine.condition is not None:
        applies = applies & typed.figures.holds(fine.condition)
    return points.where(applies, Exact.constant(0, rows))


def counts_as(fine: Fine, figure: Exact) -> Exact:
    """What is fined: the figure itself, its shortfall below a line, or its excess above one."""
    rows = len(figure)
    if fine.below is not None:
        return added([Exact.constant(fine.below, rows), figure], [1, -1])
    if fine.above is not None:
        return added([figure, Exact.constant(fine.above, rows)], [1, -1])
    return figure
