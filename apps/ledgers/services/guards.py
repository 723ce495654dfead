"""Rules between entries, asked inside the transaction that writes one: what is drawn, what is taken up."""

from django.utils.translation import gettext as _

from apps.core.errors import Refused
from apps.ledgers.choices import Guard
from apps.ledgers.defining import Ledger
from apps.ledgers.lists.funds import draws_too_much
from apps.ledgers.models import Entry
from apps.ledgers.selectors import drawing_slugs
from apps.ledgers.values import grouped_yuan


def check_guards(ledger: Ledger, entry: Entry) -> None:
    """Refuses an entry that its list's rule, or the entries about it, do not permit; not saved yet."""
    if ledger.about is not None:
        check_about(ledger, entry)
    if entry.pk and entry.amount is not None and drawing_slugs(ledger.slug):
        check_drawn(ledger, entry)


def check_about(ledger: Ledger, entry: Entry) -> None:
    """What the entry is about is locked, so that two at once see each other, and still stands."""
    about = Entry.objects.select_for_update().get(pk=entry.about_id)
    if about.ended_at is not None:
        message = _("“%(name)s” has been taken out.") % {"name": about.name}
        raise Refused(message, code="about-ended", details={ledger.about.key: [message]})
    if ledger.guard == Guard.DRAWS:
        draw(ledger, entry, about)
    elif ledger.guard == Guard.REUSES:
        reuse(ledger, entry, about)


def draw(ledger: Ledger, entry: Entry, about: Entry) -> None:
    """What is left of a grant never falls below zero."""
    others = about.parts.standing().filter(ledger=ledger.slug).exclude(pk=entry.pk).values_list("amount", flat=True)
    left = draws_too_much(about.amount or 0, others, entry.amount or 0)
    if left is not None:
        message = _("Only %(left)s yuan are left of “%(name)s”.") % {"left": grouped_yuan(left), "name": about.name}
        raise Refused(message, code="over-grant", details={ledger.amount: [message], "left": [str(left)]})


def reuse(ledger: Ledger, entry: Entry, about: Entry) -> None:
    """Only what is published is taken up, and never by the organisation whose it is."""
    if not about.is_shared:
        message = _("“%(name)s” is not published.") % {"name": about.name}
        raise Refused(message, code="not-published", details={ledger.about.key: [message]})
    if about.node_id == entry.node_id:
        message = _("“%(name)s” is this organisation's own.") % {"name": about.name}
        raise Refused(message, code="own-case", details={(ledger.owner or ledger.about).key: [message]})


def check_drawn(ledger: Ledger, entry: Entry) -> None:
    """A grant never becomes smaller than what was used of it; its row is locked by whoever changes it."""
    drawn = entry.parts.standing().filter(ledger__in=drawing_slugs(ledger.slug)).values_list("amount", flat=True)
    used = sum(drawn)
    if entry.amount < used:
        message = _("%(used)s yuan of it are used already.") % {"used": grouped_yuan(used)}
        raise Refused(message, code="under-uses", details={ledger.amount: [message], "used": [str(used)]})
