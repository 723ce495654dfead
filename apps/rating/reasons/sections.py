"""How did one section come to its points? Its criteria summed or averaged, then its limits in the engine's order."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from apps.rating.maxima import reached
from apps.rating.reasons.branch import Branch, points
from apps.rating.reasons.marks import Chain
from apps.rating.reasons.shapes import Part, ScoreReason, SectionReason
from apps.rating.rulebook import Section
from apps.rating.scores import Score

ONE = Fraction(1)


def section_reason(branch: Branch, section: Section, scores: Mapping[str, ScoreReason]) -> SectionReason:
    """The story of one section. scores: what each of its criteria counts."""
    found = tuple(scores[code] for code in section.scores)
    base = [score for score in found if score.role == "base"]
    parts = _parts(section, base, {each.code: each.weight or ONE for each in branch.rulebook.scores})
    chain = Chain(sum((part.brings for part in parts), Fraction(0)))
    start = chain.value
    holds = branch.is_asked(section)
    if holds:
        _limit(branch, section, chain, found)
    lines = [star.line for star in branch.rulebook.stars if star.section == section.code and star.line is not None]
    line = points(lines[0]) if lines else None
    return SectionReason(
        code=section.code,
        scores=found,
        parts=parts,
        sum=start,
        changes=tuple(chain.changes),
        total=chain.value if holds else Fraction(0),
        maximum=points(section.maximum),
        line=line,
        lit=line is not None and chain.value >= line,
        gap=Fraction(0) if line is None else max(Fraction(0), line - chain.value),
        counts=holds,
    )


def _parts(section: Section, base: Sequence[ScoreReason], weights: Mapping[str, Fraction]) -> tuple[Part, ...]:
    """What is summed, each with its factor: 1, its weight, or 0 for those that are not among the best."""
    counted = [score for score in base if score.counts]
    factors = {score.code: ONE for score in counted}
    if section.weights:
        whole = sum((weights[score.code] for score in counted), Fraction(0))
        factors = {score.code: weights[score.code] / whole for score in counted}
    elif section.median:
        ordered = [score.code for score in sorted(counted, key=lambda score: score.value)]
        middle = {ordered[(len(ordered) - 1) // 2], ordered[len(ordered) // 2]} if ordered else set()
        factors = {score.code: Fraction(score.code in middle, max(len(middle), 1)) for score in counted}
    elif section.best is not None:
        best = [score.code for score in sorted(counted, key=lambda score: -score.value)[: section.best]]
        factors = {score.code: Fraction(score.code in best) for score in counted}
    return tuple(Part("score", score.code, score.value, factors[score.code]) for score in counted)


def _limit(branch: Branch, section: Section, chain: Chain, scores: Sequence[ScoreReason]) -> None:
    """What is done to the sum: scaled up over what is left out, penalties, cap, bonus, not below zero, scale,
    rounding."""
    _left_out(section, chain, scores)
    for score in scores:
        if score.role == "penalty":
            chain.to("penalty", chain.value + (score.value if section.is_against else -score.value), score.code)
    if section.cap is not None and not section.with_bonus:
        chain.to("cap", min(chain.value, section.cap), cap=section.cap)
    for score in scores:
        if score.role == "bonus":
            chain.to("bonus", chain.value + score.value, score.code)
    if section.cap is not None and section.with_bonus:
        chain.to("cap", min(chain.value, section.cap), cap=section.cap)
    if section.scale_to is not None:
        own = reached(section, _asked(branch, section))
        chain.to("scaled", chain.value * section.scale_to / own if own else Fraction(0), to=section.scale_to, of=own)
    factor = branch.factor(section.times)
    chain.to("times", chain.value * factor, by=factor)
    if not section.below_zero:
        chain.to("floor", max(chain.value, Fraction(0)))
    chain.round(section.rounding)


def _left_out(section: Section, chain: Chain, scores: Sequence[ScoreReason]) -> None:
    """Criteria that are left out let the rest stand for the whole."""
    base = [score for score in scores if score.role == "base" and score.state != "not for it"]
    if section.weights or section.median or all(score.counts for score in base):
        return
    full = _most(section, base)
    rest = _most(section, [score for score in base if score.counts])
    chain.to("left out", chain.value * full / rest if rest else Fraction(0), full=full, rest=rest)


def _most(section: Section, scores: Sequence[ScoreReason]) -> Fraction:
    """What these criteria reach together, only the best few where only these count."""
    maxima = sorted((score.maximum for score in scores), reverse=True)
    return sum(maxima[: section.best], Fraction(0))


def _asked(branch: Branch, section: Section) -> list[Score]:
    """The criteria that are asked of the branch, without bonus and penalty."""
    base = [score for score in branch.rulebook.scores if score.code in section.scores and score.role == "base"]
    return [score for score in base if branch.is_asked(score)]
