"""How far can a figure run? Bounds that no branch can leave, where they are known."""

from fractions import Fraction

from apps.rating.conditions import Expression, Term
from apps.rating.inputs import Input
from apps.rating.loading.names import EXTREMES
from apps.rating.loading.ranges import HIGHEST
from apps.rating.rulebook import Rulebook, Section
from apps.rating.scores import Factor, Score

Span = tuple[Fraction, Fraction]
FAR: Span = (Fraction(-(10**9)), Fraction(10**9))
PERCENT: Span = (Fraction(0), Fraction(100))


def spans_of(rulebook: Rulebook) -> dict[str, Span]:
    """Bounds of every figure that has any, by name."""
    spans = {_name(column): _span(column) for column in rulebook.inputs if column.kind not in ("mark", "drawn")}
    spans["lit"] = spans["stars"] = (Fraction(0), Fraction(_most_stars(rulebook)))
    spans["ballot"] = _ballot_span(rulebook)
    spans |= dict.fromkeys(EXTREMES, PERCENT)
    counted = {score.code: _counted(score) for score in rulebook.scores}
    sections = {section.code: section_span(section, rulebook.scores) for section in rulebook.sections}
    spans |= counted | sections
    spans["total"] = _total_span(rulebook, sections)
    for party in rulebook.parties:
        spans |= {f"{party}.{code}": span for code, span in (counted | sections).items()}
        spans.setdefault(party, spans["total"])
    for name, expression in rulebook.figures.items():
        found = span_of(expression, spans)
        if found is not None:
            spans[name] = found
    return spans


def span_of(expression: Expression, spans: dict[str, Span]) -> Span | None:
    """Bounds of a sum of figures; None where one of them has none."""
    low = high = Fraction(0)
    for term in expression.terms:
        span = _span_of_term(term, spans)
        if span is None:
            return None
        low += span[0] if term.sign > 0 else -span[1]
        high += span[1] if term.sign > 0 else -span[0]
    return low, high


def _span_of_term(term: Term, spans: dict[str, Span]) -> Span | None:
    if term.pick is None:
        return spans.get(term.figure) if term.number is None else (term.number, term.number)
    several = [span_of(each, spans) for each in term.pick.of]
    known = [span for span in several if span is not None]
    if len(known) < len(several):
        return None
    return min(low for low, _ in known), max(high for _, high in known)


def _name(column: Input) -> str:
    return {"ballot.mean": "ballot"}.get(column.key, column.key)


def _span(column: Input) -> Span:
    return Fraction(column.minimum, 100), Fraction(column.maximum, 100)


def _most_stars(rulebook: Rulebook) -> int:
    return max(len(rulebook.stars), *(level.stars for level in rulebook.levels))


def _ballot_span(rulebook: Rulebook) -> Span:
    points = (
        [option.points for option in rulebook.ballot.options if option.points is not None] if rulebook.ballot else []
    )
    return (min(0, *points), max(0, *points)) if len(points) > 1 else PERCENT  # type: ignore[return-value]


def _counted(score: Score) -> Span:
    return min(Fraction(0), score.least), max(Fraction(0), score.most)


def section_span(section: Section, scores: tuple[Score, ...]) -> Span:
    """How little and how much a section can count, bonus and penalties included."""
    own = {score.code: score for score in scores}
    plus = minus = most_bonus = Fraction(0)
    for code in section.scores:
        low, high = _counted(own[code])
        is_bonus, is_penalty = own[code].role == "bonus", own[code].role == "penalty"
        if is_penalty and not section.is_against:
            minus -= high
        else:
            most_bonus += high if is_bonus else 0
            plus += 0 if is_bonus else high
            minus += low
    plus = max(plus, Fraction(section.base, 100)) if section.weights else plus
    if section.cap is not None:
        plus = min(plus, section.cap)
    both = plus + most_bonus
    if section.cap is not None and section.with_bonus and most_bonus:
        both = min(both, section.cap)
    if section.scale_to is not None:
        both = max(both, section.scale_to)
    most = highest(section.times)
    return (minus * most if section.below_zero else Fraction(0)), both * most


def highest(factor: Factor) -> Fraction:
    """The largest number that a factor can be."""
    if factor.figure:
        return Fraction(HIGHEST)
    return max(factor.number, *(number for _, number in factor.cases), Fraction(0))


def _total_span(rulebook: Rulebook, sections: dict[str, Span]) -> Span:
    known = sections | {score.code: _counted(score) for score in rulebook.scores if score.code not in sections}
    spans = [_sum_span(rulebook, sections), *(span_of(of, known) or FAR for _, of in rulebook.total.cases)]
    most = highest(rulebook.total.times)
    low, high = min(span[0] for span in spans) * most, max(span[1] for span in spans) * most
    if rulebook.total.cap is not None:
        high = min(high, rulebook.total.cap)
    numbers = [_span(column) for column in rulebook.inputs if column.key.endswith(".total")]
    if "ballot" in rulebook.mix.shares:
        numbers.append(_ballot_span(rulebook))
    low, high = min([low, *(span[0] for span in numbers)]), max([high, *(span[1] for span in numbers)])
    return (low if rulebook.total.below_zero else max(low, Fraction(0))), max(high, Fraction(0))


def _sum_span(rulebook: Rulebook, sections: dict[str, Span]) -> Span:
    if rulebook.total.of is not None:
        known = sections | {score.code: _counted(score) for score in rulebook.scores if score.code not in sections}
        return span_of(rulebook.total.of, known) or FAR
    low = high = Fraction(0)
    for section in rulebook.sections:
        weight = rulebook.total.weights.get(section.code, Fraction(0)) if rulebook.total.weights else Fraction(1)
        span = sections[section.code]
        low += -span[1] * weight if section.is_against else span[0] * weight
        high += -span[0] * weight if section.is_against else span[1] * weight
    return low, high
