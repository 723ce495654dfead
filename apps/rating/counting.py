"""Step 1: what does one criterion count? Its mechanism's points, times and kept and rounded as stated, or its blank."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from apps.rating.asking import asked_with_section, multiplied
from apps.rating.entries import Entries
from apps.rating.exact import Exact, Flags, level
from apps.rating.figures import Figures
from apps.rating.mechanisms import points_of
from apps.rating.ratio import Ratio
from apps.rating.scores import Factor, Score
from apps.rating.typed import Typed

NEVER = np.iinfo(np.int64).min


@dataclass(frozen=True, eq=False, slots=True)
class Counted:
    """What a criterion counts for n branches. points: known everywhere; given: where it was marked; out: where it is
    no part of its section, for the branch's type or because its blank is left out (None: nowhere); absent: where it
    does not hold for the branch's type (None: nowhere)."""

    score: Score
    points: Exact
    given: Flags | None
    out: Flags | None
    absent: Flags | None

    @property
    def blank(self) -> Flags:
        """bool[n]: where it holds and was not marked."""
        if self.given is None:
            return np.zeros(len(self.points), np.bool_)
        return ~self.given if self.absent is None else ~self.given & ~self.absent


def count_score(score: Score, entries: Entries, figures: Figures, party: str) -> Counted:
    """What `score` counts on the sheet of `party`."""
    reads = Typed(entries, figures, score.party or party)
    factor = Factor(figure=score.times_figure, cases=score.times_cases)
    found = points_of(score, reads)
    if isinstance(found, Ratio):
        quotient = multiplied(found, factor, figures).within(score.least, score.most)
        points = quotient.rounded(score.rounding, score.code)
    else:
        points = multiplied(found, factor, figures).within(score.least, score.most).rounded(score.rounding)
    return settle_blanks(score, points, asked_with_section(score, entries, figures))


def settle_blanks(score: Score, points: Exact, asked: Flags | None) -> Counted:
    """The points with what a blank counts, and nothing where the criterion is not asked. asked: bool[n] (None:
    everywhere)."""
    given, out = points.known, None
    if given is not None:
        points = points.everywhere().where(given, Exact.constant(blank_points(score), len(points)))
        out = ~given if score.blank == "left out" else None
    if asked is None:
        return Counted(score, points, given, out, None)
    nothing = Exact.constant(0, len(points))
    absent = ~asked
    return Counted(score, points.where(asked, nothing), given, absent if out is None else out | absent, absent)


def blank_points(score: Score) -> Fraction:
    """What a criterion counts that was not marked."""
    return score.most if score.blank == "full" else Fraction(0)


def once(among: Sequence[Counted]) -> list[Counted]:
    """Of these criteria only the one that counts most counts, the first of them where several do; what is not asked or
    left out is not compared."""
    alike = level([one.points for one in among])
    compared = [
        points.values.astype(np.int64) if one.out is None else np.where(one.out, NEVER, points.values)
        for one, points in zip(among, alike, strict=True)
    ]
    best = np.argmax(np.column_stack(compared), axis=1)
    nothing = Exact.constant(0, len(best))
    return [replace(one, points=one.points.where(best == column, nothing)) for column, one in enumerate(among)]
