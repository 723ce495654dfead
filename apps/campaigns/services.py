"""Every act on a campaign: create, change, dates, open, close, reopen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.audit.services import record
from apps.campaigns.choices import Act, StageKind, Status
from apps.campaigns.lifecycle import CAMPAIGN
from apps.campaigns.models import Campaign, Stage
from apps.campaigns.selectors import permits
from apps.core.errors import Forbidden, Invalid, Refused
from apps.core.permissions import authorise
from apps.criteria.models import RulebookVersion
from apps.organisations.choices import Power
from apps.organisations.models import Node, reach_of


@dataclass(frozen=True)
class StageDates:
    """One stage as it is asked for."""

    kind: str
    opens_at: datetime
    closes_at: datetime
    title: str = ""


@transaction.atomic
def create_campaign(
    actor: Any,
    *,
    name: str,
    slug: str,
    year: int,
    committee: Node,
    rulebook_version: RulebookVersion,
    stages: Sequence[StageDates],
    is_open_to_branches: bool = False,
    is_demonstration: bool = False,
) -> Campaign:
    """A new draft campaign; refuses a scope outside one's office and a slug that is taken."""
    if actor is not None:
        authorise(actor, "campaigns.create_campaign")
        if not reach_of(actor).covers(Power.CAMPAIGN, committee.path, committee.zone_id):
            raise Forbidden(_("Your office does not cover “%(scope)s”.") % {"scope": committee.name})
    if Campaign.objects.filter(slug=slug).exists():
        raise Invalid(_("The short name “%(slug)s” is taken.") % {"slug": slug}, details={"slug": [slug]})
    campaign = Campaign.objects.create(
        name=name.strip(),
        slug=slug,
        year=year,
        committee=committee,
        rulebook_version=rulebook_version,
        is_open_to_branches=is_open_to_branches,
        is_demonstration=is_demonstration,
    )
    write_stages(campaign, stages)
    after = {"name": campaign.name, "year": year, "rulebook": rulebook_version.rulebook.slug}
    record(actor, "campaign.created", campaign, node_path=committee.path, after=after)
    return campaign


def write_stages(campaign: Campaign, stages: Sequence[StageDates]) -> None:
    """Replace the campaign's dated rows; refuses a stage that closes before it opens."""
    for stage in stages:
        if stage.closes_at <= stage.opens_at:
            title = stage.title or StageKind(stage.kind).label
            raise Invalid(
                _("“%(stage)s” closes before it opens.") % {"stage": title}, details={stage.kind: [str(title)]}
            )
    campaign.stages.all().delete()
    Stage.objects.bulk_create(
        Stage(campaign=campaign, kind=s.kind, title=s.title, opens_at=s.opens_at, closes_at=s.closes_at) for s in stages
    )


@transaction.atomic
def change_campaign(
    actor: Any,
    *,
    campaign: Campaign,
    name: str,
    year: int,
    stages: Sequence[StageDates],
    is_open_to_branches: bool,
    rulebook_version: RulebookVersion | None = None,
) -> Campaign:
    """New words and dates; the rulebook only while the campaign is a draft; nothing once it is sealed."""
    authorise(actor, "campaigns.change_campaign", campaign)
    if campaign.status == Status.SEALED:
        raise Refused(_("A sealed campaign is not changed any more."), code="sealed")
    if rulebook_version and rulebook_version != campaign.rulebook_version:
        if campaign.status != Status.DRAFT:
            raise Refused(_("The rulebook is fixed once the campaign is open."), code="rulebook-fixed")
        campaign.rulebook_version = rulebook_version
    before = summary(campaign)
    campaign.name, campaign.year, campaign.is_open_to_branches = name.strip(), year, is_open_to_branches
    campaign.save()
    write_stages(campaign, stages)
    record(
        actor, "campaign.changed", campaign, node_path=campaign.committee.path, before=before, after=summary(campaign)
    )
    return campaign


def summary(campaign: Campaign) -> dict:
    """What the record keeps of a campaign."""
    stages = [[s.kind, s.opens_at.isoformat(), s.closes_at.isoformat()] for s in campaign.stages.all()]
    return {
        "name": campaign.name,
        "year": campaign.year,
        "open-to-branches": campaign.is_open_to_branches,
        "stages": stages,
    }


def open_campaign(actor: Any, campaign: Campaign) -> Campaign:
    """Draft → open: stages count from now on."""
    return move(actor, campaign, "open")


def close_campaign(actor: Any, campaign: Campaign, reason: str = "") -> Campaign:
    """Open → closed: no mark is taken any more."""
    return move(actor, campaign, "close", reason)


def reopen_campaign(actor: Any, campaign: Campaign, reason: str) -> Campaign:
    """Closed → open, with a reason."""
    if not reason.strip():
        raise Invalid(_("Give the reason for opening it again."), details={"reason": [""]})
    return move(actor, campaign, "reopen", reason)


def seal_campaign(actor: Any, campaign: Campaign, reason: str = "") -> Campaign:
    """Closed → sealed: nothing leads out of this state."""
    return move(actor, campaign, "seal", reason)


@transaction.atomic
def move(actor: Any, campaign: Campaign, act: str, reason: str = "") -> Campaign:
    """Take one step of the lifecycle table, on the row as it stands now."""
    if actor is not None:
        authorise(actor, f"campaigns.{act}_campaign", campaign)
    row = Campaign.objects.select_for_update().get(pk=campaign.pk)
    before = row.status
    row.status = CAMPAIGN.after(act, before)
    row.save(update_fields=["status"])
    campaign.status = row.status
    record(actor, f"campaign.{act}", row, node_path=row.committee.path, before=before, after=row.status, reason=reason)
    return campaign


def require_stage(campaign: Campaign, act: str) -> None:
    """Refuse `act` unless an open stage of an open campaign permits it. Holds for everybody, superusers too."""
    campaign.refresh_from_db(fields=["status"])
    if permits(campaign, act):
        return
    if campaign.status != Status.OPEN:
        message = _("The campaign is not open: its state is “%(state)s”.") % {"state": campaign.get_status_display()}
        raise Refused(message, code="campaign-not-open")
    stage = campaign.stages.permitting(act).filter(opens_at__gt=timezone.now()).first()
    if stage:
        when = timezone.localtime(stage.opens_at).strftime("%Y-%m-%d %H:%M")
        message = _("“%(stage)s” opens on %(when)s; until then you cannot %(act)s.")
        raise Refused(message % {"stage": stage, "when": when, "act": Act(act).label}, code="stage-not-open")
    raise Refused(_("No stage is open in which you could %(act)s.") % {"act": Act(act).label}, code="stage-not-open")
