"""The scorer's workspace, the list of sheets, enrolment."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.assessments.autosave import saved_words
from apps.assessments.beside import reading_for
from apps.assessments.choices import Party
from apps.assessments.duties import may_read_sheet
from apps.assessments.exports import marks_workbook
from apps.assessments.hiding import Names
from apps.assessments.lines import has_sheet, lines_of, main_sheet, party_title, sheet_parties
from apps.assessments.models import Assessment, Assignment, Sheet
from apps.assessments.proof import proof_counts
from apps.assessments.refining import rules_for
from apps.assessments.replying import replies_beside
from apps.assessments.rules import may_mark
from apps.assessments.seconds import is_second
from apps.assessments.selectors import notes_of, secretary_of, sheet_list
from apps.assessments.services import Change, RemarkChange, act_of, save_marks, save_remarks
from apps.assessments.services.marks import finished_by
from apps.assessments.sheet_page import (
    Beside,
    Typed,
    changes_of,
    conflict_rows,
    lines_by_code,
    read_typed,
    sheet_context,
)
from apps.assessments.views.imports import download
from apps.assessments.visiting import Seen, seen_on_site, stops_of
from apps.assessments.workspace import (
    BLANK,
    Tasks,
    lacking,
    rows_to_mark,
    sheet_url,
    short_name,
    tasks_around,
    tasks_of,
    unfinished,
)
from apps.campaigns.choices import Act
from apps.campaigns.models import Campaign
from apps.campaigns.selectors import permits
from apps.core.asked import whole
from apps.core.doors import SignedInPage, seen
from apps.core.errors import Conflict, Invalid, Refused
from apps.core.media_types import XLSX
from apps.criteria.selectors import rulebook_of
from apps.rating.points import show_points
from apps.rating.rulebook import Rulebook


class CampaignSheets(SignedInPage):
    """Pages of sheets below one campaign that the person may see."""

    @cached_property
    def campaign(self) -> Campaign:
        rows = Campaign.objects.visible_to(self.request.user).select_related("committee", "rulebook_version")
        return seen(rows, slug=self.kwargs["slug"])

    @cached_property
    def rules(self) -> Rulebook:
        return rulebook_of(self.campaign.rulebook_version)


class SheetList(CampaignSheets):
    """Branches to be marked, in the official order, with how far each sheet is."""

    template_name = "assessments/sheet_list.html"

    def page(self) -> dict[str, Any]:
        party = main_sheet(self.rules)
        rows, which = rows_to_mark(self.request.user, self.campaign, party, self.request.GET.get("all") == "1")
        listed = sheet_list(rows, self.request.GET, self.rules)
        return which | {
            "campaign": self.campaign,
            "listed": listed,
            "party": party,
            "is_open": permits(self.campaign, Act.MARK),
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
    """A scorer's sheet of one branch: the workspace. The branch's own sheet has pages of its own."""

    template_name = "assessments/sheet.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if kwargs["party"] == Party.SELF and request.user.is_authenticated:
            return redirect("assessments:self", slug=kwargs["slug"], pk=self.assessment.pk)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def rules(self) -> Rulebook:
        """As this branch is marked, with what its unit has added."""
        return rules_for(self.assessment)

    @cached_property
    def party(self) -> str:
        """Whose marks these are: a party of the rulebook; 404 for another, and for what this person must not see."""
        party = self.kwargs["party"]
        if not has_sheet(self.rules, party) or not may_read_sheet(self.request.user, self.assessment, party):
            raise Http404
        return party

    @cached_property
    def assessment(self) -> Assessment:
        rows = Assessment.objects.visible_to(self.request.user).of(self.campaign)
        facts = ("unit", "zone", "round__rulebook_version", "campaign__committee", "submission")
        return seen(rows.select_related(*facts), pk=self.kwargs["pk"])

    @cached_property
    def tasks(self) -> Tasks:
        rules = rulebook_of(self.campaign.rulebook_version)
        return tasks_around(tasks_of(self.request.user, self.campaign, self.party), self.assessment, rules, self.party)

    @cached_property
    def duty(self) -> Assignment | None:
        """The person's own assignment of this sheet, where it was given to them alone."""
        return finished_by(self.request.user, self.assessment, self.party)

    @property
    def act_urls(self) -> dict[str, str]:
        """Where the person says that the branch is finished, or takes it back."""
        args = [self.campaign.slug, self.assessment.pk, self.party]
        return {act: reverse("assessments:finishing", args=[*args, act]) for act in ("finish", "reopen")}

    @property
    def next_url(self) -> str:
        return sheet_url(self.tasks.following, self.party) if self.tasks.following else ""

    def vetoes(self, assessment: Assessment) -> list[dict[str, Any]]:
        """Every veto of the rules and its case, for who proposes them."""
        if not self.rules.vetoes or not self.request.user.has_perm("assessments.propose_veto", self.campaign):
            return []
        cases = {case.code: case for case in assessment.veto_cases.standing()}
        return [{"code": each.code, "title": each.title, "case": cases.get(each.code)} for each in self.rules.vetoes]

    def page(self, typed: Typed | None = None) -> dict[str, Any]:
        assessment, sheets = self.assessment, {sheet.party: sheet for sheet in self.assessment.sheets.all()}
        sheet, own = sheets.get(self.party), sheets.get(Party.SELF)
        beside = Beside(
            marks=own.typed if own else {},
            notes=notes_of(sheet),
            proof=proof_counts([assessment.pk])[assessment.pk],
            replies=replies_beside(assessment),
            on_site=self.on_site(),
        )
        return {
            "campaign": self.campaign,
            "assessment": assessment,
            "secretary": secretary_of(assessment),
            "submission": getattr(assessment, "submission", None),
            "has_beside": own is not None,
            "parties": self.parties(),
            "party_title": party_title(self.rules, self.party),
            "has_proof": bool(beside.proof),
            "version": sheet.version if sheet else 0,
            "saved": saved_words(sheet.changed_at) if sheet and sheet.changed_at else "",
            "save_url": reverse("assessments:save", args=[self.campaign.slug, assessment.pk, self.party]),
            "locked": self.locked(),
            "changes": changes_of(assessment, self.rules, Names(self.request.user, self.campaign), party=self.party),
            "tasks": self.tasks,
            "previous_url": sheet_url(self.tasks.previous, self.party) if self.tasks.previous else "",
            "next_name": short_name(self.tasks.following, assessment),
            "next_url": self.next_url,
            "vetoes": self.vetoes(assessment),
            "branch_url": reverse("reports:branch", args=[self.campaign.slug, assessment.pk]),
            "list_url": reverse("assessments:sheet-list", args=[self.campaign.slug]),
            "duty": self.duty,
            "act_urls": self.act_urls,
            "beside": reading_for(self.request.user, assessment),
            "reason_gap": show_points(self.rules.reason_gap) if self.rules.reason_gap is not None else "",
            **sheet_context(self.rules, assessment, self.party, sheet.typed if sheet else {}, beside, typed or Typed()),
        }

    def on_site(self) -> dict[str, Seen]:
        """What a team saw in this branch, where this is the sheet that its marks are taken into."""
        if self.party != main_sheet(self.rules):
            return {}
        return seen_on_site(stops_of(self.assessment), lines_by_code(self.rules))

    def parties(self) -> list[dict[str, Any]]:
        """The other sheets that scorers fill for this branch; nothing where there is one alone."""
        names = [party for party in sheet_parties(self.rules) if party != Party.SELF]
        return [
            {
                "title": party_title(self.rules, party),
                "url": sheet_url(self.assessment, party),
                "current": party == self.party,
            }
            for party in names
            if len(names) > 1 and not is_second(self.party)
        ]

    def locked(self) -> str:
        """Why the sheet cannot be changed by this person now; empty when it can."""
        if not may_mark(self.request.user, self.assessment, self.party):
            return _("You may read this sheet, not change it.")
        if self.duty and self.duty.finished_at:
            return _("You have said that this branch is finished.")
        if not permits(self.campaign, act_of(self.party), path=self.assessment.path):
            return _("No stage is open in which this sheet can be changed.")
        return ""

    def post(self, request: HttpRequest, slug: str, pk: int, party: str) -> HttpResponse:
        typed = read_typed(self.rules, request.POST)
        if seen := self.on_site().get(request.POST.get("take", "")):
            typed.take(lines_by_code(self.rules)[request.POST["take"]], seen)
        return self.as_typed(typed, 422) if typed.errors else self.save(typed, self.seen_version())

    def save(self, typed: Typed, version: int | None) -> HttpResponse:
        """Save what was changed; where others changed the same marks, ask; what they changed besides stands."""
        try:
            sheet = self.write(typed, version)
        except Invalid as error:
            typed.errors = {code: found[0] for code, found in error.details.items()}
            return self.as_typed(typed, 422)
        except Conflict as error:
            if "remarks" in error.details:
                return self.ask_about_notes(typed, error.details["remarks"])
            clashes = typed.clashes(error.details["marks"], lines_by_code(self.rules))
            if not clashes:
                return self.save(typed, error.details["version"])
            conflict = {"rows": conflict_rows(self.rules, clashes), "version": error.details["version"]}
            return self.answer(typed.rebased(), 409, conflict=conflict)
        except Refused as error:
            words = _("Not saved: %(reason)s What you typed still stands below.") % {"reason": error.message}
            return self.as_typed(typed, 409, locked=words)
        lines, marks = lines_of(self.rules, self.assessment.branch_type, self.party), sheet.typed
        n = sum(line.code in marks for line in lines)
        words = _("Saved: %(n)s of %(all)s marked.") % {"n": n, "all": len(lines)}
        messages.success(self.request, words)
        return redirect(self.after_saving(sheet))

    @transaction.atomic
    def write(self, typed: Typed, version: int | None) -> Sheet:
        """Marks and notes together, or nothing."""
        person, assessment, party = self.request.user, self.assessment, self.party
        changes = {code: Change(mark, typed.reason) for code, mark in typed.changed().items()}
        sheet = save_marks(person, assessment=assessment, party=party, changes=changes, version=version)
        notes = {code: RemarkChange(text, typed.seen_notes[code]) for code, text in typed.changed_notes().items()}
        if notes:
            save_remarks(person, assessment, party, notes)
        return sheet

    def ask_about_notes(self, typed: Typed, clashes: dict[str, dict[str, Any]]) -> HttpResponse:
        """The page again with what was typed beside what somebody else wrote there; saving again keeps the own."""
        typed.seen_notes |= {code: both["theirs"] for code, both in clashes.items()}
        return self.as_typed(typed, 409, note_clashes=[both | {"code": code} for code, both in clashes.items()])

    def after_saving(self, sheet: Sheet) -> str:
        """The next branch where that was asked for and nothing lacks here; else the same sheet, where it lacks."""
        if "next" not in self.request.POST:
            return self.request.path
        own = self.assessment.sheets.filter(party=Party.SELF).first()
        left = unfinished(self.rules, sheet, own.typed if own else {}, notes_of(sheet))
        if not left:
            return self.next_url or self.request.path
        code, kind = left[0]
        messages.warning(self.request, lacking(left))
        return f"{self.request.path}#{'mark' if kind == BLANK else 'note'}-{code}"

    def seen_version(self) -> int | None:
        """The version that the typist saw; after a choice between both values, the one that clashed."""
        return whole(self.request.POST.get("version"))

    def as_typed(self, typed: Typed, status: int, **more: Any) -> HttpResponse:
        """The page again with everything as it was typed, over the version that the typist saw."""
        return self.answer(typed, status, version=self.seen_version() or 0, **more)

    def answer(self, typed: Typed, status: int, **more: Any) -> HttpResponse:
        """The page again with what was typed."""
        return self.render_to_response({"view": self, **self.page(typed), **more}, status=status)
