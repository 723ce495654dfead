"""The work committee's pages of objections: register, handle by two, answer; the scorer's statement; the list."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from apps.campaigns.models import Campaign
from apps.core.doors import FormPage, SignedInPage, SignedInView, seen
from apps.core.errors import Conflict, Forbidden, Invalid, Refused
from apps.core.media_types import XLSX
from apps.core.permissions import authorise
from apps.evaluations.hearing import Effect, assessment_named
from apps.evaluations.models import Notice, Objection
from apps.evaluations.notice_forms import FindingForm, RegisterForm, StepForm
from apps.evaluations.noticing import standing_notice
from apps.evaluations.objection_export import objections_workbook
from apps.evaluations.objection_page import (
    by_channel,
    detail,
    effect_of,
    read_mark,
    rows_of,
    sentence,
    statement_page,
)
from apps.evaluations.services import findings, objections
from apps.evidence import shelf
from apps.evidence.choices import UseKind
from apps.evidence.models import Use


class Hearing:
    """What a door of objections begins with: the campaign, its objections as the person sees them, the one named."""

    @cached_property
    def campaign(self) -> Campaign:
        rows = Campaign.objects.visible_to(self.request.user).select_related("committee", "rulebook_version")
        return seen(rows, slug=self.kwargs["slug"])

    @cached_property
    def rows(self) -> list[Objection]:
        """Every objection of the campaign, the newest first; 404 for who neither conducts nor confirms."""
        person = self.request.user
        mays = ("evaluations.handle_objection", "evaluations.second_act")
        if not any(person.has_perm(may, self.campaign) for may in mays):
            raise Http404
        rows = Objection.objects.visible_to(person).filter(campaign=self.campaign)
        return list(rows.select_related("campaign__committee", "assessment__unit", "notice", "run"))

    @cached_property
    def objection(self) -> Objection:
        """The one that the address names."""
        found = next((row for row in self.rows if row.number == self.kwargs["number"]), None)
        if found is None:
            raise Http404
        return found


class ObjectionList(Hearing, SignedInPage):
    """All objections; one of them opened."""

    template_name = "evaluations/objections.html"

    def page(self) -> dict[str, Any]:
        rows, notice = self.rows, standing_notice(self.campaign)
        chosen = self.objection if "number" in self.kwargs else next(iter(rows), None)
        conducts = self.request.user.has_perm("evaluations.handle_objection", self.campaign)
        context = {
            "campaign": self.campaign,
            "sentence": sentence(rows),
            "notice": notice,
            "channels": by_channel(rows),
            "rows": rows_of(rows),
            "is_opened": "number" in self.kwargs,
            "registers": notice is not None and conducts,
        }
        return context | (detail(self.request.user, chosen) if chosen else {})


class ObjectionMove(ObjectionList):
    """One step of an objection; what is refused comes back to the page, and nothing typed is lost."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, slug: str, number: int, act: str) -> HttpResponse:
        do = self.steps().get(act)
        if do is None:
            raise Http404
        try:
            said = do()
        except (Invalid, Refused, Conflict) as error:
            messages.error(request, _first(error))
            return self.as_typed(error.status)
        if said is None:
            return self.as_typed(200)
        messages.success(request, said)
        return redirect("notices:objection", slug=slug, number=number)

    def steps(self) -> dict[str, Callable[[], str | None]]:
        """Each act by its word in the address."""
        return {
            "take-on": self.take_on,
            "branch": self.place,
            "ask": self.ask,
            "step": self.step,
            "find": self.find,
            "confirm": self.confirm,
            "send-back": self.send_back,
            "answer": self.answer,
        }

    def take_on(self) -> str:
        objections.take_on(self.request.user, self.objection)
        return _("You handle this objection.")

    def place(self) -> str:
        found = assessment_named(self.campaign, self.request.POST.get("branch", ""))
        if found is None:
            raise Invalid(_("No branch of this campaign has exactly this name."))
        objections.name_branch(self.request.user, self.objection, found)
        return _("Saved.")

    def ask(self) -> str:
        asked = objections.ask_scorer(self.request.user, self.objection, self.request.POST.get("criterion", ""))
        return _("%(name)s has been asked; it stands on the to-do list there.") % {"name": asked.asked_name}

    def step(self) -> str:
        form = StepForm(self.request.POST, self.request.FILES)
        given = _cleaned(form)
        objections.add_step(self.request.user, self.objection, given["title"], given["text"], given["file"])
        return _("Saved.")

    def find(self) -> str | None:
        """The finding; or, where only that was asked for, what the mark would do."""
        typed = self.request.POST
        mark = read_mark(self.objection, typed.get("criterion", ""), typed.get("after", ""))
        if "try" in typed:
            authorise(self.request.user, "evaluations.handle_objection", self.campaign)
            self.trial = effect_of(self.objection, typed.get("criterion", ""), mark)
            return None
        given = _cleaned(FindingForm(typed))
        person, row = self.request.user, self.objection
        findings.find(person, row, given["finding"], given["text"], given["criterion"], mark)
        return _("The finding waits for the second person.")

    def confirm(self) -> str:
        made = findings.confirm(self.request.user, self.objection)
        if made.run:
            return _("Corrected. Evaluation %(number)s is being made; the meeting decides on it.") % {
                "number": made.run.number
            }
        return _("Confirmed; the handler answers.")

    def send_back(self) -> str:
        findings.send_back(self.request.user, self.objection, self.request.POST.get("reason", ""))
        return _("Sent back to the handler.")

    def answer(self) -> str:
        findings.answer(self.request.user, self.objection, self.request.POST.get("reply", ""))
        return _("Answered; the objector reads it at the address on the receipt.")

    trial: Effect | None = None

    def as_typed(self, status: int) -> HttpResponse:
        """The page with what was typed, and the trial where there is one."""
        self.__dict__.pop("rows", None)
        self.__dict__.pop("objection", None)
        context = self.get_context_data() | {"typed": self.request.POST}
        if self.trial is not None:
            context["effect"] = self.trial
        return self.render_to_response(context | {"tried": "try" in self.request.POST}, status=status)


