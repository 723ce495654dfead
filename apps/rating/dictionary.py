"""Which word of one rulebook stands for which of another? Proposed from the order of levels; what is up, by it."""

from collections.abc import Mapping, Sequence

from apps.rating.award_parts import Level
from apps.rating.compare import heights
from apps.rating.rulebook import Rulebook


def propose(source: Sequence[Level], target: Sequence[Level]) -> dict[str, str]:
    """For each word of `source`, best first, the word of `target` that stands where it stands.

    The same word stands for itself; of the others best meets best and last meets last, halves to the worse side.
    """
    names = [each.name for each in target]
    if not names:
        return {}
    steps, last = max(1, len(source) - 1), len(names) - 1
    return {
        each.name: each.name if each.name in names else names[(2 * place * last + steps) // (2 * steps)]
        for place, each in enumerate(source)
    }


def directions(before: Rulebook, now: Rulebook, words: Mapping[str, str]) -> tuple[tuple[int | None, ...], ...]:
    """For each outcome before and each now: 1 where the way is up, −1 down, 0 alike, None where nothing can be said.

    Words of another rulebook are read by `words`, else as they stand. Who takes part without being rated stands
    neither above nor below anybody.
    """
    names, after = [each.name for each in before.levels], [each.name for each in now.levels]
    old: list[int | None]
    if before.slug == now.slug:
        scale, heights_now = heights(names, after)
        old, new = scale.tolist(), heights_now.tolist()
    else:
        read = [words.get(name, name) for name in names]
        old, new = [after.index(word) if word in after else None for word in read], list(range(len(after)))
    old += [None] * len(before.unrated)
    new += [None] * len(now.unrated)
    return tuple(tuple(way(start, end) for end in new) for start in old)


def way(start: int | None, end: int | None) -> int | None:
    """1 up, −1 down, 0 alike; places count from the best."""
    if start is None or end is None:
        return None
    return (start > end) - (start < end)
