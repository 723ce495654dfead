"""Write the plan of a campaign; its own page tells what came of it and stands in reports."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from apps.campaigns import services
from apps.campaigns.forms import TargetsForm
from apps.campaigns.views.campaigns import CampaignForms


class Targets(CampaignForms):
    """What share is to stand where, this year and in three."""

    template_name = "campaigns/targets.html"
    form_class = TargetsForm

    def act(self, form: TargetsForm) -> HttpResponse:
        services.write_targets(self.request.user, self.campaign, form.lines())
        messages.success(self.request, _("Saved."))
        return redirect("reports:targets", slug=self.campaign.slug)
