"""What does one party's criterion count? Marks, panels, and one small function a mechanism."""

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from apps.rating.conditions import Condition
from apps.rating.rulebook import Panel
from apps.rating.scores import (
    Awards,
    Band,
    Bands,
    Best,
    Choice,
    Each,
    Fine,
    Fines,
    Line,
    Marked,
    Place,
    Reading,
    Score,
    Share,
)
from tests.rating.twin.facts import Branch, compare, marks_of
from tests.rating.twin.numbers import in_units, median, rounded


@dataclass
class Counted:
    """Points of one score; left_out: it is not asked of this branch's section at all; marked: it was not blank."""

    points: Fraction
    passed: bool
    left_out: bool = False
    marked: bool = True


def mark_of(branch: Branch, party: str, criterion: str) -> Fraction | None:
    """The one mark of a party, made from its panel's where it has one; a choice stands for its points."""
    given = [mark for mark in marks_of(branch, party, criterion) if mark is not None]
    for score in branch.rulebook.scores:
        if score.code == criterion and isinstance(score.mechanism, Choice):
            given = [score.mechanism.points[int(choice) - 1] for choice in given]
    panel = branch.rulebook.panels.get(party)
    if panel is None:
        return given[0] if given else None
    return mark_of_panel(panel, given)


def mark_of_panel(panel: Panel, given: list[Fraction]) -> Fraction | None:
    """Blank marks are already gone; the highest and lowest go; too few left are no mark."""
    kept = sorted(given)
    if panel.take.startswith("trimmed") or panel.take.endswith("without lowest"):
        kept = kept[panel.drop :]
    if panel.take.startswith("trimmed") or panel.take.endswith("without highest"):
        kept = kept[: max(0, len(kept) - panel.drop)]
    if panel.take.endswith("best"):
        kept = kept[-panel.drop :]
    if len(given) < panel.least or not kept:
        return None
    if panel.take == "median":
        return rounded(median(kept), panel.rounding)
    return rounded(sum(kept, Fraction(0)) / (1 if "sum" in panel.take else len(kept)), panel.rounding)


def holds_for(part: object, branch_type: str) -> bool:
    """Whether branches of this type have it at all."""
    types, not_types = part.types, part.not_types
    return branch_type not in not_types and (not types or branch_type in types)


def count(branch: Branch, score: Score, party: str) -> Counted:
    """The points of one score by one party: mechanism, factor, bounds, rounding; or what a blank means."""
    marker = score.party or party
    marks = {code: mark_of(branch, marker, code) for code in score.criteria}
    for code, mark in marks.items():
        if code != score.code:
            branch.figures[f"{party}.{code}"] = mark
    points = mechanism_points(branch, score, marks)
    factor = branch.value(score.times_figure) if score.times_figure else Fraction(1)
    if points is None or factor is None:
        return blank(branch, score)
    assert isinstance(factor, Fraction)
    factor *= score.times * case_of(branch, score.times_cases)
    points = rounded(max(score.least, min(score.most, points * factor)), score.rounding)
    if is_pass_or_fail(branch, score):
        return Counted(points, (marks[score.code] or 0) >= 1)
    return Counted(points, points >= score.most if score.role == "base" else True)


def case_of(branch: Branch, cases: tuple[tuple[Condition, Fraction], ...]) -> Fraction:
    """The factor of the first case that holds; 1 where none does."""
    return next((factor for condition, factor in cases if branch.holds(condition)), Fraction(1))


def is_pass_or_fail(branch: Branch, score: Score) -> bool:
    return any(each.code == score.code and each.kind == "pass" for each in branch.rulebook.criteria)


def blank(branch: Branch, score: Score) -> Counted:
    """What a criterion without a mark means."""
    if score.blank == "full":
        return Counted(score.most, True, marked=False)
    if score.blank == "left out":
        return Counted(Fraction(0), True, left_out=True, marked=False)
    return Counted(Fraction(0), score.role != "base", marked=False)


