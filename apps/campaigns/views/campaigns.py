"""The list of campaigns, their form, and the steps of their lifecycle."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.campaigns import services
from apps.campaigns.forms import CampaignForm
from apps.campaigns.forms.stages import PRESETS, RATING
from apps.campaigns.models import Campaign
from apps.campaigns.selectors import current_stage
from apps.core.doors import FormPage, SignedInPage, SignedInView, seen
from apps.core.errors import Invalid
from apps.core.permissions import authorise
from apps.organisations.choices import Power
from apps.organisations.models import Node, reach_of

MOVES = {
    "open": services.open_campaign,
    "close": services.close_campaign,
    "reopen": services.reopen_campaign,
}


class CampaignList(SignedInPage):
    """Campaigns, newest first; without any, the three steps to the first."""

    template_name = "campaigns/list.html"

    def page(self) -> dict[str, Any]:
        person = self.request.user
        rows = list(
            Campaign.objects.visible_to(person)
            .ratings()
            .newest_first()
            .select_related("committee", "rulebook_version__rulebook")
            .prefetch_related("stages")
            .annotate(branches=Count("assessments"))
        )
        for row in rows:
            row.stage = current_stage(row)
        conducts = reach_of(person).has(Power.CAMPAIGN)
        return {
            "campaigns": rows,
            "can_create": conducts,
            "can_look_around": person.has_perm("campaigns.load_demonstration"),
            "steps": self.steps() if not rows and conducts else [],
        }

    def steps(self) -> list[dict[str, Any]]:
        """From an empty house to the first rating."""
        covered = Node.objects.filter(reach_of(self.request.user).where(Power.CAMPAIGN)).standing()
        units, branches = covered.units().count(), covered.branches().count()
        note = _("%(units)s units and %(branches)s branches stand") % {"units": units, "branches": branches}
        create = reverse("campaigns:create")
        return [
            {
                "done": branches > 0,
                "title": _("Bring in units and branches"),
                "note": note if branches else _("From a workbook; it may hold the marks, too, once a campaign stands"),
                "url": reverse("organisations:list"),
                "button": _("Show the roster"),
            },
            {
                "done": False,
                "title": _("Choose a rulebook"),
                "note": _("Those that ship can be used as they are"),
                "url": create,
                "button": _("Choose"),
            },
            {
                "done": False,
                "title": _("Set stages and dates"),
                "note": _("Filled in for a start; you only change them"),
                "url": "",
                "button": "",
            },
        ]


class CampaignCreate(SignedInPage):
    """A new campaign."""

    template_name = "campaigns/form.html"

    def page(self) -> dict[str, Any]:
        authorise(self.request.user, "campaigns.create_campaign")
        preset = self.request.GET.get("preset", RATING)
        return self.begun(CampaignForm(person=self.request.user, preset=preset), preset)

    def begun(self, form: CampaignForm, preset: str) -> dict[str, Any]:
        """The form and the years that it may begin with."""
        return {"form": form, "presets": PRESETS, "preset": preset}

    def post(self, request: HttpRequest) -> HttpResponse:
        authorise(request.user, "campaigns.create_campaign")
        preset = request.POST.get("preset", RATING)
        form = CampaignForm(request.POST, person=request.user, preset=preset)
        if form.is_valid():
            try:
                campaign = services.create_campaign(request.user, stages=form.stages(), **form.wanted())
            except Invalid as error:
                note(form, error)
            else:
                said = _("The campaign stands as a draft. Open it, then bring in its branches and marks.")
                messages.success(request, said)
                return redirect("reports:campaign", slug=campaign.slug)
        return self.render_to_response({"view": self} | self.begun(form, preset), status=422)


def note(form: CampaignForm, error: Invalid) -> None:
    """A refusal of the service beside the field that it names."""
    field = next((name for name in error.details if name in form.fields), None)
    form.add_error(field, str(error.message))


class CampaignDoor(SignedInPage):
    @cached_property
    def campaign(self) -> Campaign:
        rows = Campaign.objects.visible_to(self.request.user).select_related("committee", "rulebook_version__rulebook")
        return seen(rows, slug=self.kwargs["slug"])


class CampaignForms(CampaignDoor, FormPage):
    """A form about the whole campaign, for who may change it."""

    def permit(self) -> None:
        authorise(self.request.user, "campaigns.change_campaign", self.campaign)

    def arguments(self) -> dict[str, Any]:
        return {"campaign": self.campaign}

    def page(self) -> dict[str, Any]:
        return {"campaign": self.campaign}


class CampaignChange(CampaignDoor):
    """Words and dates of a campaign."""

    template_name = "campaigns/form.html"

    def page(self) -> dict[str, Any]:
        authorise(self.request.user, "campaigns.change_campaign", self.campaign)
        return {"form": CampaignForm(person=self.request.user, campaign=self.campaign), "campaign": self.campaign}

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        authorise(request.user, "campaigns.change_campaign", self.campaign)
        form = CampaignForm(request.POST, person=request.user, campaign=self.campaign)
        if form.is_valid():
            try:
                services.change_campaign(request.user, campaign=self.campaign, stages=form.stages(), **form.wanted())
            except Invalid as error:
                note(form, error)
            else:
                messages.success(request, _("Saved."))
                return redirect("reports:campaign", slug=slug)
        return self.render_to_response({"view": self, "form": form, "campaign": self.campaign}, status=422)


class CampaignMove(SignedInView):
    """One step of the lifecycle that one person takes: open, close, reopen."""

    def post(self, request: HttpRequest, slug: str, act: str) -> HttpResponse:
        campaign = seen(Campaign.objects.visible_to(request.user).select_related("committee"), slug=slug)
        if act not in MOVES:
            raise Http404
        asked = {} if act == "open" else {"reason": request.POST.get("reason", "")}
        if act in services.GATED:
            asked["despite"] = request.POST.get("despite") == "1"
        MOVES[act](request.user, campaign, **asked)
        messages.success(request, _("The campaign is now: %(state)s.") % {"state": campaign.get_status_display()})
        return redirect("reports:campaign", slug=slug)
