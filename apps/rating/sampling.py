"""How are made-up inputs drawn? One column at a time, each kind in its own way, better for the stronger branch."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from apps.rating.conditions import Comparison, Condition, comparisons
from apps.rating.exact import Flags, Integers
from apps.rating.inputs import Input
from apps.rating.points import HUNDRED
from apps.rating.rulebook import Criterion, Rulebook
from apps.rating.scores import Awards, Bands, Choice, Each, Fines, Score, Share

Floats = NDArray[np.float64]
# How far units, branches of a unit, sections of a branch and marks of a section lie apart, as logistic deviations.
UNIT, BRANCH, SECTION, MARK = 0.12, 0.25, 0.3, 0.5
# A mark passes from this share of its range on.
PASSED = 0.3
# Of the usual range of what is rare: bonuses, penalties, awards.
RARE, SOME = 0.25, 0.6
RECORD, RARE_FACT, USUAL_FACT = 0.92, 0.06, 0.88
# Beyond this many steps a range is no range that anybody fills.
ENDLESS = 100_000


@dataclass(frozen=True, eq=False)
class Talent:
    """How strong n branches are, in all and by section, as logistic middles; members: integers[n]."""

    whole: Floats
    sections: Mapping[str, Floats]
    members: Integers

    @classmethod
    def drawn(
        cls,
        drawn: np.random.Generator,
        rulebook: Rulebook,
        unit: Integers,
        members: Integers,
        middle: float,
        apart: float,
    ) -> "Talent":
        """Branches `apart` times as different as usual around `middle`; those of the same unit are a little alike."""
        of_unit = drawn.normal(0.0, UNIT, int(unit.max(initial=0)) + 1)[unit]
        whole = middle + apart * (of_unit + drawn.normal(0.0, BRANCH, len(unit)))
        sections = {section.code: whole + drawn.normal(0.0, SECTION, len(unit)) for section in rulebook.sections}
        return cls(whole, sections, members)

    def shares(self, drawn: np.random.Generator, section: str = "") -> Floats:
        """float64[n] from 0 to 1: how well each branch does in something of that section."""
        strength = self.sections.get(section, self.whole)
        return 1 / (1 + np.exp(-(strength + drawn.normal(0.0, MARK, len(strength)))))


def draw_column(
    drawn: np.random.Generator, rulebook: Rulebook, column: Input, talent: Talent
) -> tuple[Integers, Flags]:
    """Values in hundredths and where they are given, for every kind of input."""
    values, given = DRAWERS[column.kind](drawn, rulebook, column, talent)
    return np.clip(values, column.minimum, column.maximum).astype(np.int64), given


def holding(rulebook: Rulebook, column: Input, types: tuple[str, ...]) -> Flags:
    """bool[types]: for which types a mark is given; everything else is for all."""
    criterion = _criterion(rulebook, column)
    return np.array([criterion is None or criterion.holds_for(name) for name in types], np.bool_)


def settle_shares(drawn: np.random.Generator, rulebook: Rulebook, talent: Talent, marks: Integers) -> None:
    """Let what is a part of something be one: "attended" of "members", "missing" of "due"."""
    position = {column.key: number for number, column in enumerate(rulebook.inputs)}
    for score in rulebook.scores:
        if not isinstance(score.mechanism, Share) or len(score.mechanism.out_of.figures) != 1:
            continue
        whole = score.mechanism.out_of.figures[0]
        for term in score.mechanism.of.terms:
            if whole in position and term.figure in position and term.figure != whole:
                share = talent.shares(drawn, score.section)
                part = share if term.sign > 0 else (1 - share) * RARE
                units = marks[:, position[whole]] // HUNDRED
                marks[:, position[term.figure]] = np.rint(units * part).astype(np.int64) * HUNDRED


def _criterion(rulebook: Rulebook, column: Input) -> Criterion | None:
    if column.kind != "mark":
        return None
    return next((each for each in rulebook.criteria if each.code == column.criterion), None)


def _all(values: Integers) -> tuple[Integers, Flags]:
    return values, np.ones(len(values), np.bool_)


def _stepped(column: Input, share: Floats, top: int | None = None) -> Integers:
    """Whole steps from the lowest value up, `share` of the range."""
    steps = ((column.maximum if top is None else min(top, column.maximum)) - column.minimum) // column.step
    return column.minimum + np.rint(share * min(steps, ENDLESS)).astype(np.int64) * column.step


def _mark(drawn: np.random.Generator, rulebook: Rulebook, column: Input, talent: Talent) -> tuple[Integers, Flags]:
    criterion = _criterion(rulebook, column)
    assert criterion is not None
    share = talent.shares(drawn, criterion.section)
    score = next(each for each in rulebook.scores if each.code == criterion.score)
    mechanism = score.mechanism
    section = next(each for each in rulebook.sections if each.code == criterion.section)
    if criterion.kind == "pass":
        return _all(np.where(share > PASSED, HUNDRED, 0))
    if isinstance(mechanism, Choice):
        return _all(_choices(mechanism, share))
    if isinstance(mechanism, Fines):
        return _all(_fined(drawn, mechanism, criterion, share))
    if isinstance(mechanism, Awards):
        return _all(drawn.poisson(share * RARE) * HUNDRED)
    if isinstance(mechanism, Each):
        return _all(_counted(drawn, mechanism, score, column, share))
    if criterion.kind == "penalty" or section.is_against:
        return _all(_stepped(column, (1 - share) * RARE))
    if score.role == "bonus" or section.is_bonus:
        return _all(_stepped(column, share * share * SOME))
    return _all(_stepped(column, share, _far(rulebook, column.criterion, mechanism)))


def _whole(numbers: NDArray[np.floating[Any]]) -> NDArray[np.int64]:
    whole: NDArray[np.int64] = np.rint(numbers).astype(np.int64)
    return whole


def _choices(mechanism: Choice, share: Floats) -> Integers:
    """The ordinal of a choice, the more points the larger the share."""
    by_points = np.argsort([float(points) for points in mechanism.points], kind="stable")
    place = np.minimum((share * len(by_points)).astype(np.int64), len(by_points) - 1)
    return (by_points[place] + 1) * HUNDRED


def _fined(drawn: np.random.Generator, mechanism: Fines, criterion: Criterion, share: Floats) -> Integers:
    """Events of one fine: together the fines of a criterion take about what a mark would lack."""
    fine = next(each for each in mechanism.fines if each.criterion == criterion.code)
    lost = (1 - share) * float(mechanism.full) / len(mechanism.fines)
    if fine.once:
        return np.where(drawn.random(len(share)) * float(fine.each) < lost, HUNDRED, 0)
    units = drawn.poisson(lost / max(1e-9, float(fine.each))) * float(fine.per)
    if fine.below is not None:
        return _whole(float(fine.below) + 2 - units) * HUNDRED
    return _whole(units + (0.0 if fine.above is None else float(fine.above))) * HUNDRED


def _counted(drawn: np.random.Generator, mechanism: Each, score: Score, column: Input, share: Floats) -> Integers:
    """How many of what counts each: about as many as give that share of the most."""
    enough = float(score.most / mechanism.each * mechanism.per) if mechanism.each else 0.0
    if enough > ENDLESS:
        return drawn.poisson(4 * share) * HUNDRED
    return _whole(share * 1.1 * enough) * HUNDRED


def _far(rulebook: Rulebook, figure: str, mechanism: object = None) -> int | None:
    """The value in hundredths beyond which nothing more is asked of a figure; None where no rule compares it."""
    lines = [
        asked.number for asked in all_comparisons(rulebook) if asked.expression.figures == (figure,) and asked.number
    ]
    for each in [mechanism, *(score.mechanism for score in rulebook.scores)]:
        if isinstance(each, Bands) and (each is mechanism or (each.reads and each.reads.figures == (figure,))):
            lines += [band.line for band in each.bands]
    return int(max(lines) * Fraction(13, 10) * HUNDRED) if lines and max(lines) > 0 else None


def all_comparisons(rulebook: Rulebook) -> Iterator[Comparison]:
    """Every comparison of levels, stars and words; what grants and vetoes ask is rare and stands apart."""
    conditions: list[Condition] = [level.condition for level in rulebook.levels]
    for star in rulebook.stars:
        conditions += [star.condition, *(condition for _word, condition in star.medals)]
    conditions += [word.condition for word in (*rulebook.grades, *rulebook.programmes)]
    for condition in conditions:
        yield from comparisons(condition)


def _members(
    _drawn: np.random.Generator, _rulebook: Rulebook, _column: Input, talent: Talent
) -> tuple[Integers, Flags]:
    return _all(talent.members * HUNDRED)


def _level(drawn: np.random.Generator, _rulebook: Rulebook, column: Input, talent: Talent) -> tuple[Integers, Flags]:
    """Last year's level: the stronger a branch, the better, most in the middle; some have no record."""
    noisy = talent.whole + drawn.normal(0.0, BRANCH, len(talent.whole))
    place = np.argsort(np.argsort(-noisy)) / max(1, len(noisy))
    ordinal = np.minimum((place * len(column.words)).astype(np.int64), len(column.words) - 1)
    return (ordinal + 1) * HUNDRED, drawn.random(len(noisy)) < RECORD


