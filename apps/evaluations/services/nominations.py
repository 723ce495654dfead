"""Putting a branch forward for an honour: from the levels that the rulebook allows, else by exception and by two."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.assessments.models import Assessment
from apps.audit.services import record
from apps.campaigns.choices import Status
from apps.core.errors import Invalid, Refused
from apps.core.permissions import authorise
from apps.evaluations.models import Nomination
from apps.evaluations.nominations import honour_named, level_of


@transaction.atomic
def nominate(actor: Any, assessment: Assessment, *, honour: str, reason: str = "") -> Nomination:
    """Put the branch forward. Outside the honour's levels it is an exception: with a reason, and not in force until a
    second person confirms it.

    Refuses (422) an honour that the rulebook does not name, and an exception without a reason; (409) before there is a
    numbered result, twice for one honour, and in a sealed campaign.
    """
    campaign = assessment.campaign
    authorise(actor, "evaluations.nominate", campaign)
    if campaign.status == Status.SEALED:
        raise Refused(_("A sealed campaign is not changed any more."), code="sealed")
    asked = honour_named(campaign, honour)
    if asked is None:
        raise Invalid(_("The rulebook names no such honour."), details={"honour": [honour]})
    level = level_of(assessment)
    if level is None:
        raise Refused(_("There is no numbered run yet."), code="no-run")
    is_exception = level not in asked.levels
    if is_exception and not reason.strip():
        raise Invalid(
            _("“%(honour)s” is given from %(levels)s; this branch holds %(level)s. Give the reason for the exception.")
            % {"honour": honour, "levels": _(", ").join(asked.levels), "level": level},
            details={"reason": [""]},
        )
    Assessment.objects.select_for_update().get(pk=assessment.pk)
    if assessment.nominations.filter(honour=honour, ended_at=None).exists():
        raise Refused(_("It is put forward for this honour already."), code="nominated")
    nomination = Nomination.objects.create(
        campaign=campaign,
        assessment=assessment,
        honour=honour,
        level=level,
        is_exception=is_exception,
        reason=reason.strip(),
        by=actor.pk,
        by_name=actor.name,
    )
    after = {"honour": honour, "level": level, "exception": is_exception}
    record(actor, "nomination.made", nomination, node_path=assessment.path, after=after, reason=reason.strip())
    return nomination


@transaction.atomic
def confirm_nomination(actor: Any, nomination: Nomination) -> Nomination:
    """A second person lets an exception stand. Refuses one's own, and what stands or has ended already."""
    authorise(actor, "evaluations.second_act", nomination.campaign)
    row = locked(nomination)
    if actor.pk == row.by:
        raise Refused(_("A second person has to confirm; you put it forward yourself."), code="same-person")
    if not row.is_exception or row.confirmed_at:
        raise Refused(_("It stands already."), code="confirmed")
    row.second, row.second_name, row.confirmed_at = actor.pk, actor.name, timezone.now()
    row.save(update_fields=["second", "second_name", "confirmed_at"])
    record(actor, "nomination.confirmed", row, node_path=row.assessment.path)
    return row


@transaction.atomic
def end_nomination(actor: Any, nomination: Nomination, reason: str) -> Nomination:
    """Take it back, or refuse an exception, with the reason; it stays in the list as ended."""
    campaign = nomination.campaign
    if not (actor.has_perm("evaluations.nominate", campaign) or actor.has_perm("evaluations.second_act", campaign)):
        authorise(actor, "evaluations.nominate", campaign)
    if not reason.strip():
        raise Invalid(_("Give the reason."), details={"reason": [""]})
    row = locked(nomination)
    row.ended_at, row.end_reason = timezone.now(), reason.strip()[:500]
    row.save(update_fields=["ended_at", "end_reason"])
    record(actor, "nomination.ended", row, node_path=row.assessment.path, reason=reason.strip())
    return row


def locked(nomination: Nomination) -> Nomination:
    """The row as it stands now; refuses one that has ended, and any of a sealed campaign."""
    rows = Nomination.objects.select_for_update(of=("self",)).select_related("assessment", "campaign")
    row = rows.get(pk=nomination.pk)
    if row.campaign.status == Status.SEALED:
        raise Refused(_("A sealed campaign is not changed any more."), code="sealed")
    if row.ended_at:
        raise Refused(_("It has ended already."), code="ended")
    return row
