"""How did the sheets become one total? Each party's sections and sum, and how the parties were mixed."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from apps.rating.conditions import Expression, Term
from apps.rating.reasons.branch import Branch
from apps.rating.reasons.marks import Chain, rounded
from apps.rating.reasons.scores import score_reason
from apps.rating.reasons.sections import section_reason
from apps.rating.reasons.shapes import Change, Part, PartyReason, ScoreReason, SectionReason, SumReason
from apps.rating.scores import Score

NOTHING = Fraction(0)
Scores = dict[str, ScoreReason]


def party_reasons(branch: Branch) -> tuple[PartyReason, ...]:
    """Each counting party's story, the main one first; one party "" where they are mixed criterion by criterion."""
    rulebook = branch.rulebook
    shares = rulebook.mix.shares
    if shares and rulebook.mix.at == "criteria":
        return (_sheet(branch, "", _once(branch, _mixed_scores(branch))),)
    names = [rulebook.main_party, *(party for party in shares if party != rulebook.main_party)]
    return tuple(_party(branch, name) for name in names if name != "ballot")


def _party(branch: Branch, name: str) -> PartyReason:
    if name in branch.rulebook.mix.figures:
        figure = branch.typed(f"{name}.total")
        total = NOTHING if figure is None else Fraction(figure, 100)
        return PartyReason(name, (), SumReason((), total, (), total))
    scores = {score.code: score_reason(branch, name, score) for score in branch.rulebook.scores}
    return _sheet(branch, name, _once(branch, scores))


def _sheet(branch: Branch, name: str, scores: Scores) -> PartyReason:
    sections = tuple(section_reason(branch, section, scores) for section in branch.rulebook.sections)
    return PartyReason(name, sections, _added(branch, sections, scores))


def _once(branch: Branch, scores: Scores) -> Scores:
    """Of criteria that may count once only the best keeps its points."""
    for group in branch.rulebook.count_once:
        present = [code for code in group if code in scores]
        best = max(present, key=lambda code: scores[code].value, default="")
        for code in present:
            score = scores[code]
            if code != best and score.value:
                change = Change("once", score.value, NOTHING, best)
                scores[code] = replace(score, value=NOTHING, changes=(*score.changes, change))
    return scores


def _mixed_scores(branch: Branch) -> Scores:
    return {score.code: _mixed(branch, score) for score in branch.rulebook.scores}


def _mixed(branch: Branch, score: Score) -> ScoreReason:
    """One criterion from all parties that marked it."""
    mix = branch.rulebook.mix
    if score.party or not score.criteria:
        return score_reason(branch, branch.rulebook.main_party, score, is_mixed=True)
    stories = {party: score_reason(branch, party, score) for party in mix.shares if party != "ballot"}
    leaves = {party for party in stories if score.blank == "left out" or mix.missing.get(party) == "left out"}
    out = {party for party, told in stories.items() if party in leaves and told.state in ("blank", "left out")}
    there = {party: mix.shares[party] for party in stories if party not in out}
    whole = sum(there.values(), NOTHING)
    if not whole or not all(told.state != "not for it" for told in stories.values()):
        return stories[branch.rulebook.main_party]
    start = sum((stories[party].value * share / whole for party, share in there.items()), NOTHING)
    value, changes = rounded(start, mix.rounding)
    told = tuple((party, there.get(party, NOTHING) / whole, story) for party, story in stories.items())
    first = next(stories[party] for party in there)
    return replace(
        first,
        state="",
        counts=True,
        source="mixed",
        marks=(),
        start=start,
        changes=changes,
        value=value,
        parties=told,
        details={},
    )


def _added(branch: Branch, sections: tuple[SectionReason, ...], scores: Scores) -> SumReason:
    """The sections of one sheet as its total, before it is rounded."""
    rule = branch.rulebook.total
    parts = _parts(branch, sections, scores)
    start = sum((part.brings for part in parts), NOTHING)
    chain = Chain(start)
    factor = branch.factor(rule.times)
    chain.to("times", chain.value * factor, by=factor)
    if rule.cap is not None:
        chain.to("cap", min(chain.value, rule.cap), cap=rule.cap)
    if not rule.below_zero:
        chain.to("floor", max(chain.value, NOTHING))
    return SumReason(parts, start, tuple(chain.changes), chain.value)


def _parts(branch: Branch, sections: tuple[SectionReason, ...], scores: Scores) -> tuple[Part, ...]:
    """What the total adds: all sections (those against it taken off), or those that it names with their weights."""
    rule = branch.rulebook.total
    totals = {reason.code: reason.total for reason in sections}
    sheet = {code: score.value for code, score in scores.items()} | totals
    of = next((expression for condition, expression in rule.cases if branch.holds(condition)), rule.of)
    if of is not None:
        return tuple(_term(branch, sheet, term) for term in of.terms)
    if rule.weights:
        return tuple(Part("section", code, _figure(branch, sheet, code), by) for code, by in rule.weights.items())
    against: Mapping[str, bool] = {section.code: section.is_against for section in branch.rulebook.sections}
    return tuple(Part("section", code, total, Fraction(-1 if against[code] else 1)) for code, total in totals.items())


def _term(branch: Branch, sheet: Mapping[str, Fraction], term: Term) -> Part:
    """One part of a stated sum: what the sheet counts, another figure, what is picked, or a plain number."""
    if term.number is not None:
        return Part("number", "", term.number, Fraction(term.sign))
    return Part("figure", str(term), _value(branch, sheet, term), Fraction(term.sign))


def _value(branch: Branch, sheet: Mapping[str, Fraction], term: Term) -> Fraction:
    if term.pick is None:
        return _figure(branch, sheet, term.figure) if term.figure else term.number or NOTHING
    several = [_sum(branch, sheet, each) for each in term.pick.of]
    if term.pick.kind == "average":
        return sum(several, NOTHING) / len(several)
    return max(several) if term.pick.kind == "highest" else min(several)


def _sum(branch: Branch, sheet: Mapping[str, Fraction], expression: Expression) -> Fraction:
    return sum((_value(branch, sheet, term) * term.sign for term in expression.terms), NOTHING)


def _figure(branch: Branch, sheet: Mapping[str, Fraction], name: str) -> Fraction:
    """A figure as this sheet gives it; what belongs to no sheet is everybody's."""
    if name in sheet:
        return sheet[name]
    own = branch.rulebook.figures.get(name)
    if own is None:
        return branch.number(name) or NOTHING
    return _sum(branch, sheet, own)
