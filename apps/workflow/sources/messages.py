"""Which messages did not arrive? For who conducts campaigns."""

from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.organisations.choices import Power
from apps.workflow.choices import STUCK
from apps.workflow.items import Item
from apps.workflow.models import Delivery
from apps.workflow.sources.desk import Desk

SHOWN_DAYS = 14


def message_work(desk: Desk) -> list[Item]:
    """Messages of the last days that failed, with what was answered last."""
    if not desk.reach.has(Power.CAMPAIGN):
        return []
    kept = desk.reach.where(Power.CAMPAIGN, "committee__path", "committee__zone_id")
    since = desk.now - timedelta(days=SHOWN_DAYS)
    stuck = list(
        Delivery.objects.filter(kept, status__in=STUCK, created_at__gte=since)
        .order_by("-claimed_at")
        .values_list("status", "said")
    )
    if not stuck:
        return []
    title = ngettext("%(n)s message did not arrive", "%(n)s messages did not arrive", len(stuck)) % {"n": len(stuck)}
    status, said = stuck[0]
    why = _("The other side said: %(said)s") % {"said": said} if said else _("Nobody said whether it arrived.")
    url = reverse("workflow:deliveries") + f"?status={status}"
    return [Item("messages", "send", title, why, _("Messages"), url, _("See why"))]
