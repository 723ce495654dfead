"""What is found of an objection: by its handler, confirmed by a second person, carried out, answered."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.assessments.services.corrections import check_correction, correct_mark, mark_now, refuse_overtaken
from apps.assessments.warrants import Correction
from apps.campaigns.models import Campaign
from apps.campaigns.services import require_unsealed
from apps.core.errors import Forbidden, Invalid, Refused
from apps.core.permissions import authorise
from apps.evaluations.choices import Finding, ObjectionStatus
from apps.evaluations.hearing import is_partial
from apps.evaluations.models import Objection, Run
from apps.evaluations.services.objections import (
    handled,
    locked,
    needed,
    noted,
    require_state,
    step,
)
from apps.evaluations.services.runs import new_numbered_run
from apps.jobs.services import announce

TAKEN_RIGHT = {Finding.ACCEPTED, Finding.PARTLY}


@transaction.atomic
def find(
    actor: Any, objection: Objection, finding: str, text: str, criterion: str = "", after: int | None = None
) -> Objection:
    """What the handler found: right, right in part, or not; where it is right, the corrected mark (hundredths).

    It then waits for the second person. Refuses a correction that the sheet could not take.
    """
    objection = handled(actor, objection, {ObjectionStatus.TAKEN, ObjectionStatus.FOUND})
    if finding not in Finding.values:
        raise Invalid(_("Choose what was found."), details={"finding": [_("Choose what was found.")]})
    objection.finding, objection.finding_text = finding, needed(text)
    objection.before = objection.after = None
    if finding in TAKEN_RIGHT and criterion:
        propose(objection, criterion, after)
    objection.status = ObjectionStatus.FOUND
    objection.save()
    step(actor, objection, _("Finding: %(finding)s") % {"finding": objection.get_finding_display()}, text.strip())
    told = {"finding": finding, "criterion": objection.criterion, "from": objection.before, "to": objection.after}
    return noted(actor, "objection.found", objection, told, reason=objection.finding_text)


def propose(objection: Objection, criterion: str, after: int | None) -> None:
    """Put the corrected mark onto the objection, in memory; the branch's sheet stays as it is."""
    if objection.assessment is None:
        raise Refused(_("Say first which branch is meant."), code="no-branch")
    if after is None:
        raise Invalid(_("Give the corrected mark."), details={"after": [_("Give the corrected mark.")]})
    check_correction(objection.assessment, criterion, after)
    before = mark_now(objection.assessment, criterion)
    if before == after:
        raise Invalid(_("This is the mark that stands."), details={"after": [_("This is the mark that stands.")]})
    objection.criterion, objection.before, objection.after = criterion, before, after


@transaction.atomic
def confirm(second: Any, objection: Objection) -> Objection:
    """The second person agrees. A correction is then made under the objection's number, and the next numbered run.

    Refuses the handler, who holds an office in the branch's unit, and a mark that has changed since.
    """
    objection = seconded(second, objection)
    objection.second, objection.second_name = second.pk, second.name
    objection.confirmed_at = timezone.now()
    step(second, objection, _("Confirmed by the second person"))
    if objection.after is not None:
        carry_out(second, objection)
    right = objection.finding in TAKEN_RIGHT
    objection.status = ObjectionStatus.ACCEPTED if right else ObjectionStatus.REFUSED
    objection.save()
    run = objection.run.number if objection.run else None
    return noted(second, "objection.confirmed", objection, {"finding": objection.finding, "run": run})


def carry_out(second: Any, objection: Objection) -> None:
    """The one late mark, and the numbered run that carries it."""
    refuse_overtaken(objection.assessment, objection.criterion, objection.before)
    handler = User.objects.get(pk=objection.handler)
    reason = _("Objection %(number)s") % {"number": f"{objection.number:03d}"}
    objection.save(update_fields=["second", "second_name"])
    correct_mark(
        handler,
        second,
        objection.assessment,
        objection.criterion,
        objection.after,
        objection=objection.pk,
        reason=reason,
    )
    objection.run = next_run(second, objection.campaign)
    words = {"criterion": objection.criterion, "run": objection.run.number}
    step(None, objection, _("Corrected, evaluated anew"), _("%(criterion)s corrected; evaluation %(run)s.") % words)


def next_run(actor: Any, campaign: Campaign) -> Run:
    """The next numbered run, announced; one that has not begun yet takes the correction along."""
    campaign = Campaign.objects.select_for_update(of=("self",)).select_related("committee").get(pk=campaign.pk)
    run = new_numbered_run(actor, campaign)
    announce("number-run", run.pk, campaign.name, actor=actor, node_path=campaign.committee.path)
    return run


@transaction.atomic
def send_back(second: Any, objection: Objection, reason: str) -> Objection:
    """The second person does not agree: the handler looks again."""
    objection = seconded(second, objection)
    words = needed(reason, "reason")
    objection.status = ObjectionStatus.TAKEN
    objection.save(update_fields=["status"])
    step(second, objection, _("Sent back by the second person"), words)
    return noted(second, "objection.sent-back", objection, reason=words)


def seconded(second: Any, objection: Objection) -> Objection:
    """The row, locked, for a second person who is another one and has no office in the unit."""
    objection = locked(objection)
    authorise(second, "evaluations.second_act", objection.campaign)
    require_unsealed(objection.campaign)
    require_state(objection, {ObjectionStatus.FOUND})
    if objection.handler == second.pk:
        raise Forbidden(_("You found this yourself. Another person has to agree."))
    if is_partial(second, objection.assessment):
        raise Refused(_("You hold an office in that unit. Somebody else agrees or not."), code="partial")
    return objection


@transaction.atomic
def answer(actor: Any, objection: Objection, reply: str) -> Objection:
    """The reply that the objector reads at the code; the last step."""
    objection = handled(actor, objection, {ObjectionStatus.ACCEPTED, ObjectionStatus.REFUSED})
    objection.reply, objection.answered_at = needed(reply, "reply"), timezone.now()
    objection.status = ObjectionStatus.ANSWERED
    objection.save(update_fields=["reply", "answered_at", "status"])
    step(actor, objection, _("Answered"))
    return noted(actor, "objection.answered", objection)


def is_warranted(asked: Correction) -> bool:
    """Whether an objection that was found right asks for exactly this correction, by exactly these two."""
    return Objection.objects.filter(
        pk=asked.objection,
        status=ObjectionStatus.FOUND,
        finding__in=TAKEN_RIGHT,
        assessment=asked.assessment,
        criterion=asked.criterion,
        before=asked.before,
        after=asked.after,
        handler=asked.actor,
        second=asked.second,
    ).exists()
