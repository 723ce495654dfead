"""What does a name stand for, however its letters are cased?"""

from collections.abc import Iterable
from typing import TypeVar

Meant = TypeVar("Meant")


def by_spelling(named: Iterable[tuple[str, Meant]]) -> dict[str, Meant]:
    """By each name as it is spelt and in small letters what it stands for; what could be several things is left out.

    A1 and a1 are two criteria, each by its own spelling; where there is only A1, a1 means it.
    """
    spelt: dict[str, list[Meant]] = {}
    small: dict[str, list[Meant]] = {}
    for name, meant in named:
        for names, key in ((spelt, name), (small, name.casefold())):
            if meant not in names.setdefault(key, []):
                names[key].append(meant)
    return {name: meant[0] for names in (small, spelt) for name, meant in names.items() if len(meant) == 1}
