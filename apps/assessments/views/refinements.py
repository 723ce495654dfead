"""A unit's own indicators: the unit writes and submits, the work committee approves or returns; the list of units."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.assessments.checkers import is_checker
from apps.assessments.choices import RefinementStatus
from apps.assessments.exchange import exchange_page
from apps.assessments.indicators import Room
from apps.assessments.models import Refinement
from apps.assessments.refinement_list import list_page
from apps.assessments.refinement_page import RefinementView, Typed, check_rows, page_of, read_rows
from apps.assessments.refining import granted, refinements_of
from apps.assessments.services import refinements as services
from apps.campaigns.models import Campaign
from apps.core.asked import whole
from apps.core.doors import SignedInPage, SignedInView, seen
from apps.core.errors import Conflict, Invalid, Refused
from apps.core.permissions import authorise


class Refining:
    """What a door of own indicators begins with: the campaign, its grants, the unit and the section of the address."""

    @cached_property
    def campaign(self) -> Campaign:
        rows = Campaign.objects.visible_to(self.request.user).select_related("committee", "rulebook_version")
        return seen(rows, slug=self.kwargs["slug"])

    @cached_property
    def rooms(self) -> list[Room]:
        return granted(self.campaign)

    @cached_property
    def rows(self) -> list[Refinement]:
        """Every unit that the person sees as a whole; 404 where there is none, or nothing is granted."""
        rows = refinements_of(self.campaign, self.request.user, self.rooms)
        if not rows:
            raise Http404
        return rows

    @property
    def is_alone(self) -> bool:
        """Whether the person checks one unit, which needs no list."""
        return len(self.rows) == 1 and is_checker(self.request.user)

    @cached_property
    def view_of(self) -> RefinementView:
        """The unit and section of the address."""
        unit, section = self.kwargs["unit"], self.kwargs["section"]
        row = next((row for row in self.rows if (row.node_id, row.section) == (unit, section)), None)
        if row is None:
            raise Http404
        room = next(room for room in self.rooms if room.section.code == section)
        return RefinementView(self.request.user, self.campaign, room, row)


class RefinementList(Refining, SignedInPage):
    """Which units have added what; a reviewer of one unit goes straight to it."""

    template_name = "assessments/refinements.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.is_alone:
            row = self.rows[0]
            return redirect("assessments:refinement", slug=self.campaign.slug, unit=row.node_id, section=row.section)
        return super().get(request, *args, **kwargs)

    def page(self) -> dict[str, Any]:
        compares = self.request.user.has_perm("campaigns.compare_branches", self.campaign)
        shown = self.request.GET.get("state", "")
        return list_page(self.campaign, self.rooms, self.rows, shown) | {"compares": compares}


class RefinementPage(Refining, SignedInPage):
    """One unit's own indicators: to write, to read, to decide upon."""

    template_name = "assessments/refinement.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        view = self.view_of
        if view.decides and view.row.status == RefinementStatus.SUBMITTED and not view.is_frozen:
            view.row.looked_at = self.act(services.look_at_indicators).looked_at
        return super().get(request, *args, **kwargs)

    def page(self, typed: Typed | None = None) -> dict[str, Any]:
        back = "reports:campaign" if self.is_alone else "assessments:refinements"
        context = {"version": self.view_of.row.version, "back_url": reverse(back, args=[self.campaign.slug])}
        return page_of(self.view_of, typed) | context

    def act(self, do: Callable[..., Refinement], *given: Any, **options: Any) -> Refinement:
        """One act on the unit and section of the address."""
        row = self.view_of.row
        return do(self.request.user, self.campaign, row.node, row.section, *given, **options)

    def post(self, request: HttpRequest, slug: str, unit: int, section: str) -> HttpResponse:
        view, typed = self.view_of, read_rows(request.POST)
        authorise(request.user, "assessments.refine", view.row.node)
        check_rows(view, typed)
        if typed.errors:
            return self.as_typed(typed, 422)
        try:
            submitted = self.write(typed)
        except Invalid as error:
            typed.errors = {name: found[0] or str(error.message) for name, found in error.details.items()}
            return self.as_typed(typed, 422)
        except (Refused, Conflict) as error:
            messages.error(request, error.message)
            return self.as_typed(typed, 409)
        messages.success(request, _("Submitted; the work committee decides.") if submitted else _("Saved."))
        return redirect(view.url)

    @transaction.atomic
    def write(self, typed: Typed) -> bool:
        """Save what was typed, and submit it where that was asked for."""
        version = whole(self.request.POST.get("version"))
        self.act(services.write_indicators, typed.indicators, version=version)
        submits = "submit" in self.request.POST
        if submits:
            self.act(services.submit_indicators)
        return submits

    def as_typed(self, typed: Typed, status: int) -> HttpResponse:
        """The page again with everything as it was typed, over the version that the typist saw."""
        context = self.page(typed) | {"version": whole(self.request.POST.get("version")) or 0}
        return self.render_to_response({"campaign": self.campaign, **context}, status=status)


class RefinementMove(Refining, SignedInView):
    """One step: take back, approve, return."""

    def post(self, request: HttpRequest, slug: str, unit: int, section: str, act: str) -> HttpResponse:
        view = self.view_of
        given = (request.user, self.campaign, view.row.node, view.row.section)
        try:
            if act == "take-back":
                services.take_back_indicators(*given)
                said = _("You have them back.")
            elif act == "approve":
                services.approve_indicators(*given, version=whole(request.POST.get("version")))
                said = _("The indicators of “%(unit)s” are approved.")
            elif act == "return":
                services.return_indicators(*given, reason=request.POST.get("reason", ""))
                said = _("The indicators of “%(unit)s” have been returned; the unit sees your reason.")
            else:
                raise Http404
        except (Invalid, Refused, Conflict) as error:
            messages.error(request, error.message)
        else:
            messages.success(request, said % {"unit": view.row.node.name})
        return redirect(view.url)


class Exchange(Refining, SignedInPage):
    """What own points are worth beside common ones, for those who compare branches."""

    template_name = "assessments/exchange.html"

    def page(self) -> dict[str, Any]:
        authorise(self.request.user, "campaigns.compare_branches", self.campaign)
        if not self.rooms:
            raise Http404
        return exchange_page(self.campaign)
