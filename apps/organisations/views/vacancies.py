"""Branches without a secretary, by unit; names and mobile numbers for a whole unit at once."""

from collections import Counter
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import ngettext

from apps.core.permissions import authorise
from apps.organisations.choices import Kind
from apps.organisations.models import Node
from apps.organisations.reach import SEGMENT
from apps.organisations.roll import Fault, RollRow
from apps.organisations.selectors import part_of, parts_below, vacant
from apps.organisations.services import fill_vacancies
from apps.organisations.views.tree import NodeDoor

MOST_ROWS = 100


class Vacancies(NodeDoor):
    """Of a unit the form of its branches; of a committee its own branches, and its units with their counts."""

    template_name = "organisations/vacancies.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            authorise(request.user, "organisations.appoint", self.node)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def branches(self) -> list[Node]:
        return list(vacant(part_of(self.node))[:MOST_ROWS])

    def page(self) -> dict[str, Any]:
        parts = parts_with_vacancies(self.node)
        return {
            "node": self.node,
            "lines": self.lines([]),
            "parts": parts,
            "total": sum(part["count"] for part in parts) + len(self.branches),
            "back_url": reverse("organisations:node", args=[self.node.pk]),
        }

    def lines(self, faults: list[Fault]) -> list[dict[str, Any]]:
        """One line a branch: what was typed, and what is wrong with it."""
        typed = self.request.POST
        return [
            {
                "branch": branch,
                "name": typed.get(f"name-{branch.pk}", "").strip(),
                "mobile": typed.get(f"mobile-{branch.pk}", "").strip(),
                "faults": [fault.message for fault in faults if fault.row == branch.pk],
            }
            for branch in self.branches
        ]

    def rows(self) -> list[RollRow]:
        """The lines in which something was typed; the row is told by its branch."""
        return [
            RollRow(row=line["branch"].pk, name=line["name"], mobile=line["mobile"], node=line["branch"])
            for line in self.lines([])
            if line["name"] or line["mobile"]
        ]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        plan, people = fill_vacancies(request.user, node=self.node, rows=self.rows())
        if plan.faults:
            context = self.get_context_data() | {"lines": self.lines(plan.faults), "faults": len(plan.faults)}
            return self.render_to_response(context, status=422)
        count = len(plan.offices)
        told = ngettext("%(n)s secretary is appointed.", "%(n)s secretaries are appointed.", count) % {"n": count}
        messages.success(request, told)
        return redirect("organisations:node-people" if people else "organisations:vacancies", pk=pk)


def parts_with_vacancies(node: Node) -> list[dict[str, Any]]:
    """The organisations below a committee in which branches have no secretary, with how many."""
    if node.kind != Kind.COMMITTEE:
        return []
    length = len(node.path) + SEGMENT
    paths = vacant(Node.objects.below(node.path)).values_list("path", flat=True)
    counts = Counter(path[:length] for path in paths)
    return [{"node": part, "count": counts[part.path]} for part in parts_below(node) if counts[part.path]]
