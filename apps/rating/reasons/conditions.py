"""What does a condition ask, and what does a branch have? Every comparison with its figure, its line and its gap."""

from fractions import Fraction

from apps.rating.conditions import All, AnyOf, Comparison, Condition, NoneOf, SomeOf
from apps.rating.reasons.branch import Branch
from apps.rating.reasons.shapes import Asked

KINDS = {All: "all", AnyOf: "any-of", NoneOf: "none-of", SomeOf: "some-of"}


def asked_by(branch: Branch, condition: Condition | None) -> tuple[Asked, ...]:
    """What a condition asks, part by part; nested groups stand as one part."""
    if condition is None:
        return ()
    if isinstance(condition, All):
        return tuple(asked for part in condition.parts for asked in asked_by(branch, part))
    return (asked(branch, condition),)


def asked(branch: Branch, condition: Condition) -> Asked:
    """One comparison or group, with what the branch has of it."""
    holds = bool(branch.figures.holds(condition)[0])
    if isinstance(condition, Comparison):
        return _compared(branch, condition, holds)
    parts = tuple(asked(branch, part) for part in condition.parts)
    needed = Fraction(condition.least) if isinstance(condition, SomeOf) else None
    return Asked(KINDS[type(condition)], holds, needed=needed, parts=parts)


def _compared(branch: Branch, comparison: Comparison, holds: bool) -> Asked:
    name = str(comparison.expression)
    if name in branch.figures.words:
        return Asked("comparison", holds, comparison, branch.word(name))
    is_passed = comparison.relation in ("yes", "no") and f"{name}.passed" in branch.figures
    actual = branch.number(f"{name}.passed") if is_passed else branch.sum_of(comparison.expression)
    needed = comparison.number
    if comparison.share_of is not None and needed is not None:
        whole = branch.sum_of(comparison.share_of)
        needed = None if whole is None else needed * whole
    return Asked("comparison", holds, comparison, actual, needed, _gap(holds, actual, needed))


def _gap(holds: bool, actual: Fraction | None, needed: Fraction | None) -> Fraction | None:
    if holds:
        return Fraction(0)
    return None if actual is None or needed is None else abs(needed - actual)
