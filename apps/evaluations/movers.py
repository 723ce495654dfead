"""Who rose and who fell? Places of one run against those of last year, or of the numbered run before."""

from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import F, QuerySet

from apps.campaigns.selectors import previous_campaign
from apps.criteria.selectors import is_same_method
from apps.evaluations.figures_of_run import kept
from apps.evaluations.models import Result, Run
from apps.evaluations.selectors import shown_run

RISEN, FALLEN = 4, 3
# From a branch's result to its results in all runs.
THEN = "assessment__node__assessments__results"


@dataclass(frozen=True)
class Move:
    """One branch's places before and now; `by` is positive where it rose."""

    assessment: int
    before: int
    now: int

    @property
    def by(self) -> int:
        return self.before - self.now


@dataclass(frozen=True)
class Moves:
    """Those who moved most, most first, and how many branches stand in both runs."""

    risen: tuple[Move, ...]
    fallen: tuple[Move, ...]
    compared: int


def last_years_run(run: Run) -> Run | None:
    """The run that readers of the campaign before see; None without one."""
    earlier = previous_campaign(run.campaign)
    found = shown_run(earlier) if earlier else None
    return found if found and found.branches else None


def run_before(run: Run) -> Run | None:
    """What a run's places are compared with: last year's, else the latest numbered run made before it."""
    if found := last_years_run(run):
        return found
    numbered = run.campaign.runs.filter(number__isnull=False, is_whole=True, branches__gt=0).exclude(pk=run.pk)
    earlier = numbered.filter(read_at__lt=run.read_at).select_related("rulebook_version")
    return earlier.order_by("-number").first()


def is_new_method(run: Run, before: Run) -> bool:
    """Whether the earlier run was rated by other rules, so that its figures do not compare directly."""
    return not is_same_method(before.rulebook_version, run.rulebook_version)


def moves(run: Run, before: Run) -> Moves:
    """The largest rises and falls; found once for a pair of runs, as neither changes any more."""
    found = kept(run, "movers", f"{before.pk}-{before.digest[:16]}", lambda: largest(run, before))
    return Moves(
        risen=tuple(Move(**each) for each in found["risen"]),
        fallen=tuple(Move(**each) for each in found["fallen"]),
        compared=found["compared"],
    )


def keep_moves(run: Run) -> None:
    """Find them while the run is made, so that no reader waits for it."""
    if before := run_before(run):
        moves(run, before)


def largest(run: Run, before: Run) -> dict[str, Any]:
    """The same as plain data; the database joins both runs and sorts, and gives the few."""
    placed = {f"{THEN}__run": before, f"{THEN}__rank__isnull": False}
    both = Result.objects.filter(run=run, rank__isnull=False, **placed)
    both = both.annotate(before=F(f"{THEN}__rank")).annotate(by=F("before") - F("rank")).order_by()
    return {
        "risen": told(both.filter(by__gt=0).order_by("-by", "position")[:RISEN]),
        "fallen": told(both.filter(by__lt=0).order_by("by", "-position")[:FALLEN]),
        "compared": both.count(),
    }


def told(rows: QuerySet[Result]) -> list[dict[str, int]]:
    """Each row as a move."""
    return [asdict(Move(*row)) for row in rows.values_list("assessment", "before", "rank")]
