"""Does every veto, grant and ladder change something?"""

from apps.rating.loading.desk import Piece
from apps.rating.rulebook import Rulebook, Veto


def check_vetoes(book: Piece, rulebook: Rulebook) -> None:
    """Tell every veto without effect."""
    for veto in rulebook.vetoes:
        _effect(book["vetoes"][veto.code]["effect"], veto, rulebook)
        if veto.condition is not None and veto.look_back is not None:
            book["vetoes"][veto.code].remind("veto-look-back", "look-back")
    _grants(book, rulebook)
    _ladder(book, rulebook)


def _effect(piece: Piece, veto: Veto, rulebook: Rulebook) -> None:
    words = [level.name for level in rulebook.levels]
    if veto.effect == "cap" and veto.level == words[0]:
        piece.fault("veto-idle", level=veto.level)
    elif veto.effect == "cap" and veto.level == words[-1]:
        piece.remind("veto-plain", level=veto.level, example="no level")
    elif veto.effect in ("no level", "down", "no promotion") and len(words) == 1:
        piece.fault("veto-idle", level=words[0])
    elif veto.effect == "no stars" and not rulebook.shows_stars:
        piece.remind("veto-plain", level=words[-1], example="no level")


def _grants(book: Piece, rulebook: Rulebook) -> None:
    for number, grant in enumerate(rulebook.grants):
        piece = book["grants"][number]
        if grant.level == rulebook.levels[-1].name:
            piece.fault("grant-idle", "level", level=grant.level)
        if grant.past_ladder and rulebook.ladder is None:
            piece.remind("ladder-none", "past-ladder")


def _ladder(book: Piece, rulebook: Rulebook) -> None:
    ladder = rulebook.ladder
    if ladder is not None and ladder.up is None and ladder.down is None and ladder.no_record is None:
        book["ladder"].fault("key-missing", "up-at-most", key="up-at-most", example="up-at-most: 1")
    if ladder is not None and ladder.no_record == rulebook.levels[0].name:
        book["ladder"].remind("ladder-open", "no-record", level=ladder.no_record)
