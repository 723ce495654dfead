"""Campaigns for tests: with all stages open, branches enrolled, sheets marked."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from apps.assessments.choices import Party
from apps.assessments.models import Assessment, Sheet
from apps.assessments.services import Change, enrol_branches, save_marks
from apps.branches.models import Branch
from apps.campaigns.choices import StageKind, Status
from apps.campaigns.models import Campaign
from apps.campaigns.services import StageDates, close_campaign, create_campaign, open_campaign, seal_campaign
from apps.criteria.models import RulebookVersion
from apps.criteria.services import install_rulebooks
from apps.organisations.models import Node

numbers = count(1)
WAY = {
    Status.DRAFT: (),
    Status.OPEN: (open_campaign,),
    Status.CLOSED: (open_campaign, close_campaign),
    Status.SEALED: (open_campaign, close_campaign, seal_campaign),
}


def published_rulebook(slug: str = "xuchang-2025") -> RulebookVersion:
    """The shipped rulebook's published version; all that ship are published where it is not."""
    found = RulebookVersion.objects.published().select_related("rulebook").filter(rulebook__slug=slug)
    if not found.exists():
        install_rulebooks()
    return found.get()


RATING = (StageKind.SELF_ASSESSMENT, StageKind.SCORING, StageKind.EVALUATION)


def all_stages(days: int = 30, kinds: Iterable[str] = RATING) -> list[StageDates]:
    """One stage of each kind, open since yesterday: what rating needs, or `StageKind` for the whole year."""
    opens = timezone.now() - timedelta(days=1)
    return [StageDates(kind=kind, opens_at=opens, closes_at=opens + timedelta(days=days)) for kind in kinds]


def make_campaign(
    committee: Node, status: str = Status.OPEN, *, stages: Iterable[StageDates] | None = None, **fields: Any
) -> Campaign:
    """A campaign in any state, by the shipped rulebook; what rating needs is open unless `stages` are given."""
    number = next(numbers)
    fields = {"name": f"五星支部创建{number}", "slug": f"campaign-{number}", "year": 2025} | fields
    if "rulebook_version" not in fields:
        fields["rulebook_version"] = published_rulebook()
    dates = all_stages() if stages is None else list(stages)
    campaign = create_campaign(None, committee=committee, stages=dates, **fields)
    for step in WAY[Status(status)]:
        step(None, campaign)
    return campaign


def enrol(campaign: Campaign) -> list[Assessment]:
    """Every branch of the scope in the campaign, in the official order."""
    enrol_branches(None, campaign)
    return list(Assessment.objects.of(campaign).in_order())


def make_assessment(campaign: Campaign, branch: Branch) -> Assessment:
    """The assessment of one branch; its whole scope is enrolled."""
    enrol_branches(None, campaign)
    return Assessment.objects.of(campaign).get(node=branch.node)


def mark(actor: Any, assessment: Assessment, marks: Mapping[str, int | None], party: str = Party.SUPERIOR) -> Sheet:
    """Marks in hundredths, saved by somebody who may."""
    changes = {code: Change(points) for code, points in marks.items()}
    return save_marks(actor, assessment=assessment, party=party, changes=changes)
