"""Seal a campaign: one person proposes what the digests name, another confirms just that; nothing changes after it."""

import hashlib
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.audit.chain import head
from apps.audit.services import record
from apps.campaigns.lifecycle import CAMPAIGN
from apps.campaigns.models import Campaign
from apps.campaigns.services import seal_campaign
from apps.core.errors import Invalid, Refused
from apps.core.permissions import authorise
from apps.evaluations.choices import PaperKind
from apps.evaluations.models import CurrentRun, Run, Seal, SealProposal
from apps.evaluations.sealing.canonical import layout
from apps.evaluations.sealing.contents import contents_of, digests_of, parts_of
from apps.evaluations.sealing.left import left_to_seal, run_to_seal
from apps.evaluations.sealing.verifying import stamp_of
from apps.evaluations.services.papers import keep_paper
from apps.evaluations.services.runs import drop

JSON = "application/json"


@transaction.atomic
def propose_seal(actor: Any, campaign: Campaign) -> SealProposal:
    """Ask for the seal of what stands now. Refuses while anything is left to do, and while another proposal stands."""
    authorise(actor, "campaigns.seal_campaign", campaign)
    row = Campaign.objects.select_for_update().get(pk=campaign.pk)
    CAMPAIGN.after("seal", row.status)
    if standing_proposal(row) is not None:
        raise Refused(_("Somebody has proposed the seal already; another person confirms it."), code="proposed")
    run = require_ready(row)
    proposal = SealProposal.objects.create(
        campaign=row, run=run, parts=digests_of(parts_of(run)), by=actor.pk, by_name=actor.name
    )
    after = {"run": run.number, "parts": proposal.parts}
    record(actor, "seal.proposed", row, node_path=row.committee.path, after=after)
    return proposal


def require_ready(campaign: Campaign) -> Run:
    """The run that is sealed; refuses with the list of what is left."""
    left = left_to_seal(campaign)
    run = run_to_seal(campaign)
    if left or run is None:
        words = {"things": _("; ").join(left)}
        raise Refused(_("Not yet: %(things)s.") % words, code="blocked", details={"blockers": left})
    run.campaign = campaign
    return run


def standing_proposal(campaign: Campaign) -> SealProposal | None:
    """What waits for its second person."""
    return SealProposal.objects.filter(campaign=campaign, ended_at=None).select_related("run").first()


@transaction.atomic
def withdraw_seal(actor: Any, campaign: Campaign, reason: str) -> SealProposal:
    """Take a proposal back, or send it back as the second person; with a reason."""
    if not actor.has_perm("campaigns.seal_campaign", campaign):
        authorise(actor, "evaluations.second_act", campaign)
    if not reason.strip():
        raise Invalid(_("Give the reason."), details={"reason": [""]})
    proposal = require_proposal(campaign)
    end(proposal, actor, reason.strip())
    record(actor, "seal.withdrawn", campaign, node_path=campaign.committee.path, reason=reason.strip())
    return proposal


def require_proposal(campaign: Campaign) -> SealProposal:
    """The proposal that stands, locked; refuses where none does."""
    Campaign.objects.select_for_update().get(pk=campaign.pk)
    proposal = standing_proposal(campaign)
    if proposal is None:
        raise Refused(_("Nobody has proposed the seal, or it was taken back."), code="not-proposed")
    return proposal


def end(proposal: SealProposal, actor: Any, reason: str = "") -> None:
    proposal.ended_at, proposal.ended_by_name, proposal.end_reason = timezone.now(), actor.name, reason
    proposal.save(update_fields=["ended_at", "ended_by_name", "end_reason"])


@transaction.atomic
def confirm_seal(actor: Any, campaign: Campaign) -> Seal:
    """Seal as the second person. Refuses the one who proposed it, and what is not just what was proposed."""
    authorise(actor, "evaluations.second_act", campaign)
    proposal = require_proposal(campaign)
    if proposal.by == actor.pk:
        raise Refused(_("You proposed it yourself; another person confirms it."), code="same-person")
    run = require_ready(Campaign.objects.get(pk=campaign.pk))
    if run.pk != proposal.run_id or digests_of(parts_of(run)) != proposal.parts:
        raise Refused(
            _("Something has changed since it was proposed: take it back and propose it anew."), code="changed"
        )
    end(proposal, actor)
    seal_campaign(User.objects.get(pk=proposal.by), campaign)
    seal = write_seal(run, User.objects.get(pk=proposal.by), actor, timezone.now())
    after = {"run": run.number, "digest": seal.digest}
    record(actor, "seal.confirmed", campaign, node_path=campaign.committee.path, after=after)
    return seal


def write_seal(run: Run, first: Any, second: Any, at: datetime) -> Seal:
    """The file, its paper and its row, and the pointer to the run that is sealed. No persons: the system did it."""
    link = head()
    seal = Seal(campaign=run.campaign, run=run, at=at, chain=link.digest if link else "")
    seal.chain_position = link.position if link else None
    seal.by, seal.by_name = (first.pk, first.name) if first else (None, "")
    seal.second, seal.second_name = (second.pk, second.name) if second else (None, "")
    contents = contents_of(run, stamp_of(seal))
    content = layout(contents)
    name = f"{run.campaign.slug}.seal"
    seal.paper = keep_paper(second, run.campaign, PaperKind.SEAL, run.campaign_id, name, content, JSON)
    seal.digest, seal.parts = hashlib.sha256(content).hexdigest(), contents["digests"]
    seal.save()
    show(run)
    return seal


def show(run: Run) -> None:
    """From now on readers see the sealed run."""
    current = CurrentRun.objects.filter(campaign=run.campaign_id).select_related("run").first()
    CurrentRun.objects.update_or_create(campaign=run.campaign, defaults={"run": run})
    if current and current.run_id != run.pk:
        drop(current.run)
