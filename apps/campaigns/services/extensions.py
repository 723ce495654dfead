"""More time for one branch, or for a whole unit, after a stage has closed."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.audit.services import record
from apps.campaigns.choices import EXTENDABLE, Status
from apps.campaigns.models import Campaign, Extension
from apps.campaigns.services.freezing import require_unsealed
from apps.core.errors import Invalid, Refused
from apps.core.permissions import authorise
from apps.organisations.models import Node


@transaction.atomic
def grant_extension(
    actor: Any, campaign: Campaign, *, kind: str, node: Node, closes_at: datetime, reason: str
) -> Extension:
    """The node and everything below it may do until `closes_at` what stages of this kind permit; nothing else opens.

    Refuses a campaign that is not open, a stage that it does not have or that nobody can be late for, a node outside
    the campaign's scope, a moment that is over or that the stage reaches anyway, and no reason. A second grant for the
    same node and kind replaces the first.
    """
    authorise(actor, "campaigns.change_campaign", campaign)
    campaign.refresh_from_db(fields=["status"])
    if campaign.status != Status.OPEN:
        raise Refused(_("More time is given in an open campaign only."), code="campaign-not-open")
    if not node.path.startswith(campaign.committee.path) or node.pk == campaign.committee_id:
        raise Invalid(_("Name a branch or a unit of this campaign."), details={"node": [""]})
    if not reason.strip():
        raise Invalid(_("Give the reason for more time."), details={"reason": [""]})
    require_later(campaign, kind, closes_at)
    campaign.extensions.filter(kind=kind, node=node, ended_at=None).update(ended_at=timezone.now())
    given = Extension.objects.create(
        campaign=campaign,
        kind=kind,
        node=node,
        closes_at=closes_at,
        reason=reason.strip()[:500],
        by=actor.pk,
        by_name=actor.name,
    )
    after = {"stage": kind, "node": node.name, "closes": closes_at.isoformat()}
    record(actor, "extension.granted", given, node_path=node.path, after=after, reason=given.reason)
    return given


def require_later(campaign: Campaign, kind: str, closes_at: datetime) -> None:
    """Refuse a moment that gives nobody more time."""
    stage = campaign.stages.filter(kind=kind).order_by("-closes_at").first()
    if kind not in EXTENDABLE or stage is None:
        raise Invalid(_("The campaign has no such stage that could be extended."), details={"kind": [""]})
    if closes_at <= max(stage.closes_at, timezone.now()):
        raise Invalid(_("Give a moment ahead, after the end of the stage."), details={"closes_at": [""]})


@transaction.atomic
def end_extension(actor: Any, extension: Extension, *, reason: str) -> Extension:
    """No more time from now on; refuses one that is over, and no reason."""
    authorise(actor, "campaigns.change_campaign", extension.campaign)
    require_unsealed(extension.campaign)
    row = Extension.objects.select_for_update().select_related("campaign", "node").get(pk=extension.pk)
    if row.ended_at is not None or row.closes_at <= timezone.now():
        raise Refused(_("This extension is over already."), code="over")
    if not reason.strip():
        raise Invalid(_("Give the reason for ending it."), details={"reason": [""]})
    row.ended_at = timezone.now()
    row.save(update_fields=["ended_at"])
    before = {"stage": row.kind, "node": row.node.name, "closes": row.closes_at.isoformat()}
    record(actor, "extension.ended", row, node_path=row.node.path, before=before, reason=reason.strip())
    return row
