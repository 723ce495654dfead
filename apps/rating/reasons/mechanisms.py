"""How does each mechanism turn what was typed or found into points? The beginning of a criterion's story."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, floor
from typing import Any

from apps.rating.points import HUNDRED
from apps.rating.reasons.branch import Branch
from apps.rating.reasons.marks import Chain, Marking
from apps.rating.reasons.shapes import Detail
from apps.rating.scores import (
    Awards,
    Band,
    Bands,
    Best,
    Choice,
    Each,
    Fine,
    Fines,
    Line,
    Marked,
    Place,
    Reading,
    Score,
    Share,
)

NOTHING = Fraction(0)
NO_BAND = Band("otherwise", NOTHING, NOTHING)


@dataclass(frozen=True)
class Case:
    """One criterion of one party's sheet ("": the mixed one): its score, and the marks by typed criterion."""

    branch: Branch
    party: str
    score: Score
    markings: Mapping[str, Marking]
    details: dict[str, Detail] = field(default_factory=dict)

    @property
    def value(self) -> Fraction | None:
        """The number typed for it; None where it is blank."""
        found = self.markings.get(self.score.code)
        return found.value if found else None


Story = Chain | None


def tell(case: Case) -> Story:
    """The points before factors and limits, as they came about; None where nothing was marked or found."""
    return TELLERS[type(case.score.mechanism)](case)


def _marked(case: Case) -> Story:
    return None if case.value is None else Chain(case.value * case.score.mechanism.worth)  # type: ignore[union-attr]


def _choice(case: Case) -> Story:
    if case.value is None:
        return None
    return Chain(case.value)


def _each(case: Case) -> Story:
    if case.value is None:
        return None
    mechanism: Any = case.score.mechanism
    units = whole_units(case.value / mechanism.per, mechanism.units)
    case.details.update(count=case.value, units=units, each=mechanism.each, per=mechanism.per)
    return Chain(units * mechanism.each)


def whole_units(count: Fraction, units: str) -> Fraction:
    """How many units count: only full ones, begun ones too, or exactly as many."""
    if units == "exact":
        return count
    return Fraction(floor(count) if units == "full" else ceil(count))


def _fines(case: Case) -> Story:
    mechanism: Any = case.score.mechanism
    if all(_figure(case, fine) is None for fine in mechanism.fines):
        return None
    chain = Chain(mechanism.full)
    for fine in mechanism.fines:
        _fine(case, chain, fine)
    chain.to("floor", max(chain.value, NOTHING))
    return chain


def _fine(case: Case, chain: Chain, fine: Fine) -> None:
    number = _figure(case, fine)
    if number is None or not case.branch.holds(fine.condition):
        return
    counted = number
    if fine.below is not None:
        counted = max(NOTHING, fine.below - number)
    if fine.above is not None:
        counted = max(NOTHING, number - fine.above)
    units = Fraction(counted > 0) if fine.once else whole_units(counted / fine.per, fine.units)
    takes = units * fine.each
    if fine.most is not None:
        takes = min(takes, fine.most)
    details: dict[str, Detail] = {"count": number, "units": units, "each": fine.each}
    if fine.below is not None or fine.above is not None:
        details |= {"short": counted, "per": fine.per}
    chain.to("fine", chain.value - takes, fine.code, **details)


def _figure(case: Case, fine: Fine) -> Fraction | None:
    return _typed(case, fine.criterion) if fine.reads is None else _read(case, fine.reads)


def _typed(case: Case, criterion: str) -> Fraction | None:
    found = case.markings.get(criterion)
    return found.value if found else None


def _read(case: Case, expression: Any) -> Fraction | None:
    return None if expression is None else case.branch.on_sheet(case.party, expression)


def _awards(case: Case) -> Story:
    mechanism: Any = case.score.mechanism
    counts = [(award, _typed(case, award.criterion)) for award in mechanism.awards]
    if all(count is None for _, count in counts):
        return None
    best_first = sorted(counts, key=lambda each: -each[0].points)
    left, taken = mechanism.best, {}
    for award, count in best_first:
        taken[award.code] = count or NOTHING if left is None else min(count or NOTHING, left)
        left = None if left is None else left - taken[award.code]
    chain = Chain(NOTHING)
    for award in mechanism.awards:
        count = taken[award.code]
        if count:
            chain.to("award", chain.value + count * award.points, award.code, count=count, each=award.points)
    case.details["passed"] = sum((count or NOTHING for _, count in counts), NOTHING) - sum(taken.values())
    return chain


def _bands(case: Case) -> Story:
    mechanism: Any = case.score.mechanism
    figure = case.value if mechanism.reads is None else _read(case, mechanism.reads)
    whole = Fraction(1) if mechanism.out_of is None else _read(case, mechanism.out_of)
    if figure is None or whole is None or whole <= 0:
        return None
    band = next((each for each in mechanism.bands if each.holds(figure / whole)), NO_BAND)
    case.details.update(figure=figure, relation=band.relation, line=band.line * whole)
    return Chain(band.points)


def _line(case: Case) -> Story:
    mechanism: Any = case.score.mechanism
    figure = case.value if mechanism.reads is None else _read(case, mechanism.reads)
    whole = Fraction(1) if mechanism.out_of is None else _read(case, mechanism.out_of)
    if figure is None or whole is None or whole <= 0:
        return None
    (left, low), (right, high) = mechanism.between(figure / whole)
    case.details.update(figure=figure, left=left * whole, low=low, right=right * whole, high=high)
    return Chain(mechanism.at(figure / whole))


def _share(case: Case) -> Story:
    mechanism: Any = case.score.mechanism
    of, out_of = _read(case, mechanism.of), _read(case, mechanism.out_of)
    if of is None or out_of is None or out_of <= 0:
        return None
    case.details.update(of=of, out_of=out_of, full_at=mechanism.full_at, full=mechanism.full)
    return Chain(max(NOTHING, min(mechanism.full, mechanism.full * of / out_of / mechanism.full_at)))


def _reading(case: Case) -> Story:
    mechanism: Any = case.score.mechanism
    figure = _read(case, mechanism.reads)
    return None if figure is None else Chain(figure)


def _place(case: Case) -> Story:
    mechanism: Any = case.score.mechanism
    place = case.branch.typed(mechanism.drawn)
    if place is None:
        return None
    number = place // HUNDRED
    case.details.update(place=number, within=mechanism.within)
    rows = [row for row in mechanism.table if row.first <= number and (row.last is None or number <= row.last)]
    return Chain(rows[0].points if rows else NOTHING)


def _best(case: Case) -> Story:
    mechanism: Any = case.score.mechanism
    own = case.value if mechanism.of is None else _read(case, mechanism.of)
    if own is None:
        return None
    column = case.branch.column[mechanism.drawn]
    top = Fraction(int(case.branch.cohort.marks[0, column]), case.branch.per_of(mechanism.of))
    case.details.update(own=own, best=top, within=mechanism.within)
    part, whole = (top, own) if mechanism.smallest_first else (own, top)
    if whole <= 0:
        return Chain(mechanism.full if mechanism.smallest_first else NOTHING)
    return Chain(min(mechanism.full, mechanism.full * max(part, NOTHING) / whole))


TELLERS: Mapping[type, Callable[[Case], Story]] = {
    Marked: _marked,
    Choice: _choice,
    Each: _each,
    Fines: _fines,
    Awards: _awards,
    Bands: _bands,
    Line: _line,
    Share: _share,
    Reading: _reading,
    Place: _place,
    Best: _best,
}
