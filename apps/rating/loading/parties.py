"""Who marks, who votes, and how do several become one?"""

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from apps.rating.conditions import Expression
from apps.rating.loading.conditions import MEASURE, number_in, part_of
from apps.rating.loading.desk import Piece
from apps.rating.loading.names import FACTS
from apps.rating.loading.numbers import number, rounding, share, text, whole
from apps.rating.points import show_exact
from apps.rating.rulebook import Ballot, BallotOption, Mix, Panel, PartyRole

TAKES: Mapping[str, str] = {
    "mean": "mean",
    "median": "median",
    "sum": "sum",
    "mean without the highest and lowest": "trimmed",
    "mean without the highest": "without highest",
    "mean without the lowest": "without lowest",
    "sum without the highest and lowest": "trimmed sum",
    "sum without the highest": "sum without highest",
    "sum without the lowest": "sum without lowest",
}
BEST = re.compile(r"(sum of )?best ([1-9][0-9]?)")
MISSING: Mapping[str, str] = {"counts 0": "zero", "left out": "left out", "not rated": "not rated"}


def roles(piece: Piece) -> dict[str, PartyRole]:
    """Every party, and whether it counts."""
    return {party: "shown" if each.value == "shown" else "counts" for party, each in piece["parties"].items()}


def mix(piece: Piece) -> Mix:
    """How the parties that count become one."""
    shares = {party: found for party, each in piece["parties"].items() if (found := _share(each)) is not None}
    counting = [party for party, role in roles(piece).items() if role == "counts"]
    parties = piece["parties"]
    if (len(counting) > 1 and len(shares) < len(counting)) or not counting:
        parties.fault("parties-count", count=len(counting))
    elif shares and sum(shares.values()) != 1:
        parties.fault("weights-sum", sum=f"{show_exact(100 * sum(shares.values()))}%")
    stated = piece.get("mix")
    return Mix(
        shares=shares,
        at=str(stated["at"].value) if stated and "at" in stated else "total",
        missing=_missing(stated.get("missing") if stated else None, shares),
        figures=frozenset(party for party, each in parties.items() if "marks" in each),
        rounding=rounding(stated.get("round")) if stated else None,
    )


def _share(piece: Piece) -> Fraction | None:
    stated = piece.get("share") if isinstance(piece.value, dict) else piece
    return None if stated is None or stated.value in ("counts", "shown") else share(stated)


def _missing(piece: Piece | None, shares: Mapping[str, Fraction]) -> dict[str, str]:
    stated: dict[str, str] = {}
    for party, each in piece.items() if piece else ():
        if party not in shares:
            each.fault("party-unknown", party=party, known=", ".join(shares))
        stated[party] = MISSING[str(each.value)]
    return {party: stated.get(party, "zero") for party in shares}


def main_party(party_mix: Mix, party_roles: Mapping[str, PartyRole]) -> str:
    """Whose marks stand under plain codes: who counts alone; of several, the superior or who has the largest share."""
    sheets = {
        party: part for party, part in party_mix.shares.items() if party != "ballot" and party not in party_mix.figures
    }
    if "superior" in sheets:
        return "superior"
    if sheets:
        return max(sheets, key=lambda party: sheets[party])
    return next((party for party, role in party_roles.items() if role == "counts"), "superior")


def panels(piece: Piece | None, parties: Mapping[str, PartyRole]) -> dict[str, Panel]:
    """The parties that are several markers each."""
    made: dict[str, Panel] = {}
    for party, each in piece.items() if piece else ():
        if party not in parties:
            each.fault("party-unknown", party=party, known=", ".join(parties))
        take, drop, needed = _taken(each)
        markers, least = whole(each["markers"]), whole(each.get("at-least"), needed)
        if markers < needed or least > markers or least < needed:
            each.fault("panel-small", markers=markers, needed=needed)
        made[party] = Panel(party, markers, take, drop, least, rounding(each.get("round")))
    return made


def _taken(piece: Piece) -> tuple[str, int, int]:
    """What becomes of the marks, how many are dropped (or kept), and how many must be there."""
    written = str(piece["take"].value) if "take" in piece else "mean"
    if found := BEST.fullmatch(written):
        return ("sum of best" if found[1] else "best"), int(found[2]), 1
    if written.endswith((" and lowest", " the highest", " the lowest")):
        drop = whole(piece.get("drop"), 1)
        return TAKES[written], drop, (2 * drop if written.endswith(" and lowest") else drop) + 1
    if "drop" in piece:
        piece.fault("key-idle", "drop", key="drop", kind=written)
    return TAKES[written], 0, 1


def summed(book: Mapping[str, Any]) -> int:
    """How many marks a panel adds up at most; 1 where marks are no sums."""
    most = 1
    for panel in (book.get("panels") or {}).values():
        take, drop = str(panel.get("take", "mean")), int(panel.get("drop", 1))
        if take.startswith("sum"):
            found = BEST.fullmatch(take)
            dropped = 2 * drop if take.endswith("and lowest") else drop if take != "sum" else 0
            most = max(most, int(found[2]) if found else panel["markers"] - dropped)
    return most


def ballot(book: Piece) -> Ballot | None:
    """How votes become points; None where nobody votes."""
    if "ballot" not in book:
        return Ballot((), {}, None, None, None, "zero", None) if "ballot" in book["parties"] else None
    piece = book["ballot"]
    layers = {code: share(each) for code, each in piece["layers"].items()} if "layers" in piece else {}
    if layers and sum(layers.values()) != 1:
        piece.fault("weights-sum", "layers", sum=f"{show_exact(100 * sum(layers.values()))}%")
    quorum, of, votes = _quorum(piece.get("quorum"))
    missing = MISSING[str(piece["missing"].value)] if "missing" in piece else "zero"
    return Ballot(_options(piece), layers, quorum, of, votes, missing, rounding(piece.get("round")))


def _options(piece: Piece) -> tuple[BallotOption, ...]:
    listed = piece["options"].items() if "options" in piece else ()
    options = [BallotOption(code, text(each.get("title"), code), number(_points(each))) for code, each in listed]
    if "abstain" in piece:
        options.append(BallotOption("abstain", text(None, "abstain"), None))
    return tuple(options)


def _points(piece: Piece) -> Piece | None:
    return piece.get("points") if isinstance(piece.value, dict) else piece


def _quorum(piece: Piece | None) -> tuple[Fraction | None, Expression | None, Fraction | None]:
    """A share and of what, or a number of votes."""
    if piece is None:
        return None, None, None
    found = MEASURE.fullmatch(str(piece.value))
    part = part_of(found) if found else None
    if found is None or found[1] != "at least" or (part is None) != (found[4] is None):
        piece.fault("bad-words", value=piece.value, example="at least 50% of members")
        return None, None, None
    if part is None:
        return None, None, Fraction(found[2])
    return part, number_in(found[4], piece, FACTS), None
