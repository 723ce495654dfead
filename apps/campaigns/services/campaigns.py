"""Every act on a campaign: create, change, open, close, reopen, seal."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from apps.audit.services import record
from apps.campaigns.choices import CampaignKind, Status
from apps.campaigns.following import rulebook_changed
from apps.campaigns.gates import what_stops
from apps.campaigns.lifecycle import CAMPAIGN
from apps.campaigns.models import Campaign, Stage
from apps.campaigns.services.stages import StageDates, pass_over, write_stages
from apps.core.errors import Forbidden, Invalid, Refused
from apps.core.permissions import authorise
from apps.criteria.models import RulebookVersion
from apps.organisations.choices import Power
from apps.organisations.models import Node, reach_of

# Steps that what is left to do keeps shut.
GATED = frozenset({"close", "seal"})


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
    is_rehearsal: bool = False,
    kind: str = CampaignKind.RATING,
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
        is_rehearsal=is_rehearsal,
        kind=kind,
    )
    write_stages(campaign, stages)
    after = {"name": campaign.name, "year": year, "rulebook": rulebook_version.rulebook.slug}
    record(actor, "campaign.created", campaign, node_path=committee.path, after=after)
    return campaign


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
    # Somebody may have closed or sealed it since it was read.
    Campaign.objects.select_for_update().get(pk=campaign.pk)
    campaign.refresh_from_db(fields=["status", "rulebook_version"])
    if campaign.status == Status.SEALED:
        raise Refused(_("A sealed campaign is not changed any more."), code="sealed")
    version = campaign.rulebook_version_id
    if rulebook_version and rulebook_version.pk != version:
        if campaign.status != Status.DRAFT:
            raise Refused(_("The rulebook is fixed once the campaign is open."), code="rulebook-fixed")
        campaign.rulebook_version = rulebook_version
    before = summary(campaign)
    campaign.name, campaign.year, campaign.is_open_to_branches = name.strip(), year, is_open_to_branches
    campaign.save(update_fields=["name", "year", "is_open_to_branches", "rulebook_version"])
    if campaign.rulebook_version_id != version:
        rulebook_changed(campaign)
    write_stages(campaign, stages)
    record(
        actor, "campaign.changed", campaign, node_path=campaign.committee.path, before=before, after=summary(campaign)
    )
    return campaign


def open_to_branches(campaign: Campaign) -> None:
    """Branches read the whole league table from now on, as the notice that became public says; by the system."""
    if campaign.is_open_to_branches:
        return
    campaign.is_open_to_branches = True
    campaign.save(update_fields=["is_open_to_branches"])
    path, key = campaign.committee.path, "open-to-branches"
    record(None, "campaign.changed", campaign, node_path=path, before={key: False}, after={key: True})


def summary(campaign: Campaign) -> dict:
    """What the record keeps of a campaign."""
    stages = [
        [s.kind, s.opens_at.isoformat(), s.closes_at.isoformat()] for s in Stage.objects.filter(campaign=campaign)
    ]
    return {
        "name": campaign.name,
        "year": campaign.year,
        "open-to-branches": campaign.is_open_to_branches,
        "stages": stages,
    }


def open_campaign(actor: Any, campaign: Campaign) -> Campaign:
    """Draft → open: stages count from now on; nothing follows from those that are over already."""
    with transaction.atomic():
        move(actor, campaign, "open")
        pass_over(campaign)
    return campaign


def close_campaign(actor: Any, campaign: Campaign, reason: str = "", *, despite: bool = False) -> Campaign:
    """Open → closed: no mark is taken any more. `despite` closes past what is left to do, with a reason."""
    return move(actor, campaign, "close", reason, despite=despite)


def reopen_campaign(actor: Any, campaign: Campaign, reason: str) -> Campaign:
    """Closed → open, with a reason."""
    if not reason.strip():
        raise Invalid(_("Give the reason for opening it again."), details={"reason": [""]})
    return move(actor, campaign, "reopen", reason)


def seal_campaign(actor: Any, campaign: Campaign, reason: str = "", *, despite: bool = False) -> Campaign:
    """Closed → sealed: nothing leads out of this state. `despite` seals past what is left to do, with a reason."""
    return move(actor, campaign, "seal", reason, despite=despite)


@transaction.atomic
def move(actor: Any, campaign: Campaign, act: str, reason: str = "", *, despite: bool = False) -> Campaign:
    """Take one step of the lifecycle table, on the row as it stands now.

    Refuses while something is left that has to be done before it, unless `despite` is asked for with a reason; the
    record then keeps what was passed over. A step of the system itself (no actor) asks nobody.
    """
    if actor is not None:
        authorise(actor, f"campaigns.{act}_campaign", campaign)
    row = Campaign.objects.select_for_update().get(pk=campaign.pk)
    before = row.status
    row.status = CAMPAIGN.after(act, before)
    passed = require_free(row, act, reason, despite) if actor is not None else []
    row.save(update_fields=["status"])
    campaign.status = row.status
    after = {"state": row.status, "despite": passed} if passed else row.status
    record(actor, f"campaign.{act}", row, node_path=row.committee.path, before=before, after=after, reason=reason)
    return campaign


def require_free(campaign: Campaign, act: str, reason: str, despite: bool) -> list[str]:
    """Refuse while anything stands in the way; gives what is passed over on purpose."""
    left = what_stops(act, campaign)
    if left and not despite:
        words = {"things": _("; ").join(left)}
        message = _("Not yet: %(things)s. Do it first, or give the reason for going on without it.")
        raise Refused(message % words, code="blocked", details={"blockers": left})
    if left and not reason.strip():
        raise Invalid(_("Give the reason for going on without it."), details={"reason": [""]})
    return left
