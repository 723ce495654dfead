"""How far is each target reached? Counted from what is stored with the run, and from self-assessments and visits."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Count, Q

from apps.assessments.choices import StopStatus
from apps.assessments.lifecycle import WITH_THE_BRANCH
from apps.assessments.models import Assessment, Stop
from apps.campaigns.amounts import Amount
from apps.campaigns.choices import StageKind, TargetKind
from apps.campaigns.models import Campaign
from apps.criteria.selectors import rulebook_of
from apps.evaluations.level_moves import level_matrix
from apps.evaluations.models import Run
from apps.rating.rulebook import Rulebook
from apps.reports.movement import last_years_run
from apps.reports.targets.asked import REST, Goal, goals_of

MINUTE, THOUSAND = 60, 1000


@dataclass(frozen=True, slots=True)
class Reached:
    """One goal: so many branches of so many."""

    goal: Goal
    branches: int
    of: int

    @property
    def wanted(self) -> int:
        return self.goal.amount.of(self.of)

    @property
    def lacking(self) -> int:
        """How many branches are still to come; below zero where there are more than planned.

        None lack where the share is as planned to the tenth of a per cent, as shares are planned and published.
        """
        asked = self.goal.amount.share
        tenths = (2 * THOUSAND * self.branches + self.of) // (2 * self.of)
        return 0 if asked is not None and asked < 1 and tenths == asked * THOUSAND else self.wanted - self.branches

    @property
    def is_reached(self) -> bool:
        """Whether enough branches count; of the rest, whether no more than planned do."""
        return self.lacking >= 0 if self.goal.kind == REST else self.lacking <= 0


class Tally:
    """Counts branches for the goals of one campaign in one run; what only some goals need is asked when needed."""

    def __init__(self, campaign: Campaign, run: Run, rules: Rulebook) -> None:
        self.campaign, self.run, self.rules = campaign, run, rules

    def of(self, goals: Sequence[Goal]) -> list[Reached]:
        """Each goal that can be counted, in order; none for what has no base, such as last year without a run."""
        found = []
        for goal in goals:
            counted = self.counted(goal)
            if counted and counted[1]:
                found.append(Reached(goal, *counted))
        return found

    def counted(self, goal: Goal) -> tuple[int, int] | None:
        """How many branches a goal finds, and of how many; None without a base."""
        if goal.kind == TargetKind.STARS:
            return self.starred(goal.stars or 0), self.run.branches
        if goal.kind == TargetKind.RISE:
            return self.risen()
        if goal.kind == TargetKind.IN_TIME:
            return in_time(self.run, self.campaign)
        if goal.kind == TargetKind.VISITED:
            return visited(self.campaign)
        levels = zip(self.rules.levels, self.run.counts["levels"], strict=False)
        return sum(count for level, count in levels if level.name in goal.levels), self.run.branches

    def starred(self, stars: int) -> int:
        """Branches with so many stars or more."""
        return sum(star_counts(self.run)[stars:])

    def risen(self) -> tuple[int, int] | None:
        """Branches a level or more above last year's, or still at the best; of those that both years know."""
        before = last_years_run(self.run)
        if before is None:
            return None
        then = [level.name for level in rulebook_of(before.rulebook_version).levels]
        if then != [level.name for level in self.rules.levels]:
            return None
        matrix = level_matrix(before, self.run).counts
        rated = range(len(then))
        up = sum(matrix[was][now] for was in rated for now in rated if now < was or now == was == 0)
        return up, sum(map(sum, matrix))


def reached_in(campaign: Campaign, run: Run, rules: Rulebook) -> list[Reached]:
    """Every target of a campaign; behind this year's shares of single levels, what these leave to the last one."""
    found = Tally(campaign, run, rules).of(goals_of(campaign, rules))
    now = [one for one in found if not one.goal.years]
    rest = rest_of(now, [level.name for level in rules.levels])
    return [*now, *rest, *found[len(now) :]]


def rest_of(reached: Sequence[Reached], names: Sequence[str]) -> list[Reached]:
    """The one level that shares of all other levels leave over: 5% where 17% and 78% are planned."""
    single = {one.goal.levels[0]: one for one in reached if one.goal.amount.share and len(one.goal.levels) == 1}
    left = [name for name in names if name not in single]
    if len(left) != 1 or len(single) < 2:
        return []
    share = 1 - sum((one.goal.amount.share or 0) for one in single.values())
    of = next(iter(single.values())).of
    held = of - sum(one.branches for one in single.values())
    return [Reached(Goal(REST, Amount(share), (left[0],)), held, of)] if share >= 0 else []


def star_counts(run: Run) -> list[int]:
    """Branches by number of stars, from none on; kept with the run, else counted once and kept in the cache."""
    if "stars" in run.counts:
        return run.counts["stars"]
    key = f"reports:stars:{run.digest}"
    found = cache.get(key)
    if found is None:
        rows = dict(run.results.filter(stars__isnull=False).order_by().values_list("stars").annotate(n=Count("pk")))
        found = [rows.get(stars, 0) for stars in range(max(rows, default=0) + 1)]
        cache.set(key, found, None)
    return found


def in_time(run: Run, campaign: Campaign) -> tuple[int, int] | None:
    """Self-assessments given away before their stage ended, of all branches; None without such a stage."""
    stage = campaign.stages.filter(kind=StageKind.SELF_ASSESSMENT).order_by("-closes_at").first()
    if stage is None:
        return None
    given = Assessment.objects.of(campaign).filter(submission__submitted_at__lt=stage.closes_at)
    given = given.exclude(submission__status__in=WITH_THE_BRANCH)
    return cache.get_or_set(f"reports:in-time:{campaign.pk}", given.count, MINUTE), run.branches


def visited(campaign: Campaign) -> tuple[int, int] | None:
    """Branches whose visit both sides have signed, of those that are to be visited; None where none is."""
    if not campaign.visits.filter(cancelled_at=None).exists():
        return None
    return cache.get_or_set(f"reports:visited:{campaign.pk}", lambda: visits_counted(campaign), MINUTE)


def visits_counted(campaign: Campaign) -> tuple[int, int]:
    """How many branches are visited and how many are to be; one that is passed over still is."""
    stops = Stop.objects.filter(visit__campaign=campaign, visit__cancelled_at=None)
    counted = Count("assessment", distinct=True)
    found = stops.aggregate(done=Count("assessment", distinct=True, filter=Q(status=StopStatus.SIGNED)), all=counted)
    return found["done"], found["all"]
