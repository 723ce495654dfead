"""Bring people in from a workbook: choose it, read its dry run, write or drop it."""

from functools import cached_property
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from apps.core.doors import note, seen
from apps.core.errors import Invalid
from apps.core.permissions import authorise
from apps.organisations.choices import Kind
from apps.organisations.models import Node, Roll
from apps.organisations.roll_page import roll_context
from apps.organisations.services import confirm_roll, drop_roll, start_roll
from apps.organisations.services.rolls import MAX_BYTES
from apps.organisations.views.tree import NodeDoor

EARLIER = 10


class RollForm(forms.Form):
    """One workbook."""

    file = forms.FileField(label=_("Workbook (.xlsx, .xls or .csv)"))


class RollDoor(NodeDoor):
    """Rolls of a committee where one keeps people."""

    @cached_property
    def node(self) -> Node:
        rows = Node.objects.visible_to(self.request.user).filter(kind=Kind.COMMITTEE)
        return seen(rows, pk=self.kwargs["committee"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            authorise(request.user, "organisations.appoint", self.node)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def roll(self) -> Roll:
        rows = Roll.objects.visible_to(self.request.user).filter(committee=self.node).select_related("committee")
        return seen(rows, pk=self.kwargs["pk"])

    def to_detail(self, roll: Roll) -> HttpResponse:
        return redirect("organisations:roll", committee=self.node.pk, pk=roll.pk)


class RollStart(RollDoor):
    """Choose a file; the rolls before stand below."""

    template_name = "organisations/roll_start.html"

    @cached_property
    def form(self) -> RollForm:
        return RollForm(self.request.POST, self.request.FILES) if self.request.method == "POST" else RollForm()

    def page(self) -> dict[str, Any]:
        return {"node": self.node, "form": self.form, "earlier": list(self.node.rolls.all()[:EARLIER])}

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if self.form.is_valid():
            file = self.form.cleaned_data["file"]
            try:
                content = file.read(MAX_BYTES + 1)
                return self.to_detail(
                    start_roll(request.user, committee=self.node, content=content, file_name=file.name)
                )
            except Invalid as error:
                note(self.form, error)
        return self.render_to_response(self.get_context_data(), status=422)


class RollDetail(RollDoor):
    """Where a roll stands: tried, faults, what would be made, written."""

    template_name = "organisations/roll.html"

    def page(self) -> dict[str, Any]:
        return {"node": self.node, "roll": self.roll} | roll_context(self.roll)


class RollWrite(RollDoor):
    """Write it."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        confirm_roll(request.user, self.roll)
        return self.to_detail(self.roll)


class RollDrop(RollDoor):
    """Not this file."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        drop_roll(request.user, self.roll)
        return redirect("organisations:roll-start", committee=self.node.pk)
