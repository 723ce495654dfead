"""Say how long proof is kept, and delete what was kept long enough: always a person, never the calendar alone."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from apps.assessments.keeping import due_proof, years_of
from apps.audit.services import record
from apps.core.errors import Conflict, Invalid
from apps.core.permissions import authorise
from apps.evidence import services as evidence
from apps.evidence.choices import FileKind
from apps.evidence.models import Evidence, KeepingTime
from apps.organisations.models import Node

FEWEST_YEARS, MOST_YEARS = 1, 50


@transaction.atomic
def set_keeping_times(actor: Any, committee: Node, years: Mapping[str, int]) -> dict[str, int]:
    """How many years each kind of file is kept after the last year it served; what is not named stays."""
    authorise(actor, "assessments.keep_proof", committee)
    before = years_of(committee)
    for kind, count in years.items():
        if kind not in FileKind.values or not FEWEST_YEARS <= count <= MOST_YEARS:
            words = _("Between %(least)s and %(most)s years.") % {"least": FEWEST_YEARS, "most": MOST_YEARS}
            raise Invalid(words, code="years", details={kind: [words]})
        KeepingTime.objects.update_or_create(committee=committee, kind=kind, defaults={"years": count})
    after = years_of(committee)
    if before != after:
        record(actor, "proof.kept", committee, node_path=committee.path, before=before, after=after)
    return after


@transaction.atomic
def delete_due(actor: Any, committee: Node, chosen: Collection[int], reason: str) -> int:
    """Delete proof that is due, for good; refuses all of it where one piece is due no longer. Gives how many went."""
    authorise(actor, "assessments.keep_proof", committee)
    if not chosen:
        raise Invalid(_("Choose what is to go."), code="none", details={"evidence": [_("Choose what is to go.")]})
    if not reason.strip():
        raise Invalid(_("Say why."), code="reason", details={"reason": [_("Say why.")]})
    rows = list(Evidence.objects.select_for_update().filter(pk__in=chosen).exclude(due_at=None).order_by("pk"))
    still_due = set(due_proof(committee).filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))
    if still_due != set(chosen):
        message = _("One of these files is not due any more, or serves again. Look at the list anew.")
        raise Conflict(message, code="not-due")
    digests = [digest for row in rows for digest in row.files.values_list("digest", flat=True)]
    evidence.destroy(rows)
    after = {"pieces": len(rows), "digests": digests}
    record(actor, "proof.deleted", committee, node_path=committee.path, before=after, reason=reason.strip()[:500])
    return len(rows)
