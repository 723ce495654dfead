"""Does every code name one thing? Criteria, sections, parties and what only reads like them."""

from apps.rating.loading.criteria import criterion_pieces
from apps.rating.loading.desk import Piece
from apps.rating.rulebook import Rulebook

COLUMNS = frozenset(["branch", "unit", "zone", "type", "members", "previous_level", "vetoes", "decided"])
PREFIXES = frozenset(["ballot", "fact", "star", "medals", "place", "best"])
FIGURES = frozenset(["stars", "total", "lit", "level", "last-level", "members", "type", "unit", "zone"])


def check_codes(book: Piece, rulebook: Rulebook) -> None:
    """Tell every code that stands twice or means something else."""
    reserved = PREFIXES | set(rulebook.parties) | _markers(rulebook)
    taken: dict[str, int] = {}
    for party, piece in book["parties"].items():
        if party in (COLUMNS | FIGURES | PREFIXES) - {"ballot"}:
            piece.fault("code-reserved", code=party)
    for code, section in book["sections"].items():
        if code in FIGURES or code in reserved:
            section.fault("code-reserved", code=code)
        listed = criterion_pieces(section)
        for name, piece in listed:
            _check_criterion(name, piece, reserved, taken)
            is_section = name in book["sections"].value and (name != code or len(listed) > 1)
            if is_section and piece.path != section.path:
                piece.fault("code-twice", code=name, first=book["sections"][name].line)
    for name, piece in book["figures"].items() if "figures" in book else ():
        if name in FIGURES or name in rulebook.parties or name in taken or name in book["sections"]:
            piece.fault("code-reserved", code=name)


def _markers(rulebook: Rulebook) -> set[str]:
    return {f"{panel.party}{number}" for panel in rulebook.panels.values() for number in range(1, panel.markers + 1)}


def _check_criterion(code: str, piece: Piece, reserved: frozenset[str] | set[str], taken: dict[str, int]) -> None:
    if code in COLUMNS or code.split(".")[0] in reserved:
        piece.fault("code-reserved", code=code)
    parts = [f"{code}.{name}" for key in ("fines", "awards") if key in piece for name in piece[key].value]
    for each in (code, *parts):
        if each in taken:
            piece.fault("code-twice", code=each, first=taken[each])
        taken.setdefault(each, piece.line)
