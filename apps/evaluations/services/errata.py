"""Correct what is sealed: numbered, by two people, with the list of what it moves; the old text never changes."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.audit.services import record
from apps.core.errors import Invalid, Refused
from apps.core.permissions import authorise
from apps.evaluations.models import Erratum, Seal
from apps.evaluations.sealing.correcting import digest_of_erratum, moved_by, read_change, standing_contents

MOST_CHANGES = 20


@transaction.atomic
def propose_erratum(
    actor: Any, seal: Seal, *, title: str, reason: str, changes: Sequence[Mapping[str, Any]]
) -> Erratum:
    """Ask for a correction. changes: {branch, what, after} as typed. Refuses while another one waits."""
    authorise(actor, "campaigns.seal_campaign", seal.campaign)
    locked = Seal.objects.select_for_update().get(pk=seal.pk)
    if waiting_erratum(locked) is not None:
        raise Refused(_("Another correction waits for its second person."), code="erratum-waiting")
    require_words(title, reason, changes)
    contents = standing_contents(seal)
    read = [read_change(contents, each["branch"], each["what"], str(each["after"])) for each in changes]
    last = locked.errata.aggregate(last=Max("number"))["last"] or 0
    erratum = Erratum.objects.create(
        seal=locked,
        number=last + 1,
        title=title.strip(),
        reason=reason.strip(),
        changes=read,
        moved=moved_by(contents, read),
        by=actor.pk,
        by_name=actor.name,
    )
    note(
        actor, "erratum.proposed", erratum, after={"changes": read, "moved": len(erratum.moved)}, reason=reason.strip()
    )
    return erratum


def require_words(title: str, reason: str, changes: Sequence[Any]) -> None:
    """Refuse a correction without a title, a reason or a change."""
    if not title.strip():
        raise Invalid(_("Say what is corrected."), details={"title": [""]})
    if not reason.strip():
        raise Invalid(_("Give the reason."), details={"reason": [""]})
    if not 0 < len(changes) <= MOST_CHANGES:
        raise Invalid(_("Between 1 and %(n)s changes.") % {"n": MOST_CHANGES}, details={"changes": [""]})


def waiting_erratum(seal: Seal) -> Erratum | None:
    """The correction that waits for its second person."""
    return Erratum.objects.filter(seal=seal, confirmed_at=None).first()


@transaction.atomic
def confirm_erratum(actor: Any, erratum: Erratum) -> Erratum:
    """Make it part of the record as the second person; from now on it never changes."""
    authorise(actor, "evaluations.second_act", erratum.seal.campaign)
    row = require_waiting(erratum)
    if row.by == actor.pk:
        raise Refused(_("You proposed it yourself; another person confirms it."), code="same-person")
    row.second, row.second_name, row.confirmed_at = actor.pk, actor.name, timezone.now()
    row.digest = digest_of_erratum(row)
    row.save()
    note(actor, "erratum.confirmed", row, after={"digest": row.digest, "moved": len(row.moved)}, reason=row.reason)
    return row


@transaction.atomic
def withdraw_erratum(actor: Any, erratum: Erratum, reason: str) -> None:
    """Take back a correction that waits, with a reason; its number is free again."""
    if not actor.has_perm("campaigns.seal_campaign", erratum.seal.campaign):
        authorise(actor, "evaluations.second_act", erratum.seal.campaign)
    if not reason.strip():
        raise Invalid(_("Give the reason."), details={"reason": [""]})
    row = require_waiting(erratum)
    note(actor, "erratum.withdrawn", row, before={"changes": row.changes}, reason=reason.strip())
    row.delete()


def require_waiting(erratum: Erratum) -> Erratum:
    """The row, locked; refuses one that is confirmed or gone."""
    row = Erratum.objects.select_for_update().filter(pk=erratum.pk).first()
    if row is None or row.confirmed_at is not None:
        raise Refused(_("This correction does not wait any more."), code="not-waiting")
    return row


def note(actor: Any, act: str, erratum: Erratum, **more: Any) -> None:
    record(actor, act, erratum, node_path=erratum.seal.campaign.committee.path, **more)
