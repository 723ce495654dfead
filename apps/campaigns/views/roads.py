"""A road over several years: plan one, change one. Its own page tells what came of it and stands in reports."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from apps.campaigns import services
from apps.campaigns.forms import RoadForm
from apps.campaigns.models import Road
from apps.core.doors import FormPage, seen
from apps.core.permissions import authorise


class RoadCreate(FormPage):
    """A new road."""

    template_name = "campaigns/road_form.html"
    form_class = RoadForm

    def permit(self) -> None:
        authorise(self.request.user, "campaigns.change_road")

    def arguments(self) -> dict[str, Any]:
        return {"person": self.request.user}

    def act(self, form: RoadForm) -> HttpResponse:
        given = {name: form.cleaned_data[name] for name in ("committee", "name", "aim")}
        road = services.create_road(self.request.user, years=form.years(), **given)
        messages.success(self.request, _("Saved."))
        return redirect("reports:road", pk=road.pk)


class RoadChange(FormPage):
    """Other words, years and targets."""

    template_name = "campaigns/road_form.html"
    form_class = RoadForm

    @cached_property
    def road(self) -> Road:
        rows = Road.objects.visible_to(self.request.user).select_related("committee")
        return seen(rows, pk=self.kwargs["pk"])

    def permit(self) -> None:
        authorise(self.request.user, "campaigns.change_road", self.road)

    def arguments(self) -> dict[str, Any]:
        return {"person": self.request.user, "road": self.road}

    def page(self) -> dict[str, Any]:
        return {"road": self.road}

    def act(self, form: RoadForm) -> HttpResponse:
        given = {name: form.cleaned_data[name] for name in ("name", "aim")}
        services.change_road(self.request.user, self.road, years=form.years(), **given)
        messages.success(self.request, _("Saved."))
        return redirect("reports:road", pk=self.road.pk)
