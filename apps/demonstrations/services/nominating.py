"""On which level of the programme's rating does an organisation stand, and who lets it apply all the same?"""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.assessments.models import Assessment
from apps.audit.services import record
from apps.core.errors import Forbidden, Refused
from apps.core.permissions import authorise
from apps.demonstrations.choices import CandidateStatus
from apps.demonstrations.models import Candidate, Programme
from apps.demonstrations.services.taking import locked
from apps.evaluations.nominations import level_of
from apps.organisations.models import Node


def level_in(programme: Programme, node: Node) -> str:
    """The level of the organisation's branch by the result that stands: its own, or that of the only branch below it;
    empty where there is none."""
    if programme.rating is None:
        return ""
    rows = Assessment.objects.of(programme.rating).select_related("campaign")
    own = rows.filter(node=node).first()
    if own is None:
        below = list(rows.filter(path__startswith=node.path)[:2])
        own = below[0] if len(below) == 1 else None
    return (level_of(own) or "") if own else ""


def needs_exception(programme: Programme, level: str) -> bool:
    """Whether who stands on this level applies only by exception; an organisation without a rating does, too."""
    return bool(programme.rating and programme.levels) and level not in programme.levels


def waits_for_second(candidate: Candidate) -> bool:
    """Whether its exception still waits for another person."""
    return bool(candidate.exception) and candidate.seconded_at is None


@transaction.atomic
def confirm_exception(actor: Any, candidate: Candidate) -> Candidate:
    """Say as the second person that the organisation may apply although its level is not enough.

    Refuses whoever gave the reason, and what does not wait.
    """
    row = locked(candidate)
    authorise(actor, "demonstrations.second", row.batch.programme)
    if row.status != CandidateStatus.WAITING or not waits_for_second(row):
        raise Refused(_("No exception waits for a second person here."), code="no-exception")
    if actor.pk == row.exception_by:
        raise Forbidden(_("You gave the reason; somebody else confirms it."), code="same-person")
    row.second, row.second_name, row.seconded_at = actor.pk, actor.name, timezone.now()
    row.save(update_fields=["second", "second_name", "seconded_at"])
    after = {"level": row.level, "first": row.exception_by_name, "second": actor.name}
    record(actor, "candidate.exception_confirmed", row, node_path=row.path, after=after, reason=row.exception)
    return row
