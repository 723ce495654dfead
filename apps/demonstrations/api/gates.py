"""Gates over REST: planned, opened, evaluated, closed with people's words."""

from django.urls import reverse
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core.doors import seen
from apps.core.permissions import authorise
from apps.demonstrations.api.programmes import ProgrammeRows
from apps.demonstrations.gate_page import page_of
from apps.demonstrations.models import Gate
from apps.demonstrations.serializers.gates import GatePageSerializer, WordsSerializer
from apps.demonstrations.serializers.programmes import GateChangeSerializer, GateSerializer, NewGateSerializer
from apps.demonstrations.services import gates, planning

ACTS = ("open", "run", "close", planning.EARLIER, planning.LATER)
ACT = OpenApiParameter("act", str, OpenApiParameter.PATH, enum=list(ACTS))


class GateRows(ProgrammeRows):
    serializer_class = GatePageSerializer

    @property
    def gate(self) -> Gate:
        """The gate of the address as it stands now."""
        batch = self.batch
        rows = batch.gates.select_related("campaign", "rulebook_version__rulebook")
        found = seen(rows, position=self.kwargs["gate"])
        found.batch = batch
        return found

    def told(self) -> Response:
        conducts = self.request.user.has_perm("demonstrations.conduct", self.programme)
        return self.answer(GatePageSerializer, page_of(self.gate, conducts))


class GateList(ProgrammeRows):
    """Gates of a batch are read with it."""

    serializer_class = GateSerializer

    @extend_schema(request=NewGateSerializer, responses={201: GateSerializer})
    def post(self, request: Request, programme: str, batch: int) -> Response:
        """Add a gate behind the others."""
        made = planning.add_gate(request.user, self.batch, **self.given(NewGateSerializer))
        return self.made(GateSerializer, made, reverse("api:gate", args=[programme, batch, made.position]))


class GateDetail(GateRows):
    """One gate."""

    def get(self, request: Request, programme: str, batch: int, gate: int) -> Response:
        """How far it is: what keeps it shut, its marks and the line that would be drawn, or what it came to."""
        if not request.user.has_perm("demonstrations.conduct", self.programme):
            authorise(request.user, "demonstrations.compare", self.programme)
        return self.told()

    @extend_schema(request=GateChangeSerializer)
    def patch(self, request: Request, programme: str, batch: int, gate: int) -> Response:
        """Other rules and dates while it is to come; another end while it is open."""
        planning.change_gate(request.user, self.gate, **self.given(GateChangeSerializer))
        return self.told()

    @extend_schema(responses={204: None})
    def delete(self, request: Request, programme: str, batch: int, gate: int) -> Response:
        """Take a gate to come out of its batch."""
        planning.remove_gate(request.user, self.gate)
        return Response(status=204)


class GateAct(GateRows):
    """One step of a gate."""

    @extend_schema(parameters=[ACT], request=WordsSerializer)
    def post(self, request: Request, programme: str, batch: int, gate: int, act: str) -> Response:
        """Open it, start its numbered run, close it with people's words, or move it among those to come."""
        if act not in ACTS:
            raise NotFound
        person, row = request.user, self.gate
        if act == "close":
            gates.close_gate(person, row, self.given(WordsSerializer).get("words", {}))
        elif act == "open":
            gates.open_gate(person, row)
        elif act == "run":
            gates.evaluate_gate(person, row)
        else:
            self.kwargs["gate"] = planning.move_gate(person, row, act).position
        return self.told()
