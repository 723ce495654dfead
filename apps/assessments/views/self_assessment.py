"""The branch's self-assessment: one star at a time, last year at a touch, check and submit; what it took."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.assessments.burden import TOUCHES_GOAL, burden_of
from apps.assessments.choices import Party, SubmissionStatus
from apps.assessments.models import Assessment
from apps.assessments.self_page import read_filled, star_context
from apps.assessments.self_review import review_context
from apps.assessments.self_sheet import SelfSheet
from apps.assessments.services.burden import count_burden
from apps.assessments.services.entries import save_what_fits
from apps.assessments.services.last_year import TakenOver, take_over_last_year
from apps.assessments.services.submissions import open_return, present, submit, take_back, withdraw
from apps.assessments.sheet_page import conflict_rows
from apps.assessments.views.sheets import CampaignSheets
from apps.core.asked import whole
from apps.core.doors import seen
from apps.core.errors import Invalid, Refused
from apps.core.permissions import authorise
from apps.rating.rulebook import Section


class SelfPage(CampaignSheets):
    """Pages of one branch's self-assessment."""

    @cached_property
    def own(self) -> SelfSheet:
        return self.read()

    def read(self) -> SelfSheet:
        """The self-assessment as it stands now."""
        rows = Assessment.objects.visible_to(self.request.user).of(self.campaign)
        rows = rows.select_related("unit", "node", "campaign__committee", "round__rulebook_version")
        own = SelfSheet(self.request.user, seen(rows, pk=self.kwargs["pk"]))
        if not own.lines:
            raise Http404
        return own

    def note_opening(self) -> None:
        """The branch has seen what the unit returned."""
        own, returned = self.own, self.own.submission.status == SubmissionStatus.RETURNED
        if own.is_own and returned and own.submission.return_opened_at is None:
            open_return(self.request.user, own.assessment)

    def answer(self, context: dict[str, Any], status: int) -> HttpResponse:
        return self.render_to_response({"view": self, **context}, status=status)


class SelfStart(SelfPage):
    """To the first star that needs something; to the check where none does, or where the unit's reason comes first."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        star = self.own.first_unfinished() if self.own.can_change and not self.own.is_returned else ""
        return redirect(self.own.url("self-star", star) if star else self.own.url("self-check"))


class SelfStar(SelfPage):
    """One star's criteria. Without scripts the whole star is one form, sent by the way on."""

    template_name = "assessments/self_star.html"

    @cached_property
    def section(self) -> Section:
        found = next((s for s in self.own.sections if s.code == self.kwargs["section"]), None)
        if found is None:
            raise Http404
        return found

    def get_template_names(self) -> list[str]:
        """With ?live only the parts that change when something is saved."""
        return ["assessments/self_live.html" if "live" in self.request.GET else self.template_name]

    def page(self) -> dict[str, Any]:
        self.note_opening()
        return star_context(self.own, self.section)

    def post(self, request: HttpRequest, slug: str, pk: int, section: str) -> HttpResponse:
        """Keep everything that fits; where something does not, or somebody else changed it, the page says so."""
        filled = read_filled(self.own, self.section, request.POST)
        person, assessment = request.user, self.own.assessment
        try:
            kept = save_what_fits(person, assessment=assessment, party=Party.SELF, entries=filled.entries)
        except Refused as error:
            words = _("Not saved: %(reason)s What you typed still stands below.") % {"reason": error.message}
            return self.answer(star_context(self.own, self.section, filled) | {"refused": words}, 409)
        filled.errors |= kept.mark_faults
        filled.text_errors = kept.text_faults
        filled.clashes, filled.text_clashes = kept.mark_conflicts, kept.text_conflicts
        faults = filled.errors or filled.text_errors
        if not (faults or filled.clashes or filled.text_clashes):
            return redirect(self.after_saving())
        context = star_context(self.read(), self.section, filled)
        if filled.clashes:
            context["conflict"] = {"rows": conflict_rows(self.own.rules, filled.clashes)}
        return self.answer(context, 422 if faults else 409)

    def after_saving(self) -> str:
        """Where the pressed button leads."""
        sections = [section.code for section in self.own.sections]
        at, go = sections.index(self.section.code), self.request.POST.get("go")
        if go == "next" and at + 1 < len(sections):
            return self.own.url("self-star", sections[at + 1])
        if go == "previous" and at:
            return self.own.url("self-star", sections[at - 1])
        return self.own.url("self-check") if go else self.request.path


