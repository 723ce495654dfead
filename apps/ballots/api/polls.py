"""The ballot itself, its rolls, voters, slips and turnout over REST."""

from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from apps.ballots.api.doors import BallotDoor
from apps.ballots.codes import grouped
from apps.ballots.models import Poll, Roll, Voter
from apps.ballots.serializers import (
    ChangedSerializer,
    EntitledListSerializer,
    PollSerializer,
    PollSetUpSerializer,
    SlipListSerializer,
    SlipsAskedSerializer,
    TurnoutSerializer,
    VoterFileSerializer,
    VoterRollSerializer,
)
from apps.ballots.services.links import link_of
from apps.ballots.services.polls import set_up
from apps.ballots.services.rolls import set_entitled, title_of
from apps.ballots.services.slips import mint
from apps.ballots.services.voters import bring_voters
from apps.ballots.turnout import BY_BRANCH, BY_UNIT, BY_ZONE, days_of, turnout_of
from apps.ballots.voter_file import read_voters, voters_workbook
from apps.core.errors import Invalid
from apps.core.permissions import authorise
from apps.core.rest.doors import NO_STORE, ListDoor
from apps.core.rest.files import WORKBOOK_RESPONSE, FileDoor, WorkbookRenderer

MOST_SLIPS, MOST_DIGITS = 1_500, 18
BY = [BY_ZONE, BY_UNIT, BY_BRANCH]


class BallotDetail(BallotDoor):
    """A campaign's ballot."""

    @extend_schema(responses=PollSerializer, operation_id="ballot_retrieve")
    def get(self, request: Request, slug: str) -> Response:
        """Questions, answers, layers and state; 404 where none is set up."""
        return self.answer(PollSerializer, self.poll)

    @extend_schema(request=PollSetUpSerializer, responses=PollSerializer)
    def put(self, request: Request, slug: str) -> Response:
        """Set it up or change it; 409 once voting has begun. What the rulebook fixes stays the rulebook's."""
        poll = set_up(request.user, self.campaign, **self.given(PollSetUpSerializer))
        return self.answer(PollSerializer, poll)


class RollList(BallotDoor, ListDoor):
    """How many may vote, and have, by branch and layer."""

    serializer_class = VoterRollSerializer
    page_keys = ("assessment__order_path", "layer", "pk")

    def get_queryset(self) -> QuerySet[Roll]:
        if getattr(self, "swagger_fake_view", False):
            return Roll.objects.none()
        return Roll.objects.visible_to(self.request.user).filter(poll=self.poll).select_related("assessment")

    @extend_schema(request=EntitledListSerializer, responses=ChangedSerializer)
    def put(self, request: Request, slug: str) -> Response:
        """Set how many may vote; 422 names where more have voted already."""
        rows = self.given(EntitledListSerializer)["rolls"]
        figures = {(row["assessment"], row["layer"]): row["entitled"] for row in rows}
        return self.answer(ChangedSerializer, {"changed": set_entitled(request.user, self.poll, figures)})


class VoterFile(BallotDoor, FileDoor):
    """Voters by name."""

    parser_classes = [MultiPartParser]
    # What comes in is answered as JSON.
    renderer_classes = [JSONRenderer, WorkbookRenderer]

    @extend_schema(responses=WORKBOOK_RESPONSE)
    def get(self, request: Request, slug: str) -> FileResponse:
        """The table as a workbook, for who conducts the campaign; whether somebody voted is not in it."""
        authorise(request.user, "ballots.conduct", self.campaign)
        voters = Voter.objects.filter(roll__poll=self.poll).exclude(name="").select_related("roll__assessment__unit")
        return self.file(voters_workbook(self.poll, voters), "voters.xlsx")

    @extend_schema(request={"multipart/form-data": VoterFileSerializer}, responses=ChangedSerializer)
    def post(self, request: Request, slug: str) -> Response:
        """Bring the table in; 422 lists every fault by its cell. Nothing is written unless all of it is right."""
        authorise(request.user, "ballots.conduct", self.campaign)
        file = self.given(VoterFileSerializer)["file"]
        lines = read_voters(self.poll, file.read(), file.name)
        return self.answer(ChangedSerializer, {"changed": bring_voters(request.user, self.poll, lines)})


class SlipList(BallotDoor):
    """Codes for voters without a name."""

    @extend_schema(request=SlipsAskedSerializer, responses={201: SlipListSerializer})
    def post(self, request: Request, slug: str) -> Response:
        """New codes for all of these branches who have not voted, in a drawn order; codes made before open nothing any
        more. They are given here and never again."""
        poll = self.poll
        asked = self.given(SlipsAskedSerializer)["assessments"]
        rolls = Roll.objects.filter(poll=poll, assessment__in=asked)
        if sum(rolls.values_list("entitled", flat=True)) > MOST_SLIPS:
            message = _("At most %(n)s slips at once.") % {"n": MOST_SLIPS}
            raise Invalid(message, code="too-many", details={"assessments": [message]})
        made = mint(request.user, rolls)
        slips = [_slip(poll, roll, code) for roll, some in made for _place, code in some]
        return self.answer(SlipListSerializer, {"slips": slips}, 201, headers=NO_STORE)


def _slip(poll: Poll, roll: Roll, code: str) -> dict[str, str]:
    return {
        "branch": roll.assessment.name,
        "layer": title_of(poll, roll.layer),
        "code": grouped(code),
        "link": link_of(code),
    }


class TurnoutDetail(BallotDoor):
    """How many have voted."""

    errors = {"GET": {422}}

    @extend_schema(
        parameters=[
            OpenApiParameter("by", str, enum=BY),
            OpenApiParameter("zone", int),
            OpenApiParameter("unit", int),
        ],
        responses=TurnoutSerializer,
    )
    def get(self, request: Request, slug: str) -> Response:
        """By zone, unit or branch, as far as one sees; narrowed to a zone or a unit. No result, order or hour.

        `days` are of the whole campaign, for who compares its branches; nothing for others.
        """
        asked: dict[str, Any] = {name: _number(request, name) for name in ("zone", "unit")}
        by = request.query_params.get("by", BY_ZONE)
        if by not in BY:
            message = _("It goes by one of these: %(words)s.") % {"words": ", ".join(BY)}
            raise Invalid(message, details={"by": [message]})
        found = turnout_of(self.poll, request.user, by, **asked)
        compares = request.user.has_perm("campaigns.compare_branches", self.campaign)
        days = [{"on": on, "voted": voted} for on, voted in days_of(self.poll)] if compares else []
        return self.answer(TurnoutSerializer, {"rows": found.rows, "total": found.total, "days": days})


def _number(request: Request, name: str) -> int | None:
    text = request.query_params.get(name, "")
    if text and not (text.isdecimal() and len(text) <= MOST_DIGITS):
        message = _("A whole number is needed.")
        raise Invalid(message, details={name: [message]})
    return int(text) if text else None
