"""Take a rehearsal away whole: its runs, sheets, branches, committee and campaign; only the record of it stays."""

from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from apps.assessments.models import Assessment, Round
from apps.audit.services import record
from apps.branches.models import Branch
from apps.campaigns.models import Campaign
from apps.core.errors import Refused
from apps.core.permissions import authorise
from apps.evaluations.models import CurrentRun, Result, Run
from apps.jobs.models import Job
from apps.jobs.progress import Progress
from apps.jobs.services import announce
from apps.organisations.models import Appointment, Node, Zone


@transaction.atomic
def clear_rehearsal(actor: Any, campaign: Campaign) -> Job:
    """Announce that a rehearsal goes; refuses any other campaign, and one that is still being made."""
    if actor is not None:
        authorise(actor, "campaigns.change_campaign", campaign)
    if not campaign.is_rehearsal:
        raise Refused(_("Only a rehearsal can be deleted."), code="no-rehearsal")
    if Job.objects.of("rehearse", campaign.pk).unfinished().exists():
        raise Refused(_("The rehearsal is still being made. Stop the job first."), code="rehearsal-running")
    if campaign.committee.rulebooks.exists():
        raise Refused(_("A rulebook was published under this rehearsal; it has to stay."), code="rulebook-published")
    path = campaign.committee.path
    record(actor, "rehearsal.deleted", campaign, node_path=path, before={"name": campaign.name})
    return announce("clear-rehearsal", campaign.pk, campaign.name, actor=actor, node_path=path)


def do_clearing(job: Job, progress: Progress) -> dict:
    """Handler of `clear-rehearsal`; nothing is to do where it is gone already, and nothing goes where acts stay."""
    campaign = Campaign.objects.filter(pk=job.key, is_rehearsal=True).select_related("committee").first()
    if campaign is None:
        return {}
    progress("clear", 0, 1)
    try:
        clear_whole(campaign)
    except ProtectedError as error:
        message = _("Decisions, visits or papers were made in this rehearsal and have to stay. Nothing was deleted.")
        raise Refused(message, code="rehearsal-kept") from error
    return {}


@transaction.atomic
def clear_whole(campaign: Campaign) -> None:
    """The rehearsal with its committee."""
    committee = campaign.committee
    clear_content(campaign)
    campaign.delete()
    Appointment.objects.filter(node=committee).delete()
    committee.delete()


@transaction.atomic
def clear_content(campaign: Campaign) -> None:
    """Everything below the rehearsal's committee, runs first, its branches last; campaign and committee stay."""
    if not campaign.is_rehearsal:
        raise ValueError(f"{campaign.slug} is no rehearsal")
    path = campaign.committee.path
    CurrentRun.objects.filter(campaign=campaign).delete()
    Result.objects.filter(run__campaign=campaign)._raw_delete(Result.objects.db)
    Run.objects.filter(campaign=campaign).delete()
    campaign.imports.all().delete()
    campaign.handovers.all().delete()
    Assessment.objects.filter(campaign=campaign).delete()
    Round.objects.filter(campaign=campaign).delete()
    Appointment.objects.filter(node__path__startswith=path).exclude(node__path=path).delete()
    Branch.objects.filter(node__path__startswith=path).delete()
    below = Node.objects.filter(path__startswith=path).exclude(path=path)
    for depth in sorted({len(found) for found in below.values_list("path", flat=True)}, reverse=True):
        at = [node for node, found in below.values_list("pk", "path") if len(found) == depth]
        for start in range(0, len(at), 500):
            Node.objects.filter(pk__in=at[start : start + 500]).delete()
    Zone.objects.filter(committee=campaign.committee_id).delete()
    campaign.committee.rulebook_drafts.all().delete()
