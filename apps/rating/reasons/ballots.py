"""How did votes become points? Each layer's answers and mean, their weights, the quorum."""

from fractions import Fraction

from apps.rating.conditions import Comparison, Expression, Term
from apps.rating.reasons.branch import Branch
from apps.rating.reasons.conditions import asked
from apps.rating.reasons.marks import rounded
from apps.rating.reasons.shapes import Asked, Ballots, LayerReason
from apps.rating.rulebook import Ballot

NOTHING = Fraction(0)


def ballot_reason(branch: Branch) -> Ballots | None:
    """The story of the ballot; None where the rules have none."""
    ballot = branch.rulebook.ballot
    if ballot is None:
        return None
    layers = _layers(branch, ballot)
    start = _mean(layers) if ballot.options else branch.number("ballot")
    after, changes = (NOTHING, ()) if start is None else rounded(start, ballot.rounding)
    return Ballots(layers, branch.number("ballot.count"), start, changes, after, _quorum(branch, ballot))


def _layers(branch: Branch, ballot: Ballot) -> tuple[LayerReason, ...]:
    if not ballot.options:
        return ()
    layers = [_layer(branch, ballot, code, weight) for code, weight in (ballot.layers or {"": Fraction(1)}).items()]
    whole = sum((layer.weight for layer in layers if layer.mean is not None), NOTHING)
    return tuple(
        LayerReason(each.code, each.votes, each.count, each.mean, _share(each, whole, ballot)) for each in layers
    )


def _share(layer: LayerReason, whole: Fraction, ballot: Ballot) -> Fraction:
    """The weight with which a layer counts: without a vote it gives its weight to the others where it is left out."""
    if ballot.missing != "left out":
        return layer.weight
    return NOTHING if layer.mean is None or not whole else layer.weight / whole


def _layer(branch: Branch, ballot: Ballot, code: str, weight: Fraction) -> LayerReason:
    head = f"ballot.{code}." if code else "ballot."
    votes = tuple(
        (option.code, (branch.typed(f"{head}{option.code}") or 0) // 100, option.points) for option in ballot.options
    )
    count = sum(number for _, number, points in votes if points is not None)
    given = sum((number * points for _, number, points in votes if points is not None), NOTHING)
    return LayerReason(code, votes, count, given / count if count else None, weight)


def _mean(layers: tuple[LayerReason, ...]) -> Fraction | None:
    if all(layer.mean is None for layer in layers):
        return None
    return sum(((layer.mean or NOTHING) * layer.weight for layer in layers), NOTHING)


def _quorum(branch: Branch, ballot: Ballot) -> Asked | None:
    count = Expression((Term("ballot.count"),))
    if ballot.quorum is not None:
        return asked(branch, Comparison(count, "at least", ballot.quorum, ballot.quorum_of))
    if ballot.quorum_number is not None:
        return asked(branch, Comparison(count, "at least", ballot.quorum_number))
    return None
