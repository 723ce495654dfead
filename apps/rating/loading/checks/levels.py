"""Can every level be reached, and does a better one always ask for more?"""

from collections.abc import Iterator

from apps.rating.loading.checks.implying import implies
from apps.rating.loading.desk import Piece
from apps.rating.rulebook import Level, Rulebook

Placed = list[tuple[Piece, Level]]


def check_levels(book: Piece, rulebook: Rulebook) -> None:
    """Tell every fault of the levels."""
    pieces = [piece for entry in book["levels"].listed() for _, piece in entry.items()]
    placed = list(zip(pieces, rulebook.levels, strict=True))
    _words(placed)
    _otherwise(placed)
    asking = [(piece, level) for piece, level in placed if not _takes_the_rest(piece)]
    sorted_out = {quota.falls_to for quota in rulebook.quotas}
    limited = sorted_out | {level for quota in rulebook.quotas for level in quota.levels}
    for piece, level in asking:
        _asked(piece, level, level.name in limited)
    _shown(placed)
    readable = [(piece, level) for piece, level in asking if not piece.is_faulted]
    for number, (piece, level) in enumerate(readable):
        for _, better in readable[:number]:
            if level.name not in sorted_out and implies(level.condition, better.condition):
                piece.fault("level-order", above=better.name)
                break


def _takes_the_rest(piece: Piece) -> bool:
    return piece.value == "otherwise" or "otherwise" in piece


def _words(placed: Placed) -> None:
    taken: dict[str, int] = {}
    for piece, level in placed:
        if level.name in taken:
            piece.fault("level-twice", level=level.name, first=taken[level.name])
        taken.setdefault(level.name, piece.line)


def _otherwise(placed: Placed) -> None:
    for number, (piece, _) in enumerate(placed):
        is_last = number == len(placed) - 1
        if _takes_the_rest(piece) != is_last:
            piece.fault("otherwise-last", example="otherwise: not rated")
        elif is_last:
            for key in _idle(piece):
                piece.fault("otherwise-alone", key, key=key)


def _idle(piece: Piece) -> Iterator[str]:
    """What the last level asks or shows although it takes everybody."""
    if isinstance(piece.value, dict):
        shown = ("stars",) if piece["otherwise"].value == "rated" and isinstance(piece.value.get("stars"), int) else ()
        yield from (key for key in piece.value if key not in ("title", "otherwise", *shown))


def _asked(piece: Piece, level: Level, is_limited: bool) -> None:
    if not isinstance(piece.value, dict):
        return
    if not is_limited and not set(piece.value) - {"title", "stars"} and not isinstance(piece.value.get("stars"), str):
        example = "lit: at least 5" if piece.desk.names.stars else "total: at least 90"
        key = example.split(":")[0]
        piece.fault("key-missing", key, key=key, example=example)
    lit = piece.value.get("lit")
    if max(level.lit, lit if isinstance(lit, int) else 0) > len(piece.desk.names.stars) > 0:
        where = "lit" if "lit" in piece else "stars"
        piece.fault("level-lit-beyond", where, stars=len(piece.desk.names.stars))


def _shown(placed: Placed) -> None:
    """Where one level shows stars, each does but the last, and fewer than the one above."""
    shows = ["stars" in piece and isinstance(piece["stars"].value, int) for piece, _ in placed]
    if not any(shows):
        return
    for number, (piece, level) in enumerate(placed):
        if not shows[number]:
            if not _takes_the_rest(piece):
                piece.fault("key-missing", "stars", key="stars", example="stars: 5")
        elif number and shows[number - 1] and level.stars >= placed[number - 1][1].stars:
            piece.fault("level-stars-order", "stars", stars=level.stars, above=placed[number - 1][1].name)
