"""Which events limit the outcome, and how?"""

import re

from apps.rating.loading.conditions import condition
from apps.rating.loading.desk import Piece
from apps.rating.loading.names import TOTAL
from apps.rating.loading.numbers import text
from apps.rating.rulebook import Veto

PLAIN = {
    "no level": "no level",
    "no stars": "no stars",
    "one level down": "down",
    "no promotion": "no promotion",
    "not rated": "not rated",
}
CAP = re.compile(r"no level above (.+)")
STAR = re.compile(r"star (.+) out")


def vetoes(book: Piece) -> list[Veto]:
    """The vetoes in the order written."""
    return [_veto(code, piece) for code, piece in book["vetoes"].items()] if book.value.get("vetoes") else []


def _veto(code: str, piece: Piece) -> Veto:
    effect, level, star = _effect(piece["effect"])
    if effect == "no promotion":
        piece.desk.reads.setdefault("last-level", piece.path)
    return Veto(
        code,
        text(piece.get("title"), code),
        effect,
        level,
        star,
        look_back=int(str(piece["look-back"].value).split(" ")[0]) if "look-back" in piece else None,
        condition=condition(piece["when"], TOTAL) if "when" in piece else None,
    )


def _effect(piece: Piece) -> tuple[str, str, str]:
    written = str(piece.value)
    if written in PLAIN:
        return PLAIN[written], "", ""
    if found := CAP.fullmatch(written):
        if found[1] not in piece.desk.names.levels:
            piece.fault("word-unknown", word=found[1], known=", ".join(piece.desk.names.levels))
        return "cap", found[1], ""
    if found := STAR.fullmatch(written):
        if found[1] not in piece.desk.names.stars:
            piece.fault("veto-star", star=found[1], known=", ".join(piece.desk.names.stars))
        return "star out", "", found[1]
    piece.fault("bad-value", value=written, choices=", ".join([*PLAIN, "no level above 三星", "star A out"]))
    return "no level", "", ""
