"""Can every star be lit, and once only?"""

from fractions import Fraction

from apps.rating.conditions import comparisons
from apps.rating.loading.checks.bounds import Span, span_of
from apps.rating.loading.checks.implying import implies
from apps.rating.loading.desk import Piece
from apps.rating.points import show_exact
from apps.rating.rulebook import Rulebook, Star

KINDS = ("lit-when", "one-for-each", "medals")


def check_stars(book: Piece, rulebook: Rulebook, spans: dict[str, Span]) -> None:
    """Tell every fault of the stars."""
    taken: dict[str, int] = {}
    left = list(rulebook.stars)
    for piece in book["stars"].listed() if "stars" in book else ():
        found = [key for key in KINDS if key in piece]
        if len(found) > 1:
            piece.fault("kind-twice", found[1], one=found[0], other=found[1])
        for code in _codes(piece):
            where = piece["code"] if "code" in piece else piece["for"]
            if code in taken:
                where.fault("star-twice", section=code, first=taken[code])
            taken.setdefault(code, where.line)
            if left and left[0].code == code:
                _reachable(piece, left.pop(0), spans)
    _in_order(book, rulebook)


def _codes(piece: Piece) -> list[str]:
    if "one-for-each" in piece:
        stem = str((piece.get("code") or piece["for"].listed()[0]).value)
        return [f"{stem}{nth}" for nth in range(1, int(piece["at-most"].value) + 1 if "at-most" in piece else 2)]
    return [str(piece["code"].value)] if "code" in piece else [str(each.value) for each in piece["for"].listed()]


def _reachable(piece: Piece, star: Star, spans: dict[str, Span]) -> None:
    if star.kind == "line" and star.line is not None:
        span = spans[star.section]
        line = comparisons(star.condition)[0].number or Fraction(0)
        if line > span[1]:
            shown = {"line": show_exact(line), "maximum": show_exact(span[1]), "section": star.section}
            piece.fault("star-line", "lit-when", **shown)
        if line <= 0:
            piece.fault("not-positive", "lit-when", value=0)
    if star.kind == "points" and star.of is not None and star.each is not None:
        reach = span_of(star.of, spans)
        if reach is not None and star.each * (star.nth - 1) <= reach[1] < star.each * star.nth:
            shown = {
                "stars": str(star.nth),
                "points": show_exact(star.each * star.nth),
                "maximum": show_exact(reach[1]),
            }
            piece.fault("stars-beyond", "at-most" if "at-most" in piece else "one-for-each", **shown)
    for number, (word, condition) in enumerate(star.medals if not piece.is_faulted else ()):
        for better, held in star.medals[:number]:
            if implies(condition, held):
                piece["medals"][number].fault("medal-order", medal=word, above=better)
                break


def _in_order(book: Piece, rulebook: Rulebook) -> None:
    """A star asks only for stars that stand before it."""
    positions = {f"star.{star.code}": number for number, star in enumerate(rulebook.stars)}
    lines = {f"star.{code}": piece.line for piece in _pieces(book) for code in _codes(piece)}
    for number, star in enumerate(rulebook.stars):
        for asked in comparisons(star.condition):
            for figure in asked.expression.figures:
                if positions.get(figure, -1) >= number:
                    own = next(piece for piece in _pieces(book) if star.code in _codes(piece))
                    code = "circular" if positions[figure] == number else "not-yet"
                    own.fault(code, figure=figure, line=lines[figure])
                if figure in ("lit", "stars") or figure.startswith("medals."):
                    own = next(piece for piece in _pieces(book) if star.code in _codes(piece))
                    own.fault("circular", figure=figure)


def _pieces(book: Piece) -> list[Piece]:
    return book["stars"].listed() if "stars" in book else []
