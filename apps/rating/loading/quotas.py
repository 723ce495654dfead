"""In which order do branches stand, how many may hold a level, and what follows from a level?"""

import re
from fractions import Fraction

from apps.rating.conditions import Comparison, Condition, Expression, Term
from apps.rating.loading.conditions import condition, expression_in, joined
from apps.rating.loading.desk import Piece
from apps.rating.loading.levels import level_word
from apps.rating.loading.names import LEVEL, STARS
from apps.rating.loading.numbers import scope, share_in, text, whole
from apps.rating.rulebook import Honour, OrderKey, Quota, Target, Word

AMOUNTS = ("at-most", "exactly", "at-least", "seats")
STARRED = re.compile(r"at least ([1-9][0-9]{0,3}) stars?")
YEARS = re.compile(r"in ([1-9][0-9]?) years?")


def order(piece: Piece | None) -> tuple[OrderKey, ...]:
    """What decides places, first things first."""
    return tuple(order_key(each) for each in piece.listed()) if piece else ()


def order_key(piece: Piece) -> OrderKey:
    """A figure, the larger first, or "fewest" before it."""
    written = str(piece.value)
    fewest = written.startswith("fewest ")
    asked = expression_in(written.removeprefix("fewest "), piece, LEVEL)
    for figure in asked.figures:
        known = piece.desk.names.find(figure)
        if known is not None and known.kind == "word":
            piece.fault("not-a-number", figure=figure)
    return OrderKey(asked, fewest)


def tie_break(piece: Piece | None) -> OrderKey | None:
    """What breaks a tie after all keys; None where ties share a place."""
    return order_key(piece["broken-by"]) if piece is not None and "broken-by" in piece else None


def quotas(book: Piece, places: tuple[OrderKey, ...]) -> list[Quota]:
    """The limits in the order written. places: the keys that decide where a quota names none."""
    return [_quota(piece, places) for piece in (book["quotas"].listed() if "quotas" in book else ())]


def _quota(piece: Piece, places: tuple[OrderKey, ...]) -> Quota:
    found = [key for key in AMOUNTS if key in piece]
    if len(found) != 1:
        piece.fault("quota-amount", example="at-most: 25%")
    levels = levels_in(piece["for"])
    amount = piece[found[0]] if found else None
    kind = found[0].replace("-", " ") if found and found[0] != "seats" else "at most"
    part, number, seats = _amount(amount)
    return Quota(
        levels=levels,
        kind=kind,
        share=part,
        number=number,
        seats=seats,
        base=_word(piece.get("of"), "everybody"),
        within=scope(piece.get("within")),
        rounding=_word(piece.get("rounding"), "down"),
        least=whole(piece.get("least")),
        by=order(piece["by"]) if "by" in piece else places,
        ties=_word(piece.get("ties"), "left out"),
        falls_to=level_word(piece["falls-to"]) if "falls-to" in piece else _below(levels, piece),
        condition=condition(piece["when"], STARS) if "when" in piece else None,
    )


def _word(piece: Piece | None, default: str) -> str:
    return default if piece is None else str(piece.value)


def _below(levels: tuple[str, ...], piece: Piece) -> str:
    """The level below those named; the last where there is none."""
    known = piece.desk.names.levels
    following = max((known.index(level) for level in levels if level in known), default=0) + 1
    return known[min(following, len(known) - 1)]


def _amount(piece: Piece | None) -> tuple[Fraction | None, int | None, dict[str, int]]:
    """A share, a number of seats, or seats by group ("": every other group)."""
    if piece is None:
        return None, 0, {}
    if isinstance(piece.value, dict):
        return None, None, {"" if name == "otherwise" else name: whole(each) for name, each in piece.items()}
    part = share_in(piece.value) if isinstance(piece.value, str) else None
    if part is not None:
        return part, None, {}
    if not isinstance(piece.value, int):
        piece.fault("bad-words", value=piece.value, example="25%")
        return None, 0, {}
    return None, piece.value, {}


def levels_in(piece: Piece) -> tuple[str, ...]:
    """The levels that a word, "X or better", "X or worse" or a list names, best first."""
    if isinstance(piece.value, list):
        named = [level_word(each) for each in piece.listed()]
        return tuple(level for level in piece.desk.names.levels if level in named)
    return levels_named(str(piece.value), piece)


def levels_named(written: str, piece: Piece) -> tuple[str, ...]:
    """The same for words that stand in a key."""
    known = piece.desk.names.levels
    word = written.removesuffix(" or better").removesuffix(" or worse")
    if word not in known:
        piece.fault("word-unknown", word=word, known=", ".join(known))
        return ()
    position = known.index(word)
    if written.endswith(" or better"):
        return known[: position + 1]
    return known[position:] if written.endswith(" or worse") else (word,)


def words(piece: Piece | None) -> list[Word]:
    """Another vocabulary: each word with the levels or the condition that it asks."""
    return [_vocable(name, each) for name, each in piece.items()] if piece else []


def _vocable(name: str, piece: Piece) -> Word:
    if not isinstance(piece.value, dict):
        return Word(name, text(None, name), _of_levels(levels_in(piece), piece))
    if "when" in piece or "levels" in piece:
        parts: list[Condition] = []
        if "levels" in piece:
            parts.append(_of_levels(levels_in(piece["levels"]), piece))
        if "when" in piece:
            parts.append(condition(piece["when"], LEVEL))
        return Word(name, text(piece.get("title"), name), joined(parts))
    return Word(name, text(None, name), condition(piece, LEVEL))


def _of_levels(levels: tuple[str, ...], piece: Piece) -> Condition:
    piece.desk.reads.setdefault("level", piece.path)
    return Comparison(Expression((Term("level"),)), "one of", words=levels)


def honours(piece: Piece | None) -> list[Honour]:
    """The honours that may follow, and the levels that a branch may be put forward from."""
    return [Honour(name, levels_in(each)) for name, each in piece.items()] if piece else []


def targets(piece: Piece | None, years: int = 0) -> list[Target]:
    """The figures to watch, this year's first as they are written."""
    found: list[Target] = []
    for key, each in piece.items() if piece else ():
        if (year := YEARS.fullmatch(key)) and not isinstance(each.value, dict):
            each.fault("wants-object", example="{三星 or better: 60%}")
            continue
        if year:
            found += targets(each, int(year[1]))
            continue
        if isinstance(each.value, dict):
            each.fault("bad-words", value=key, example="in 3 years")
            continue
        part, number, _ = _amount(each)
        starred = STARRED.fullmatch(key)
        levels = () if starred else levels_named(key, each)
        found.append(Target(levels, part, number, int(starred[1]) if starred else None, years))
    return found
