"""Is what rules ask of figures possible, and is every fact spelt as it was meant?"""

from difflib import SequenceMatcher
from fractions import Fraction

from apps.rating.conditions import Comparison
from apps.rating.loading.checks.bounds import Span, span_of
from apps.rating.loading.desk import Piece
from apps.rating.points import show_exact
from apps.rating.rulebook import Rulebook

ALIKE = 0.85


def check_figures(book: Piece, rulebook: Rulebook, spans: dict[str, Span]) -> None:
    """Tell of comparisons that nothing meets, and of facts that look like slips."""
    are_known = not book["sections"].is_faulted
    for piece, asked in book.desk.asked if are_known else ():
        if asked.number is not None and asked.share_of is None and not _is_star_line(piece):
            _possible(piece, asked, spans)
    _slips(book)


def _is_star_line(piece: Piece) -> bool:
    return piece.path[0] == "stars" and piece.path[-1] == "lit-when"


def _possible(piece: Piece, asked: Comparison, spans: dict[str, Span]) -> None:
    span = span_of(asked.expression, spans)
    if span is None or str(asked.expression) == "lit":
        return
    line = asked.number or Fraction(0)
    low, high = span
    is_never = {
        "at least": line > high,
        "above": line >= high,
        "at most": line < low,
        "below": line <= low,
        "exactly": not low <= line <= high,
    }[asked.relation]
    figure = str(asked.expression)
    if is_never:
        ends = f"from: {show_exact(min(low, line))}, to: {show_exact(max(high, line))}"
        piece.fault(
            "fact-range" if figure.startswith("fact.") and len(asked.expression.terms) == 1 else "never-holds",
            figure=figure,
            low=show_exact(low),
            high=show_exact(high),
            example=f"facts: {{{figure.removeprefix('fact.')}: {{{ends}}}}}",
        )


def _slips(book: Piece) -> None:
    """A fact that is declared nowhere, beside one that is declared and spelt almost alike."""
    declared = [f"fact.{name}" for name in book["facts"].value] if "facts" in book else []
    read = [name for name in book.desk.reads if name.startswith("fact.")]
    for name in read:
        if name in declared:
            continue
        piece = Piece(book.desk, book.desk.reads[name], None)
        for other in declared:
            if is_slip(name, other):
                piece.fault("figure-unknown-close", figure=name, closest=other, known="")
        for other in read[: read.index(name)]:
            if other not in declared and is_slip(name, other):
                piece.remind("facts-alike", figure=name, other=other)


def is_slip(one: str, other: str) -> bool:
    """Whether two names differ by a slip of the pen; numbered names are meant to differ by their numbers."""
    if one.rstrip("0123456789") == other.rstrip("0123456789"):
        return False
    return SequenceMatcher(None, one.removeprefix("fact."), other.removeprefix("fact.")).ratio() >= ALIKE
