"""Messages that went out, wait or failed: looked for, taken out as a file, sent again."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.campaigns.models import Campaign
from apps.core.asked import whole
from apps.core.doors import SignedInPage, SignedInView, seen
from apps.core.media_types import XLSX
from apps.organisations.choices import Power
from apps.organisations.models import Node, reach_of
from apps.organisations.reach import Reach
from apps.workflow import services
from apps.workflow.choices import DeliveryKind, DeliveryStatus, Way
from apps.workflow.delivery_list import deliveries_workbook, narrowed, row_of
from apps.workflow.forms import DeliveryFilterForm
from apps.workflow.models import Delivery

SHOWN = 50
MOST_EXPORTED = 20_000
MOST_COMMITTEES = 5
SEGMENTS = ("", DeliveryStatus.SENT, DeliveryStatus.QUEUED, DeliveryStatus.FAILED, DeliveryStatus.UNCLEAR)


def asked_of(request: HttpRequest) -> dict[str, str]:
    """What is looked for; what was bent by hand is left out."""
    form = DeliveryFilterForm(request.GET)
    form.is_valid()
    return {name: value for name, value in form.cleaned_data.items() if value}


class DeliveryList(SignedInPage):
    """Newest first; one's own, and for staff everybody's."""

    template_name = "workflow/deliveries.html"

    def page(self) -> dict[str, Any]:
        person, asked = self.request.user, asked_of(self.request)
        rows = Delivery.objects.visible_to(person)
        counts = dict(rows.order_by().values_list("status").annotate(n=Count("pk")))
        before = whole(self.request.GET.get("before"))
        shown = narrowed(rows, asked).filter(**{"pk__lt": before} if before else {})
        shown = list(shown.select_related("person", "committee").prefetch_related("items").order_by("-pk")[: SHOWN + 1])
        reach = reach_of(person)
        return {
            "sentence": sentence(counts),
            "segments": segments(counts, asked),
            "asked": asked,
            "kinds": DeliveryKind.choices,
            "ways": Way.choices,
            "rows": [row_of(row, person) for row in shown[:SHOWN]],
            "more": asked | {"before": shown[SHOWN - 1].pk} if len(shown) > SHOWN else None,
            "query": urlencode(asked),
            "keeps": reach.has(Power.CAMPAIGN),
            "failed": counts.get(DeliveryStatus.FAILED, 0),
            "committees": committees_of(reach),
        }


def committees_of(reach: Reach) -> list[Node]:
    """Committees with campaigns whose reminders one sets."""
    if not reach.has(Power.CAMPAIGN):
        return []
    rows = Node.objects.filter(reach.where(Power.CAMPAIGN), pk__in=Campaign.objects.values("committee"))
    return list(rows.in_order()[:MOST_COMMITTEES])


def sentence(counts: dict[str, int]) -> str:
    """How much went out, and how much did not."""
    sent, stuck = counts.get(DeliveryStatus.SENT, 0), sum(counts.get(each, 0) for each in ("failed", "unclear"))
    if not counts:
        return _("No message has gone out")
    whole_of = ngettext("%(n)s message sent", "%(n)s messages sent", sent) % {"n": sent}
    return _("%(sent)s, %(n)s not") % {"sent": whole_of, "n": stuck} if stuck else whole_of


def segments(counts: dict[str, int], asked: dict[str, str]) -> list[dict[str, Any]]:
    """The states that can be looked at; those that hold nothing are left out."""
    others = {name: value for name, value in asked.items() if name != "status"}
    return [
        {
            "label": DeliveryStatus(name).label if name else _("All"),
            "count": counts.get(name),
            "url": "?" + urlencode(others | ({"status": name} if name else {})),
            "current": asked.get("status", "") == name,
        }
        for name in SEGMENTS
        if not name or counts.get(name) or asked.get("status") == name
    ]


class DeliveriesExport(SignedInView):
    """The same rows as a workbook."""

    def get(self, request: HttpRequest) -> HttpResponse:
        rows = narrowed(Delivery.objects.visible_to(request.user), asked_of(request))
        response = HttpResponse(deliveries_workbook(rows[:MOST_EXPORTED], request.user), content_type=XLSX)
        response.headers["Content-Disposition"] = 'attachment; filename="messages.xlsx"'
        return response


class DeliveryRetry(SignedInView):
    """One message again."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        rows = Delivery.objects.visible_to(request.user).select_related("committee", "person")
        services.retry_message(request.user, seen(rows, pk=pk))
        messages.success(request, _("It is sent again."))
        return redirect("workflow:deliveries")


class DeliveriesRetry(SignedInView):
    """Every failed message again."""

    def post(self, request: HttpRequest) -> HttpResponse:
        n = services.retry_all(request.user, Delivery.objects.visible_to(request.user))
        said = ngettext("%(n)s message is sent again.", "%(n)s messages are sent again.", n)
        messages.success(request, said % {"n": n})
        return redirect("workflow:deliveries")
