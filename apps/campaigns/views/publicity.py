"""Choose what everybody may read of a campaign's branches."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from apps.campaigns import services
from apps.campaigns.forms import PublicityForm
from apps.campaigns.views.campaigns import CampaignForms


class Publicity(CampaignForms):
    """Public or internal, field by field, with a reason."""

    template_name = "campaigns/publicity.html"
    form_class = PublicityForm

    def act(self, form: PublicityForm) -> HttpResponse:
        given = form.cleaned_data
        fields = given.pop("fields_shown")
        services.set_publicity(self.request.user, self.campaign, fields=fields, **given)
        messages.success(self.request, _("Saved."))
        return redirect("campaigns:publicity", slug=self.campaign.slug)
