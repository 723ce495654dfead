"""Take branches into a campaign's round."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from apps.assessments.models import Assessment, Round
from apps.assessments.services.announce import announce_evaluation
from apps.audit.services import record
from apps.branches.models import Branch
from apps.campaigns.choices import CampaignKind, Status
from apps.campaigns.models import Campaign
from apps.core.errors import Refused
from apps.core.permissions import authorise

BATCH = 500


def round_of(campaign: Campaign) -> Round:
    """The campaign's rating round; made when first asked for."""
    found, _made = Round.objects.get_or_create(
        campaign=campaign, defaults={"rulebook_version": campaign.rulebook_version}
    )
    return found


def follow_rulebook(campaign: Campaign) -> None:
    """A draft has taken another rulebook: its branches are marked by the one that runs rate them by."""
    Round.objects.filter(campaign=campaign).update(rulebook_version=campaign.rulebook_version)


@transaction.atomic
def enrol_branches(actor: Any, campaign: Campaign) -> int:
    """Take every standing branch of the scope that is not in yet into the campaign; gives how many came in."""
    if actor is not None:
        authorise(actor, "assessments.enrol_branches", campaign)
    if campaign.status not in {Status.DRAFT, Status.OPEN}:
        raise Refused(_("Branches join only before the campaign is closed."), code="campaign-closed")
    if campaign.kind != CampaignKind.RATING:
        raise Refused(_("Who takes part in a gate follows from the gate before it."), code="gate")
    rating = round_of(campaign)
    enrolled = rating.assessments.values("node")
    scope = Branch.objects.standing().filter(node__path__startswith=campaign.committee.path).exclude(node__in=enrolled)
    new = [enrolment(rating, branch) for branch in scope.select_related("node", "unit").in_order()]
    Assessment.objects.bulk_create(new, batch_size=BATCH)
    if new:
        record(actor, "branches.enrolled", campaign, node_path=campaign.committee.path, after={"branches": len(new)})
        announce_evaluation(campaign, actor)
    return len(new)


def enrolment(rating: Round, branch: Branch) -> Assessment:
    """A branch's assessment with its facts as they stand today; not saved."""
    return Assessment(
        round=rating,
        campaign=rating.campaign,
        node=branch.node,
        unit=branch.unit,
        zone_id=branch.node.zone_id,
        name=branch.node.name,
        path=branch.node.path,
        order_path=branch.node.order_path,
        branch_type=branch.branch_type,
        members=branch.members,
        previous_level=branch.previous_level,
    )
