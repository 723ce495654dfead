"""Import pages of a campaign: choose a file, read its dry run, write, undo."""

from functools import cached_property
from io import BytesIO
from typing import Any

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.assessments.import_page import earlier_imports, import_context
from apps.assessments.imports import confirm_import, content_of, drop_import, start_import
from apps.assessments.models import Import
from apps.assessments.undoing import undo_import
from apps.campaigns.choices import Act
from apps.campaigns.models import Campaign
from apps.campaigns.selectors import permits
from apps.core.doors import SignedInPage, seen
from apps.core.permissions import authorise
from apps.criteria.marks import Fault, annotate

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class FileForm(forms.Form):
    """One workbook."""

    file = forms.FileField(label=gettext_lazy("Workbook (.xlsx, .xls or .csv)"))


class CampaignImports(SignedInPage):
    """Pages of a campaign's imports; only for who conducts it."""

    @cached_property
    def campaign(self) -> Campaign:
        campaign = seen(
            Campaign.objects.visible_to(self.request.user).select_related("committee"), slug=self.kwargs["slug"]
        )
        authorise(self.request.user, "assessments.import_marks", campaign)
        return campaign

    @cached_property
    def imported(self) -> Import:
        rows = self.campaign.imports.visible_to(self.request.user).select_related(
            "campaign__rulebook_version", "committee"
        )
        return seen(rows, pk=self.kwargs["pk"])


class ImportStart(CampaignImports):
    """Choose a file; what was brought in before stands below."""

    template_name = "assessments/import_start.html"

    def page(self) -> dict[str, Any]:
        return {
            "campaign": self.campaign,
            "form": FileForm(),
            "is_open": permits(self.campaign, Act.MARK),
            "campaign_url": reverse("reports:campaign", args=[self.campaign.slug]),
            "earlier": earlier_imports(self.campaign.imports.all()),
        }

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        form = FileForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        file = form.cleaned_data["file"]
        imported = start_import(request.user, content=file.read(), file_name=file.name, campaign=self.campaign)
        return redirect("assessments:import-detail", slug=slug, pk=imported.pk)


class ImportDetail(CampaignImports):
    """The dry run: what is wrong and where, what would be written; and later, what was."""

    template_name = "assessments/import_detail.html"

    def page(self) -> dict[str, Any]:
        return {"campaign": self.campaign} | import_context(self.imported, self.request.GET)


class ImportWrite(CampaignImports):
    def post(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        confirm_import(request.user, self.imported)
        return redirect("assessments:import-detail", slug=slug, pk=pk)


class ImportDrop(CampaignImports):
    def post(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        drop_import(request.user, self.imported)
        return redirect("assessments:import-start", slug=slug)


class ImportUndo(CampaignImports):
    def post(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        undo_import(request.user, self.imported)
        messages.success(request, _("The import has been undone; everything is as it was before."))
        return redirect("assessments:import-start", slug=slug)


class ImportAnnotated(CampaignImports):
    """The file again, every faulty cell boxed and with its remedy."""

    def get(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        report = self.imported.report
        faults = [
            Fault(**{key: value for key, value in fault.items() if key != "excerpt"}) for fault in report["faults"]
        ]
        body = annotate(content_of(self.imported), self.imported.file_name, report["sheet"], faults)
        return download(body, _("annotated-%(name)s.xlsx") % {"name": self.imported.file_name.rpartition(".")[0]}, XLSX)


class ImportFile(CampaignImports):
    """The file as it was uploaded."""

    def get(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        return FileResponse(
            self.imported.file.open("rb"),
            as_attachment=True,
            filename=self.imported.file_name,
            content_type="application/octet-stream",
        )


def download(body: bytes, name: str, content_type: str) -> HttpResponse:
    """A file to keep, never shown in the page."""
    return FileResponse(BytesIO(body), as_attachment=True, filename=name, content_type=content_type)
