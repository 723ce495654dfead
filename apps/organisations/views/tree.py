"""The tree as a list, and the page of one organisation."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.core.doors import SignedInPage, seen
from apps.core.sorting import heads, page_links
from apps.organisations.choices import Kind, Power, Role
from apps.organisations.models import Appointment, Node, Zone, reach_of
from apps.organisations.node_list import SORTS, NodeQuestion, node_page, with_branches, with_units

CHILDREN = 100


class NodeList(SignedInPage):
    """Committees, units and Party committees in the official order, with the number of branches below each."""

    template_name = "organisations/list.html"

    def page(self) -> dict[str, Any]:
        person, query = self.request.user, self.request.GET
        asked = NodeQuestion.of(query)
        rows = asked.narrowed(Node.objects.visible_to(person))
        found = node_page(rows, asked.sort, query)
        zones = list(Zone.objects.visible_to(person).order_by("committee__order_path", "sequence"))
        return {
            "asked": asked,
            "rows": found.rows,
            "sorts": SORTS,
            "heads": heads(SORTS, asked.sort, asked.kept),
            "pager": page_links(found, asked.kept),
            "kinds": [{"value": kind.value, "label": kind.label, "current": kind == asked.kind} for kind in Kind],
            "zones": [{"value": zone.pk, "label": zone.name, "current": zone.pk == asked.zone} for zone in zones],
            "total": rows.count(),
            "acts": self.acts(),
            "steps": self.steps() if not found.rows and not query else [],
        }

    @cached_property
    def committees(self) -> list[Node]:
        """Work committees whose tree the person keeps."""
        kept = Node.objects.filter(reach_of(self.request.user).where(Power.TREE), kind=Kind.COMMITTEE)
        return list(kept.standing().in_order())

    def acts(self) -> list[dict[str, str]]:
        """Bring in a roster, or begin with a committee."""
        acts = [(_("Branches"), "list-check", reverse("branches:list"))]
        if len(self.committees) == 1:
            acts.append(
                (_("Bring in a roster"), "upload", reverse("rosters:import-start", args=[self.committees[0].pk]))
            )
        if self.request.user.is_superuser:
            acts.append((_("New work committee"), "plus", reverse("organisations:root-create")))
        return [{"label": label, "icon": icon, "url": url} for label, icon, url in acts]

    def steps(self) -> list[dict[str, Any]]:
        """What a superuser of an empty house does first."""
        if not self.request.user.is_superuser:
            return []
        create = reverse("organisations:root-create")
        return [
            {
                "title": _("Make the work committee"),
                "note": _("Everything else stands below it"),
                "url": create,
                "button": _("Make it"),
            },
            {
                "title": _("Bring in units and branches"),
                "note": _("From a workbook, or one by one"),
                "url": "",
                "button": "",
            },
            {
                "title": _("Give people their offices"),
                "note": _("Each with a one-time password"),
                "url": "",
                "button": "",
            },
        ]


class NodeDoor(SignedInPage):
    """A page about one organisation that the person may see."""

    @cached_property
    def node(self) -> Node:
        rows = Node.objects.visible_to(self.request.user).select_related("parent", "zone")
        return seen(rows, pk=self.kwargs["pk"])


class NodePage(NodeDoor):
    """Facts, what stands below, who is appointed, and what the person may do here. A branch has its own page."""

    template_name = "organisations/node.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.node.kind == Kind.BRANCH:
            return redirect("branches:detail", pk=self.node.pk)
        return super().get(request, *args, **kwargs)

    def page(self) -> dict[str, Any]:
        person, node = self.request.user, self.node
        children = with_branches(Node.objects.visible_to(person).filter(parent=node)).select_related("zone").in_order()
        shown = list(children[: CHILDREN + 1])
        counted = with_branches(Node.objects.filter(pk=node.pk)).get()
        return {
            "node": node,
            "above": above(node, Node.objects.visible_to(person)),
            "children": shown[:CHILDREN],
            "more_children": len(shown) > CHILDREN,
            "shows_counts": any(child.kind != Kind.BRANCH for child in shown),
            "branches": counted.branches,
            "branches_url": branches_url(node),
            "zones": with_units(Zone.objects.visible_to(person).filter(committee=node)).order_by("sequence"),
            "offices": offices_at(node),
            "shows_mobiles": person.has_perm("organisations.read_mobiles", node),
            "can_appoint": person.has_perm("organisations.appoint", node) and node.closed_on is None,
            "gives_passwords": node.closed_on is None and person.has_perm("organisations.give_passwords", node),
            "acts": node_acts(node) if person.has_perm("organisations.change_tree", node) else [],
        }


def above(node: Node, visible: Any) -> list[Node]:
    """The organisations above, from the top, as far as they may be seen."""
    ends = range(4, len(node.path), 4)
    return list(visible.filter(path__in=[node.path[:end] for end in ends]).order_by("path"))


def branches_url(node: Node) -> str:
    """The list of branches below an organisation."""
    field = "unit" if node.kind == Kind.UNIT else "below"
    return f"{reverse('branches:list')}?{field}={node.pk}"


def offices_at(node: Node) -> list[Appointment]:
    """Who holds an office here today, in the order of the list of roles."""
    held = Appointment.objects.on(timezone.localdate()).filter(node=node)
    rows = held.select_related("person", "zone").order_by("since", "pk")
    return sorted(rows, key=lambda office: Role.values.index(office.role))


def node_acts(node: Node) -> list[dict[str, str]]:
    """What who keeps the tree may do with an organisation that stands."""
    if node.closed_on is not None:
        return []
    acts = []
    if node.kind != Kind.GENERAL_BRANCH:
        acts.append((_("New organisation below"), "plus", "organisations:node-create"))
    acts.append((_("New branch below"), "plus", "branches:create"))
    if node.kind == Kind.COMMITTEE:
        acts.append((_("New zone"), "plus", "organisations:zone-create"))
        acts.append((_("Bring in a roster"), "upload", "rosters:import-start"))
    acts.append((_("Rename"), "pencil", "organisations:node-rename"))
    acts += order_acts(node)
    return [{"label": label, "icon": icon, "url": reverse(name, args=[node.pk])} for label, icon, name in acts]


def order_acts(node: Node) -> list[tuple[str, str, str]]:
    """Acts that every kind of organisation shares: order, zone, end."""
    acts = [(_("Change the order"), "switch-horizontal", "organisations:node-resequence")]
    if node.parent is not None and node.parent.kind == Kind.COMMITTEE:
        acts.append((_("Change the zone"), "layout-grid", "organisations:node-zone"))
    acts.append((_("Dissolve"), "lock", "organisations:node-close"))
    return acts
