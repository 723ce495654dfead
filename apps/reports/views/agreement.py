"""Do two scorers who know nothing of each other agree? By criterion, by section, in total; weak wording is flagged."""

from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.assessments.lines import party_title
from apps.assessments.pool import marking_parties
from apps.core.media_types import XLSX
from apps.core.permissions import authorise
from apps.core.tables import write_xlsx
from apps.criteria.models import Draft
from apps.criteria.selectors import rulebook_of
from apps.evaluations.scorers.agreement import LEAST_PAIRS
from apps.rating.points import show_points
from apps.reports.agreement import AgreementView, Row
from apps.reports.exports import points
from apps.reports.present import percent, signed
from apps.reports.views.common import CampaignPage


class AgreementDoor(CampaignPage):
    """Only for who conducts the campaign."""

    @cached_property
    def view(self) -> AgreementView:
        authorise(self.request.user, "assessments.assign", self.campaign)
        party = self.request.GET.get("party", "")
        if party and party not in marking_parties(rulebook_of(self.campaign.rulebook_version)):
            raise Http404
        return AgreementView(self.campaign, party, self.show.language)


class AgreementPage(AgreementDoor):
    """The table, weak wording first beside it."""

    template_name = "reports/agreement.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"section": "agreement"}

    def page(self) -> dict[str, Any]:
        view = self.view
        return {
            "head": self.head(),
            "party": view.party,
            "party_title": party_title(view.rules, view.party),
            "parties": [
                {"key": name, "title": party_title(view.rules, name), "current": name == view.party}
                for name in view.parties
                if len(view.parties) > 1
            ],
            "criteria": [shown_row(row) for row in view.criteria],
            "sums": [shown_row(row) for row in view.sums],
            "weak": [shown_row(row) for row in view.weak],
            "least": LEAST_PAIRS,
            "pairs": len(view.pairs),
            "draft_url": self.draft_url(),
            "export_url": f"{reverse('reports:agreement-export', args=[self.campaign.slug])}?party={view.party}",
        }

    def draft_url(self) -> str:
        """Where the wording is mended: the newest draft based on these rules, else the rules, from which one begins."""
        version = self.campaign.rulebook_version
        drafts = Draft.objects.visible_to(self.request.user).filter(based_on=version)
        draft = drafts.filter(committee=self.campaign.committee_id).first()
        return reverse("criteria:draft", args=[draft.pk]) if draft else reverse("criteria:detail", args=[version.pk])

    def head(self) -> str:
        """The state in a sentence."""
        n, weak = len(self.view.pairs), len(self.view.weak)
        if not n:
            return _("No branch is finished by two scorers yet")
        if n < LEAST_PAIRS:
            words = ngettext(
                "%(n)s branch marked by two says nothing yet", "%(n)s branches marked by two say nothing yet", n
            )
            return words % {"n": n}
        if not weak:
            return _("Two scorers agree on every criterion")
        words = ngettext("Two read %(n)s criterion differently", "Two read %(n)s criteria differently", weak)
        return words % {"n": weak}


def shown_row(row: Row) -> dict[str, Any]:
    """A row in words; what is not told is empty."""
    found = row.found
    return {
        "code": row.code,
        "title": row.title or _("Total"),
        "guide": row.guide,
        "pairs": row.pairs,
        "is_told": row.is_told,
        "is_weak": row.is_weak,
        "same": percent(found.same, found.pairs) if row.is_told else "",
        "near": percent(found.near, found.pairs) if row.is_told else "",
        "bar": found.near * 1000 // found.pairs if row.is_told else 0,
        "lean": "" if row.lean is None else signed(row.lean, 2),
        "apart": "" if row.apart is None else show_points(row.apart),
        "beyond": row.beyond_words,
    }


class AgreementExport(AgreementDoor):
    """The table as a workbook."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        headers = {"Content-Disposition": f'attachment; filename="agreement-{self.campaign.slug}.xlsx"'}
        return HttpResponse(workbook(self.view), content_type=XLSX, headers=headers)


def workbook(view: AgreementView) -> bytes:
    """One criterion, section or the total a row; what few pairs do not tell stays empty."""
    headings = [_("Code"), _("Criterion"), _("Pairs of sheets"), _("Same"), _("Near")]
    rows = (
        [row.code, row.title or _("Total"), row.pairs, row.same, row.near, *means_of(row)]
        for row in [*view.criteria, *view.sums]
    )
    headings += [_("First gives more by"), _("Apart by"), _("Beyond chance"), _("Wording")]
    return write_xlsx(headings, rows, _("Agreement"), widths=[8, 34, 8, 8, 8, 14, 12, 12, 12])


def means_of(row: Row) -> list[Any]:
    """The last cells of a row."""
    return [points(row.lean), points(row.apart), points(row.beyond_chance), _("look at it") if row.is_weak else ""]
