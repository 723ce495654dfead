"""The right of reply: a secretary's words beside a deduction, a veto or a finding; a new wording ends the old one."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.assessments.models import Assessment, Reply
from apps.assessments.replying import parts_of
from apps.audit.services import record
from apps.campaigns.services import require_unsealed
from apps.core.errors import Invalid
from apps.core.permissions import authorise

LONGEST = 1000


@transaction.atomic
def reply(actor: Any, assessment: Assessment, part: str, text: str) -> Reply | None:
    """Say something beside a part of the branch's result, or, with nothing, take back what was said.

    Only of who answers for the branch, until the results are sealed; refuses (422) what is not there to be answered.
    """
    authorise(actor, "assessments.reply", assessment)
    require_unsealed(assessment.campaign)
    Assessment.objects.select_for_update().get(pk=assessment.pk)
    standing = Reply.objects.filter(assessment=assessment, part=part).standing().first()
    words = text.strip()[:LONGEST]
    if standing is None and part not in {each.key for each in parts_of(assessment)}:
        unknown = _("There is no deduction, veto or finding of this kind to reply to.")
        raise Invalid(unknown, details={"part": [unknown]})
    before = standing.text if standing else ""
    if words == before:
        return standing
    if standing:
        standing.ended_at = timezone.now()
        standing.save(update_fields=["ended_at"])
    made = None
    if words:
        made = Reply.objects.create(assessment=assessment, part=part, text=words, by=actor.pk, by_name=actor.name)
    act = "reply.written" if made else "reply.withdrawn"
    told = {"part": part}
    before_told = told | {"text": before} if before else None
    record(actor, act, assessment, node_path=assessment.path, before=before_told, after=told | {"text": words})
    return made
