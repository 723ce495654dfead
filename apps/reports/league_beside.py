"""What stands beside the rows of a league table: how far each moved, and what the place above has more."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.assessments.models import Assessment
from apps.evaluations.models import Result, Run
from apps.reports.league import Question, in_scope
from apps.reports.movement import is_new_method, run_before
from apps.reports.present import Presenter

# Scopes whose places are compared with the same group's places of the run before; elsewhere the whole campaign's are.
GROUPS = {"zone": "zone_id", "unit": "unit_id", "type": "branch_type"}
AT_ONCE = 2000


@dataclass(frozen=True)
class Before:
    """The run that places are compared with, and how a heading names it."""

    run: Run
    is_last_year: bool
    is_new_method: bool

    @classmethod
    def of(cls, run: Run) -> "Before | None":
        """Last year's run, else the numbered one before; None without either."""
        found = run_before(run)
        if found is None:
            return None
        return cls(found, found.campaign_id != run.campaign_id, is_new_method(run, found))

    @property
    def label(self) -> str:
        if self.is_last_year:
            return _("On last year")
        return _("On run %(number)s") % {"number": self.run.number}


@dataclass(frozen=True)
class Beside:
    """By a result's key: places risen (negative: fallen), and the row of the place above."""

    moves: Mapping[int, int] = field(default_factory=dict)
    above: Mapping[int, Result] = field(default_factory=dict)


def beside(run: Run, rows: Sequence[Result], asked: Question, columns: Sequence[str], before: Before | None) -> Beside:
    """What the columns that stand ask of the shown rows; a handful of queries, however many rows there are."""
    return Beside(
        moves_of(rows, before.run, asked) if before and "move" in columns else {},
        above_of(run, rows, asked) if "next-place" in columns else {},
    )


def moves_of(rows: Sequence[Result], before: Run, asked: Question) -> dict[int, int]:
    """By how many places each row rose since the other run; who was not placed in both, or in another group, is
    absent."""
    group, rank = GROUPS.get(asked.scope), asked.rank_field if asked.scope in GROUPS else "rank"
    own = [row.assessment_id for row in rows]
    nodes = dict(Assessment.objects.filter(pk__in=own).values_list("pk", "node"))
    held = Result.objects.filter(run=before, assessment__node__in=list(nodes.values()))
    earlier = {node: found for node, *found in held.values_list("assessment__node", rank, group or "run")}
    moved = {}
    for row in rows:
        place, was_in = earlier.get(nodes.get(row.assessment_id), (None, None))
        now = getattr(row, rank)
        if place is not None and now is not None and (group is None or was_in == getattr(row, group)):
            moved[row.pk] = place - now
    return moved


def above_of(run: Run, rows: Sequence[Result], asked: Question) -> dict[int, Result]:
    """The lowest row of the next better place of the scope. Equal rows begin at the position of their place in the
    whole campaign, so whatever stands before that position is better."""
    better: QuerySet[Result] = in_scope(run.results.all(), asked).filter(position__lt=OuterRef("rank"))
    nearest = Subquery(better.order_by("-position").values("pk")[:1])
    shown = Result.objects.filter(pk__in=[row.pk for row in rows], rank__isnull=False).annotate(above=nearest)
    pairs = dict(shown.values_list("pk", "above"))
    found = Result.objects.in_bulk([pk for pk in pairs.values() if pk])
    return {pk: found[above] for pk, above in pairs.items() if above}


def gap_above(show: Presenter, row: Result, above: Result | None) -> tuple[str, str]:
    """What the place above has more: points where they decide (second), else in words (first)."""
    if above is None:
        return "", ""
    if row.stars is not None and above.stars is not None and above.stars > row.stars:
        n = above.stars - row.stars
        return ngettext("%(n)s star more", "%(n)s stars more", n) % {"n": n}, ""
    if above.level != row.level:
        return str(show.level(above.level)["name"]), ""
    if above.total == row.total:
        return _("same total"), ""
    return ("", show.gap(above.total - row.total)) if above.total > row.total else ("", "")


def in_portions(rows: Iterable[Result], size: int = AT_ONCE) -> Iterable[list[Result]]:
    """The rows in order, so many at once."""
    portion: list[Any] = []
    for row in rows:
        portion.append(row)
        if len(portion) == size:
            yield portion
            portion = []
    if portion:
        yield portion
