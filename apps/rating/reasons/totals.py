"""How did the total come about? The parties by their shares, or the one party that counts, and its roundings."""

from fractions import Fraction

from apps.rating.reasons.branch import Branch
from apps.rating.reasons.marks import Chain
from apps.rating.reasons.shapes import Ballots, Part, PartyReason, SumReason

NOTHING = Fraction(0)


def total_reason(branch: Branch, parties: tuple[PartyReason, ...], ballots: Ballots | None) -> SumReason:
    """The story of the total: of the sections where one party counts, else of the parties' totals."""
    rulebook = branch.rulebook
    shares = rulebook.mix.shares
    alone = parties[0].sum
    if not shares or rulebook.mix.at == "criteria":
        chain = Chain(alone.total)
        chain.round(rulebook.total.rounding)
        return SumReason(alone.parts, alone.sum, (*alone.changes, *chain.changes), chain.value)
    totals = {party.name: party.total for party in parties}
    if ballots is not None and "ballot" in shares:
        totals["ballot"] = ballots.points
    parts = _parts(branch, totals)
    start = sum((part.brings for part in parts), NOTHING)
    chain = Chain(start)
    chain.round(rulebook.mix.rounding or rulebook.total.rounding)
    chain.round(rulebook.total.rounding)
    return SumReason(parts, start, tuple(chain.changes), chain.value)


def _parts(branch: Branch, totals: dict[str, Fraction]) -> tuple[Part, ...]:
    mix = branch.rulebook.mix
    missing = {party for party in mix.shares if is_missing(branch, party)}
    out = {party for party in missing if mix.missing.get(party) == "left out"}
    whole = sum((share for party, share in mix.shares.items() if party not in out), NOTHING)
    parts = []
    for party, share in mix.shares.items():
        state = "left out" if party in out else "missing" if party in missing else ""
        factor = NOTHING if party in out or not whole else share / whole
        parts.append(Part("party", party, NOTHING if state else totals[party], factor, state))
    return tuple(parts)


def is_missing(branch: Branch, party: str) -> bool:
    """Whether nothing at all came from a party."""
    if party == "ballot":
        return branch.number("ballot") is None
    if party in branch.rulebook.mix.figures:
        return branch.typed(f"{party}.total") is None
    keys = [each.key for each in branch.rulebook.inputs if each.kind == "mark" and each.party == party]
    return all(branch.typed(key) is None for key in keys)
