"""Acts on the tree, a page each: the form says what will follow before anything is done."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.core.doors import FormPage
from apps.core.permissions import authorise
from apps.organisations import services
from apps.organisations.choices import Kind
from apps.organisations.forms import CloseForm, NodeForm, RenameForm, SequenceForm, ZoneChoiceForm, ZoneForm
from apps.organisations.models import Node
from apps.organisations.views.tree import NodeDoor


class NodeAct(FormPage, NodeDoor):
    """A form about one organisation, for who keeps the tree there."""

    template_name = "organisations/node_form.html"

    def permit(self) -> None:
        authorise(self.request.user, "organisations.change_tree", self.node)

    def words(self) -> dict[str, str]:
        """Title, what follows, and what the button says."""
        raise NotImplementedError

    def page(self) -> dict[str, Any]:
        back = reverse("organisations:node", args=[self.node.pk])
        return {"node": self.node, "sub": self.node.name, "back_url": back} | self.words()

    def done(self, node: Node, message: str) -> HttpResponse:
        """Say what was done, and show the organisation."""
        messages.success(self.request, message)
        return redirect("organisations:node", pk=node.pk)


class NodeCreate(NodeAct):
    form_class = NodeForm

    def arguments(self) -> dict[str, Any]:
        return {"parent": self.node}

    def words(self) -> dict[str, str]:
        return {
            "title": _("New organisation"),
            "note": _("It stands at the end of the list; its place can be changed afterwards."),
            "button": _("Make it"),
        }

    def act(self, form: NodeForm) -> HttpResponse:
        node = services.create_node(self.request.user, parent=self.node, **form.cleaned_data)
        return self.done(node, _("“%(name)s” stands.") % {"name": node.name})


class RootCreate(FormPage):
    """A work committee without a superior; for superusers."""

    template_name = "organisations/node_form.html"
    form_class = NodeForm

    def permit(self) -> None:
        services.authorise_tree(self.request.user, None)

    def arguments(self) -> dict[str, Any]:
        return {"parent": None, "initial": {"kind": Kind.COMMITTEE}}

    def page(self) -> dict[str, Any]:
        return {
            "title": _("New work committee"),
            "note": _("Nobody but superusers sees it until people are appointed."),
            "button": _("Make it"),
            "back_url": reverse("organisations:list"),
        }

    def act(self, form: NodeForm) -> HttpResponse:
        node = services.create_node(self.request.user, parent=None, **form.cleaned_data)
        return redirect("organisations:node", pk=node.pk)


class NodeRename(NodeAct):
    form_class = RenameForm

    def arguments(self) -> dict[str, Any]:
        return {"initial": {"name": self.node.name}}

    def words(self) -> dict[str, str]:
        note = _("Campaigns that stand keep the name of the day on which the branch was enrolled.")
        return {"title": _("Rename"), "note": note, "button": _("Save")}

    def act(self, form: RenameForm) -> HttpResponse:
        services.rename_node(self.request.user, node=self.node, name=form.cleaned_data["name"])
        return self.done(self.node, _("Saved."))


class NodeResequence(NodeAct):
    form_class = SequenceForm

    def arguments(self) -> dict[str, Any]:
        return {"initial": {"sequence": self.node.sequence}}

    def words(self) -> dict[str, str]:
        note = _("Lists and documents follow this order. A number that another organisation here holds is refused.")
        return {"title": _("Change the order"), "note": note, "button": _("Save")}

    def page(self) -> dict[str, Any]:
        siblings = Node.objects.visible_to(self.request.user).filter(parent=self.node.parent).in_order()
        return super().page() | {"siblings": siblings[:200]}

    def act(self, form: SequenceForm) -> HttpResponse:
        services.resequence_node(self.request.user, node=self.node, sequence=form.cleaned_data["sequence"])
        return self.done(self.node, _("Saved."))


class NodeZone(NodeAct):
    form_class = ZoneChoiceForm

    def arguments(self) -> dict[str, Any]:
        return {"node": self.node, "initial": {"zone": self.node.zone_id}}

    def words(self) -> dict[str, str]:
        note = _("Everything below moves along. Campaigns that stand keep the zone of the day of enrolment.")
        return {"title": _("Change the zone"), "note": note, "button": _("Save")}

    def act(self, form: ZoneChoiceForm) -> HttpResponse:
        services.place_in_zone(self.request.user, node=self.node, zone=form.cleaned_data["zone"])
        return self.done(self.node, _("Saved."))


class NodeClose(NodeAct):
    form_class = CloseForm

    def words(self) -> dict[str, str]:
        note = _("It leaves lists and choices; its history stays. This cannot be undone.")
        return {"title": _("Dissolve the organisation"), "note": note, "button": _("Dissolve it")}

    def act(self, form: CloseForm) -> HttpResponse:
        services.close_node(self.request.user, node=self.node, reason=form.cleaned_data["reason"])
        return self.done(self.node, _("“%(name)s” has been dissolved.") % {"name": self.node.name})


class ZoneCreate(NodeAct):
    form_class = ZoneForm

    def words(self) -> dict[str, str]:
        note = _("It stands at the end of the zones; units are placed in it one by one or by a roster.")
        return {"title": _("New zone"), "note": note, "button": _("Make it")}

    def act(self, form: ZoneForm) -> HttpResponse:
        zone = services.create_zone(self.request.user, committee=self.node, name=form.cleaned_data["name"])
        return self.done(self.node, _("“%(name)s” stands.") % {"name": zone.name})
