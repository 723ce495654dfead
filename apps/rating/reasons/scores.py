"""How did one criterion come to what it counts? Its marks, its mechanism, and everything done to them, in order."""

from fractions import Fraction

from apps.rating.reasons.branch import Branch
from apps.rating.reasons.marks import Chain, marking
from apps.rating.reasons.mechanisms import Case, tell
from apps.rating.reasons.shapes import Mark, ScoreReason
from apps.rating.scores import Choice, Factor, Score

SOURCES = {
    "Marked": "points",
    "Choice": "choice",
    "Each": "each",
    "Fines": "fines",
    "Awards": "awards",
    "Bands": "bands",
    "Line": "line",
    "Share": "share",
    "Reading": "reading",
    "Place": "place",
    "Best": "best",
}


def score_reason(branch: Branch, party: str, score: Score, *, is_mixed: bool = False) -> ScoreReason:
    """The story of one criterion on the sheet of `party`, or of who alone marks it. is_mixed: what it reads stands on
    the sheet that is mixed of all parties."""
    by, sheet = score.party or party, "" if is_mixed else party
    worth = score.mechanism.points if isinstance(score.mechanism, Choice) else ()
    markings = {code: marking(branch, by, code, worth) for code in score.criteria}
    marks = tuple(mark for each in markings.values() for mark in each.marks)
    if not branch.is_asked(score):
        return _without(branch, score, "not for it", marks)
    case = Case(branch, sheet, score, markings)
    if by in branch.rulebook.panels:
        case.details["panel"] = by
        own = markings.get(score.code)
        if own is not None and own.mean is not None:
            case.details["mean"] = own.mean
    chain = tell(case)
    if chain is None:
        return _blank(branch, score, marks)
    start = chain.value if not chain.changes else chain.changes[0].before
    _finish(branch, score, chain)
    return ScoreReason(
        code=score.code,
        source=_source(branch, score),
        state="",
        marks=marks,
        start=start,
        changes=tuple(chain.changes),
        value=chain.value,
        maximum=score.most,
        role=score.role,
        details=case.details,
    )


def _source(branch: Branch, score: Score) -> str:
    """By which mechanism it counts; "pass" where it is passed or not."""
    is_pass = any(each.code == score.code and each.kind == "pass" for each in branch.rulebook.criteria)
    return "pass" if is_pass else SOURCES[type(score.mechanism).__name__]


def _finish(branch: Branch, score: Score, chain: Chain) -> None:
    """Factor, limits and rounding, in the order in which the engine does them."""
    chain.to("times", chain.value * score.times, by=score.times)
    factor = branch.factor(Factor(figure=score.times_figure, cases=score.times_cases))
    chain.to("times", chain.value * factor, by=factor)
    chain.to("kept", min(max(chain.value, score.least), score.most), least=score.least, most=score.most)
    chain.round(score.rounding)


def _without(branch: Branch, score: Score, state: str, marks: tuple[Mark, ...]) -> ScoreReason:
    nothing = Fraction(0)
    source = _source(branch, score)
    return ScoreReason(score.code, source, state, marks, nothing, (), nothing, score.most, score.role, counts=False)


def _blank(branch: Branch, score: Score, marks: tuple[Mark, ...]) -> ScoreReason:
    """What a criterion without a mark counts."""
    if score.blank == "left out":
        return _without(branch, score, "left out", marks)
    value = score.most if score.blank == "full" else Fraction(0)
    source = _source(branch, score)
    return ScoreReason(score.code, source, "blank", marks, value, (), value, score.most, score.role)
