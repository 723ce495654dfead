"""Programmes and their batches over REST."""

from functools import cached_property

from django.urls import reverse
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core.doors import seen
from apps.core.permissions import authorise
from apps.core.rest.doors import Door, ListDoor
from apps.core.rest.fields import ReasonSerializer
from apps.demonstrations.board import Board
from apps.demonstrations.choices import BatchStatus
from apps.demonstrations.funnel import Funnel
from apps.demonstrations.models import Batch, Programme
from apps.demonstrations.models.programmes import ProgrammeQuerySet
from apps.demonstrations.serializers.gates import FunnelSerializer
from apps.demonstrations.serializers.programmes import (
    BatchListSerializer,
    BatchSerializer,
    NewBatchSerializer,
    NewProgrammeSerializer,
    ProgrammeChangeSerializer,
    ProgrammeSerializer,
)
from apps.demonstrations.services import batches, programmes

BATCH_ACTS = {"call": batches.call_batch, "begin": batches.begin_batch}
ACT = OpenApiParameter("act", str, OpenApiParameter.PATH, enum=list(BATCH_ACTS))


class ProgrammeRows(Door):
    serializer_class = ProgrammeSerializer

    def get_queryset(self) -> ProgrammeQuerySet:
        return Programme.objects.visible_to(self.request.user).select_related("committee", "rating")

    @cached_property
    def programme(self) -> Programme:
        """The programme that the address names; 404 for unknown and invisible alike."""
        return seen(self.get_queryset(), slug=self.kwargs["programme"])

    @property
    def batch(self) -> Batch:
        """A batch of it as it stands now; a draft only for those who prepare it."""
        rows = self.programme.batches.prefetch_related("gates__rulebook_version__rulebook", "gates__campaign")
        if not self.request.user.has_perm("demonstrations.conduct", self.programme):
            rows = rows.exclude(status=BatchStatus.DRAFT)
        found = seen(rows, number=self.kwargs["batch"])
        found.programme = self.programme
        return found


class ProgrammeList(ProgrammeRows, ListDoor):
    """Programmes of the committees that one sees or stands below, newest first."""

    page_keys = ("-pk",)

    @extend_schema(request=NewProgrammeSerializer, responses={201: ProgrammeSerializer})
    def post(self, request: Request) -> Response:
        """Create a programme of a kind, with what the kind brings."""
        given = self.given(NewProgrammeSerializer)
        made = programmes.create_programme(request.user, given.pop("committee"), **given)
        return self.made(ProgrammeSerializer, made, reverse("api:programme", args=[made.slug]))


class ProgrammeDetail(ProgrammeRows):
    """One programme."""

    def get(self, request: Request, programme: str) -> Response:
        """One programme with its form of application."""
        return self.answer(ProgrammeSerializer, self.programme)

    @extend_schema(request=ProgrammeChangeSerializer)
    def patch(self, request: Request, programme: str) -> Response:
        """Change words and rules; titles that were conferred keep theirs."""
        row = programmes.change_programme(request.user, self.programme, **self.given(ProgrammeChangeSerializer))
        return self.answer(ProgrammeSerializer, row)


class ProgrammeEnd(ProgrammeRows):
    """The end of a programme."""

    @extend_schema(request=ReasonSerializer)
    def post(self, request: Request, programme: str) -> Response:
        """No batch follows any more; refuses while one is under way."""
        row = programmes.end_programme(request.user, self.programme, self.given(ReasonSerializer)["reason"])
        return self.answer(ProgrammeSerializer, row)


class ProgrammeFunnel(ProgrammeRows):
    """How the batches narrow from gate to gate."""

    @extend_schema(responses=FunnelSerializer)
    def get(self, request: Request, programme: str) -> Response:
        """The newest five batches, for those who see all candidates."""
        authorise(request.user, "demonstrations.compare", self.programme)
        return self.answer(FunnelSerializer, Board(self.programme, request.user).funnel or Funnel((), ()))


class BatchList(ProgrammeRows):
    """The batches of a programme."""

    @extend_schema(operation_id="programmes_batches_list", responses=BatchListSerializer)
    def get(self, request: Request, programme: str) -> Response:
        """Every batch with its gates, oldest first; a draft only for those who prepare it."""
        found = Board(self.programme, request.user).batches
        return self.answer(BatchListSerializer, {"results": found})

    @extend_schema(request=NewBatchSerializer, responses={201: BatchSerializer})
    def post(self, request: Request, programme: str) -> Response:
        """Plan the next batch, with the gates of the one before."""
        made = batches.create_batch(request.user, self.programme, **self.given(NewBatchSerializer))
        return self.made(BatchSerializer, made, reverse("api:batch", args=[programme, made.number]))


class BatchDetail(ProgrammeRows):
    """One batch."""

    @extend_schema(responses=BatchSerializer)
    def get(self, request: Request, programme: str, batch: int) -> Response:
        """One batch with its gates."""
        return self.answer(BatchSerializer, self.batch)

    @extend_schema(request=NewBatchSerializer, responses=BatchSerializer)
    def put(self, request: Request, programme: str, batch: int) -> Response:
        """Other dates and places; gates to come move with the end of applications."""
        batches.change_batch(request.user, self.batch, **self.given(NewBatchSerializer))
        return self.answer(BatchSerializer, self.batch)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, programme: str, batch: int) -> Response:
        """Take the newest batch away while it is a draft."""
        batches.drop_batch(request.user, self.batch)
        return Response(status=204)


class BatchAct(ProgrammeRows):
    """One step of a batch."""

    @extend_schema(parameters=[ACT], request=None, responses=BatchSerializer)
    def post(self, request: Request, programme: str, batch: int, act: str) -> Response:
        """Call for applications; close them and begin with the gates once nobody waits."""
        if act not in BATCH_ACTS:
            raise NotFound
        BATCH_ACTS[act](request.user, self.batch)
        return self.answer(BatchSerializer, self.batch)
