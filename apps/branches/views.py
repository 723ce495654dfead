"""The roster: branches as a list and a workbook, the page of one branch, its changes; keyed by node."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.branches.branch_list import SORTS, BranchQuestion, branch_page, roster_workbook
from apps.branches.forms import BranchForm, initial_of
from apps.branches.models import Branch, BranchChange
from apps.branches.services import change_branch, create_branch
from apps.core.doors import FormPage, SignedInPage, SignedInView, seen
from apps.core.media_types import XLSX
from apps.core.permissions import authorise
from apps.core.sorting import address, heads, page_links
from apps.organisations.choices import Kind
from apps.organisations.models import Node, Zone
from apps.organisations.views.tree import NodeDoor, above, offices_at, order_acts

# More units than this are searched for by name, not chosen from a list.
LISTED_UNITS = 300
SHOWN_CHANGES = 50
FIELDS = {
    "name": gettext_lazy("Name"),
    "branch_type": gettext_lazy("Branch type"),
    "members": gettext_lazy("Members"),
    "previous_level": gettext_lazy("Level of last year"),
}


def types_in(rows: QuerySet[Branch]) -> list[str]:
    """The branch types in use, by name."""
    return list(rows.exclude(branch_type="").order_by("branch_type").values_list("branch_type", flat=True).distinct())


class BranchList(SignedInPage):
    """Branches with type, members and secretary, in the official order or another."""

    template_name = "branches/list.html"

    def page(self) -> dict[str, Any]:
        person, query = self.request.user, self.request.GET
        asked = BranchQuestion.of(query, person)
        rows = Branch.objects.visible_to(person)
        found = branch_page(rows, asked, query)
        return {
            "asked": asked,
            "rows": found.rows,
            "sorts": SORTS,
            "heads": heads(SORTS, asked.sort, asked.kept),
            "pager": page_links(found, asked.kept),
            "total": asked.narrowed(rows).count(),
            "units": self.units(rows, asked),
            "zones": choices(Zone.objects.visible_to(person).values_list("pk", "name"), asked.zone),
            "types": choices([(name, name) for name in types_in(rows)], asked.branch_type),
            "export_url": reverse("branches:export") + address(asked.kept),
            "whole_url": address({**asked.kept, "below": ""}),
        }

    def units(self, rows: QuerySet[Branch], asked: BranchQuestion) -> list[dict[str, Any]]:
        """Units to choose from; none where there are too many, or only one."""
        ids = rows.order_by().values("unit")
        found = list(Node.objects.filter(pk__in=ids).in_order().values_list("pk", "name")[: LISTED_UNITS + 1])
        return choices(found, asked.unit) if 1 < len(found) <= LISTED_UNITS else []


def choices(options: Any, value: Any) -> list[dict[str, Any]]:
    return [{"value": key, "label": label, "current": key == value} for key, label in options]


class BranchExport(SignedInView):
    """The list as a workbook, to be changed and brought in again."""

    def get(self, request: HttpRequest) -> HttpResponse:
        asked = BranchQuestion.of(request.GET, request.user)
        body = roster_workbook(Branch.objects.visible_to(request.user), asked)
        response = HttpResponse(body, content_type=XLSX)
        response.headers["Content-Disposition"] = 'attachment; filename="roster.xlsx"'
        return response


class BranchDoor(SignedInPage):
    """A page about one branch that the person may see."""

    @cached_property
    def branch(self) -> Branch:
        rows = Branch.objects.visible_to(self.request.user).select_related("node__parent", "node__zone", "unit")
        return seen(rows, node_id=self.kwargs["pk"])


class BranchPage(BranchDoor):
    """Profile, who is appointed, and what was before."""

    template_name = "branches/detail.html"

    def page(self) -> dict[str, Any]:
        person, branch, node = self.request.user, self.branch, self.branch.node
        keeps_people = person.has_perm("organisations.appoint", node)
        return {
            "branch": branch,
            "node": node,
            "above": above(node, Node.objects.visible_to(person)),
            "offices": offices_at(node),
            "shows_mobiles": person.has_perm("organisations.read_mobiles", node),
            "can_appoint": keeps_people and node.closed_on is None,
            "changes": [change_line(change) for change in branch.changes.all()[:SHOWN_CHANGES]],
            "acts": branch_acts(node) if person.has_perm("organisations.change_tree", node) else [],
        }


def branch_acts(node: Node) -> list[dict[str, str]]:
    """What who keeps the tree may do with a branch that stands."""
    if node.closed_on is not None:
        return []
    acts = [(_("Change name and profile"), "pencil", "branches:change"), *order_acts(node)]
    return [{"label": label, "icon": icon, "url": reverse(name, args=[node.pk])} for label, icon, name in acts]


def change_line(change: BranchChange) -> dict[str, Any]:
    """One dated change as the page lists it."""
    return {
        "at": change.at,
        "field": FIELDS.get(change.field, change.field),
        "before": change.before,
        "after": change.after,
    }


class BranchChangePage(FormPage, BranchDoor):
    """Name, type and members; what was before is kept with its date."""

    template_name = "branches/form.html"
    form_class = BranchForm

    def permit(self) -> None:
        authorise(self.request.user, "organisations.change_tree", self.branch.node)

    def arguments(self) -> dict[str, Any]:
        types = types_in(Branch.objects.visible_to(self.request.user))
        return {"types": types, "initial": initial_of(self.branch)}

    def page(self) -> dict[str, Any]:
        return {
            "title": _("Change name and profile"),
            "sub": self.branch.node.name,
            "note": _("Campaigns that stand keep what was true on the day of enrolment."),
            "button": _("Save"),
            "back_url": reverse("branches:detail", args=[self.branch.node_id]),
        }

    def act(self, form: BranchForm) -> HttpResponse:
        change_branch(self.request.user, branch=self.branch, **form.cleaned_data)
        messages.success(self.request, _("Saved."))
        return redirect("branches:detail", pk=self.branch.node_id)


class BranchCreate(FormPage, NodeDoor):
    """A new branch below an organisation."""

    template_name = "branches/form.html"
    form_class = BranchForm

    def permit(self) -> None:
        authorise(self.request.user, "organisations.change_tree", self.node)

    def arguments(self) -> dict[str, Any]:
        return {"types": types_in(Branch.objects.visible_to(self.request.user))}

    def page(self) -> dict[str, Any]:
        name = "branches:detail" if self.node.kind == Kind.BRANCH else "organisations:node"
        return {
            "title": _("New branch"),
            "sub": self.node.name,
            "note": _("It joins a campaign only when somebody enrols it there."),
            "button": _("Make the branch"),
            "back_url": reverse(name, args=[self.node.pk]),
        }

    def act(self, form: BranchForm) -> HttpResponse:
        branch = create_branch(self.request.user, parent=self.node, **form.cleaned_data)
        messages.success(self.request, _("“%(name)s” stands.") % {"name": branch.node.name})
        return redirect("branches:detail", pk=branch.node_id)