def mechanism_points(branch: Branch, score: Score, marks: dict[str, Fraction | None]) -> Fraction | None:
    """The mechanism's own points; None where nothing is given to count."""
    mechanism = score.mechanism
    typed = marks.get(score.code)
    if isinstance(mechanism, Marked):
        return None if typed is None else typed * mechanism.worth
    if isinstance(mechanism, Choice):
        return typed
    if isinstance(mechanism, Each):
        return None if typed is None else in_units(typed, mechanism.per, mechanism.units) * mechanism.each
    if isinstance(mechanism, Fines):
        return fines(branch, mechanism, marks)
    if isinstance(mechanism, Awards):
        return awards(mechanism, marks)
    if isinstance(mechanism, Bands):
        found = branch.sum(mechanism.reads) if mechanism.reads else typed
        return bands(part_of(found, mechanism, branch), mechanism.bands)
    if isinstance(mechanism, Line):
        found = branch.sum(mechanism.reads) if mechanism.reads else typed
        return on_line(part_of(found, mechanism, branch), mechanism.points)
    if isinstance(mechanism, Share):
        return share(branch.sum(mechanism.of), branch.sum(mechanism.out_of), mechanism)
    if isinstance(mechanism, Reading):
        return branch.sum(mechanism.reads)
    return drawn_points(branch, score, mechanism)


def fines(branch: Branch, mechanism: Fines, marks: dict[str, Fraction | None]) -> Fraction | None:
    """Full marks less every fine, never below zero; with nothing given at all there is no mark."""
    found = [branch.sum(fine.reads) if fine.reads else marks[fine.criterion] for fine in mechanism.fines]
    if all(each is None for each in found):
        return None
    taken = [fine_points(branch, fine, each) for fine, each in zip(mechanism.fines, found, strict=True)]
    return max(Fraction(0), mechanism.full - sum(taken, Fraction(0)))


def fine_points(branch: Branch, fine: Fine, found: Fraction | None) -> Fraction:
    """What one fine takes: once, for each, or for the shortfall or excess; capped; only where its condition holds."""
    if found is None or (fine.condition is not None and not branch.holds(fine.condition)):
        return Fraction(0)
    if fine.once:
        return fine.each if found else Fraction(0)
    if fine.below is not None:
        found = max(Fraction(0), fine.below - found)
    if fine.above is not None:
        found = max(Fraction(0), found - fine.above)
    taken = in_units(found, fine.per, fine.units) * fine.each
    return taken if fine.most is None else min(taken, fine.most)


def awards(mechanism: Awards, marks: dict[str, Fraction | None]) -> Fraction | None:
    """The best few of all awards won, each as often as it was won (of a panel's mean, part of one)."""
    if all(mark is None for mark in marks.values()):
        return None
    points, left = Fraction(0), mechanism.best
    for award in sorted(mechanism.awards, key=lambda award: award.points, reverse=True):
        won = marks[award.criterion] or Fraction(0)
        taken = won if left is None else min(won, left)
        points += award.points * taken
        left = None if left is None else left - taken
    return points


def part_of(found: Fraction | None, mechanism: Bands | Line, branch: Branch) -> Fraction | None:
    """The figure, or what part it is of another; of nobody it is no part."""
    if mechanism.out_of is None:
        return found
    whole = branch.sum(mechanism.out_of)
    return found / whole if found is not None and whole else None


def bands(found: Fraction | None, table: tuple[Band, ...]) -> Fraction | None:
    """The points of the first band that holds."""
    if found is None:
        return None
    for band in table:
        if band.relation == "otherwise" or compare(found, band.relation, band.line):
            return band.points
    return Fraction(0)


def share(of: Fraction | None, out_of: Fraction | None, mechanism: Share) -> Fraction | None:
    """Full points in proportion, full from `full_at` on; out of nobody there is nothing to count."""
    if of is None or not out_of:
        return None
    return mechanism.full * max(Fraction(0), min(Fraction(1), of / (out_of * mechanism.full_at)))


def on_line(found: Fraction | None, points: tuple[tuple[Fraction, Fraction], ...]) -> Fraction | None:
    """What stands above the figure on the lines between the points; beyond them, what stands above the last."""
    if found is None:
        return None
    if found <= points[0][0]:
        return points[0][1]
    for (left, low), (right, high) in pairwise(points):
        if found <= right:
            return low + (found - left) / (right - left) * (high - low)
    return points[-1][1]


def drawn_points(branch: Branch, score: Score, mechanism: Place | Best) -> Fraction | None:
    """Points for a place, or in proportion to the best, as drawn from everybody's rows."""
    drawn = branch.inputs[mechanism.drawn]
    if drawn is None:
        return None
    if isinstance(mechanism, Best):
        return mechanism.full * drawn
    for each in mechanism.table:
        if each.first <= drawn and (each.last is None or drawn <= each.last):
            return each.points
    return Fraction(0)
