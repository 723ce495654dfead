"""The naming of a batch over REST."""

from functools import cached_property

from django.db.models import QuerySet
from django.http import FileResponse, Http404
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core.doors import seen
from apps.core.permissions import authorise
from apps.core.rest.doors import ListDoor
from apps.core.rest.fields import ReasonSerializer
from apps.demonstrations.api.titles import ProgrammeDoor
from apps.demonstrations.before_naming import before_naming
from apps.demonstrations.choices import BatchStatus
from apps.demonstrations.models import Batch, Conferral
from apps.demonstrations.serializers.titles import (
    ConferralPaperSerializer,
    ConferralSerializer,
    ConferralWordsSerializer,
    NamingCheckSerializer,
    words_of,
)
from apps.demonstrations.services import conferrals as services
from apps.demonstrations.services.conferral_papers import KINDS
from apps.evaluations.models import Paper
from apps.evaluations.papers import download

ACT = OpenApiParameter("act", str, OpenApiParameter.PATH, enum=["propose", "return", "name"])


class BatchDoor(ProgrammeDoor):
    """Below one batch, for those who compare its candidates."""

    serializer_class = ConferralSerializer
    queryset = Conferral.objects.none()

    @cached_property
    def batch(self) -> Batch:
        authorise(self.request.user, "demonstrations.compare", self.programme)
        rows = self.programme.batches.select_related("programme__committee")
        return seen(rows, number=self.kwargs["batch"])

    @cached_property
    def conferral(self) -> Conferral:
        """The batch's document; 404 before it is drafted."""
        return seen(self.batch.conferrals.select_related("batch__programme__committee"))


class ConferralDetail(BatchDoor):
    """The document of a batch."""

    def get(self, request: Request, programme: str, batch: int) -> Response:
        """The document, a draft included."""
        return self.answer(ConferralSerializer, self.conferral)

    @extend_schema(request=None, responses={201: ConferralSerializer})
    def post(self, request: Request, programme: str, batch: int) -> Response:
        """Draft the document; a draft that stands is given back. 409 `nobody` where nobody waits for naming."""
        made = services.draft_conferral(request.user, self.batch)
        return self.made(ConferralSerializer, made, reverse("api:conferral", args=[programme, batch]))

    @extend_schema(request=ConferralWordsSerializer(partial=True), responses=ConferralSerializer)
    def patch(self, request: Request, programme: str, batch: int) -> Response:
        """Word a draft; 409 `conferral-state` afterwards."""
        words = words_of(self.conferral, self.given(ConferralWordsSerializer, partial=True))
        return self.answer(ConferralSerializer, services.change_conferral(request.user, self.conferral, words))


class ConferralChecks(BatchDoor):
    """What is looked at before naming."""

    pagination_class = None

    @extend_schema(responses=NamingCheckSerializer(many=True))
    def get(self, request: Request, programme: str, batch: int) -> Response:
        """The notice, vetoes, conflicts of interest, plaque numbers; empty unless the batch waits for naming."""
        checks = before_naming(self.batch) if self.batch.status == BatchStatus.CHOSEN else []
        return Response(NamingCheckSerializer(checks, many=True).data)


class ConferralMove(BatchDoor):
    """Propose, return, name."""

    @extend_schema(parameters=[ACT], request=ReasonSerializer, responses=ConferralSerializer)
    def post(self, request: Request, programme: str, batch: int, act: str) -> Response:
        """Give the draft to a second person, return it, or name; 409 `same-person`, `not-in-order`, `list-changed`."""
        row = self.conferral
        if act == "propose":
            return self.answer(ConferralSerializer, services.propose_conferral(request.user, row))
        if act == "return":
            reason = self.given(ReasonSerializer)["reason"]
            return self.answer(ConferralSerializer, services.return_conferral(request.user, row, reason))
        if act == "name":
            site = request.build_absolute_uri("/").rstrip("/")
            return self.answer(ConferralSerializer, services.confer(request.user, row, site=site))
        raise Http404


class ConferralPapers(BatchDoor, ListDoor):
    """The papers of a naming."""

    serializer_class = ConferralPaperSerializer
    queryset = Paper.objects.none()

    def get_queryset(self) -> QuerySet[Paper]:
        return Paper.objects.filter(kind__in=KINDS, key=self.conferral.pk)


class ConferralPaper(ConferralPapers):
    """One paper as a file."""

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    def get(self, request: Request, programme: str, batch: int, paper: int) -> FileResponse:
        """The file as it was set."""
        return download(seen(self.get_queryset(), pk=paper))
