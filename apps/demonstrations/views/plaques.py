"""What everybody reads without signing in: whether a plaque is genuine and valid, and who holds the titles."""

from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import cache_control, never_cache

from apps.core.media_types import XLSX
from apps.core.sorting import address, page_links
from apps.demonstrations.models import Programme, Title
from apps.demonstrations.title_export import titles_workbook
from apps.demonstrations.title_list import Asked, levels, menus, page_of, places_of, spread, titles_of, with_words
from apps.demonstrations.title_state import public_standing_of, short, standing_of
from apps.demonstrations.title_told import plaque_sentence, review_words, term
from apps.demonstrations.views.titles import list_sentence
from apps.evaluations.papers import download
from apps.evaluations.views.public import PublicView

FRESH = 60
shown_fresh = method_decorator(cache_control(public=True, max_age=FRESH), name="get")


@method_decorator(never_cache, name="get")
class PlaquePage(PublicView):
    """Whether a title holds, for anybody who has the code of its plaque; an unknown one takes the same page.

    Never kept: what was withdrawn a moment ago is not valid now.
    """

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        rows = with_words(Title.objects.all()).select_related("conferral__paper").prefetch_related("reviews")
        title = rows.filter(key=key).first()
        if title is None:
            return unknown(request)
        return render(request, "demonstrations/plaque.html", told(title))


class PlaqueFind(PublicView):
    """Look a plaque up by the number on it, and the lists that are public."""

    def get(self, request: HttpRequest) -> HttpResponse:
        number = request.GET.get("number", "").strip()[:60]
        if number:
            listed = Title.objects.filter(conferral__batch__programme__is_listed=True)
            title = listed.filter(number__iexact=number).first()
            return redirect("plaques:page", title.key) if title else unknown(request, number)
        programmes = Programme.objects.filter(is_listed=True, batches__conferrals__titles__isnull=False).distinct()
        context = {"programmes": programmes.select_related("committee")}
        return render(request, "demonstrations/plaque_find.html", context)


@shown_fresh
class PlaqueDocument(PublicView):
    """The document that conferred a title, where its list is public."""

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        rows = Title.objects.filter(conferral__batch__programme__is_listed=True, conferral__paper__isnull=False)
        return download(get_object_or_404(rows.select_related("conferral__paper"), key=key).conferral.paper)


class PublicList(PublicView):
    """A programme whose list of titles is public; any other is unknown."""

    @cached_property
    def programme(self) -> Programme:
        rows = Programme.objects.filter(is_listed=True).select_related("committee")
        return get_object_or_404(rows, slug=self.kwargs["programme"])

    @cached_property
    def asked(self) -> Asked:
        return Asked.of(self.request.GET)


@shown_fresh
class PlaqueList(PublicList):
    """Who holds the titles, by unit, zone and year, and how they spread."""

    def get(self, request: HttpRequest, programme: str) -> HttpResponse:
        return render(request, "demonstrations/plaque_list.html", self.page())

    def page(self) -> dict[str, Any]:
        rows, slug = titles_of(self.programme), self.programme.slug
        places = places_of(rows)
        if not places:
            raise Http404
        shown = page_of(self.asked.narrowed(rows), self.request.GET)
        return {
            "programme": self.programme,
            "sentence": list_sentence(self.programme.title_word, places),
            "asked": self.asked,
            "menus": menus(places, self.asked),
            "rows": [{"title": row.title, "standing": row.standing, "term": term(row.title)} for row in shown.rows],
            "pager": page_links(shown, self.asked.kept),
            "zones": spread(places, reverse("plaques:list", args=[slug])),
            "levels": levels(),
            "export_url": reverse("plaques:workbook", args=[slug]) + address(self.asked.kept),
        }


@shown_fresh
class PlaqueWorkbook(PublicList):
    """The list as it is filtered, as a workbook."""

    def get(self, request: HttpRequest, programme: str) -> HttpResponse:
        rows = with_words(self.asked.narrowed(titles_of(self.programme))).order_by("number")
        headers = {"Content-Disposition": f'attachment; filename="{self.programme.slug}-titles.xlsx"'}
        return HttpResponse(titles_workbook(rows, public_standing_of), content_type=XLSX, headers=headers)


def told(title: Title) -> dict[str, Any]:
    """What the page of a plaque says."""
    standing, conferral = standing_of(title), title.conferral
    programme = conferral.batch.programme
    return {
        "title": title,
        "standing": standing,
        "sentence": plaque_sentence(standing),
        "programme": programme,
        "conferral": conferral,
        "has_document": programme.is_listed and conferral.paper is not None,
        "term": term(title),
        "review": review_words(title) if standing.holds else "",
        "digest": short(title.digest),
    }


def unknown(request: HttpRequest, number: str = "") -> HttpResponse:
    """The same page for a code or a number that belongs to no plaque."""
    return render(request, "demonstrations/plaque.html", {"title": None, "number": number}, status=404)
