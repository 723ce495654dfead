"""Import pages: choose a file, read its dry run, write, undo. Marks of a campaign, or a committee's roster alone."""

from functools import cached_property
from io import BytesIO
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.assessments.import_page import earlier_imports, import_context, import_url
from apps.assessments.imports import authorise_import, confirm_import, content_of, drop_import, start_import
from apps.assessments.models import Import
from apps.assessments.undoing import undo_import
from apps.campaigns.choices import Act
from apps.campaigns.models import Campaign
from apps.campaigns.selectors import permits
from apps.core.doors import SignedInPage, note, seen
from apps.core.errors import Invalid
from apps.core.media_types import XLSX
from apps.criteria.marks import Fault, annotate
from apps.organisations.choices import Kind
from apps.organisations.models import Node


class FileForm(forms.Form):
    """One workbook."""

    file = forms.FileField(label=gettext_lazy("Workbook (.xlsx, .xls or .csv)"))


class RosterFileForm(FileForm):
    """A roster, which may name units and branches that do not stand yet."""

    create = forms.BooleanField(
        label=gettext_lazy("Make units and branches that do not stand yet"),
        required=False,
        help_text=gettext_lazy("Otherwise an unknown name is a row to mend, so that a slip makes no unit."),
    )


class ImportPages(SignedInPage):
    """Imports of a campaign (`slug` in the address), for who conducts it; of a committee's roster, for who keeps it."""

    @cached_property
    def campaign(self) -> Campaign | None:
        if "slug" not in self.kwargs:
            return None
        rows = Campaign.objects.visible_to(self.request.user).select_related("committee")
        campaign = seen(rows, slug=self.kwargs["slug"])
        authorise_import(self.request.user, campaign, campaign.committee)
        return campaign

    @cached_property
    def committee(self) -> Node:
        if self.campaign:
            return self.campaign.committee
        rows = Node.objects.visible_to(self.request.user).filter(kind=Kind.COMMITTEE)
        committee = seen(rows, pk=self.kwargs["committee"])
        authorise_import(self.request.user, None, committee)
        return committee

    @cached_property
    def imports(self) -> QuerySet[Import]:
        return Import.objects.visible_to(self.request.user).filter(committee=self.committee, campaign=self.campaign)

    @cached_property
    def imported(self) -> Import:
        return seen(self.imports.select_related("campaign__rulebook_version", "committee"), pk=self.kwargs["pk"])

    def to_start(self) -> HttpResponse:
        return redirect(import_url("start", self.campaign, self.committee))

    def to_detail(self) -> HttpResponse:
        return redirect(import_url("detail", self.campaign, self.committee, self.imported.pk))


class ImportStart(ImportPages):
    """Choose a file; what was brought in before stands below."""

    template_name = "assessments/import_start.html"

    def page(self) -> dict[str, Any]:
        campaign = self.campaign
        return {
            "campaign": campaign,
            "committee": self.committee,
            "form": self.form,
            "is_open": permits(campaign, Act.MARK) if campaign else True,
            "campaign_url": reverse("reports:campaign", args=[campaign.slug]) if campaign else "",
            "earlier": earlier_imports(self.imports),
        }

    @cached_property
    def form(self) -> FileForm:
        kind = FileForm if self.campaign else RosterFileForm
        return kind(self.request.POST, self.request.FILES) if self.request.method == "POST" else kind()

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        committee = self.committee
        if self.form.is_valid():
            file = self.form.cleaned_data["file"]
            try:
                self.imported = start_import(
                    request.user,
                    content=file.read(),
                    file_name=file.name,
                    campaign=self.campaign,
                    committee=committee,
                    has_creation=self.form.cleaned_data.get("create", False),
                )
            except Invalid as error:
                note(self.form, error)
            else:
                return self.to_detail()
        return self.render_to_response(self.get_context_data(), status=422)


class ImportDetail(ImportPages):
    """The dry run: what is wrong and where, what would be written; and later, what was."""

    template_name = "assessments/import_detail.html"

    def page(self) -> dict[str, Any]:
        return {"campaign": self.campaign} | import_context(self.imported, self.request.GET)


class ImportWrite(ImportPages):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        confirm_import(request.user, self.imported)
        return self.to_detail()


class ImportDrop(ImportPages):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        drop_import(request.user, self.imported)
        return self.to_start()


class ImportUndo(ImportPages):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        undo_import(request.user, self.imported)
        messages.success(request, _("The import has been undone; everything is as it was before."))
        return self.to_start()


class ImportAnnotated(ImportPages):
    """The file again, every faulty cell boxed and with its remedy."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        report = self.imported.report
        if not report.get("faults"):
            raise Http404
        faults = [
            Fault(**{key: value for key, value in fault.items() if key != "excerpt"}) for fault in report["faults"]
        ]
        body = annotate(content_of(self.imported), self.imported.file_name, report["sheet"], faults)
        return download(body, _("annotated-%(name)s.xlsx") % {"name": self.imported.file_name.rpartition(".")[0]}, XLSX)


class ImportFile(ImportPages):
    """The file as it was uploaded."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return FileResponse(
            self.imported.file.open("rb"),
            as_attachment=True,
            filename=self.imported.file_name,
            content_type="application/octet-stream",
        )


def download(body: bytes, name: str, content_type: str) -> HttpResponse:
    """A file to keep, never shown in the page."""
    return FileResponse(BytesIO(body), as_attachment=True, filename=name, content_type=content_type)
