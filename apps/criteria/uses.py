"""Which campaigns follow a version? Higher apps register who knows."""

from collections.abc import Callable, Iterable
from typing import Any

Uses = Callable[[Any, Iterable[int]], dict[int, list[str]]]

_uses: list[Uses] = []


def register(uses: Uses) -> None:
    """`uses(person, versions)` gives the names of what follows each version, as far as the person sees it."""
    _uses.append(uses)


def used_by(person: Any, versions: Iterable[int]) -> dict[int, list[str]]:
    """Who follows each of the versions, by its id."""
    asked, found = list(versions), {}
    for uses in _uses:
        for version, names in uses(person, asked).items():
            found.setdefault(version, []).extend(names)
    return found
