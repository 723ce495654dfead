"""Programmes: the list, the board of one, its form, its end."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.core.asked import whole
from apps.core.doors import FormPage, SignedInPage, SignedInView
from apps.core.permissions import authorise
from apps.demonstrations.board import Board
from apps.demonstrations.board_words import headline, sub
from apps.demonstrations.choices import BatchStatus, ProgrammeKind
from apps.demonstrations.forms.programmes import ProgrammeForm
from apps.demonstrations.models import Batch, Candidate, Programme, Title
from apps.demonstrations.next_step import next_step
from apps.demonstrations.services.programmes import change_programme, create_programme, end_programme
from apps.demonstrations.tallies import APPLIED
from apps.demonstrations.views.doors import Within


class ProgrammeList(SignedInPage):
    """Every programme that the person sees, the newest first; without any, the three steps to the first title."""

    template_name = "demonstrations/list.html"

    def page(self) -> dict[str, Any]:
        person = self.request.user
        rows = list(with_figures(Programme.objects.visible_to(person).select_related("committee"), person))
        conducts = person.has_perm("demonstrations.conduct")
        return {"programmes": rows, "can_create": conducts, "steps": first_steps() if conducts and not rows else []}


def with_figures(rows: Any, person: Any) -> Any:
    """Programmes with `applied` and `titles` (those that the person sees), `last_number` and `state` of the last
    batch."""
    seen = Candidate.objects.visible_to(person).filter(batch__programme=OuterRef("pk"), status__in=APPLIED)
    titles = Title.objects.visible_to(person).filter(conferral__batch__programme=OuterRef("pk"))
    last = Batch.objects.filter(programme=OuterRef("pk")).exclude(status=BatchStatus.DRAFT).order_by("-number")
    return rows.annotate(
        applied=Coalesce(Subquery(counted(seen, "batch__programme")), 0),
        titles=Coalesce(Subquery(counted(titles, "conferral__batch__programme")), 0),
        last_number=Subquery(last.values("number")[:1]),
        state=Subquery(last.values("status")[:1]),
    )


def counted(rows: Any, programme: str) -> Any:
    """How many rows a programme has, as a subquery's one value."""
    return rows.order_by().values(programme).annotate(n=Count("pk")).values("n")


def first_steps() -> list[dict[str, Any]]:
    """From nothing to the first plaque."""
    create = reverse("demonstrations:create")
    return [
        {
            "done": False,
            "title": _("Create a programme"),
            "note": _("Demonstration sites, secretary projects, commendations or pioneer teams; each brings its gates"),
            "url": create,
            "button": _("New programme"),
        },
        {"done": False, "title": _("Call for applications"), "note": _("Organisations apply on a phone"), "url": ""},
        {"done": False, "title": _("Go through the gates"), "note": _("Then name, and give plaques out"), "url": ""},
    ]


class BoardPage(Within, SignedInPage):
    """One programme: its funnel, one batch with every candidate, what comes next."""

    template_name = "demonstrations/board.html"

    def page(self) -> dict[str, Any]:
        asked = self.request.GET
        board = Board(self.programme, self.request.user, whole(asked.get("batch")), asked.get("all") == "1")
        step = next_step(board)
        return {
            "programme": self.programme,
            "board": board,
            "headline": headline(board),
            "sub": sub(board),
            "step": step,
            "can_apply": self.request.user.has_perm("demonstrations.apply"),
        }


class ProgrammeCreate(FormPage):
    """A new programme of a kind, with what the kind brings."""

    template_name = "demonstrations/programme_form.html"
    form_class = ProgrammeForm

    @property
    def kind(self) -> str:
        asked = self.request.POST.get("kind") or self.request.GET.get("kind", "")
        return asked if asked in ProgrammeKind.values else ProgrammeKind.SITE

    def permit(self) -> None:
        authorise(self.request.user, "demonstrations.conduct")

    def arguments(self) -> dict[str, Any]:
        return {"person": self.request.user, "kind": self.kind}

    def page(self) -> dict[str, Any]:
        return {"kinds": ProgrammeKind.choices, "kind": self.kind}

    def act(self, form: ProgrammeForm) -> HttpResponse:
        data = form.cleaned_data
        given = form.wanted() | {"slug": data["slug"], "kind": self.kind}
        made = create_programme(self.request.user, data["committee"], **given)
        messages.success(
            self.request, _("The programme stands. Plan its first batch; nobody sees it before your call.")
        )
        return redirect("demonstrations:batch-new", programme=made.slug)


class ProgrammeChange(Within, FormPage):
    """Other words, rules and questions."""

    template_name = "demonstrations/programme_form.html"
    form_class = ProgrammeForm

    def arguments(self) -> dict[str, Any]:
        return {"person": self.request.user, "programme": self.programme}

    def page(self) -> dict[str, Any]:
        return {"programme": self.programme}

    def act(self, form: ProgrammeForm) -> HttpResponse:
        change_programme(self.request.user, self.programme, **form.wanted())
        messages.success(self.request, _("Saved."))
        return redirect("demonstrations:board", programme=self.programme.slug)


class ProgrammeEnd(Within, SignedInView):
    """No batch follows any more."""

    def post(self, request: HttpRequest, programme: str) -> HttpResponse:
        end_programme(request.user, self.programme, request.POST.get("reason", ""))
        messages.success(request, _("The programme has ended; its titles stay."))
        return redirect("demonstrations:board", programme=programme)
