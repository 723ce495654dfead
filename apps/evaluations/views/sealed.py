"""What anybody may see of a seal without signing in: its page, its file, and the program that checks it."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.generic import TemplateView

from apps.campaigns.models import Campaign
from apps.evaluations.models import Seal
from apps.evaluations.papers import download
from apps.evaluations.sealed_page import CHECKER, seal_of, seal_page
from apps.evaluations.views.public import PublicView


class SealedDoor(PublicView):
    """Below one sealed campaign; rehearsals are nobody's business."""

    @cached_property
    def seal(self) -> Seal:
        rows = Campaign.objects.filter(is_rehearsal=False, seal__isnull=False).select_related("rulebook_version")
        return seal_of(get_object_or_404(rows, slug=self.kwargs["slug"]))


class SealedPage(SealedDoor, TemplateView):
    """One seal for everybody."""

    template_name = "public/sealed.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | seal_page(self.seal) | {"campaign": self.seal.campaign}


class SealedFile(SealedDoor):
    """The sealed file."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        return download(self.seal.paper)


class Checker(PublicView):
    """The program that checks a sealed file."""

    def get(self, request: HttpRequest) -> HttpResponse:
        given = HttpResponse(CHECKER.read_bytes(), content_type="text/x-python; charset=utf-8")
        given["Content-Disposition"] = 'attachment; filename="check.py"'
        return given
