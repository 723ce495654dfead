"""A plain page to type a sheet's marks, the list of sheets, vetoes, enrolment."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.assessments.choices import Party
from apps.assessments.exports import marks_workbook
from apps.assessments.models import Assessment
from apps.assessments.rules import may_mark
from apps.assessments.selectors import neighbours, sheet_list
from apps.assessments.services import ACT_OF_PARTY, Change, enrol_branches, save_marks, set_vetoes
from apps.assessments.sheet_page import Typed, changes_of, conflict_rows, read_typed, sheet_context
from apps.assessments.views.imports import XLSX, download
from apps.campaigns.models import Campaign
from apps.campaigns.selectors import permits
from apps.core.asked import whole
from apps.core.doors import SignedInPage, SignedInView, seen
from apps.core.errors import Conflict, Invalid, Refused
from apps.criteria.selectors import rulebook_of


class CampaignSheets(SignedInPage):
    """Pages of sheets below one campaign that the person may see."""

    @cached_property
    def campaign(self) -> Campaign:
        rows = Campaign.objects.visible_to(self.request.user).select_related("committee", "rulebook_version")
        return seen(rows, slug=self.kwargs["slug"])

    @cached_property
    def rules(self):
        return rulebook_of(self.campaign.rulebook_version)


class SheetList(CampaignSheets):
    """Branches to be marked, in the official order, with how far each sheet is."""

    template_name = "assessments/sheet_list.html"

    def page(self) -> dict[str, Any]:
        visible = Assessment.objects.visible_to(self.request.user).of(self.campaign)
        listed = sheet_list(visible, self.request.GET, criteria=len(self.rules.criteria))
        return {
            "campaign": self.campaign,
            "listed": listed,
            "is_open": permits(self.campaign, ACT_OF_PARTY[Party.SUPERIOR]),
            "import_url": reverse("assessments:import-start", args=[self.campaign.slug])
            if self.request.user.has_perm("assessments.import_marks", self.campaign)
            else "",
        }


class SheetExport(CampaignSheets):
    """The sheets that the person may see, as a workbook that can be filled in and brought back."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        visible = Assessment.objects.visible_to(request.user).of(self.campaign)
        return download(marks_workbook(visible, self.rules), f"{self.campaign.slug}-marks.xlsx", XLSX)


