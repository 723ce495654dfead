"""Objections over REST: register, handle by two, try, answer; the scorer's statement."""

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.parsers import BaseParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from apps.assessments.models import Assessment
from apps.core.doors import seen
from apps.core.errors import Invalid, Refused
from apps.core.permissions import authorise
from apps.core.rest.doors import ListDoor
from apps.core.rest.files import WORKBOOK_RESPONSE, FileDoor
from apps.evaluations.api.runs import CampaignDoor
from apps.evaluations.models import Objection
from apps.evaluations.notice_serializers import (
    EffectSerializer,
    GroundsSerializer,
    ObjectionActSerializer,
    ObjectionDetailSerializer,
    ObjectionSerializer,
    RegisteredSerializer,
    TrialAskedSerializer,
)
from apps.evaluations.noticing import standing_notice
from apps.evaluations.objection_export import objections_workbook
from apps.evaluations.objection_page import effect_of
from apps.evaluations.services import findings, objections

ACTS = ("take-on", "branch", "ask", "step", "find", "confirm", "send-back", "answer")
ACT = OpenApiParameter("act", str, OpenApiParameter.PATH, enum=list(ACTS))
HANDLE, CONFIRM = "evaluations.handle_objection", "evaluations.second_act"


class ObjectionRows(CampaignDoor):
    """Below one campaign that the person conducts, or where they are a second person."""

    serializer_class = ObjectionSerializer
    queryset = Objection.objects.none()

    def get_queryset(self) -> QuerySet[Objection]:
        person = self.request.user
        if not person.has_perm(HANDLE, self.campaign):
            authorise(person, CONFIRM, self.campaign)
        rows = Objection.objects.visible_to(person).filter(campaign=self.campaign)
        return rows.select_related("campaign__committee", "assessment__unit", "notice", "run")

    @cached_property
    def objection(self) -> Objection:
        """The one that the address names."""
        return seen(self.get_queryset(), number=self.kwargs["number"])

    def detail(self) -> Response:
        """It as it stands now."""
        return self.answer(ObjectionDetailSerializer, seen(self.get_queryset(), number=self.kwargs["number"]))


class ObjectionList(ObjectionRows, ListDoor):
    """Every objection of a campaign, newest first."""

    page_keys = ("-number",)

    @extend_schema(request=RegisteredSerializer, responses={201: ObjectionSerializer})
    def post(self, request: Request, slug: str) -> Response:
        """Register what came by letter, by telephone or in person."""
        authorise(request.user, HANDLE, self.campaign)
        notice = standing_notice(self.campaign)
        if notice is None:
            raise Refused(_("No notice stands."), code="notice-over")
        said = objections.Said(**self.given(RegisteredSerializer))
        made = objections.register_objection(request.user, notice, said)
        return self.made(ObjectionSerializer, made, reverse("api:objection", args=[slug, made.number]))


class ObjectionDetail(ObjectionRows):
    """One objection."""

    @extend_schema(responses=ObjectionDetailSerializer)
    def get(self, request: Request, slug: str, number: int) -> Response:
        """One objection with its steps; name and telephone for the two who handle it alone."""
        return self.detail()


class ObjectionMove(ObjectionRows):
    """One step of an objection."""

    def get_parsers(self) -> list[BaseParser]:
        return [*super().get_parsers(), MultiPartParser()]

    @extend_schema(
        parameters=[ACT],
        request={"application/json": ObjectionActSerializer, "multipart/form-data": ObjectionActSerializer},
        responses=ObjectionDetailSerializer,
    )
    def post(self, request: Request, slug: str, number: int, act: str) -> Response:
        """Take it on, say which branch, ask the scorer, note a step, find, confirm or send back, answer.

        409 where its state, or an office of yours in the unit, does not permit it; 403 to confirm what one found.
        """
        if act not in ACTS:
            raise Http404
        self.act(act, self.objection, self.given(ObjectionActSerializer))
        return self.detail()

    def act(self, act: str, row: Objection, given: dict[str, Any]) -> None:
        """Do it with what was sent."""
        person, text = self.request.user, given["text"]
        if act == "take-on":
            objections.take_on(person, row)
        elif act == "branch":
            objections.name_branch(person, row, self.branch(given.get("branch")))
        elif act == "ask":
            objections.ask_scorer(person, row, given["criterion"])
        elif act == "step":
            objections.add_step(person, row, given["title"], text, given["file"])
        elif act == "find":
            findings.find(person, row, given["finding"], text, given["criterion"], given["mark"])
        elif act == "confirm":
            findings.confirm(person, row)
        elif act == "send-back":
            findings.send_back(person, row, text)
        else:
            findings.answer(person, row, text)

    def branch(self, pk: int | None) -> Assessment:
        """An assessment of the campaign."""
        found = self.campaign.assessments.filter(pk=pk).select_related("unit").first()
        if found is None:
            unknown = _("No such branch in this campaign.")
            raise Invalid(unknown, details={"branch": [unknown]})
        return found


class ObjectionTrial(ObjectionRows):
    """What a corrected mark would do."""

    @extend_schema(request=TrialAskedSerializer, responses=EffectSerializer)
    def post(self, request: Request, slug: str, number: int) -> Response:
        """Try a mark on the last numbered run; nothing is stored. 422 for what cannot be tried."""
        given = self.given(TrialAskedSerializer)
        effect = effect_of(self.objection, given["criterion"], given["mark"])
        if effect is None:
            untried = _("This cannot be tried: name the branch first, and a criterion with one mark.")
            raise Invalid(untried, details={"criterion": [untried]})
        return self.answer(EffectSerializer, effect)


class ObjectionWorkbook(ObjectionRows, FileDoor):
    """The list as a workbook, without names."""

    @extend_schema(responses=WORKBOOK_RESPONSE)
    def get(self, request: Request, slug: str) -> Any:
        """Every objection of a campaign as .xlsx, without anybody's name or telephone."""
        return self.file(objections_workbook(self.get_queryset()), f"objections-{slug}.xlsx")


class ObjectionStatement(CampaignDoor):
    """The word of the scorer who was asked."""

    serializer_class = GroundsSerializer
    queryset = Objection.objects.none()

    @extend_schema(request=GroundsSerializer, responses=GroundsSerializer)
    def post(self, request: Request, slug: str, number: int) -> Response:
        """Say why a mark was given; 404 for everybody who was not asked."""
        rows = Objection.objects.asked_of(request.user).filter(campaign=self.campaign)
        made = objections.state_grounds(request.user, seen(rows, number=number), self.given(GroundsSerializer)["text"])
        return self.answer(GroundsSerializer, made)
