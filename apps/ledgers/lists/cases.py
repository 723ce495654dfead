"""How often was a case taken up elsewhere? An organisation counts once, and never the one whose case it is."""

from collections.abc import Hashable, Iterable


def times_taken_up(owner: Hashable, takers: Iterable[Hashable]) -> int:
    """How many other organisations did likewise."""
    return len(set(takers) - {owner})
