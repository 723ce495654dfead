"""Public notices over REST: the committee's issues, and what everybody reads and sends."""

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.parsers import BaseParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core.doors import seen
from apps.core.permissions import authorise
from apps.core.rest.doors import Door, ListDoor
from apps.core.rest.fields import ReasonSerializer
from apps.evaluations.api.runs import CampaignDoor
from apps.evaluations.models import Notice, Objection
from apps.evaluations.notice_serializers import (
    FiledSerializer,
    NoticeSerializer,
    PublicNoticeSerializer,
    ReceiptSerializer,
    WordingSerializer,
    wording_of,
)
from apps.evaluations.services.notices import Wording, change_notice, draft_notice, issue_notice, withdraw_notice
from apps.evaluations.services.objections import Said, file_objection

ACTS = ("issue", "withdraw")
ACT = OpenApiParameter("act", str, OpenApiParameter.PATH, enum=list(ACTS))


class NoticeRows(CampaignDoor):
    """Below one campaign whose branches the person compares."""

    serializer_class = NoticeSerializer
    queryset = Notice.objects.none()

    def get_queryset(self) -> QuerySet[Notice]:
        authorise(self.request.user, "campaigns.compare_branches", self.campaign)
        rows = Notice.objects.visible_to(self.request.user).filter(campaign=self.campaign)
        return rows.select_related("run__rulebook_version", "campaign__committee")

    @cached_property
    def notice(self) -> Notice:
        """The issue that the address names."""
        return seen(self.get_queryset(), number=self.kwargs["number"])

    def url(self, notice: Notice) -> str:
        return reverse("api:notice", args=[self.campaign.slug, notice.number])


class NoticeList(NoticeRows, ListDoor):
    """Every issue of a campaign, newest first."""

    page_keys = ("-number",)

    @extend_schema(request=None, responses={201: NoticeSerializer})
    def post(self, request: Request, slug: str) -> Response:
        """Draft a notice on what was decided last; a draft that stands is brought up to it.

        409 `no-numbered-run`, or `not-decided` where a meeting has still to decide.
        """
        self.get_queryset()
        notice = draft_notice(request.user, self.campaign)
        return self.made(NoticeSerializer, notice, self.url(notice))


class NoticeDetail(NoticeRows):
    """One issue."""

    def get(self, request: Request, slug: str, number: int) -> Response:
        """One issue, drafts included."""
        return self.answer(NoticeSerializer, self.notice)

    @extend_schema(request=WordingSerializer(partial=True), responses=NoticeSerializer)
    def patch(self, request: Request, slug: str, number: int) -> Response:
        """Word a draft; 409 `issued` afterwards."""
        given = wording_of(self.notice, self.given(WordingSerializer, partial=True))
        return self.answer(NoticeSerializer, change_notice(request.user, self.notice, Wording(**given)))


class NoticeMove(NoticeRows):
    """Issue or withdraw."""

    @extend_schema(parameters=[ACT], request=ReasonSerializer, responses=NoticeSerializer)
    def post(self, request: Request, slug: str, number: int, act: str) -> Response:
        """Issue a draft, or withdraw what is public with a reason; 409 where its state does not permit it."""
        if act not in ACTS:
            raise Http404
        notice = self.notice
        if act == "issue":
            address = request.build_absolute_uri(reverse("public:notice", args=[notice.key]))
            return self.answer(NoticeSerializer, issue_notice(request.user, notice, address))
        reason = self.given(ReasonSerializer)["reason"]
        return self.answer(NoticeSerializer, withdraw_notice(request.user, notice, reason))


class PublicRows(Door):
    """What everybody reads on the public pages; programs sign in as for everything."""

    serializer_class = PublicNoticeSerializer
    queryset = Notice.objects.none()

    def get_queryset(self) -> QuerySet[Notice]:
        return Notice.objects.readable().select_related("campaign")


class PublicNoticeList(PublicRows, ListDoor):
    """Every public notice, of every committee."""

    page_keys = ("-pk",)


class PublicNotice(PublicRows):
    """One public notice."""

    def get(self, request: Request, key: str) -> Response:
        """One notice as everybody reads it."""
        return self.answer(PublicNoticeSerializer, seen(self.get_queryset(), key=key))


class PublicObjections(PublicRows):
    """Objections to one public notice."""

    throttle_scope = "objections"
    errors = {"POST": {429}}

    def get_parsers(self) -> list[BaseParser]:
        return [*super().get_parsers(), MultiPartParser()]

    @extend_schema(
        request={"application/json": FiledSerializer, "multipart/form-data": FiledSerializer},
        responses={201: ReceiptSerializer},
    )
    def post(self, request: Request, key: str) -> Response:
        """Object to a result; the answer's `code` is the way back. 409 `notice-over` after the last day."""
        notice = seen(self.get_queryset(), key=key)
        given: dict[str, Any] = dict(self.given(FiledSerializer))
        files, ticket = given.pop("files"), given.pop("ticket")
        made = file_objection(notice, Said(**given), files, ticket)
        return self.made(ReceiptSerializer, made, reverse("api:public-objection", args=[made.code]))


class PublicObjection(Door):
    """One objection by its code."""

    serializer_class = ReceiptSerializer
    queryset = Objection.objects.none()

    def get(self, request: Request, code: str) -> Response:
        """How far it has come, and the reply."""
        return self.answer(ReceiptSerializer, seen(Objection.objects.all(), code=code))
