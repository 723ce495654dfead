"""Meetings of a campaign: the list, calling one, its page, every act on it, its sheet."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.campaigns.choices import Act
from apps.campaigns.models import Campaign
from apps.campaigns.selectors import permits
from apps.core.asked import whole
from apps.core.doors import FormPage, SignedInPage, SignedInView, seen
from apps.core.errors import Invalid, Refused
from apps.core.permissions import authorise
from apps.criteria.selectors import rulebook_of
from apps.evaluations import services
from apps.evaluations.agenda import first_matters
from apps.evaluations.deciding import Table
from apps.evaluations.decision_forms import AttendanceForm, ChangeForm, MatterForm, MeetingForm, VotesForm
from apps.evaluations.decision_page import meetings_of, page_of
from apps.evaluations.decision_sheet import sheet_of
from apps.evaluations.hearing import assessment_named
from apps.evaluations.models import Decision, DecisionItem, Run
from apps.evaluations.papers import download
from apps.evaluations.selectors import latest_numbered_run


class Deciding:
    """Below one campaign whose whole scope the person sees."""

    @cached_property
    def campaign(self) -> Campaign:
        rows = Campaign.objects.visible_to(self.request.user).select_related("committee", "rulebook_version")
        found = seen(rows, slug=self.kwargs["slug"])
        authorise(self.request.user, "campaigns.compare_branches", found)
        return found

    @cached_property
    def decision(self) -> Decision:
        """The meeting of the address."""
        rows = Decision.objects.visible_to(self.request.user).filter(campaign=self.campaign)
        rows = rows.select_related("run__rulebook_version", "final_run", "paper")
        found = seen(rows.prefetch_related("signatures", "approvals"), number=self.kwargs["number"])
        found.campaign = self.campaign
        return found

    @property
    def item(self) -> DecisionItem:
        return seen(self.decision.items.select_related("decision__campaign"), pk=self.kwargs["pk"])

    def back(self) -> HttpResponse:
        return redirect("decisions:page", slug=self.kwargs["slug"], number=self.decision.number)

    def typed(self, form: Any) -> dict[str, Any]:
        """What a small form holds; refuses with the first fault in words."""
        if form.is_valid():
            return form.cleaned_data
        name, faults = next(iter(form.errors.items()))
        raise Invalid(f"{form.fields[name].label}: {faults[0]}", details=form.errors)


class DecisionList(Deciding, SignedInPage):
    """Every meeting so far, and calling the next one."""

    template_name = "evaluations/decisions.html"

    def page(self) -> dict[str, Any]:
        run, rows = latest_numbered_run(self.campaign), meetings_of(self.campaign)
        conducts = self.request.user.has_perm("evaluations.hold_decision", self.campaign)
        waits = self.waits(run) if conducts else ""
        return {
            "campaign": self.campaign,
            "meetings": rows,
            "run": run,
            "waits": waits,
            "opens": conducts and not waits,
        }

    def waits(self, run: Run | None) -> str:
        """Why no meeting can be called now; nothing where one can."""
        if run is None:
            return _("A meeting decides on a numbered run; start one first.")
        if not permits(self.campaign, Act.DECIDE):
            return _("A meeting can be called while the stage of the decision or of the notice is open.")
        try:
            services.require_free(self.campaign, run)
        except Refused as error:
            return str(error.message)
        return ""


class DecisionNew(Deciding, FormPage):
    """Call a meeting on the newest numbered run."""

    template_name = "evaluations/decision_form.html"
    form_class = MeetingForm

    def permit(self) -> None:
        authorise(self.request.user, "evaluations.hold_decision", self.campaign)

    def arguments(self) -> dict[str, Any]:
        return {"campaign": self.campaign}

    def page(self) -> dict[str, Any]:
        run = latest_numbered_run(self.campaign)
        words = {"title": _("Call a meeting"), "act_label": _("Call the meeting"), "beside": _("What waits for it")}
        matters = first_matters(Decision(campaign=self.campaign, run=run)) if run else ()
        return words | {"campaign": self.campaign, "run": run, "told": [each.title for each in matters]}

    def act(self, form: MeetingForm) -> HttpResponse:
        made = services.open_decision(self.request.user, self.campaign, form.meeting(), form.signers())
        messages.success(self.request, _("The meeting is called; its agenda holds what has to be decided."))
        return redirect("decisions:page", slug=self.campaign.slug, number=made.number)


class DecisionPage(Deciding, SignedInPage):
    """One meeting: counts, agenda with the matter in hand, both sides of a line, vetoes, signatures."""

    template_name = "evaluations/decision.html"

    def page(self) -> dict[str, Any]:
        asked = self.request.GET
        return page_of(self.decision, self.request.user, whole(asked.get("item")), whole(asked.get("line")))


class ChangeNew(Deciding, FormPage):
    """Propose another level for a branch."""

    template_name = "evaluations/decision_form.html"
    form_class = ChangeForm

    def permit(self) -> None:
        authorise(self.request.user, "evaluations.hold_decision", self.campaign)

    def arguments(self) -> dict[str, Any]:
        table = Table.of(self.decision)
        levels = [
            (level.name, table.level(level.name)) for level in rulebook_of(self.decision.run.rulebook_version).levels
        ]
        return {"levels": levels, "branch": self.request.GET.get("branch", "")}

    def page(self) -> dict[str, Any]:
        words = {
            "title": _("Propose another level"),
            "act_label": _("Put it on the agenda"),
            "beside": _("What follows"),
        }
        told = [
            _("Somebody else seconds it from their own account; then it is voted on."),
            _("It is carried by more than half of those present."),
            _("Clause and reason stand on the sheet. Once all have signed, the next evaluation carries it."),
        ]
        names = self.decision.run.results.order_by("name").values_list("name", flat=True)
        here = {"campaign": self.campaign, "decision": self.decision, "run": self.decision.run}
        return words | here | {"beside": _("What follows"), "told": told, "names": names}

    def act(self, form: ChangeForm) -> HttpResponse:
        branch = assessment_named(self.campaign, form.cleaned_data["branch"])
        if branch is None:
            message = _("No branch, or more than one, has this name.")
            raise Invalid(message, details={"branch": [message]})
        given = {name: form.cleaned_data[name] for name in ("after", "clause", "reason")}
        services.propose_change(self.request.user, self.decision, assessment=branch, **given)
        messages.success(self.request, _("It stands on the agenda; somebody else seconds it."))
        return self.back()


class MatterNew(Deciding, FormPage):
    """Put any other matter on the agenda."""

    template_name = "evaluations/decision_form.html"
    form_class = MatterForm

    def permit(self) -> None:
        authorise(self.request.user, "evaluations.hold_decision", self.campaign)

    def page(self) -> dict[str, Any]:
        words = {"title": _("Another matter"), "act_label": _("Put it on the agenda"), "beside": _("What follows")}
        told = [_("It is voted on and stands on the sheet; it changes no level.")]
        return words | {"campaign": self.campaign, "decision": self.decision, "run": self.decision.run, "told": told}

    def act(self, form: MatterForm) -> HttpResponse:
        services.add_matter(self.request.user, self.decision, **form.cleaned_data)
        return self.back()


class DecisionAct(Deciding, SignedInView):
    """What concerns the meeting as a whole: attendance, sign, approve, return."""

    def post(self, request: HttpRequest, slug: str, number: int, act: str) -> HttpResponse:
        person, decision = request.user, self.decision
        reason = request.POST.get("reason", "")
        if act == "attendance":
            services.set_attendance(person, decision, **self.typed(AttendanceForm(request.POST)))
        elif act == "sign":
            row = services.sign_decision(person, decision)
            messages.success(request, _("Signed.") if row.status == "open" else _("Signed by all; it takes effect."))
        elif act in {"approve", "return"}:
            services.approve_decision(person, decision, is_agreed=act == "approve", reason=reason)
            messages.success(request, _("Approved.") if act == "approve" else _("Returned with your reason."))
        else:
            raise Http404
        return self.back()


class ItemAct(Deciding, SignedInView):
    """What concerns one matter: second it, write down its votes. Votes that cannot be taken stay in their fields."""

    def get(self, request: HttpRequest, slug: str, number: int, pk: int, act: str) -> HttpResponse:
        """Who comes back here by the browser's own ways finds the matter in hand."""
        return redirect(f"{reverse('decisions:page', args=[slug, number])}?item={self.item.pk}#in-hand")

    def post(self, request: HttpRequest, slug: str, number: int, pk: int, act: str) -> HttpResponse:
        if act == "second":
            services.second_item(request.user, self.item)
            messages.success(request, _("Seconded."))
            return self.get(request, slug, number, pk, act)
        if act != "vote":
            raise Http404
        try:
            given = self.typed(VotesForm(request.POST))
            if "reason" not in request.POST:
                given["reason"] = None
            services.record_votes(request.user, self.item, **given)
        except (Invalid, Refused) as error:
            return self.again(pk, error)
        messages.success(request, _("The votes are written down."))
        return self.back()

    def again(self, pk: int, error: Invalid | Refused) -> HttpResponse:
        """The meeting's page with this matter in hand, what was typed, and what is wrong with it."""
        context = page_of(self.decision, self.request.user, pk, None)
        context["fault"] = str(error.message)
        if context["in_hand"]:
            context["in_hand"]["typed"] |= self.request.POST.dict()
        return render(self.request, "evaluations/decision.html", context, status=error.status)


class DecisionSheet(Deciding, SignedInView):
    """The sheet on A4: the kept one of a signed meeting, else as it stands now, to be signed by hand."""

    def get(self, request: HttpRequest, slug: str, number: int) -> HttpResponse:
        if self.decision.paper:
            return download(self.decision.paper)
        answer = HttpResponse(sheet_of(self.decision), content_type="application/pdf")
        answer["Content-Disposition"] = f'attachment; filename="decision-{self.campaign.slug}-{number}.pdf"'
        return answer
