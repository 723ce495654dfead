"""What does a message say? Made at the moment of sending, of what is still to be done, in the person's language."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.workflow.choices import DeliveryKind
from apps.workflow.items import GROUPS, Item
from apps.workflow.late import late_work
from apps.workflow.models import Delivery, DeliveryItem
from apps.workflow.reminding.digesting import committee_lines
from apps.workflow.reminding.escalating import COMMITTEE, MOST, UNIT, key_of
from apps.workflow.reminding.passing import campaigns_of
from apps.workflow.todo import todo_of

MOST_LINES = 30
MOST_SHORT = 2
DIGESTS = (DeliveryKind.DIGEST, DeliveryKind.WEEKLY)


@dataclass(frozen=True)
class Words:
    """What one message says: a head, lines that each stand for a thing, and the keys of what it tells."""

    head: str
    lines: list[str]
    keys: set[str] = field(default_factory=set)
    more: list[str] = field(default_factory=list)


def words_of(delivery: Delivery, items: list[DeliveryItem], now: datetime) -> Words | None:
    """The words as things stand now; None where nothing is left to tell. Asked in the person's language."""
    if delivery.kind == DeliveryKind.ESCALATION:
        return of_escalation(delivery, items, now)
    todo = todo_of(delivery.person, now)
    if delivery.kind in DIGESTS:
        return of_digest(delivery, todo, now)
    keys = {item.key for item in items}
    found = [item for item in todo.items if item.key in keys]
    if not found:
        return None
    return Words(head_of(delivery, found, now), [line_of(item, now) for item in found], {item.key for item in found})


def head_of(delivery: Delivery, items: list[Item], now: datetime) -> str:
    """How many things, and how many of them late."""
    if delivery.kind == DeliveryKind.RETURNED:
        return _("Your self-assessment was returned to mend")
    n, late = len(items), sum(item.is_late(now) for item in items)
    whole = ngettext("%(n)s thing to be done", "%(n)s things to be done", n) % {"n": n}
    return _("%(things)s, %(late)s late") % {"things": whole, "late": late} if late else whole


def line_of(item: Item, now: datetime) -> str:
    """One thing: what, whose, until when."""
    return joined([item.title, item.source, until(item, now)])


def joined(parts: Iterable[str]) -> str:
    """Parts of a sentence, with the commas of the language."""
    return reduce(lambda whole, part: _("%(whole)s, %(part)s") % {"whole": whole, "part": part}, filter(None, parts))


def until(item: Any, now: datetime) -> str:
    """Its last day, or for how long it is late."""
    if item.due_at is None:
        return ""
    if days := item.days(now):
        return ngettext("%(n)s day late", "%(n)s days late", days) % {"n": days}
    return _("before %(when)s") % {"when": date_format(timezone.localtime(item.due_at), _("j M H:i"))}


def of_digest(delivery: Delivery, todo: Any, now: datetime) -> Words | None:
    """The whole list, late first, and for who compares branches how far the campaigns are."""
    more = committee_lines(delivery.person, campaigns_of(delivery.committee), now)
    items = sorted(todo.items, key=lambda item: GROUPS.index(item.group(now)))
    if not items and not more:
        return None
    head = head_of(delivery, items, now) if items else _("Nothing to do")
    return Words(head, [line_of(item, now) for item in items], {item.key for item in items}, more)


def of_escalation(delivery: Delivery, items: list[DeliveryItem], now: datetime) -> Words | None:
    """What is late by unit, as far as it still is."""
    wanted, lines, keys = {item.key for item in items}, [], set()
    for campaign in campaigns_of(delivery.committee):
        for row in late_work(campaign, now=now, most=MOST):
            named = {key_of(level, campaign, row) for level in (UNIT, COMMITTEE)} & wanted
            if named:
                days = ngettext("%(n)s day late", "%(n)s days late", row.days) % {"n": row.days}
                what = f"{row.unit} · {row.title} {row.count}"
                lines.append(joined([what, days, row.who or _("nobody appointed")]))
                keys |= named
    if not lines:
        return None
    head = ngettext("%(n)s unit is late", "%(n)s units are late", len(lines)) % {"n": len(lines)}
    return Words(head, lines, keys)


def address_of(name: str) -> str:
    """A page's whole address, or nothing where nobody said under which name people reach it."""
    return settings.PUBLIC_URL + reverse(name) if settings.PUBLIC_URL else ""


def letter(delivery: Delivery, words: Words, signed: str) -> tuple[str, str]:
    """Subject and text of an e-mail."""
    lines = [f"· {line}" for line in words.lines[:MOST_LINES]]
    if left := len(words.lines) - len(lines):
        lines.append(ngettext("and %(n)s more", "and %(n)s more", left) % {"n": left})
    parts = [_("%(name)s: %(head)s.") % {"name": delivery.person.name, "head": words.head}, "\n".join(lines)]
    parts.append("\n".join(words.more))
    if url := address_of("reports:todo"):
        parts.append(_("To the list: %(url)s") % {"url": url})
    parts.append(signed)
    if url := address_of("workflow:ways"):
        parts.append(_("How and when reminders come, you set here: %(url)s") % {"url": url})
    subject = _("%(who)s: %(head)s") % {"who": signed, "head": words.head}
    return " ".join(subject.split()), "\n\n".join(part for part in parts if part) + "\n"


def short(words: Words, signed: str) -> str:
    """A text message: who reminds, how many things, the first of them, and the address."""
    first = _("; ").join(words.lines[:MOST_SHORT] or words.more[:MOST_SHORT])
    parts = _("%(who)s: %(head)s. %(first)s.") % {"who": signed, "head": words.head, "first": first}
    return f"{parts} {address_of('reports:todo')}".strip()
