"""Can every quota hold, by itself and beside the others?"""

from apps.rating.loading.desk import Piece
from apps.rating.rulebook import Quota, Rulebook


def check_quotas(book: Piece, rulebook: Rulebook) -> None:
    """Tell every quota that cannot hold or that nobody can fill."""
    for number, quota in enumerate(rulebook.quotas):
        piece = book["quotas"][number]
        if piece.is_faulted:
            continue
        _levels(piece, quota, rulebook)
        _amount(piece, quota)
        if not piece["for"].is_faulted:
            _falls_to(piece, quota, rulebook)
        for other in rulebook.quotas[:number]:
            _beside(piece, quota, other)
    _scopes(book, rulebook)


def _levels(piece: Piece, quota: Quota, rulebook: Rulebook) -> None:
    words = tuple(level.name for level in rulebook.levels)
    if not quota.levels:
        return
    first = words.index(quota.levels[0])
    if words[first : first + len(quota.levels)] != quota.levels:
        piece.fault("quota-levels", "for", example=f"{quota.levels[-1]} or better")
    elif quota.levels == words:
        piece.fault("quota-all", "for")
    elif quota.kind != "at least" and quota.levels[-1] == words[-1]:
        piece.fault("quota-last", "for", level=words[-1])


def _amount(piece: Piece, quota: Quota) -> None:
    key = next((each for each in ("at-most", "exactly", "at-least", "seats") if each in piece), "for")
    if quota.share is not None and not 0 < quota.share < 1:
        piece.fault("quota-share", key, share=piece[key].value)
    if quota.number == 0 and not quota.seats:
        piece.fault("quota-none", key)
    if quota.seats and not any(quota.seats.values()):
        piece.fault("quota-none", "seats")
    if quota.seats and quota.within == "campaign":
        piece.fault("quota-seats", "seats", example="within: unit")
    if quota.number and quota.least > quota.number:
        piece.fault("quota-least", "least", least=quota.least, number=quota.number)
    if quota.share is None and "rounding" in piece:
        piece.remind("key-idle", "rounding", key="rounding", kind=key)


def _falls_to(piece: Piece, quota: Quota, rulebook: Rulebook) -> None:
    words = [level.name for level in rulebook.levels]
    if not quota.levels or quota.kind == "at least" or quota.falls_to not in words:
        return
    if words.index(quota.falls_to) <= max(words.index(level) for level in quota.levels):
        piece.fault("quota-falls", "falls-to" if "falls-to" in piece else "for", level=quota.falls_to)


def _beside(piece: Piece, quota: Quota, other: Quota) -> None:
    """Tell of a quota that allows more of fewer levels than another allows of more."""
    if (quota.within, quota.base) != (other.within, other.base) or "at least" in (quota.kind, other.kind):
        return
    key = "at-most" if "at-most" in piece else "exactly" if "exactly" in piece else "seats"
    if quota.levels == other.levels and quota.condition == other.condition:
        piece.fault("quota-twice", "for")
    inner, outer = (quota, other) if set(quota.levels) < set(other.levels) else (other, quota)
    if not set(inner.levels) < set(outer.levels) or inner.condition != outer.condition:
        return
    more = (inner.share is not None and outer.share is not None and inner.share > outer.share) or (
        inner.number is not None and outer.number is not None and inner.number > outer.number
    )
    if more:
        piece.fault("quota-contradicts", key, levels=", ".join(outer.levels))


def _scopes(book: Piece, rulebook: Rulebook) -> None:
    """Groups by size need bands of sizes, and bands rise."""
    places = [("compare-within", rulebook.compare_within)] if "compare-within" in book else []
    for key, scope in places:
        if scope == "size" and not rulebook.size_bands:
            book.fault("size-bands", key, example="size-bands: [5, 20, 50]")
    for number, quota in enumerate(rulebook.quotas):
        if quota.within == "size" and not rulebook.size_bands:
            book["quotas"][number].fault("size-bands", "within", example="size-bands: [5, 20, 50]")
    bands = rulebook.size_bands
    if list(bands) != sorted(bands):
        book.fault("size-order", "size-bands", example=", ".join(map(str, sorted(bands))))
