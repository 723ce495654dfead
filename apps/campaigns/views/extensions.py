"""More time in a campaign: who has it, and the form to give it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.campaigns import services
from apps.campaigns.choices import Status
from apps.campaigns.forms import ExtensionForm
from apps.campaigns.models import Extension
from apps.campaigns.views.campaigns import CampaignDoor
from apps.core.doors import FormPage, SignedInView, seen
from apps.core.permissions import authorise


class Extensions(CampaignDoor, FormPage):
    """Everybody's extensions in one campaign, and the form for another."""

    template_name = "campaigns/extensions.html"
    form_class = ExtensionForm

    def permit(self) -> None:
        authorise(self.request.user, "campaigns.change_campaign", self.campaign)

    def arguments(self) -> dict[str, Any]:
        asked = {name: self.request.GET[name] for name in ("node", "kind") if name in self.request.GET}
        return {"campaign": self.campaign, "initial": asked}

    def page(self) -> dict[str, Any]:
        now = timezone.now()
        rows = list(self.campaign.extensions.select_related("node"))
        for row in rows:
            row.stands, row.id_text = row.ended_at is None and row.closes_at > now, str(row.pk)
        standing = sum(row.stands for row in rows)
        is_open = self.campaign.status == Status.OPEN
        return {"campaign": self.campaign, "rows": rows, "standing": standing, "is_open": is_open}

    def act(self, form: ExtensionForm) -> HttpResponse:
        given = services.grant_extension(self.request.user, self.campaign, **form.cleaned_data)
        messages.success(self.request, _("%(who)s has more time now.") % {"who": given.node.name})
        return redirect("campaigns:extensions", slug=self.campaign.slug)


class ExtensionEnd(CampaignDoor, SignedInView):
    """End one extension before its time."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        row = seen(Extension.objects.filter(campaign=self.campaign).select_related("campaign__committee"), pk=pk)
        services.end_extension(request.user, row, reason=request.POST.get("reason", ""))
        messages.success(request, _("The extension is over."))
        return redirect("campaigns:extensions", slug=slug)
