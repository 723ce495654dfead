"""Meetings over REST: call, propose, second, vote, sign, approve; the sheet."""

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, Http404
from django.urls import reverse
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core.doors import seen
from apps.core.media_types import PDF
from apps.core.permissions import authorise
from apps.core.rest.doors import ListDoor
from apps.core.rest.fields import ReasonSerializer
from apps.core.rest.files import FILE_RESPONSE, FileDoor
from apps.evaluations import services
from apps.evaluations.api.runs import CampaignDoor
from apps.evaluations.decision_serializers import (
    AttendanceSerializer,
    DecisionItemSerializer,
    DecisionSerializer,
    NewDecisionSerializer,
    NewItemSerializer,
    VotesSerializer,
    WholeDecisionSerializer,
)
from apps.evaluations.decision_sheet import sheet_of
from apps.evaluations.models import Decision, DecisionItem
from apps.evaluations.papers import content_of


class DecisionRows(CampaignDoor):
    """Below one campaign whose scope the person compares."""

    serializer_class = DecisionSerializer
    queryset = Decision.objects.none()

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        authorise(request.user, "campaigns.compare_branches", self.campaign)

    def get_queryset(self) -> QuerySet[Decision]:
        if getattr(self, "swagger_fake_view", False):
            return self.queryset
        rows = Decision.objects.visible_to(self.request.user).filter(campaign=self.campaign)
        rows = rows.select_related("run__rulebook_version", "final_run", "paper", "campaign__committee")
        return rows.prefetch_related("items", "signatures", "approvals")

    @property
    def decision(self) -> Decision:
        """The meeting of the address, as it stands now."""
        return seen(self.get_queryset(), number=self.kwargs["number"])

    @cached_property
    def item(self) -> DecisionItem:
        return seen(DecisionItem.objects.filter(decision=self.decision), pk=self.kwargs["pk"])

    def whole(self, code: int = 200) -> Response:
        """The meeting with its counts."""
        return self.answer(WholeDecisionSerializer, self.decision, code)


class DecisionList(DecisionRows, ListDoor):
    """Meetings of a campaign, newest first."""

    page_keys = ("-number",)

    @extend_schema(request=NewDecisionSerializer, responses={201: DecisionSerializer})
    def post(self, request: Request, slug: str) -> Response:
        """Call a meeting on the newest numbered run; 409 `no-run`, `decision-open`, `decided`."""
        given = self.given(NewDecisionSerializer)
        signers = [services.Signer(**signer) for signer in given.pop("signers")]
        made = services.open_decision(request.user, self.campaign, services.Meeting(**given), signers)
        return self.made(DecisionSerializer, made, reverse("api:decision", args=[slug, made.number]))


class DecisionDetail(DecisionRows):
    """One meeting."""

    @extend_schema(responses=WholeDecisionSerializer)
    def get(self, request: Request, slug: str, number: int) -> Response:
        """One meeting with its matters, counts, signatures and approvals."""
        return self.whole()


class DecisionAttendance(DecisionRows):
    """Who is present."""

    @extend_schema(request=AttendanceSerializer, responses=WholeDecisionSerializer)
    def put(self, request: Request, slug: str, number: int) -> Response:
        """Write down how many are present; 409 `voted` once votes are counted."""
        services.set_attendance(request.user, self.decision, **self.given(AttendanceSerializer))
        return self.whole()


class DecisionMove(DecisionRows):
    """What is done with a meeting as a whole."""

    act = OpenApiParameter("act", str, OpenApiParameter.PATH, enum=["sign", "approve", "return"])

    @extend_schema(request=ReasonSerializer, responses=WholeDecisionSerializer, parameters=[act])
    def post(self, request: Request, slug: str, number: int, act: str) -> Response:
        """Sign from the own account (409 `undecided`, `run-outdated`), or say the next level's word."""
        reason = self.given(ReasonSerializer)["reason"]
        if act == "sign":
            services.sign_decision(request.user, self.decision)
        elif act in {"approve", "return"}:
            services.approve_decision(request.user, self.decision, is_agreed=act == "approve", reason=reason)
        else:
            raise Http404
        return self.whole()


class DecisionItems(DecisionRows):
    """The agenda."""

    @extend_schema(request=NewItemSerializer, responses={201: DecisionItemSerializer})
    def post(self, request: Request, slug: str, number: int) -> Response:
        """Propose another level for an assessment, or put any other matter on the agenda."""
        given = self.given(NewItemSerializer)
        if given.get("assessment"):
            words = {name: given[name] for name in ("assessment", "after", "clause", "reason")}
            item = services.propose_change(request.user, self.decision, **words)
        else:
            item = services.add_matter(request.user, self.decision, given["title"], given["reason"])
        return self.made(DecisionItemSerializer, item, reverse("api:decision", args=[slug, number]))


class DecisionItemSecond(DecisionRows):
    """The second person of a change of level."""

    @extend_schema(request=None, responses=DecisionItemSerializer)
    def post(self, request: Request, slug: str, number: int, pk: int) -> Response:
        """Second it, as another person than who proposed it (409 `same-person`)."""
        return self.answer(DecisionItemSerializer, services.second_item(request.user, self.item))


class DecisionItemVotes(DecisionRows):
    """The votes on one matter."""

    @extend_schema(request=VotesSerializer, responses=DecisionItemSerializer)
    def put(self, request: Request, slug: str, number: int, pk: int) -> Response:
        """Write the votes down; they add up to those present (422), a change is seconded first (409)."""
        item = services.record_votes(request.user, self.item, **self.given(VotesSerializer))
        return self.answer(DecisionItemSerializer, item)


class DecisionSheet(DecisionRows, FileDoor):
    """The sheet of a meeting."""

    @extend_schema(responses=FILE_RESPONSE)
    def get(self, request: Request, slug: str, number: int) -> FileResponse:
        """The A4 sheet as PDF: kept as it was signed, or as it stands now."""
        decision = self.decision
        content = content_of(decision.paper) if decision.paper else sheet_of(decision)
        return self.file(content, f"decision-{slug}-{number}.pdf", PDF)