def _votes(drawn: np.random.Generator, rulebook: Rulebook, column: Input, talent: Talent) -> tuple[Integers, Flags]:
    """Of those who vote, most for the options that are worth most."""
    turnout = np.clip(drawn.normal(0.8, 0.15, len(talent.members)), 0.3, 1.0)
    ballot = rulebook.ballot
    if ballot is None or not ballot.options:
        return _all((talent.members * turnout).astype(np.int64) * HUNDRED)
    by_points = sorted(ballot.options, key=lambda option: -float(option.points if option.points is not None else -1))
    place = [option.code for option in by_points].index(column.key.rsplit(".", 1)[-1])
    share = talent.shares(drawn) * (1 - talent.shares(drawn)) ** place
    return _all(np.floor(talent.members * turnout * share).astype(np.int64) * HUNDRED)


def _mean(drawn: np.random.Generator, _rulebook: Rulebook, column: Input, talent: Talent) -> tuple[Integers, Flags]:
    return _all(_stepped(column, talent.shares(drawn)))


def _number(drawn: np.random.Generator, rulebook: Rulebook, column: Input, talent: Talent) -> tuple[Integers, Flags]:
    """A fact within its range; without one up to a little beyond what rules ask, else some tens."""
    top = _far(rulebook, column.key)
    if column.minimum < -ENDLESS and column.maximum >= 0:
        column = replace(column, minimum=min(0, top or 0))
    if top is None and (column.maximum - column.minimum) // column.step > ENDLESS:
        return _all(column.minimum + np.rint(talent.shares(drawn) * 24).astype(np.int64) * HUNDRED)
    return _all(_stepped(column, talent.shares(drawn), top))


