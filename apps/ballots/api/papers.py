"""Paper ballots over REST: typed by two people, settled, confirmed, dropped."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.ballots.api.doors import BallotDoor
from apps.ballots.models import PaperBatch
from apps.ballots.piles import piles_of, rolls_of
from apps.ballots.serializers import FirstPileSerializer, PileActSerializer, PileSerializer
from apps.ballots.services import papers
from apps.core.doors import seen
from apps.core.errors import Invalid
from apps.core.permissions import authorise
from apps.core.rest.doors import ListDoor

AGAIN, SETTLE, CONFIRM, DROP = "again", "settle", "confirm", "drop"


class PileRows(BallotDoor):
    """Piles of the branches where one types them."""

    def piles(self) -> QuerySet[PaperBatch]:
        poll = self.poll
        authorise(self.request.user, "ballots.hand_out")
        return piles_of(poll, self.request.user)


class PaperList(PileRows, ListDoor):
    """Piles of paper ballots of the branches where one types them."""

    serializer_class = PileSerializer
    page_keys = ("pk",)

    def get_queryset(self) -> QuerySet[PaperBatch]:
        if getattr(self, "swagger_fake_view", False):
            return PaperBatch.objects.none()
        return self.piles()

    @extend_schema(request=FirstPileSerializer, responses={201: PileSerializer})
    def post(self, request: Request, slug: str) -> Response:
        """Type a pile first. Each question's figures add up to the papers; somebody else types it again."""
        poll = self.poll
        authorise(request.user, "ballots.hand_out")
        asked = self.given(FirstPileSerializer)
        roll = seen(rolls_of(poll, request.user), pk=asked["roll"])
        batch = papers.type_first(request.user, roll, asked["papers"], asked["figures"])
        return self.made(PileSerializer, batch, reverse("api:ballot-pile", args=[slug, batch.pk]))


class OnePile(PileRows):
    """The pile that an address names."""

    @property
    def batch(self) -> PaperBatch:
        return seen(self.piles(), pk=self.kwargs["pk"])


class PaperDetail(OnePile):
    """One pile."""

    @extend_schema(responses=PileSerializer)
    def get(self, request: Request, slug: str, pk: int) -> Response:
        """Its state; what was typed only for its two people, while they differ."""
        return self.answer(PileSerializer, self.batch)


class PaperAct(OnePile):
    """What is done with a pile."""

    @extend_schema(request=PileActSerializer, responses=PileSerializer, operation_id="ballot_paper_act")
    def post(self, request: Request, slug: str, pk: int, act: str) -> Response:
        """again: the second person's figures; settle: by one of the two; confirm: by the other; drop: with a reason."""
        batch, given = self.batch, self.given(PileActSerializer)
        if act in (AGAIN, SETTLE):
            typed = papers.type_second if act == AGAIN else papers.settle
            done = typed(request.user, batch, **_figures(given))
        elif act == CONFIRM:
            done = papers.confirm(request.user, batch)
        elif act == DROP:
            done = papers.drop(request.user, batch, given["reason"])
        else:
            raise Http404
        return self.answer(PileSerializer, done)


def _figures(given: dict[str, Any]) -> dict[str, Any]:
    missing = [name for name in ("papers", "figures") if name not in given]
    if missing:
        message = _("Papers and figures are needed.")
        raise Invalid(message, details={name: [message] for name in missing})
    return {"papers": given["papers"], "figures": given["figures"]}
