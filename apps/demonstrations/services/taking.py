"""What every act on an application begins with: the row as it stands now, and whether it may be touched at all."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from apps.core.errors import Invalid, Refused
from apps.demonstrations.choices import BatchStatus, CandidateStatus
from apps.demonstrations.models import Batch, Candidate

FACTS = ("batch__programme__committee", "batch__programme__rating", "node", "unit", "zone")


def locked(candidate: Candidate) -> Candidate:
    """The application as it stands now; whoever comes second waits."""
    return Candidate.objects.select_for_update(of=("self",)).select_related(*FACTS).get(pk=candidate.pk)


def hold(batch: Batch, status: str) -> None:
    """Hold all applications of a batch in this state: nobody withdraws while they are decided on. The batch is held
    by then, as with every act that holds both."""
    rows = batch.candidates.select_for_update(of=("self",)).filter(status=status).order_by("pk")
    list(rows.values_list("pk", flat=True))


def require_call(actor: Any, batch: Batch, candidate: Candidate | None = None) -> None:
    """Refuse outside the time for applications; what was returned comes back until the gates begin, and who conducts
    the selection files as long as it calls."""
    if batch.programme.ended_at or batch.status != BatchStatus.CALLING:
        raise Refused(_("No applications are taken now."), code="not-calling")
    was_returned = candidate is not None and bool(candidate.returned_reason)
    if was_returned or actor.has_perm("demonstrations.conduct", batch.programme):
        return
    now = timezone.now()
    if now < batch.opens_at:
        message = _("Applications are taken from %(when)s.")
        raise Refused(message % {"when": moment(batch.opens_at)}, code="not-yet-open")
    if now > batch.closes_at:
        message = _("Applications were taken until %(when)s. Ask the work committee.")
        raise Refused(message % {"when": moment(batch.closes_at)}, code="closed")


def require_filling(candidate: Candidate) -> None:
    """Refuse to change what was handed in."""
    if candidate.status != CandidateStatus.FILLING:
        raise Refused(_("The application was handed in; it can be changed once it is returned."), code="handed-in")


def given_reason(reason: str) -> str:
    """A reason, which must not be empty; at most 500 characters."""
    text = reason.strip()
    if not text:
        raise Invalid(_("Give the reason."), details={"reason": [_("Give the reason.")]})
    if len(text) > Candidate._meta.get_field("returned_reason").max_length:
        message = _("At most %(n)s characters.") % {"n": 500}
        raise Invalid(message, details={"reason": [message]})
    return text


def summary(candidate: Candidate) -> Mapping[str, Any]:
    """What the record keeps of an application."""
    return {
        "batch": candidate.batch.number,
        "organisation": candidate.name,
        "title": candidate.title,
        "person": candidate.person_name,
        "status": candidate.status,
    }


def moment(at: Any) -> str:
    """Day and hour, as people say it."""
    return date_format(timezone.localtime(at), _("j M H:i"))
