"""How far are campaigns? Counted for all of them at once, so that a page asks as often for ten as for one."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import Count, Max, Q

from apps.assessments.choices import ImportStatus, SubmissionStatus
from apps.assessments.lifecycle import WITH_THE_BRANCH
from apps.assessments.models import Assessment, Handover, Import, Sheet
from apps.campaigns.choices import StageKind, Status
from apps.campaigns.models import Campaign, CampaignQuerySet, Stage
from apps.evaluations.models import CurrentRun, Run
from apps.organisations.models import Node
from apps.organisations.reach import below
from apps.workflow.ballot_facts import BallotFacts, ballot_facts
from apps.workflow.counting import KeyCount, counted_sheets, is_whole
from apps.workflow.year_facts import YearFacts, year_facts

KIND = StageKind.SELF_ASSESSMENT
PENDING = (ImportStatus.FAULTY, ImportStatus.READY)


@dataclass
class Facts:
    """Counts and moments of one campaign. `numbered` is its last numbered run, `current` the one that readers see."""

    campaign: Campaign
    stages: dict[str, Stage]
    branches: int = 0
    units: int = 0
    outside: int = 0
    by_status: Counter[str] = field(default_factory=Counter)
    submitted_at: datetime | None = None
    in_time: int = 0
    begun: int = 0
    whole: int = 0
    marked_at: datetime | None = None
    handed_over: int = 0
    handed_over_at: datetime | None = None
    received: int = 0
    received_at: datetime | None = None
    imports: list[Import] = field(default_factory=list)
    current: Run | None = None
    numbered: Run | None = None
    year: YearFacts = field(default_factory=YearFacts)
    ballot: BallotFacts = field(default_factory=BallotFacts)

    @property
    def with_branches(self) -> int:
        """Self-assessments that their branches have not given away."""
        return sum(self.by_status[status] for status in WITH_THE_BRANCH)

    @property
    def given(self) -> int:
        """Self-assessments that are with the unit or the committee."""
        return self.branches - self.with_branches

    @property
    def unmarked(self) -> int:
        """Branches that lack a mark of the superior."""
        return self.branches - self.whole

    @property
    def is_numbered(self) -> bool:
        """Whether the last numbered run holds what readers see: the same inputs and results give the same digest."""
        if self.numbered is None or self.current is None:
            return False
        return self.current.pk == self.numbered.pk or self.current.digest == self.numbered.digest

    def has_opened(self, kind: str, now: datetime) -> bool:
        """Whether the campaign has such a stage and its first minute is over."""
        return kind in self.stages and self.stages[kind].opens_at <= now

    def is_open(self, kind: str, now: datetime) -> bool:
        """Whether such a stage stands open."""
        return self.has_opened(kind, now) and now < self.stages[kind].closes_at


def with_facts(campaigns: CampaignQuerySet) -> CampaignQuerySet:
    """Campaigns as `gather` takes them."""
    return campaigns.select_related("committee", "rulebook_version").prefetch_related("stages")


def gather(campaigns: Iterable[Campaign]) -> dict[int, Facts]:
    """The facts of campaigns, by their id; a constant number of queries."""
    listed = list(campaigns)
    found = {
        campaign.pk: Facts(campaign, {stage.kind: stage for stage in campaign.stages.all()}) for campaign in listed
    }
    if not listed:
        return found
    for count in (count_branches, count_units, count_sheets, count_handovers, find_runs, find_imports):
        count(listed, found)
    count_outside(listed, found)
    for campaign, year in year_facts(listed).items():
        found[campaign].year = year
    for campaign, ballot in ballot_facts(listed).items():
        found[campaign].ballot = ballot
    return found


def count_branches(campaigns: list[Campaign], found: dict[int, Facts]) -> None:
    """By how far their self-assessments have come; how many were given away in time, and when the last was."""
    ends = {pk: facts.stages[KIND].closes_at for pk, facts in found.items() if KIND in facts.stages}
    in_time = Q(submission__submitted_at__isnull=False) & ~Q(campaign__in=ends)
    for pk, end in ends.items():
        in_time |= Q(campaign=pk, submission__submitted_at__lt=end)
    rows = Assessment.objects.filter(campaign__in=campaigns).order_by().values_list("campaign_id", "submission__status")
    last = Max("submission__submitted_at")
    for campaign, status, n, early, at in rows.annotate(n=Count("pk"), early=Count("pk", filter=in_time), last=last):
        facts, status = found[campaign], status or SubmissionStatus.FILLING
        facts.branches += n
        facts.by_status[status] += n
        if status not in WITH_THE_BRANCH:
            facts.in_time += early
            facts.submitted_at = max(filter(None, (facts.submitted_at, at)), default=None)


def count_units(campaigns: list[Campaign], found: dict[int, Facts]) -> None:
    rows = Assessment.objects.filter(campaign__in=campaigns).order_by()
    for campaign, n in rows.values_list("campaign_id").annotate(n=Count("unit_id", distinct=True)):
        found[campaign].units = n


def count_sheets(campaigns: list[Campaign], found: dict[int, Facts]) -> None:
    """Sheets of those who score that are begun, and those that hold every mark."""
    sheets = Sheet.objects.filter(counted_sheets(campaigns)).exclude(marks={})
    rows = sheets.annotate(marked=KeyCount("marks")).order_by().values_list("assessment__campaign_id")
    counted = rows.annotate(begun=Count("pk"), whole=Count("pk", filter=is_whole(campaigns)), last=Max("changed_at"))
    for campaign, begun, whole, last in counted:
        facts = found[campaign]
        facts.begun, facts.whole, facts.marked_at = begun, whole, last


def count_handovers(campaigns: list[Campaign], found: dict[int, Facts]) -> None:
    """Units whose hand-over stands, and those that were received."""
    rows = Handover.objects.filter(campaign__in=campaigns, ended_at=None).order_by().values_list("campaign_id")
    counted = rows.annotate(n=Count("pk"), got=Count("received_at"), last=Max("at"), last_got=Max("received_at"))
    for campaign, n, got, last, last_got in counted:
        facts = found[campaign]
        facts.handed_over, facts.received, facts.handed_over_at, facts.received_at = n, got, last, last_got


def find_runs(campaigns: list[Campaign], found: dict[int, Facts]) -> None:
    for pointer in CurrentRun.objects.filter(campaign__in=campaigns).select_related("run"):
        found[pointer.campaign_id].current = pointer.run
    for run in Run.objects.filter(campaign__in=campaigns, number__isnull=False, is_whole=True).order_by("number"):
        found[run.campaign_id].numbered = run


def find_imports(campaigns: list[Campaign], found: dict[int, Facts]) -> None:
    """Workbooks that were tried and neither written nor dropped."""
    rows = Import.objects.filter(campaign__in=campaigns, status__in=PENDING).defer("report", "made").order_by("pk")
    for imported in rows:
        found[imported.campaign_id].imports.append(imported)


def count_outside(campaigns: list[Campaign], found: dict[int, Facts]) -> None:
    """Standing branches of the scope that take no part; only while they still may. What takes part is subtracted:
    to look each branch up among the campaign's would cost their product."""
    scopes = {c.pk: c.committee.path for c in campaigns if c.status in {Status.DRAFT, Status.OPEN}}
    if not scopes:
        return
    counted = {f"n_{pk}": Count("pk", filter=below(path)) for pk, path in scopes.items()}
    within = reduce(or_, (below(path) for path in set(scopes.values())))
    standing = Node.objects.standing().branches().filter(within).order_by().aggregate(**counted)
    for pk in scopes:
        found[pk].outside = standing[f"n_{pk}"]
    inside = reduce(or_, (Q(campaign=pk) & below(path, "node__path") for pk, path in scopes.items()))
    enrolled = Assessment.objects.filter(inside, node__closed_on=None).order_by().values_list("campaign_id")
    for campaign, n in enrolled.annotate(n=Count("pk")):
        found[campaign].outside -= n