def _yes_or_no(drawn: np.random.Generator, rulebook: Rulebook, column: Input, talent: Talent) -> tuple[Integers, Flags]:
    """Usually yes where levels and stars ask for it, else seldom."""
    is_asked = any(column.key in asked.expression.figures for asked in all_comparisons(rulebook))
    chance = USUAL_FACT if is_asked else RARE_FACT
    return _all(np.where(drawn.random(len(talent.whole)) < chance, HUNDRED, 0))


def _word(drawn: np.random.Generator, _rulebook: Rulebook, column: Input, talent: Talent) -> tuple[Integers, Flags]:
    return _all((drawn.integers(len(column.words), size=len(talent.whole)) + 1) * HUNDRED)


def _later(_drawn: np.random.Generator, _rulebook: Rulebook, _column: Input, talent: Talent) -> tuple[Integers, Flags]:
    """What comes from everybody's rows is drawn by the engine."""
    return np.zeros(len(talent.whole), np.int64), np.zeros(len(talent.whole), np.bool_)


Drawer = Callable[[np.random.Generator, Rulebook, Input, Talent], tuple[Integers, Flags]]
DRAWERS: Mapping[str, Drawer] = {
    "mark": _mark,
    "members": _members,
    "level": _level,
    "votes": _votes,
    "mean": _mean,
    "number": _number,
    "yes-or-no": _yes_or_no,
    "word": _word,
    "drawn": _later,
}
