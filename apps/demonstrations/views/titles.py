"""Who holds the titles of a programme; one title with its history, and what is proposed about it."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.core.doors import FormPage, SignedInPage, SignedInView, seen
from apps.core.errors import Conflict, Invalid, Refused
from apps.core.media_types import XLSX
from apps.core.permissions import authorise
from apps.core.sorting import address, page_links
from apps.demonstrations.forms.titles import StepForm
from apps.demonstrations.models import Title
from apps.demonstrations.models.titles import TitleQuerySet
from apps.demonstrations.services.titles import confirm_step, drop_step, possible_steps, propose_step
from apps.demonstrations.title_export import titles_workbook
from apps.demonstrations.title_list import (
    Asked,
    Place,
    Row,
    levels,
    menus,
    page_of,
    places_of,
    spread,
    sums,
    titles_for,
    with_words,
)
from apps.demonstrations.title_state import endangered, open_step, short, standing_of
from apps.demonstrations.title_told import batch_of, review_row, review_words, sentence, term
from apps.demonstrations.views.holding import OfProgramme, OfTitle
from apps.evaluations.quoted import quoted
from apps.organisations.choices import Power
from apps.organisations.models import reach_of


class Listing(OfProgramme):
    """The question that an address asks of the list, and the rows it leaves."""

    @cached_property
    def asked(self) -> Asked:
        return Asked.of(self.request.GET)

    @cached_property
    def all_rows(self) -> TitleQuerySet:
        return titles_for(self.request.user, self.programme)

    @cached_property
    def rows(self) -> TitleQuerySet:
        return self.asked.narrowed(self.all_rows)


class TitleList(Listing, SignedInPage):
    """The list with its filters, and how the titles spread over zones and units."""

    template_name = "demonstrations/titles.html"

    def page(self) -> dict[str, Any]:
        places, asked = places_of(self.all_rows), self.asked
        shown = page_of(self.rows, self.request.GET)
        here = reverse("titles:list", args=[self.programme.slug])
        return {
            "programme": self.programme,
            "sentence": list_sentence(self.programme.title_word, places),
            "asked": asked,
            "menus": menus(places, asked),
            "rows": [self.told(row) for row in shown.rows],
            "pager": page_links(shown, asked.kept),
            "zones": spread(places, here),
            "levels": levels(),
            "total": len(places),
            "export_url": reverse("titles:workbook", args=[self.programme.slug]) + address(asked.kept),
            "endangered": list(with_words(endangered(self.all_rows))) if self.conducts else [],
            "conducts": self.conducts,
        }

    @cached_property
    def conducts(self) -> bool:
        return self.may("conduct")

    def told(self, row: Row) -> dict[str, Any]:
        """A row, and where it leads: to the title's own page for who may see it, else to the public one."""
        title, reach = row.title, reach_of(self.request.user)
        candidate = title.candidate
        is_own = self.compares or reach.covers(Power.SEE, candidate.path, candidate.zone_id)
        url = reverse("titles:page", args=[self.programme.slug, title.pk])
        return {
            "title": title,
            "standing": row.standing,
            "term": term(title),
            "url": url if is_own else reverse("plaques:page", args=[title.key]),
        }


class TitleWorkbook(Listing, SignedInView):
    """The list as it is filtered, as a workbook."""

    def get(self, request: HttpRequest, programme: str) -> HttpResponse:
        content = titles_workbook(with_words(self.rows).order_by("number"))
        headers = {"Content-Disposition": f'attachment; filename="{self.programme.slug}-titles.xlsx"'}
        return HttpResponse(content, content_type=XLSX, headers=headers)


class TitlePage(OfTitle, FormPage):
    """One title: its words, its term, what became of it, its reviews, what may be proposed."""

    template_name = "demonstrations/title.html"
    form_class = StepForm

    def arguments(self) -> dict[str, Any]:
        return {"title": self.title}

    def permit(self) -> None:
        """Whoever sees the title may read its page."""
        self.title  # noqa: B018 - 404 for unknown and hidden ones

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.permit()
        authorise(request.user, "demonstrations.conduct", self.programme)
        return super().post(request, *args, **kwargs)

    def act(self, form: Any) -> HttpResponse:
        propose_step(self.request.user, self.title, form.words())
        messages.success(self.request, _("Proposed. Somebody else confirms it from their own account."))
        return redirect("titles:page", self.programme.slug, self.title.pk)

    def page(self) -> dict[str, Any]:
        title = self.title
        standing, waiting = standing_of(title), open_step(title)
        return {
            "programme": self.programme,
            "title": title,
            "standing": standing,
            "sentence": sentence(standing),
            "term": term(title),
            "batch": batch_of(title),
            "review_words": review_words(title),
            "digest": short(title.digest),
            "steps": [step for step in title.steps.all() if step.confirmed_at or step.dropped_at],
            "waiting": waiting,
            "lines": self.lines(title) if waiting else [],
            "is_own": bool(waiting and waiting.by == self.request.user.pk),
            "reviews": [review_row(review) for review in title.reviews.all()],
            "proposes": self.may("conduct") and not waiting and bool(possible_steps(title)),
            "conducts": self.may("conduct"),
            "seconds": self.may("second"),
            "compares": self.compares,
        }

    def lines(self, title: Title) -> list[dict[str, str]]:
        """What the dialog says that confirming does."""
        step = open_step(title)
        told = [
            (_("Title conferred"), f"{title.number} {title.holder}"),
            (_("Act"), step.get_kind_display()),
            (_("Reason"), step.reason),
            (_("Meeting that decided"), step.meeting),
            (_("Proposed by"), step.by_name),
        ]
        return [{"term": name, "text": text} for name, text in told if text]


class StepMove(OfTitle, SignedInView):
    """Confirm what was proposed, or let nothing come of it."""

    def post(self, request: HttpRequest, programme: str, pk: int, step: int, act: str) -> HttpResponse:
        row = seen(self.title.steps.select_related("title"), pk=step)
        try:
            if act == "confirm":
                confirm_step(request.user, row)
                messages.success(request, _("In force from now on."))
            elif act == "drop":
                drop_step(request.user, row, request.POST.get("reason", ""))
            else:
                raise Http404
        except (Invalid, Refused, Conflict) as error:
            messages.error(request, error.message)
        return redirect("titles:page", programme, pk)


def list_sentence(word: str, places: list[Place]) -> str:
    """How many hold the title now, and how many do not any more."""
    if not places:
        return _("Nobody has been named yet")
    counted = sums(places)
    n, over = counted["holding"], counted["over"]
    told = {"n": n, "word": quoted(word)}
    said = ngettext("%(n)s “%(word)s” is valid now", "%(n)s “%(word)s” are valid now", n) % told
    return said + _(", %(n)s not any more") % {"n": over} if over else said
