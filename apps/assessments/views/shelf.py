"""A branch's shelf of proof, and one piece of it with the places that it could serve besides."""

from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.assessments.services.proof import attach_proof
from apps.assessments.shelf import Piece, Question, Shelf
from apps.core.asked import whole
from apps.core.doors import SignedInPage, seen
from apps.core.errors import DomainError, Forbidden
from apps.core.paging import Page
from apps.organisations.models import Node


class ShelfDoor(SignedInPage):
    """Pages of one branch's proof."""

    @cached_property
    def shelf(self) -> Shelf:
        node = seen(Node.objects.visible_to(self.request.user).branches(), pk=self.kwargs["pk"])
        return Shelf(self.request.user, node)


class ShelfPage(ShelfDoor):
    """All of it: searched, by year and criterion."""

    template_name = "assessments/shelf.html"

    def page(self) -> dict[str, Any]:
        asked = Question.of(self.request.GET)
        pieces, page = self.shelf.found(asked, self.request.GET)
        return {
            "node": self.shelf.node,
            "asked": asked,
            "pieces": pieces,
            "pager": pager(asked, page),
            "total": self.shelf.evidence.count(),
            "years": self.shelf.years,
            "codes": self.shelf.codes,
            "branch_url": reverse("branches:detail", args=[self.shelf.node.pk]),
        }


def pager(asked: Question, page: Page) -> dict[str, str]:
    """Where the list goes on, and back."""
    kept = {"q": asked.q, "year": asked.year or "", "criterion": asked.code}
    ways = {"next": ("after", page.after), "previous": ("before", page.before)}
    return {name: f"?{urlencode(kept | {word: key})}" for name, (word, key) in ways.items() if key}


class ShelfPiece(ShelfDoor):
    """One piece: revisions, where it serves, and taking it for another criterion or campaign."""

    template_name = "assessments/shelf_piece.html"

    @cached_property
    def piece(self) -> Piece:
        row = seen(self.shelf.evidence, pk=self.kwargs["evidence"])
        return self.shelf.pieces([row])[0]

    def page(self) -> dict[str, Any]:
        file = self.piece.file
        return {
            "node": self.shelf.node,
            "piece": self.piece,
            "pictures": [
                reverse("evidence:picture", args=[file.pk, number]) for number in range(1, len(file.pictures) + 1)
            ],
            "groups": self.shelf.places_for(self.piece),
            "list_url": reverse("shelf:list", args=[self.shelf.node.pk]),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Let it serve the chosen place, too."""
        key, _colon, code = request.POST.get("place", "").partition(":")
        assessment = self.shelf.assessments.get(whole(key))
        if assessment is None or not code:
            messages.error(request, _("Choose a criterion first."))
            return redirect(self.piece.url)
        try:
            attach_proof(request.user, assessment, self.piece.evidence, code)
        except Forbidden:
            raise
        except DomainError as error:
            messages.error(request, str(error.message))
        else:
            messages.success(request, _("The file serves here, too."))
        return redirect(self.piece.url)
