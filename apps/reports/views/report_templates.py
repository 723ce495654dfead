"""Word templates of a committee: what is in use, what may be named in them, bringing one and ending it."""

from functools import cached_property
from typing import Any

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.campaigns.models import Campaign
from apps.core.doors import FormPage, SignedInView, seen
from apps.core.permissions import authorise
from apps.reports.choices import ReportKind
from apps.reports.models import ReportTemplate
from apps.reports.report_files import default_file, own_file
from apps.reports.services.templates import bring_template, end_template
from apps.reports.views.reports import campaign_of
from apps.reports.writing.placeholders import BY_KIND


class TemplateForm(forms.Form):
    """Which kind, and the file."""

    kind = forms.ChoiceField(label=gettext_lazy("Which report"), choices=ReportKind.choices)
    file = forms.FileField(label=gettext_lazy("Word document (.docx)"))


def in_use(campaign: Campaign) -> dict[str, ReportTemplate]:
    """The committee's own templates by kind."""
    rows = ReportTemplate.objects.filter(committee=campaign.committee_id, ended_at=None)
    return {row.kind: row for row in rows}


class ReportTemplates(FormPage):
    """Every kind with its template and its placeholders; a file is checked before it counts."""

    template_name = "reports/report_templates.html"
    form_class = TemplateForm

    @cached_property
    def campaign(self) -> Campaign:
        return campaign_of(self.request.user, self.kwargs["slug"])

    def permit(self) -> None:
        authorise(self.request.user, "reports.keep_templates", self.campaign.committee)

    def arguments(self) -> dict[str, Any]:
        return {"files": self.request.FILES} if self.request.method == "POST" else {}

    def act(self, form: Any) -> HttpResponse:
        bring_template(self.request.user, self.campaign.committee, form.cleaned_data["kind"], form.cleaned_data["file"])
        messages.success(self.request, _("The template is in use from now on."))
        return redirect("reports:report-templates", slug=self.campaign.slug)

    def page(self) -> dict[str, Any]:
        own = in_use(self.campaign)
        return {
            "campaign": self.campaign,
            "kinds": [
                {"kind": kind, "title": label, "own": own.get(kind), "placeholders": BY_KIND[kind]}
                for kind, label in ReportKind.choices
            ],
        }


class ReportTemplateFile(SignedInView):
    """The template of a kind: the committee's own, or the one that ships."""

    def get(self, request: HttpRequest, slug: str, kind: str, which: str) -> FileResponse:
        campaign = campaign_of(request.user, slug)
        authorise(request.user, "reports.keep_templates", campaign.committee)
        if which == "default":
            return default_file(kind)
        rows = ReportTemplate.objects.filter(committee=campaign.committee_id, ended_at=None)
        return own_file(seen(rows, kind=kind))


class ReportTemplateEnd(SignedInView):
    """Back to the template that ships."""

    def post(self, request: HttpRequest, slug: str, kind: str) -> HttpResponse:
        campaign = campaign_of(request.user, slug)
        authorise(request.user, "reports.keep_templates", campaign.committee)
        rows = ReportTemplate.objects.filter(committee=campaign.committee_id, ended_at=None)
        end_template(request.user, seen(rows.select_related("committee"), kind=kind))
        messages.success(request, _("The template that ships is in use again."))
        return redirect("reports:report-templates", slug=slug)
