"""People of one organisation and their slips: who has not come in yet, fresh passwords on a sheet to be cut."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from apps.accounts.models import User
from apps.core.asked import whole
from apps.core.doors import SignedInView, seen
from apps.core.errors import Invalid
from apps.core.permissions import authorise
from apps.organisations.choices import Kind, Power
from apps.organisations.models import Node, reach_of
from apps.organisations.selectors import holders, part_of, parts_below
from apps.organisations.services import MOST_SLIPS, print_slips
from apps.organisations.slip_list import (
    SHOWS,
    candidates,
    counts_by_part,
    counts_of,
    grouped,
    in_order,
    show_of,
    waiting_below,
)
from apps.organisations.views.tree import NodeDoor


class SlipDoor(NodeDoor):
    """Only for who gives passwords at this organisation."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            authorise(request.user, "organisations.give_passwords", self.node)
        return super().dispatch(request, *args, **kwargs)


class NodePeople(SlipDoor):
    """The people of a unit, ticked for their slips; of a committee its own people, and its units with their counts."""

    template_name = "organisations/node_people.html"

    def page(self) -> dict[str, Any]:
        node, reader = self.node, self.request.user
        counts = counts_of(part_of(node))
        show = show_of(self.request.GET.get("show", "") or self.first_with_rows(counts))
        parts = counts_by_part(node, parts_below(node)) if node.kind == Kind.COMMITTEE else []
        return {
            "node": node,
            "show": show,
            "shows": [{"value": v, "label": label, "count": counts[v], "current": v == show} for v, label in SHOWS],
            "candidates": candidates(reader, node, show),
            "more": max(0, counts[show] - MOST_SLIPS),
            "most": MOST_SLIPS,
            "parts": parts,
            "waiting_below": sum(part["waiting"] for part in parts) + (counts["waiting"] if parts else 0),
            "keeps_people": reader.has_perm("organisations.appoint", node),
            "back_url": reverse("organisations:node", args=[node.pk]),
        }

    def first_with_rows(self, counts: dict[str, int]) -> str:
        """Those who wait for a slip come first; where nobody does, everybody is shown."""
        return "waiting" if counts["waiting"] else "all"


class SlipSheet(SlipDoor):
    """Prints: makes the passwords, and shows them on the page that answers and nowhere else."""

    http_method_names = ["post"]

    @method_decorator(sensitive_variables())
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        node = self.node
        try:
            slips = print_slips(request.user, node=node, people=self.people())
        except Invalid as error:
            messages.error(request, error.message)
            return redirect("organisations:node-people", pk=node.pk)
        context = {
            "node": node,
            "groups": grouped(slips, len(node.path) if node.kind == Kind.COMMITTEE else len(node.path) - 4),
            "count": len(slips),
            "address": request.build_absolute_uri("/"),
            "made_at": timezone.localtime(),
        }
        response = render(request, "organisations/slips.html", context)
        response.headers["Cache-Control"] = "no-store"
        return response

    def people(self) -> list[User]:
        """Those who were ticked; or, for all below, those who wait for a slip, as many as one print takes."""
        nodes = Node.objects.below(self.node.path).standing()
        if self.request.POST.get("everybody"):
            return waiting_below(self.request.user, nodes)
        ids = [found for text in self.request.POST.getlist("people") if (found := whole(text)) is not None]
        return list(in_order(holders(nodes).filter(pk__in=ids[: MOST_SLIPS + 1]), nodes))


class MyPeople(SignedInView):
    """A contact person's way to the people of the own unit."""

    def get(self, request: HttpRequest) -> HttpResponse:
        authorise(request.user, "organisations.give_passwords")
        reach = reach_of(request.user)
        rows = Node.objects.filter(reach.where(Power.RESET) if reach.has(Power.RESET) else reach.where(Power.PEOPLE))
        node = rows.standing().in_order().first()
        if node is None:
            messages.info(request, _("No organisation stands in your care."))
            return redirect("organisations:list")
        return redirect("organisations:node-people", pk=seen(rows, pk=node.pk).pk)
