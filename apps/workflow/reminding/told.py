"""How often were people reminded of it, and when last? For waiting lists, late work, and a person's own items."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.workflow.choices import DeliveryKind, DeliveryStatus
from apps.workflow.models import DeliveryItem

SENT = {"was_told": True, "delivery__status": DeliveryStatus.SENT}


@dataclass(frozen=True)
class Reminded:
    """On how many days, and the last moment."""

    times: int
    last: datetime

    def __str__(self) -> str:
        when = date_format(timezone.localtime(self.last), _("j M"))
        words = {"n": self.times, "when": when}
        return ngettext("reminded once, %(when)s", "reminded %(n)s times, last %(when)s", self.times) % words


def reminded(campaigns: Iterable[int], *, by_unit: bool = False) -> dict[tuple, Reminded]:
    """By campaign and topic (and unit): on how many days somebody was told, by any way; one query."""
    keys = ("campaign_id", "topic", "unit_id") if by_unit else ("campaign_id", "topic")
    rows = DeliveryItem.objects.filter(campaign__in=list(campaigns), **SENT).order_by().values_list(*keys)
    days = Count(TruncDate("delivery__sent_at"), distinct=True)
    return {tuple(key): Reminded(n, last) for *key, n, last in rows.annotate(n=days, last=Max("delivery__sent_at"))}


def own_reminders(person: Any, keys: Iterable[str]) -> dict[str, tuple[str, datetime]]:
    """By key of a person's items: who reminded of it last, and when."""
    rows = DeliveryItem.objects.filter(delivery__person=person.pk, key__in=list(keys), **SENT)
    rows = rows.exclude(delivery__kind=DeliveryKind.DIGEST).order_by("delivery__sent_at")
    return {
        key: (by or committee, at)
        for key, by, committee, at in rows.values_list(
            "key", "delivery__by_name", "delivery__committee__name", "delivery__sent_at"
        )
    }
