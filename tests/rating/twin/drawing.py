"""Which place has each branch by one figure, and what part of the best? What needs everybody before it counts."""

from fractions import Fraction

from apps.rating.scores import Best, Place, Score
from tests.rating.twin.facts import Branch
from tests.rating.twin.marking import mark_of
from tests.rating.twin.sections import is_asked


def draw(branches: list[Branch]) -> None:
    """Fill the drawn inputs of every branch: a place as a number, a part of the best as a fraction of 1."""
    for score in branches[0].rulebook.scores if branches else ():
        if isinstance(score.mechanism, Place | Best):
            draw_one(branches, score, score.mechanism)


def draw_one(branches: list[Branch], score: Score, mechanism: Place | Best) -> None:
    found = [figure_of(branch, score, mechanism) for branch in branches]
    for branch, mine in zip(branches, found, strict=True):
        if mine is None:
            branch.inputs[mechanism.drawn] = None
            continue
        scope = [
            theirs
            for other, theirs in zip(branches, found, strict=True)
            if theirs is not None and same_group(branch, other, mechanism.within)
        ]
        if isinstance(mechanism, Best):
            branch.inputs[mechanism.drawn] = part_of_best(mine, scope, mechanism.smallest_first)
        else:
            better = [each for each in scope if (each < mine if mechanism.smallest_first else each > mine)]
            branch.inputs[mechanism.drawn] = Fraction(1 + len(better))


def figure_of(branch: Branch, score: Score, mechanism: Place | Best) -> Fraction | None:
    """The figure that is compared: a fact, or what the main party typed; none where it is not asked."""
    if not is_asked(branch, score):
        return None
    if mechanism.of is not None:
        return branch.sum(mechanism.of)
    return mark_of(branch, score.party or branch.rulebook.main_party, score.code)


def part_of_best(mine: Fraction, scope: list[Fraction], smallest_first: bool) -> Fraction:
    """Own ÷ best, or best ÷ own where the smallest is best; where all are 0, the smallest are the best."""
    if smallest_first:
        return min(scope) / mine if mine else Fraction(1)
    return mine / max(scope) if max(scope) else Fraction(0)


def same_group(one: Branch, other: Branch, within: str) -> bool:
    """Whether two branches stand in one group of a scope."""
    if within == "campaign":
        return True
    if within == "size":
        return band_of(one) == band_of(other)
    return bool(getattr(one, within) == getattr(other, within))


def band_of(branch: Branch) -> int | None:
    """Which size band: how many lines its members reach; None where their number is blank."""
    members = branch.figures["members"]
    if members is None:
        return None
    assert isinstance(members, Fraction)
    return sum(members >= line for line in branch.rulebook.size_bands)
