"""Can every criterion count, for somebody, what it says?"""

from collections.abc import Mapping
from fractions import Fraction

from apps.rating.loading.checks.bands import check_bands, check_places
from apps.rating.loading.checks.bounds import Span, span_of
from apps.rating.loading.criteria import criterion_pieces, types_of
from apps.rating.loading.desk import Piece
from apps.rating.loading.maxima import has_open_factor
from apps.rating.loading.mechanisms import kind_of
from apps.rating.loading.names import EXTREMES
from apps.rating.loading.ranges import example_of
from apps.rating.rulebook import Rulebook
from apps.rating.scores import Bands, Best, Place, Score

COMMON = (
    *("title", "zh", "en", "guide", "proof", "how", "marked-by", "for", "not-for", "when", "texts"),
    *("times", "round", "blank", "weight"),
)
KEYS: Mapping[str, tuple[str, ...]] = {
    "points": ("points", "from", "step"),
    "bonus": ("bonus", "from", "step"),
    "penalty": ("penalty", "step"),
    "pass-or-fail": ("pass-or-fail",),
    "choices": ("choices",),
    "each": ("each", "per", "units", "at-most"),
    "deduct-from": ("deduct-from", "fines"),
    "awards": ("awards", "take", "at-most"),
    "bands": ("bands", "reads", "out-of", "from", "to", "step"),
    "line": ("line", "reads", "out-of", "from", "to", "step"),
    "share": ("share", "points"),
    "reads": ("reads", "points", "from"),
    "place": ("place", "from", "to"),
    "best": ("best", "points", "from", "to"),
}


def check_criteria(book: Piece, rulebook: Rulebook, spans: dict[str, Span]) -> None:
    """Tell every fault of the criteria."""
    scores = {(score.section, score.code): score for score in rulebook.scores}
    for section, section_piece in book["sections"].items():
        for code, piece in criterion_pieces(section_piece):
            if piece.is_faulted:
                continue
            _idle_keys(piece, section_piece)
            _types(piece, section_piece)
            _mechanism(book, piece, scores[section, code], spans)
            _party(piece, rulebook)
    _count_once(book, [score.code for score in rulebook.scores])
    _types_alone(book, rulebook)


def _idle_keys(piece: Piece, section: Piece) -> None:
    if piece.path == section.path:
        return
    kind = kind_of(piece)
    for key in piece.value:
        if key not in (*COMMON, *KEYS[kind]):
            piece.fault("key-idle", key, key=key, kind=kind)
    if "weight" in piece and "mean" not in section:
        piece.fault("key-idle", "weight", key="weight", kind="sum")
    if kind == "deduct-from" and "fines" not in piece:
        piece.fault("key-missing", "fines", key="fines", example="fines: {late: {title: 迟报, each: 0.5}}")
    for _, fine in piece["fines"].items() if "fines" in piece else ():
        _idle_fine(fine)


def _idle_fine(piece: Piece) -> None:
    if "once" in piece:
        for key in ("per", "units", "below", "above"):
            if key in piece:
                piece.fault("key-idle", key, key=key, kind="once")
    if "below" in piece and "above" in piece:
        piece.fault("kind-twice", "above", one="below", other="above")


def _types(piece: Piece, section: Piece) -> None:
    """Tell of a criterion whose types and those of its section leave no branch."""
    own, not_own = types_of(piece)
    wide, not_wide = types_of(section)
    if not (own or wide):
        return
    held = (own & wide if own and wide else own | wide) - not_own - not_wide
    if not held:
        piece.fault("types-none")


def _full_marks(book: Piece, piece: Piece, score: Score) -> None:
    """Tell of a factor without a highest value where full marks are needed, which come from it."""
    if not has_open_factor(book, score):
        return
    is_scaled = "scale-to" in book["sections"][score.section]
    if score.blank in ("full", "left out") or is_scaled or not book.desk.reads.keys().isdisjoint(EXTREMES):
        fact = score.times_figure
        piece.fault("factor-open", "times", figure=score.code, fact=fact, example=example_of(fact))


def _mechanism(book: Piece, piece: Piece, score: Score, spans: dict[str, Span]) -> None:
    mechanism = score.mechanism
    _full_marks(book, piece, score)
    if isinstance(mechanism, Bands):
        low, high = _reach(piece, mechanism, spans)
        check_bands(piece["bands"], mechanism.bands, low, high)
    if isinstance(mechanism, Place | Best) and mechanism.within == "size" and "size-bands" not in book:
        piece.fault("size-bands", kind_of(piece), "within", example="size-bands: [5, 20, 50]")
    if isinstance(mechanism, Place):
        check_places(piece["place"]["points"], mechanism.table)


def _reach(piece: Piece, mechanism: Bands, spans: dict[str, Span]) -> tuple[Fraction | None, Fraction | None]:
    if mechanism.out_of is not None:
        return None, None
    if mechanism.reads is not None:
        return span_of(mechanism.reads, spans) or (None, None)
    stated = [Fraction(piece[key].value) if key in piece else None for key in ("from", "to")]
    return stated[0], stated[1]


def _party(piece: Piece, rulebook: Rulebook) -> None:
    if "marked-by" in piece and piece["marked-by"].value not in rulebook.parties:
        known = ", ".join(rulebook.parties)
        piece.fault("party-unknown", "marked-by", party=piece["marked-by"].value, known=known)


def _count_once(book: Piece, codes: list[str]) -> None:
    for group in book["count-once"].listed() if "count-once" in book else ():
        for code in group.listed():
            if code.value not in codes:
                code.fault("criterion-unknown", code=code.value, known=", ".join(codes[:12]))


def _types_alone(book: Piece, rulebook: Rulebook) -> None:
    """Remind of a type that one place names and no other: it may be a slip."""
    named: dict[str, list[Piece]] = {}
    texts: set[str] = set()
    for code in book["sections"].value:
        section = book["sections"][code]
        for piece in (section, *(piece for _, piece in criterion_pieces(section))):
            for each in (each for key in ("for", "not-for") if key in piece for each in piece[key].listed()):
                named.setdefault(str(each.value), []).append(each)
            texts |= set(piece["texts"].value) if "texts" in piece else set()
    for word, places in named.items():
        if len(places) == 1 and word not in texts and len(named) > 1:
            places[0].remind("type-alone", type=word)
