"""A person says that two entries with names alike are no duplicates, or takes that back."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from apps.audit.services import record
from apps.core.errors import Invalid, Refused
from apps.core.permissions import authorise
from apps.ledgers.lists import brands
from apps.ledgers.models import Apart, Entry
from apps.ledgers.reading import ledgers
from apps.ledgers.services.entries import why


@transaction.atomic
def set_apart(actor: Any, one: Entry, other: Entry, *, reason: str) -> Apart:
    """Say that two alike entries are no duplicates, and why; refused where nothing is alike, or it was said before."""
    first, second = sorted((one, other), key=lambda entry: entry.pk)
    permit(actor, first, second)
    is_compared = first.ledger == second.ledger and ledgers()[first.ledger].finds_alike
    if first == second or not is_compared or brands.likeness(first.name, second.name) is None:
        raise Invalid(_("The names of these two are not alike."), code="not-alike")
    reason = why(reason)
    Entry.objects.select_for_update().get(pk=first.pk)
    if Apart.objects.filter(first=first, second=second).exists():
        raise Refused(_("Somebody has said so already."), code="apart-already")
    by, name = (actor.pk, actor.name) if actor else (None, "")
    apart = Apart.objects.create(first=first, second=second, reason=reason, by=by, by_name=name)
    told = {"first": first.name, "second": second.name}
    record(actor, "entries.set_apart", first, node_path=first.committee.path, after=told, reason=reason)
    return apart


@transaction.atomic
def compare_again(actor: Any, one: Entry, other: Entry) -> None:
    """Take back that two entries are no duplicates."""
    first, second = sorted((one, other), key=lambda entry: entry.pk)
    permit(actor, first, second)
    apart = Apart.objects.select_for_update().filter(first=first, second=second).first()
    if apart is None:
        raise Refused(_("Nobody has said so."), code="not-apart")
    told = {"first": first.name, "second": second.name}
    record(actor, "entries.compared", first, node_path=first.committee.path, before=told, reason=apart.reason)
    apart.delete()


def permit(actor: Any, *entries: Entry) -> None:
    if actor is not None:
        for entry in entries:
            authorise(actor, "ledgers.decide_entry", entry)
