"""What are full marks? Of criteria, sections, parties and the total: what 60% without more words is 60% of."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from apps.rating.conditions import Expression, Term
from apps.rating.loading.desk import Piece
from apps.rating.loading.ranges import is_open
from apps.rating.rulebook import Mix, Section, Total
from apps.rating.scores import Reading, Score

HUNDRED = Fraction(100)


def note_maxima(
    book: Piece,
    sections: Iterable[Section],
    scores: Iterable[Score],
    mix: Mix,
    total: Total,
    figures: Mapping[str, Expression],
) -> None:
    """Tell the desk the full marks of every figure that has them, and which of them are open."""
    counted = list(scores)
    own = {score.code: score.most for score in counted}
    listed = list(sections)
    book.desk.open.update(_open(book, listed, counted, total, figures))
    own |= {section.code: Fraction(section.maximum, 100) for section in listed}
    sheet = _total(listed, total, own)
    parties = {party: _party(piece, sheet, party) for party, piece in book["parties"].items()}
    maxima = own | {f"{party}.{code}": most for party in parties for code, most in own.items()} | parties
    maxima["ballot"] = _ballot(book)
    shares = mix.shares.items()
    maxima["total"] = sum((parties[party] * share for party, share in shares), Fraction(0)) if mix.shares else sheet
    maxima["lit"] = Fraction(len(book.desk.names.stars))
    for name, expression in figures.items():
        if all(figure in maxima for figure in expression.figures):
            maxima[name] = sum_of(expression, maxima)
    book.desk.maxima.update(maxima)


def _open(
    book: Piece, sections: Iterable[Section], scores: Iterable[Score], total: Total, figures: Mapping[str, Expression]
) -> dict[str, str]:
    """The figures whose full marks hang on a fact of which it is not said how high it runs, with that fact."""
    found = {score.code: score.times_figure for score in scores if has_open_factor(book, score)}
    whole = [total.times.figure]
    for section in sections:
        inside = [] if section.cap or section.scale_to else [found.get(code, "") for code in section.scores]
        facts = [fact for fact in (section.times.figure, *inside) if is_open(fact, book)]
        if facts:
            found[section.code] = facts[0]
            whole.append(facts[0])
    found |= {f"{party}.{code}": fact for party in book["parties"].value for code, fact in found.items()}
    whole = [fact for fact in whole if is_open(fact, book)]
    if whole and total.cap is None:
        found |= dict.fromkeys(["total", *book["parties"].value], whole[0])
    for name, expression in figures.items():
        facts = [found[figure] for figure in expression.figures if figure in found]
        if facts:
            found[name] = facts[0]
    return found


def has_open_factor(book: Piece, score: Score) -> bool:
    """Whether a criterion's full marks hang on such a fact; a bound that it states itself holds after the factor."""
    criteria = book["sections"][score.section].get("criteria")
    piece = criteria.get(score.code) if criteria else None
    is_bounded = isinstance(score.mechanism, Reading) or (piece is not None and "at-most" in piece)
    return is_open(score.times_figure, book) and not is_bounded


def sum_of(expression: Expression, maxima: Mapping[str, Fraction]) -> Fraction:
    """Full marks of a sum: what is added, without what is taken off."""
    return sum((_of_term(term, maxima) for term in expression.terms if term.sign > 0), Fraction(0))


def _of_term(term: Term, maxima: Mapping[str, Fraction]) -> Fraction:
    if term.pick is None:
        return maxima[term.figure] if term.number is None else term.number
    several = [sum_of(each, maxima) for each in term.pick.of]
    if term.pick.kind == "average":
        return sum(several, Fraction(0)) / len(several)
    return max(several) if term.pick.kind == "highest" else min(several)


def _total(sections: list[Section], total: Total, own: Mapping[str, Fraction]) -> Fraction:
    if total.of is not None and all(figure in own for figure in total.of.figures):
        most = sum_of(total.of, own)
    elif total.weights:
        most = sum((own.get(code, Fraction(0)) * weight for code, weight in total.weights.items()), Fraction(0))
    else:
        counted = [section.code for section in sections if not (section.is_bonus or section.is_against)]
        most = sum((own[code] for code in counted), Fraction(0))
    most *= total.times.number
    return most if total.cap is None else min(most, total.cap)


def _party(piece: Piece, sheet: Fraction, party: str) -> Fraction:
    if party == "ballot":
        return HUNDRED
    if "marks" in piece:
        return Fraction(piece["to"].value) if "to" in piece else HUNDRED
    return sheet


def _ballot(book: Piece) -> Fraction:
    """The points of the best answer."""
    options = book["ballot"].value.get("options") if "ballot" in book else None
    points = [each["points"] if isinstance(each, dict) else each for each in (options or {}).values()]
    return max((Fraction(each) for each in points), default=HUNDRED)