class SelfCheck(SelfPage):
    """What is missing, what was changed, the statement and the signature; afterwards where it stands."""

    template_name = "assessments/self_check.html"

    def page(self) -> dict[str, Any]:
        self.note_opening()
        return review_context(self.own)

    def post(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        """Submit. A second press finds it submitted and changes nothing."""
        own, post = self.own, request.POST
        if own.submission.status == SubmissionStatus.SUBMITTED and own.may_submit:
            return redirect(request.path)
        meeting_on, is_true = post.get("meeting_on", ""), "is_true" in post
        typed = {"meeting_on": meeting_on, "is_true": is_true}
        try:
            if own.is_own:
                count_burden(request.user, own.assessment, **counted(post))
            submit(request.user, own.assessment, meeting_on=day(meeting_on), is_true=is_true)
        except Invalid as error:
            return self.answer(self.page() | {"typed": typed, "errors": error.details, "refused": error.message}, 422)
        except Refused as error:
            if error.code == "lifecycle":
                return redirect(request.path)
            return self.answer(self.page() | {"typed": typed, "refused": error.message}, 409)
        return redirect(request.path)


def day(text: str) -> Any:
    """The day that a field holds, or None."""
    try:
        return parse_date(text)
    except ValueError:
        return None


def counted(post: Any) -> dict[str, int]:
    """What the page counted since it last saved."""
    return {name: whole(post.get(name)) or 0 for name in ("touches", "seconds")}


class SelfAct(SelfPage):
    """One act on the way; what it refuses is said on the page that follows."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, slug: str, pk: int, act: str) -> HttpResponse:
        run = {
            "present": self.present,
            "take-back": self.take_back,
            "withdraw": self.withdraw,
            "take-over": self.take_over,
        }.get(act)
        if run is None:
            raise Http404
        try:
            run()
        except (Invalid, Refused) as error:
            messages.error(request, str(error.message))
            return redirect(self.own.url("self-check"))
        return redirect(self.own.url(*self.onward(act)))

    def onward(self, act: str) -> tuple[str, ...]:
        """Where one goes on after the act."""
        section = self.request.POST.get("section")
        if act == "take-over" and section:
            return "self-star", section
        return ("self-check",) if act == "present" else ("self",)

    def present(self) -> None:
        present(self.request.user, self.own.assessment)

    def take_back(self) -> None:
        take_back(self.request.user, self.own.assessment)

    def withdraw(self) -> None:
        withdraw(self.request.user, self.own.assessment)

    def take_over(self) -> None:
        section = self.request.POST.get("section") or None
        taken = take_over_last_year(self.request.user, self.own.assessment, section)
        messages.success(self.request, taken_line(taken))


def taken_line(taken: TakenOver) -> str:
    """How much was taken over, in one sentence."""
    marks = ngettext("%(n)s mark", "%(n)s marks", taken.marks) % {"n": taken.marks}
    texts = ngettext("%(n)s text", "%(n)s texts", taken.texts) % {"n": taken.texts}
    files = ngettext("%(n)s file", "%(n)s files", taken.proof) % {"n": taken.proof}
    return _("Taken over from last year: %(marks)s, %(texts)s, %(files)s.") % {
        "marks": marks,
        "texts": texts,
        "files": files,
    }


class BurdenPage(CampaignSheets):
    """What the self-assessments take, by branch type; for those who ask it of the branches."""

    template_name = "assessments/self_burden.html"

    def page(self) -> dict[str, Any]:
        authorise(self.request.user, "campaigns.compare_branches", self.campaign)
        return {"campaign": self.campaign, "figures": burden_of(self.campaign), "goal": TOUCHES_GOAL}
