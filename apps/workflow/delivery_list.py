"""How do messages look in a list and in a workbook? Addresses and numbers are masked for everybody."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.accounts.models import User
from apps.core.tables import write_xlsx
from apps.workflow.choices import STUCK, DeliveryKind, DeliveryStatus, Way
from apps.workflow.late import TITLES
from apps.workflow.models import Delivery, DeliveryQuerySet
from apps.workflow.reminding.escalating import TOPIC
from apps.workflow.reminding.noting import NOTE

TONES = {
    DeliveryStatus.SENT: "ok",
    DeliveryStatus.FAILED: "bad",
    DeliveryStatus.UNCLEAR: "warn",
    DeliveryStatus.QUEUED: "info",
    DeliveryStatus.SENDING: "info",
}


def narrowed(rows: DeliveryQuerySet, asked: dict[str, str]) -> DeliveryQuerySet:
    """Rows by state, way, kind and the person's name."""
    rows = rows.filter(**{name: asked[name] for name in ("status", "way", "kind") if asked.get(name)})
    return rows.filter(person__search_key__contains=asked["q"].lower()) if asked.get("q") else rows


def row_of(delivery: Delivery, reader: Any) -> dict[str, Any]:
    """One message as its row shows it."""
    return {
        "delivery": delivery,
        "at": timezone.localtime(delivery.sent_at or delivery.due_at),
        "whom": delivery.person.name,
        "address": address(delivery.person, delivery.way),
        "why": why(delivery),
        "tone": TONES.get(DeliveryStatus(delivery.status), ""),
        "can_retry": delivery.status in STUCK and reader.has_perm("workflow.retry_message", delivery),
    }


def address(person: User, way: str) -> str:
    """Where it went, masked."""
    if way == Way.GATEWAY:
        return person.masked_mobile
    return masked(person.email) if way == Way.MAIL else ""


def masked(email: str) -> str:
    """An e-mail address without the name of its box."""
    name, _at, domain = email.partition("@")
    return f"{name[:1]}***@{domain}" if domain else ""


def why(delivery: Delivery) -> str:
    """What it was about, in a few words."""
    topics = list(dict.fromkeys(item.topic for item in delivery.items.all()))
    if delivery.kind in {DeliveryKind.DIGEST, DeliveryKind.WEEKLY}:
        return ""
    told = [str(TITLES[topic]) for topic in topics if topic in TITLES]
    if NOTE in topics:
        told.append(_("what the person noted"))
    if TOPIC in topics:
        n = len(delivery.items.all())
        told.append(ngettext("%(n)s late thing of units", "%(n)s late things of units", n) % {"n": n})
    return _(", ").join(told)


def deliveries_workbook(rows: Iterable[Delivery], reader: Any) -> bytes:
    """The messages as a file."""
    headings = [
        *(_("When"), _("Whom"), _("Way"), _("Address"), _("What for"), _("About"), _("State"), _("Tries"), _("Answer")),
        _("By whom"),
    ]
    found = rows.select_related("person", "committee").prefetch_related("items")
    lines = (line_of(row_of(row, reader)) for row in found)
    return write_xlsx(headings, lines, _("Messages"), widths=[17, 12, 10, 22, 14, 30, 12, 8, 30, 12])


def line_of(row: dict[str, Any]) -> list[Any]:
    delivery = row["delivery"]
    return [
        row["at"].replace(tzinfo=None),
        row["whom"],
        delivery.get_way_display(),
        row["address"],
        delivery.get_kind_display(),
        row["why"],
        delivery.get_status_display(),
        delivery.tries,
        delivery.said,
        delivery.by_name,
    ]
