"""Which levels are there, and what does each ask? Also who is granted one, who stands outside, and what holds back."""

from dataclasses import replace

from apps.rating.conditions import ALWAYS, Comparison, Condition
from apps.rating.loading.conditions import comparison, condition, expression_in, joined
from apps.rating.loading.desk import Piece
from apps.rating.loading.names import STARS
from apps.rating.loading.numbers import is_yes, text, whole
from apps.rating.rulebook import Grant, Ladder, Level, Unrated
from apps.rating.words import Text

OWN_KEYS = frozenset(["title", "stars", "lit", "with", "otherwise"])


def levels(book: Piece) -> list[Level]:
    """The levels, best first; the last takes everybody else."""
    return [_level(name, piece) for entry in book["levels"].listed() for name, piece in entry.items()]


def _level(name: str, piece: Piece) -> Level:
    if not isinstance(piece.value, dict):
        return Level(name, Text(name, name), 0, ALWAYS, rated=True)
    title = text(piece.get("title"), name)
    if "otherwise" in piece:
        return Level(name, title, whole(_shown(piece)), ALWAYS, piece["otherwise"].value == "rated")
    lit, named = lit_asked(piece), named_stars(piece)
    return Level(name, title, whole(_shown(piece)), joined(_asked(piece)), True, lit, named)


def _shown(piece: Piece) -> Piece | None:
    stars = piece.get("stars")
    return stars if stars is not None and isinstance(stars.value, int) else None


def _count(piece: Piece) -> Piece | None:
    """What a level asks of the number of lit stars, under either of its keys."""
    stars = piece.get("stars")
    return piece.get("lit") or (stars if stars is not None and isinstance(stars.value, str) else None)


def lit_asked(piece: Piece) -> int:
    """How many stars a level asks in all; 0 where it does not say, or says it otherwise than "at least"."""
    asked = _count(piece)
    words = str(asked.value) if asked else ""
    number = words.removeprefix("at least ")
    return int(number) if words.startswith("at least ") and number.isdigit() else 0


def named_stars(piece: Piece) -> tuple[str, ...]:
    """The stars that a level asks by name."""
    return tuple(str(each.value) for each in piece["with"].listed()) if "with" in piece else ()


def _asked(piece: Piece) -> list[Condition]:
    parts: list[Condition] = []
    asked = _count(piece)
    if asked is not None:
        parts.append(comparison(expression_in("lit", asked, STARS), asked, STARS))
    for code in piece["with"].listed() if "with" in piece else ():
        if code.value in piece.desk.names.stars:
            parts.append(Comparison(expression_in(f"star.{code.value}", code, STARS), "yes"))
        else:
            code.fault("level-star-unknown", star=code.value, known=", ".join(piece.desk.names.stars))
    others = {key: value for key, value in piece.value.items() if key not in OWN_KEYS}
    return parts + [condition(replace(piece, value={key: others[key]}), STARS) for key in others]


def grants(book: Piece) -> list[Grant]:
    """The facts that give a level whatever the points say."""
    return [
        Grant(
            level_word(piece["level"]),
            condition(piece["when"], STARS),
            text(piece.get("title"), str(piece["level"].value)),
            is_yes(piece.get("past-ladder")),
        )
        for piece in (book["grants"].listed() if "grants" in book else ())
    ]


def level_word(piece: Piece) -> str:
    """The word of a level; a fault where no level has it."""
    word = str(piece.value)
    if word not in piece.desk.names.levels:
        piece.fault("word-unknown", word=word, known=", ".join(piece.desk.names.levels))
    return word


def unrated(book: Piece) -> list[Unrated]:
    """Who takes part without being rated."""
    made: list[Unrated] = []
    for name, piece in book["without-rating"].items() if "without-rating" in book else ():
        if name in piece.desk.names.levels:
            piece.fault("level-twice", level=name, first=piece.desk.document.line(("levels",)))
        made.append(Unrated(name, text(piece.get("title"), name), condition(piece["when"], STARS)))
    return made


def ladder(book: Piece) -> Ladder | None:
    """How far a level may move in a year."""
    piece = book.get("ladder")
    if piece is None:
        return None
    book.desk.reads.setdefault("last-level", piece.path)
    no_record = piece.get("no-record")
    best = None
    if no_record is not None:
        best = str(no_record.value).removeprefix("at most ")
        if best not in book.desk.names.levels:
            no_record.fault("word-unknown", word=best, known=", ".join(book.desk.names.levels))
    exception = condition(piece["except-when"], STARS) if "except-when" in piece else None
    return Ladder(_steps(piece.get("up-at-most")), _steps(piece.get("down-at-most")), best, exception)


def _steps(piece: Piece | None) -> int | None:
    return None if piece is None else whole(piece)
