"""Do parties, panels and ballots fit together?"""

from apps.rating.loading.desk import Piece
from apps.rating.rulebook import Rulebook
from apps.rating.scores import Best, Place


def check_parties(book: Piece, rulebook: Rulebook) -> None:
    """Tell every fault of who marks and votes."""
    numbers = [party for party in rulebook.mix.shares if party == "ballot" or party in rulebook.mix.figures]
    if rulebook.mix.at == "criteria" and numbers:
        book["mix"].fault("mix-number", "at", party=numbers[0])
    if rulebook.criteria and rulebook.mix.shares and not _sheets(rulebook):
        book["parties"].fault("parties-sheet", example="superior: 70%")
    for party in rulebook.panels:
        if party in numbers:
            book["panels"][party].fault("panel-number", party=party)
    for party, piece in book["parties"].items():
        if party not in rulebook.mix.shares and isinstance(piece.value, dict):
            piece.fault("key-missing", "share", key="share", example="share: 20%")
    _drawn(book, rulebook)
    _ballot(book, rulebook)
    if "mix" in book and not rulebook.mix.shares:
        book["mix"].remind("mix-idle")


def _sheets(rulebook: Rulebook) -> list[str]:
    numbers = {"ballot", *rulebook.mix.figures}
    return [party for party, role in rulebook.parties.items() if role == "counts" and party not in numbers]


def _drawn(book: Piece, rulebook: Rulebook) -> None:
    """Places and bests of typed numbers need one party that types them."""
    several = len(_sheets(rulebook)) > 1 or bool(rulebook.panels)
    for score in rulebook.scores:
        mechanism = score.mechanism
        if isinstance(mechanism, Place | Best) and mechanism.of is None and several and not score.party:
            where = book["sections"][score.section]["criteria"][score.code]
            where.fault("drawn-parties", example="marked-by: superior")


def _ballot(book: Piece, rulebook: Rulebook) -> None:
    if rulebook.ballot is None or "ballot" not in book:
        return
    piece = book["ballot"]
    read = [name for name in book.desk.reads if name.split(".")[0] == "ballot"]
    if "ballot" not in rulebook.mix.shares and not read:
        piece.remind("ballot-idle")
    if "quorum" in piece and "ballot.quorum" not in read:
        piece.remind("quorum-idle", "quorum")
    if not rulebook.ballot.options:
        for key in ("layers", "abstain"):
            if key in piece:
                piece.fault("key-missing", "options", key="options", example="options: {good: 100, poor: 0}")
