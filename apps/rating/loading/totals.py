"""How is the total made, and which sums have names of their own?"""

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeAlias

from apps.rating.conditions import Condition, Expression, Term
from apps.rating.loading.conditions import condition, expression
from apps.rating.loading.criteria import points_at_most
from apps.rating.loading.desk import Piece
from apps.rating.loading.factors import factor
from apps.rating.loading.names import SECTIONS, TOTAL
from apps.rating.loading.numbers import is_yes, rounding, share
from apps.rating.points import show_exact
from apps.rating.rulebook import Total

Cases: TypeAlias = tuple[tuple[Condition, Expression], ...]
# A sum is made anew wherever it is read: so many parts it has at most when written out, and sums within sums.
MOST_PARTS, DEEPEST = 1_000, 20


def figures(book: Piece) -> dict[str, Expression]:
    """The sums with names of their own, each of figures that are made before it."""
    made: dict[str, Expression] = {}
    sizes: dict[str, tuple[int, int]] = {}
    for name, piece in book["figures"].items() if "figures" in book else ():
        found = expression(piece, TOTAL)
        for other in found.figures:
            if other == name:
                piece.fault("circular", figure=name)
            elif other in book["figures"] and other not in made:
                piece.fault("not-yet", figure=other, line=book["figures"][other].line)
        inside = [sizes.get(figure, (1, 0)) for figure in found.figures]
        parts, depth = sum(size for size, _ in inside), 1 + max((deep for _, deep in inside), default=0)
        if parts > MOST_PARTS or depth > DEEPEST:
            piece.fault("sum-long", limit=MOST_PARTS, depth=DEEPEST)
            parts, depth = 1, 0
        made[name], sizes[name] = found, (parts, depth)
    return made


def total(book: Piece, named: Mapping[str, Expression]) -> Total:
    """How sections become the total."""
    piece = book.get("total")
    if piece is None:
        return Total()
    named = _written_out(book, named)
    weights = {code: share(each) for code, each in piece["weights"].items()} if "weights" in piece else {}
    for code in weights:
        if code not in book["sections"]:
            piece.fault("section-unknown", "weights", code, section=code, known=", ".join(book["sections"].value))
    if weights and sum(weights.values()) != 1:
        piece.fault("weights-sum", "weights", sum=f"{show_exact(100 * sum(weights.values()))}%")
    if weights and "of" in piece:
        piece.fault("kind-twice", "weights", one="of", other="weights")
    of = spelt_out(expression(piece["of"], SECTIONS), named) if "of" in piece else None
    cases, otherwise = _cases(piece.get("cases"), named)
    if cases and (of is not None or weights):
        piece.fault("kind-twice", "cases", one="cases", other="of" if of is not None else "weights")
    cap = points_at_most(piece.get("at-most"))
    return Total(
        of or otherwise,
        weights,
        cap,
        is_yes(piece.get("below-zero") or book.get("below-zero")),
        rounding(piece.get("round")),
        factor(piece.get("times"), SECTIONS)[0],
        cases,
    )


def _cases(piece: Piece | None, named: Mapping[str, Expression]) -> tuple[Cases, Expression | None]:
    """What is added by conditions, and what is added where none holds (None: all sections)."""
    cases: list[tuple[Condition, Expression]] = []
    otherwise = None
    for number, each in enumerate(piece.listed() if piece else ()):
        if "otherwise" in each and len(each.value) == 1 and piece is not None and number == len(piece.value) - 1:
            otherwise = spelt_out(expression(each["otherwise"], SECTIONS), named)
        elif "when" in each and "of" in each and len(each.value) == 2:
            asked = condition(each["when"], SECTIONS)
            cases.append((asked, spelt_out(expression(each["of"], SECTIONS), named)))
        else:
            each.fault("bad-words", value=", ".join(each.value), example="{when: {N: at least 11}, of: N - F}")
    return tuple(cases), otherwise


def _written_out(book: Piece, named: Mapping[str, Expression]) -> dict[str, Expression]:
    """The named sums in other figures than each other; one of which a fault was told stays as it is."""
    made: dict[str, Expression] = {}
    for name, asked in named.items():
        made[name] = asked if book["figures"][name].is_faulted else spelt_out(asked, made)
    return made


def spelt_out(asked: Expression, named: Mapping[str, Expression]) -> Expression:
    """The expression with named sums written out, so that it can be made before they are. named: themselves written
    out."""
    terms: list[Term] = []
    for term in asked.terms:
        if term.figure in named:
            terms += [replace(part, sign=part.sign * term.sign) for part in named[term.figure].terms]
        else:
            terms.append(term)
    return Expression(tuple(terms))
