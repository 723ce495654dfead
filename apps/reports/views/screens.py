"""Hall screens of a campaign, for staff: set one up, change it, give it a new address, withdraw it."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.campaigns.models import Campaign
from apps.core.doors import FormPage, SignedInView, seen
from apps.core.permissions import authorise
from apps.evaluations.noticing import standing_notice
from apps.reports.models import Screen
from apps.reports.screens_form import ScreenForm
from apps.reports.services.screens import change_screen, create_screen, renew_screen, withdraw_screen


class CampaignScreens:
    """The campaign of the address and its screens, for who conducts it."""

    @cached_property
    def campaign(self) -> Campaign:
        rows = Campaign.objects.visible_to(self.request.user).select_related("committee")
        return seen(rows, slug=self.kwargs["slug"])

    def permit(self) -> None:
        authorise(self.request.user, "campaigns.change_campaign", self.campaign)

    @cached_property
    def screen(self) -> Screen:
        self.permit()
        rows = Screen.objects.visible_to(self.request.user).filter(campaign=self.campaign, withdrawn_at=None)
        return seen(rows.select_related("campaign__committee"), pk=self.kwargs["pk"])

    def address(self, token: str) -> str:
        """The whole secret address."""
        return self.request.build_absolute_uri(reverse("reports:hall", args=[token]))


class ScreenList(CampaignScreens, FormPage):
    """The screens that stand, and the form of a new one. A secret address is shown in the answer that made it, once."""

    template_name = "reports/screens.html"
    form_class = ScreenForm

    def page(self) -> dict[str, Any]:
        rows = self.campaign.screens.filter(withdrawn_at=None)
        return {
            "campaign": self.campaign,
            "screens": [{"row": row, "dialog": f"withdraw-{row.pk}", "figures": self.figures(row)} for row in rows],
            "notice": standing_notice(self.campaign),
        }

    def figures(self, screen: Screen) -> str:
        return self.request.build_absolute_uri(reverse("reports:figures", args=[screen.key]))

    def act(self, form: ScreenForm) -> HttpResponse:
        screen, token = create_screen(self.request.user, self.campaign, form.wishes())
        return self.told(screen, token)

    def told(self, screen: Screen, token: str) -> HttpResponse:
        """The page with the new address on it; no browser keeps it."""
        made = {"screen": screen, "address": self.address(token)}
        answer = self.render_to_response(self.get_context_data(form=ScreenForm(), made=made))
        answer["Cache-Control"] = "no-store"
        return answer


class ScreenChange(CampaignScreens, FormPage):
    """Other pages, pace or last day."""

    template_name = "reports/screen_form.html"
    form_class = ScreenForm

    def arguments(self) -> dict[str, Any]:
        return {"screen": self.screen}

    def page(self) -> dict[str, Any]:
        return {"campaign": self.campaign, "screen": self.screen}

    def act(self, form: ScreenForm) -> HttpResponse:
        change_screen(self.request.user, self.screen, form.wishes())
        messages.success(self.request, _("Saved. The wall shows it within a minute."))
        return redirect("reports:screen", slug=self.campaign.slug)


class ScreenRenew(ScreenList):
    """A new secret address for a screen that stands."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.told(*renew_screen(request.user, self.screen))


class ScreenWithdraw(CampaignScreens, SignedInView):
    """Both addresses open nothing any more."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        screen = withdraw_screen(request.user, self.screen)
        messages.success(request, _("Withdrawn: %(name)s.") % {"name": screen.name})
        return redirect("reports:screen", slug=slug)
