"""Paper ballots: type a pile, type it again as somebody else, settle what differs."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from apps.ballots.begun import is_open, is_over
from apps.ballots.choices import BatchStatus, PollStatus
from apps.ballots.forms import PilesForm
from apps.ballots.forms.papers import agreed
from apps.ballots.models import PaperBatch, Roll
from apps.ballots.services import papers
from apps.ballots.services.rolls import title_of
from apps.ballots.views.balloting import Balloting
from apps.core.asked import whole
from apps.core.doors import SignedInPage, SignedInView, seen
from apps.core.errors import Invalid, Refused


class PaperList(Balloting, SignedInPage):
    """The piles that the person sees: those that wait first."""

    template_name = "ballots/papers.html"

    def page(self) -> dict[str, Any]:
        self.require_handing_out()
        rows = PaperBatch.objects.visible_to(self.request.user).filter(roll__poll=self.poll)
        found = [shown(batch) for batch in rows.select_related("roll__assessment", "roll__poll").order_by("-pk")]
        waiting = [row for row in found if row["waits"]]
        return self.doors() | {
            "waiting": waiting,
            "others": [row for row in found if not row["waits"]],
            "in_box": sum(row["batch"].papers for row in found if row["batch"].status == BatchStatus.AGREED),
            "takes": self.poll.status != PollStatus.COUNTED and (is_open(self.poll) or is_over(self.poll)),
        }


def shown(batch: PaperBatch) -> dict[str, Any]:
    """A pile in a list; its figures are not."""
    return {
        "batch": batch,
        "branch": batch.roll.assessment.name,
        "layer": title_of(batch.roll.poll, batch.roll.layer),
        "waits": batch.status in (BatchStatus.FIRST, BatchStatus.DIFFERS),
    }


class PaperNew(Balloting, SignedInPage):
    """Choose the unit, then type a pile of one of its branches and layers."""

    template_name = "ballots/paper_form.html"

    @cached_property
    def rolls(self) -> list[Roll]:
        """The rolls of the unit in hand where the person may type."""
        self.require_handing_out()
        rows = Roll.objects.visible_to(self.request.user).filter(poll=self.poll, assessment__unit=self.unit)
        rows = rows.select_related("assessment__unit").order_by("assessment__order_path", "layer")
        return [roll for roll in rows if self.request.user.has_perm("ballots.hand_out", roll.assessment)]

    @cached_property
    def units(self) -> list[tuple[int, str]]:
        rows = (
            Roll.objects.visible_to(self.request.user).filter(poll=self.poll).order_by("assessment__unit__order_path")
        )
        return list(rows.values_list("assessment__unit_id", "assessment__unit__name").distinct())

    @property
    def unit(self) -> int | None:
        asked = whole(self.request.GET.get("unit"))
        return asked or (self.units[0][0] if len(self.units) == 1 else None)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs) | self.doors()
        context.setdefault("form", PilesForm(poll=self.poll))
        return context | {
            "units": self.units,
            "unit": self.unit,
            "rolls": [option_of(roll) for roll in self.rolls],
            "chosen": whole(self.request.POST.get("roll")),
            "is_first": True,
        }

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        chosen = whole(request.POST.get("roll"))
        roll = next((roll for roll in self.rolls if roll.pk == chosen), None)
        form = PilesForm(request.POST, poll=self.poll)
        if form.is_valid() and roll is None:
            form.add_error(None, _("Choose the branch and layer that the papers are from."))
        if form.is_valid():
            try:
                batch = papers.type_first(request.user, roll, form.cleaned_data["papers"], form.figures())
                messages.success(request, _("Typed. Now somebody else types the same papers."))
                return redirect("ballots:paper", slug=slug, pk=batch.pk)
            except Invalid as error:
                form.refuse(error.details, str(error.message))
            except Refused as error:
                form.add_error(None, str(error.message))
        return self.render_to_response(self.get_context_data(form=form), status=422)


def option_of(roll: Roll) -> dict[str, Any]:
    """A roll to choose from, with how many there have not voted."""
    return {
        "pk": roll.pk,
        "branch": roll.assessment.name,
        "layer": title_of(roll.poll, roll.layer),
        "left": max(0, roll.entitled - roll.voted - roll.on_paper),
    }


class Pile(Balloting):
    """One pile that the person sees."""

    @cached_property
    def batch(self) -> PaperBatch:
        self.require_handing_out()
        rows = PaperBatch.objects.visible_to(self.request.user).filter(roll__poll=self.poll)
        return seen(rows.select_related("roll__assessment__unit", "roll__poll"), pk=self.kwargs["pk"])

    @property
    def is_mine(self) -> bool:
        """Whether the person is one of the two."""
        return self.request.user.pk in (self.batch.first_by, self.batch.second_by)


class PaperPage(Pile, SignedInPage):
    """A pile: typed a second time, compared, settled; what one typed is not shown to the other before both did."""

    template_name = "ballots/paper.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs) | self.doors() | shown(self.batch)
        batch, person = self.batch, self.request.user
        differs = batch.status == BatchStatus.DIFFERS and self.is_mine
        context.setdefault("form", self.form())
        return context | {
            "types": batch.status == BatchStatus.FIRST and batch.first_by != person.pk,
            "differs": differs,
            "differences": differences(batch) if differs else [],
            "settled": settled_rows(batch) if differs and batch.settled else [],
            "confirms": differs and bool(batch.settled) and batch.settled_by != person.pk,
            "drops": self.conducts and batch.status != BatchStatus.DROPPED and self.poll.status != PollStatus.COUNTED,
        }

    def form(self, data: Any = None) -> PilesForm:
        """The fields; when settling, what both typed alike stands there already."""
        batch = self.batch
        if batch.status == BatchStatus.DIFFERS and self.is_mine:
            first = {"papers": batch.papers} | agreed(self.poll, batch.first, batch.second)
            return PilesForm(data, poll=self.poll, first=first)
        return PilesForm(data, poll=self.poll, first={"papers": batch.papers})

    def post(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        form = self.form(request.POST)
        if form.is_valid():
            try:
                self.take(form)
                return redirect("ballots:paper", slug=slug, pk=pk)
            except Invalid as error:
                form.refuse(error.details, str(error.message))
            except Refused as error:
                form.add_error(None, str(error.message))
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def take(self, form: PilesForm) -> None:
        """The second typing, or what both found right."""
        count, figures = form.cleaned_data["papers"], form.figures()
        if self.batch.status == BatchStatus.DIFFERS:
            papers.settle(self.request.user, self.batch, count, figures)
            messages.success(self.request, _("Settled. The other one of you confirms it."))
            return
        batch = papers.type_second(self.request.user, self.batch, count, figures)
        if batch.status == BatchStatus.AGREED:
            messages.success(self.request, _("Both typed the same: the pile is in the box."))


def differences(batch: PaperBatch) -> list[dict[str, Any]]:
    """The answers for which two people typed different figures."""
    return [
        {"question": question["title"], "option": option["title"], "first": one, "second": other}
        for question in batch.roll.poll.questions
        for option in batch.roll.poll.options
        for one, other in [
            [side.get(question["code"], {}).get(option["code"], 0) for side in (batch.first, batch.second)]
        ]
        if one != other
    ]


def settled_rows(batch: PaperBatch) -> list[dict[str, Any]]:
    """The settled figures where they stood apart."""
    codes = {question["title"]: question["code"] for question in batch.roll.poll.questions}
    options = {option["title"]: option["code"] for option in batch.roll.poll.options}
    return [
        row | {"settled": batch.settled.get(codes[row["question"]], {}).get(options[row["option"]], 0)}
        for row in differences(batch)
    ]


class PaperAct(Pile, SignedInView):
    """Confirm what the other one settled, or drop a pile."""

    def post(self, request: HttpRequest, slug: str, pk: int, act: str) -> HttpResponse:
        try:
            if act == "confirm":
                papers.confirm(request.user, self.batch)
                messages.success(request, _("Both agree: the pile is in the box."))
            elif act == "drop":
                papers.drop(request.user, self.batch, request.POST.get("reason", ""))
                messages.success(request, _("Dropped; it does not count."))
            else:
                raise Http404
        except (Invalid, Refused) as error:
            messages.error(request, error.message)
        return redirect("ballots:paper", slug=slug, pk=pk)
