"""Reports of a campaign: what can be made, what was made from which run; files, and throwing away the unfinished."""

from functools import cached_property
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from apps.campaigns.models import Campaign
from apps.core.doors import FormPage, SignedInView, seen
from apps.evaluations.selectors import latest_numbered_run
from apps.reports.report_files import download
from apps.reports.reports_page import Offer, made_of, report_rows, standing_papers
from apps.reports.services.reports import delete_report, request_report


class ReportForm(forms.Form):
    """About what, which report as which file, in which language."""

    part = forms.ChoiceField(label=gettext_lazy("Of which part"))
    what = forms.ChoiceField(label=gettext_lazy("Which report"))
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, offer: Offer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        part: Any = self.fields["part"]
        what: Any = self.fields["what"]
        part.choices, what.choices = offer.parts(), offer.kinds()
        self.initial.setdefault("language", get_language())
        if offer.about:
            scope, about = offer.about
            self.initial.setdefault("part", f"{scope}:{about.pk}")


def campaign_of(person: Any, slug: str) -> Campaign:
    """The campaign that the person sees; 404 otherwise."""
    return seen(Campaign.objects.visible_to(person).select_related("committee"), slug=slug)


class ReportsPage(FormPage):
    """The list renews itself while something is being made; the form works without a script."""

    form_class = ReportForm

    def get_template_names(self) -> list[str]:
        return ["reports/report_rows.html"] if self.request.htmx else ["reports/reports.html"]

    @cached_property
    def campaign(self) -> Campaign:
        return campaign_of(self.request.user, self.kwargs["slug"])

    @cached_property
    def offer(self) -> Offer:
        asked = self.request.GET
        return Offer(self.request.user, self.campaign, *(asked.get(name, "") for name in ("branch", "unit", "zone")))

    def arguments(self) -> dict[str, Any]:
        return {"offer": self.offer}

    def page(self) -> dict[str, Any]:
        found = report_rows(self.offer, self.request.GET.get("before", ""))
        return found | {
            "campaign": self.campaign,
            "about": self.offer.about[1].name if self.offer.about else "",
            "refresh_url": self.request.get_full_path(),
            "sentence": self.sentence(sum(bool(row["url"]) for row in found["rows"]), bool(found["next_url"])),
            "run": latest_numbered_run(self.campaign),
            "papers": standing_papers(self.request.user, self.campaign),
            "has_offer": bool(self.offer.parts()) and not self.campaign.is_rehearsal,
            "keeps_templates": self.request.user.has_perm("reports.keep_templates", self.campaign.committee),
        }

    def sentence(self, n: int, has_more: bool) -> str:
        if not n:
            return _("No report has been made yet")
        if has_more:
            return _("The last %(n)s reports") % {"n": n}
        return ngettext("%(n)s report was made", "%(n)s reports were made", n) % {"n": n}

    def act(self, form: Any) -> HttpResponse:
        wanted = form.cleaned_data
        asked = self.offer.asked(wanted["part"], wanted["what"])
        request_report(self.request.user, self.campaign, asked, wanted["language"])
        messages.success(self.request, _("The report is being made; you may leave this page. It will stand here."))
        return redirect("reports:reports", slug=self.campaign.slug)


class ReportFile(SignedInView):
    """One finished file."""

    def get(self, request: HttpRequest, slug: str, pk: int) -> FileResponse:
        rows = made_of(request.user, campaign_of(request.user, slug)).finished()
        return download(seen(rows, pk=pk))


class ReportDelete(SignedInView):
    """Throw away one's own report that is not finished."""

    def post(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        delete_report(request.user, seen(made_of(request.user, campaign_of(request.user, slug)), pk=pk))
        messages.success(request, _("It will not be made."))
        return redirect("reports:reports", slug=slug)