class SheetPage(CampaignSheets):
    """One party's sheet of one branch: fields, sums from the server, changes; locked outside its stage."""

    template_name = "assessments/sheet.html"

    @cached_property
    def assessment(self) -> Assessment:
        rows = Assessment.objects.visible_to(self.request.user).of(self.campaign)
        return seen(rows.select_related("unit", "zone", "round__rulebook_version", "campaign"), pk=self.kwargs["pk"])

    @cached_property
    def party(self) -> str:
        if self.kwargs["party"] not in Party.values:
            raise Http404
        return self.kwargs["party"]

    def page(self, typed: Typed | None = None) -> dict[str, Any]:
        typed = typed or Typed()
        sheets = {sheet.party: sheet for sheet in self.assessment.sheets.all()}
        sheet, own = sheets.get(self.party), sheets.get(Party.SELF)
        beside = own if self.party == Party.SUPERIOR else None
        previous, following = neighbours(
            Assessment.objects.visible_to(self.request.user).of(self.campaign), self.assessment
        )
        return {
            "campaign": self.campaign,
            "assessment": self.assessment,
            "party": self.party,
            "is_self": self.party == Party.SELF,
            "has_beside": beside is not None,
            "version": sheet.version if sheet else 0,
            "changed_at": sheet.changed_at if sheet else None,
            "locked": self.locked(),
            "changes": changes_of(self.assessment, self.rules) if self.party == Party.SUPERIOR else [],
            "previous_url": self.url_of(previous),
            "next": following,
            "next_url": self.url_of(following),
            "vetoes": [
                {"code": veto.code, "title": veto.title, "stands": veto.code in self.assessment.vetoes}
                for veto in self.rules.vetoes
            ],
            "can_veto": self.request.user.has_perm("assessments.enrol_branches", self.campaign),
            "branch_url": reverse("reports:branch", args=[self.campaign.slug, self.assessment.pk]),
            **sheet_context(self.rules, self.assessment, sheet, beside, typed),
        }

    def url_of(self, assessment: Assessment | None) -> str:
        if assessment is None:
            return ""
        return reverse("assessments:sheet", args=[self.campaign.slug, assessment.pk, self.party])

    def locked(self) -> str:
        """Why the sheet cannot be changed by this person now; empty when it can."""
        if not may_mark(self.request.user, self.assessment, self.party):
            return _("You may read this sheet, not change it.")
        if not permits(self.campaign, ACT_OF_PARTY[Party(self.party)]):
            return _("No stage is open in which this sheet can be changed.")
        return ""

    def post(self, request: HttpRequest, slug: str, pk: int, party: str) -> HttpResponse:
        typed = read_typed(self.rules, request.POST)
        return self.as_typed(typed, 422) if typed.errors else self.save(typed, self.seen_version())

    def save(self, typed: Typed, version: int | None) -> HttpResponse:
        """Save what was changed; where others changed the same marks, ask; what they changed besides stands."""
        changes = {code: Change(mark, typed.reason) for code, mark in typed.changed().items()}
        person, assessment = self.request.user, self.assessment
        try:
            sheet = save_marks(person, assessment=assessment, party=self.party, changes=changes, version=version)
        except Invalid as error:
            typed.errors = {code: found[0] for code, found in error.details.items()}
            return self.as_typed(typed, 422)
        except Conflict as error:
            clashes = typed.clashes(error.details["marks"])
            if not clashes:
                return self.save(typed, error.details["version"])
            conflict = {"rows": conflict_rows(self.rules, clashes), "version": error.details["version"]}
            return self.answer(typed.rebased(), 409, conflict=conflict)
        except Refused as error:
            words = _("Not saved: %(reason)s What you typed still stands below.") % {"reason": error.message}
            return self.as_typed(typed, 409, locked=words)
        words = _("Saved: %(n)s of %(all)s marked.") % {"n": len(sheet.marks), "all": len(self.rules.criteria)}
        messages.success(self.request, words)
        return redirect(self.after_saving())

    def after_saving(self) -> str:
        """The next branch where that was asked for, else the same sheet."""
        *_before, following = neighbours(
            Assessment.objects.visible_to(self.request.user).of(self.campaign), self.assessment
        )
        if "next" in self.request.POST and following:
            return self.url_of(following)
        return self.request.path

    def seen_version(self) -> int | None:
        """The version that the typist saw; after a choice between both values, the one that clashed."""
        return whole(self.request.POST.get("version"))

    def as_typed(self, typed: Typed, status: int, **more: Any) -> HttpResponse:
        """The page again with everything as it was typed, over the version that the typist saw."""
        return self.answer(typed, status, version=self.seen_version() or 0, **more)

    def answer(self, typed: Typed, status: int, **more: Any) -> HttpResponse:
        """The page again with what was typed."""
        return self.render_to_response({"view": self, **self.page(typed), **more}, status=status)


class Vetoes(SignedInView):
    """Which vetoes stand on a branch, with the reason."""

    def post(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        campaign = seen(Campaign.objects.visible_to(request.user), slug=slug)
        rows = (
            Assessment.objects.visible_to(request.user)
            .of(campaign)
            .select_related("campaign", "round__rulebook_version")
        )
        assessment = seen(rows, pk=pk)
        set_vetoes(
            request.user,
            assessment=assessment,
            vetoes=request.POST.getlist("vetoes"),
            reason=request.POST.get("reason", ""),
        )
        messages.success(request, _("The vetoes have been recorded."))
        return redirect("assessments:sheet", slug=slug, pk=pk, party=Party.SUPERIOR)


class Enrol(SignedInView):
    """Take the scope's branches into the campaign."""

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        campaign = seen(
            Campaign.objects.visible_to(request.user).select_related("committee", "rulebook_version"), slug=slug
        )
        n = enrol_branches(request.user, campaign)
        messages.success(
            request, ngettext("%(n)s branch has been enrolled.", "%(n)s branches have been enrolled.", n) % {"n": n}
        )
        return redirect("reports:campaign", slug=slug)
