"""Does one condition imply another? Enough logic to see what can never be reached; never more than is sure."""

from fractions import Fraction

from apps.rating.conditions import All, AnyOf, Comparison, Condition, Expression, NoneOf, SomeOf, Term

LIT = Expression((Term("lit"),))
LOWER = ("at least", "above", "exactly")
UPPER = ("at most", "below", "exactly")


def implies(one: Condition, other: Condition) -> bool:
    """Whether `other` surely holds wherever `one` does."""
    if one == other:
        return True
    if isinstance(other, All):
        return all(implies(one, part) for part in other.parts)
    if isinstance(one, AnyOf):
        return all(implies(part, other) for part in one.parts)
    if isinstance(other, AnyOf) and any(implies(one, part) for part in other.parts):
        return True
    if isinstance(one, All):
        return _named_enough(one, other) or any(implies(part, other) for part in one.parts)
    if isinstance(one, Comparison) and isinstance(other, Comparison):
        return _follows(one, other)
    if isinstance(one, SomeOf) and isinstance(other, SomeOf):
        return one.parts == other.parts and one.least >= other.least
    return isinstance(other, NoneOf) and isinstance(one, NoneOf) and all(part in one.parts for part in other.parts)


def _named_enough(one: All, other: Condition) -> bool:
    """Whether the stars that are asked by name are as many as `other` asks."""
    if not isinstance(other, Comparison) or other.expression != LIT or other.relation != "at least":
        return False
    named = [part for part in one.parts if isinstance(part, Comparison) and str(part.expression).startswith("star.")]
    return len(named) >= (other.number or 0)


def _follows(one: Comparison, other: Comparison) -> bool:
    if one.expression != other.expression or one.share_of != other.share_of:
        return False
    if one.relation in ("yes", "no", "blank", "none of") or other.relation in ("yes", "no", "blank", "none of"):
        return False
    if other.relation == "given":
        return True
    if one.words or other.words:
        return _words_follow(one, other)
    return _number_follows(one, other)


def _words_follow(one: Comparison, other: Comparison) -> bool:
    if one.relation == other.relation == "one of":
        return set(one.words) <= set(other.words)
    return False


def _number_follows(one: Comparison, other: Comparison) -> bool:
    mine, theirs = one.number or Fraction(0), other.number or Fraction(0)
    if other.relation in ("at least", "above") and one.relation in LOWER:
        is_stricter = other.relation == "at least" or one.relation == "above"
        return mine >= theirs if is_stricter else mine > theirs
    if other.relation in ("at most", "below") and one.relation in UPPER:
        is_stricter = other.relation == "at most" or one.relation == "below"
        return mine <= theirs if is_stricter else mine < theirs
    return False
