"""Which rows of the league table stand together on a page: a page by key, or head, cuts and own surroundings."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from django.db.models import QuerySet

from apps.evaluations.models import Result
from apps.reports.league import Question

PAGE = 50
HEAD = 6
AROUND_CUT = 2
AROUND_OWN = 3
FOLD_FROM = 60


@dataclass(frozen=True)
class Fold:
    """Rows left out after one position and before another, and the places they hold, if any."""

    after: int
    before: int
    first: int | None
    last: int | None


@dataclass
class Shown:
    """Rows to show, in order; a fold stands for those left out."""

    rows: list[Result | Fold] = field(default_factory=list)
    after: int | None = None
    before: int | None = None


@dataclass(frozen=True)
class Stretch:
    """Rows that follow each other; of those before `start` and from `stop` on only the places are told."""

    rows: Sequence[Result]
    start: int
    stop: int


def page(rows: QuerySet[Result], asked: Question) -> Shown:
    """One page by key; `place` begins a page at that place."""
    if asked.before is not None:
        found = list(rows.filter(position__lt=asked.before).order_by("-position")[: PAGE + 1])
        more, found = len(found) > PAGE, found[:PAGE][::-1]
        return Shown(list(found), found[-1].position if found else None, found[0].position if more else None)
    if asked.place is not None:
        # No place is lower than the position in the whole campaign, so the index leads near it.
        rows = rows.filter(position__gte=asked.place, **{f"{asked.rank_field}__gte": asked.place})
    elif asked.after is not None:
        rows = rows.filter(position__gt=asked.after)
    found = list(rows.order_by("position")[: PAGE + 1])
    more, found = len(found) > PAGE, found[:PAGE]
    starts_later = asked.place is not None or asked.after is not None
    return Shown(
        list(found), found[-1].position if more else None, found[0].position if found and starts_later else None
    )


def unfolded(rows: QuerySet[Result], after: int, until: int, rank_field: str) -> Shown:
    """The rows of one fold, as many as a page holds; the rest folds again."""
    hidden = rows.filter(position__gt=after, position__lt=until)
    found = list(hidden.order_by("position")[: PAGE + 1])
    if len(found) <= PAGE:
        return Shown(list(found))
    last = hidden.order_by("-position")[0]
    rest = Fold(found[PAGE - 1].position, until, getattr(found[PAGE], rank_field), getattr(last, rank_field))
    return Shown([*found[:PAGE], rest])


def overview(
    rows: QuerySet[Result], begins: Sequence[int], own: Sequence[Result], rank_field: str = "rank"
) -> list[Result | Fold]:
    """Head, both sides of every cut, one's own surroundings and the end; the rest folds.

    begins: the position at which each level under the best begins.
    """
    stretches = [from_here(rows.order_by("position"), HEAD)]
    stretches += [around(rows, position, AROUND_CUT, AROUND_CUT) for position in begins]
    stretches += [around(rows, mine.position, AROUND_OWN, AROUND_OWN + 1) for mine in own]
    end = list(rows.order_by("-position")[: AROUND_CUT + 1])[::-1]
    stretches.append(Stretch(end, max(0, len(end) - AROUND_CUT), len(end)))
    return with_folds(stretches, rank_field)


def from_here(rows: QuerySet[Result], shown: int) -> Stretch:
    """The first rows, and one more."""
    found = list(rows[: shown + 1])
    return Stretch(found, 0, min(shown, len(found)))


def around(rows: QuerySet[Result], position: int, above: int, beneath: int) -> Stretch:
    """So many rows above a position and from it on, and one more on either side."""
    upper = list(rows.filter(position__lt=position).order_by("-position")[: above + 1])[::-1]
    lower = list(rows.filter(position__gte=position).order_by("position")[: beneath + 1])
    start = max(0, len(upper) - above)
    return Stretch([*upper, *lower], start, len(upper) + min(beneath, len(lower)))


def with_folds(stretches: Sequence[Stretch], rank_field: str) -> list[Result | Fold]:
    """The rows of all stretches in order, a fold wherever more than one other is left out between two of them."""
    kept = {row.position: row for each in stretches for row in each.rows[each.start : each.stop]}
    pairs = [pair for each in stretches for pair in pairwise(each.rows)]
    following = {upper.position: lower for upper, lower in pairs}
    preceding = {lower.position: upper for upper, lower in pairs}
    shown: list[Result | Fold] = []
    order = sorted(kept)
    for here, beneath in zip(order, [*order[1:], None], strict=True):
        shown.append(kept[here])
        if beneath is None or following[here].position == beneath:
            continue
        first, last = following[here], preceding[beneath]
        if first.position == last.position:
            shown.append(first)
        else:
            shown.append(Fold(here, beneath, getattr(first, rank_field), getattr(last, rank_field)))
    return shown