class ObjectionRegister(Hearing, FormPage):
    """What came by letter, by telephone or in person."""

    template_name = "evaluations/objection_register.html"
    form_class = RegisterForm

    @cached_property
    def notice(self) -> Notice:
        """The notice that stands; without one there is nothing to object to."""
        found = standing_notice(self.campaign)
        if found is None:
            raise Http404
        return found

    def permit(self) -> None:
        self.rows  # noqa: B018 - 404 for who sees none of this
        authorise(self.request.user, "evaluations.handle_objection", self.campaign)

    def arguments(self) -> dict[str, Any]:
        return {"notice": self.notice}

    def page(self) -> dict[str, Any]:
        return {"campaign": self.campaign, "notice": self.notice}

    def act(self, form: RegisterForm) -> HttpResponse:
        said = form.said(channel=form.cleaned_data["channel"])
        made = objections.register_objection(self.request.user, self.notice, said)
        messages.success(self.request, _("Registered as %(number)s.") % {"number": f"{made.number:03d}"})
        return redirect("notices:objection", slug=self.campaign.slug, number=made.number)


class ObjectionExport(Hearing, SignedInView):
    """The list as a workbook, without names."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        response = HttpResponse(objections_workbook(self.rows), content_type=XLSX)
        response.headers["Content-Disposition"] = f'attachment; filename="objections-{slug}.xlsx"'
        return response


class ObjectionFile(Hearing, SignedInView):
    """A file of an objection, given out by nobody else."""

    def get(self, request: HttpRequest, slug: str, number: int, pk: int) -> HttpResponse:
        rows = Use.objects.of(UseKind.OBJECTION, self.objection.pk).select_related("file")
        return shelf.download(seen(rows, file=pk).file)


class Statement(SignedInPage):
    """The scorer who was asked says why the mark was given."""

    template_name = "evaluations/objection_statement.html"

    @cached_property
    def objection(self) -> Objection:
        rows = Objection.objects.asked_of(self.request.user).select_related("campaign", "assessment__unit")
        return seen(rows, campaign__slug=self.kwargs["slug"], number=self.kwargs["number"])

    def page(self) -> dict[str, Any]:
        return statement_page(self.objection)

    def post(self, request: HttpRequest, slug: str, number: int) -> HttpResponse:
        try:
            objections.state_grounds(request.user, self.objection, request.POST.get("text", ""))
        except (Invalid, Refused, Forbidden) as error:
            messages.error(request, error.message)
            return self.render_to_response(self.get_context_data(typed=request.POST), status=error.status)
        messages.success(request, _("Saved; the handler reads it."))
        return redirect("notices:statement", slug=slug, number=number)


def _cleaned(form: Any) -> dict[str, Any]:
    """What was typed, or `Invalid` with every fault."""
    if not form.is_valid():
        raise Invalid(
            _("Some values cannot be taken."), details={name: list(faults) for name, faults in form.errors.items()}
        )
    return form.cleaned_data


def _first(error: Any) -> str:
    """A refusal in one sentence: its first detail where it has one."""
    details = [str(line) for lines in error.details.values() for line in lines] if isinstance(error, Invalid) else []
    return next((line for line in details if line), str(error.message))
