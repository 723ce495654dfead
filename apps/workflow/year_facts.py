"""How far has a campaign come behind its evaluation: vetoes, meeting, notice, objections, naming?

Counted for all campaigns at once; those that have no such stages are not looked up.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count

from apps.assessments.models import VetoCase
from apps.campaigns.choices import StageKind
from apps.campaigns.models import Campaign
from apps.evaluations.choices import DecisionStatus, NamingStatus, NoticeStatus, Outcome
from apps.evaluations.models import Approval, Decision, Naming, Notice, Objection

LATER = frozenset({StageKind.DECISION, StageKind.NOTICE, StageKind.NAMING})


@dataclass
class YearFacts:
    """`decision` is the last meeting, `notice` the last issue that was not withdrawn, `naming` the last document.

    `unsigned` names who has still to sign the decision, `level` the next level that has still to approve it.
    """

    vetoes: int = 0
    decision: Decision | None = None
    unsigned: tuple[str, ...] = ()
    level: str = ""
    notice: Notice | None = None
    objections: int = 0
    naming: Naming | None = None

    @property
    def is_signed(self) -> bool:
        """Whether everybody has signed, and what it changed stands in a run."""
        signed = {DecisionStatus.SIGNED, DecisionStatus.APPROVED}
        return self.decision is not None and self.decision.status in signed and self.decision.final_run_id is not None

    @property
    def is_decided(self) -> bool:
        """Whether nobody has still to sign or approve."""
        return self.is_signed and not self.level

    @property
    def is_over(self) -> bool:
        """Whether the notice that counts has had its days."""
        return self.notice is not None and self.notice.status == NoticeStatus.ENDED

    @property
    def is_named(self) -> bool:
        return self.naming is not None and self.naming.status == NamingStatus.NAMED


def year_facts(campaigns: Iterable[Campaign]) -> dict[int, YearFacts]:
    """By the campaign's id; stages are prefetched."""
    listed = list(campaigns)
    found = {campaign.pk: YearFacts() for campaign in listed}
    count_vetoes(listed, found)
    later = [campaign for campaign in listed if LATER & {stage.kind for stage in campaign.stages.all()}]
    if later:
        for look in (find_decisions, find_notices, count_objections, find_namings):
            look(later, found)
    return found


def count_vetoes(campaigns: list[Campaign], found: dict[int, YearFacts]) -> None:
    rows = VetoCase.objects.unfinished().filter(assessment__campaign__in=campaigns).order_by()
    for campaign, n in rows.values_list("assessment__campaign_id").annotate(n=Count("pk")):
        found[campaign].vetoes = n


def find_decisions(campaigns: list[Campaign], found: dict[int, YearFacts]) -> None:
    """The last meeting of each, with who has still to put a name to it."""
    for decision in Decision.objects.filter(campaign__in=campaigns).prefetch_related("signatures").order_by("number"):
        names = tuple(one.name for one in decision.signatures.all() if one.signed_at is None)
        found[decision.campaign_id].decision, found[decision.campaign_id].unsigned = decision, names
    last = {year.decision.pk: year for year in found.values() if year.decision}
    open_levels = Approval.objects.filter(decision__in=last).exclude(outcome=Outcome.AGREED).order_by("-position")
    for approval in open_levels:
        last[approval.decision_id].level = approval.title


def find_notices(campaigns: list[Campaign], found: dict[int, YearFacts]) -> None:
    rows = Notice.objects.filter(campaign__in=campaigns).exclude(status=NoticeStatus.WITHDRAWN).order_by("number")
    for notice in rows.defer("rows", "changes", "text"):
        found[notice.campaign_id].notice = notice


def count_objections(campaigns: list[Campaign], found: dict[int, YearFacts]) -> None:
    rows = Objection.objects.filter(campaign__in=campaigns).unfinished().order_by()
    for campaign, n in rows.values_list("campaign_id").annotate(n=Count("pk")):
        found[campaign].objections = n


def find_namings(campaigns: list[Campaign], found: dict[int, YearFacts]) -> None:
    for naming in Naming.objects.filter(campaign__in=campaigns).order_by("pk"):
        found[naming.campaign_id].naming = naming
