"""A rehearsal is started from a form and deleted with one button; the work itself is a job."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.campaigns.models import Campaign
from apps.core.doors import FormPage, SignedInView, seen
from apps.core.permissions import authorise
from apps.criteria.models import RulebookVersion
from apps.evaluations.rehearsals import SIZES, clear_rehearsal, start_rehearsal


class RehearsalForm(forms.Form):
    """By which rules, and how many made-up branches."""

    rulebook_version = forms.ModelChoiceField(label=gettext_lazy("Rulebook"), queryset=RulebookVersion.objects.none())
    branches = forms.IntegerField(
        label=gettext_lazy("Branches"),
        min_value=1,
        initial=SIZES[0],
        help_text=gettext_lazy("769 is a city’s agencies, 6,280 a province’s, 9,856 all branches of a city."),
    )
    seed = forms.IntegerField(
        label=gettext_lazy("Seed"),
        min_value=0,
        max_value=999_999,
        initial=1,
        help_text=gettext_lazy("The same number draws the same branches and marks."),
    )

    def __init__(self, *args: Any, person: Any, version: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        versions = RulebookVersion.objects.visible_to(person).select_related("rulebook")
        field: Any = self.fields["rulebook_version"]
        field.queryset = versions
        field.initial = versions.filter(pk=version).first() if version.isdecimal() else versions.first()


class RehearsalNew(FormPage):
    """Made-up branches through a whole year by some rules, beside everything that counts."""

    template_name = "reports/rehearsal.html"
    form_class = RehearsalForm

    def permit(self) -> None:
        authorise(self.request.user, "campaigns.create_campaign")

    def arguments(self) -> dict[str, Any]:
        return {"person": self.request.user, "version": self.request.GET.get("rulebook", "")[:9]}

    def act(self, form: Any) -> HttpResponse:
        wanted = form.cleaned_data
        campaign, _job = start_rehearsal(
            self.request.user,
            version=wanted["rulebook_version"],
            branches=wanted["branches"],
            seed=wanted["seed"],
        )
        said = _("The rehearsal is being made; this takes a minute or two. You can leave the page.")
        messages.success(self.request, said)
        return redirect("reports:campaign", slug=campaign.slug)


class RehearsalDelete(SignedInView):
    """Take a rehearsal away whole."""

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        campaign = seen(Campaign.objects.visible_to(request.user).select_related("committee"), slug=slug)
        clear_rehearsal(request.user, campaign)
        messages.success(request, _("The rehearsal is being deleted."))
        return redirect("campaigns:list")
