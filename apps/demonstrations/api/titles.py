"""Titles over REST: lists, how they spread, one title with its steps and reviews."""

from functools import cached_property

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.parsers import BaseParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core.doors import seen
from apps.core.media_types import XLSX
from apps.core.rest.doors import Door, ListDoor
from apps.core.rest.fields import ReasonSerializer
from apps.demonstrations.models import Programme, Review, Title, TitleStep
from apps.demonstrations.serializers.titles import (
    ListedTitleSerializer,
    NewTitleStepSerializer,
    PublicTitleSerializer,
    ReviewReportSerializer,
    ReviewsAskedSerializer,
    ReviewSerializer,
    TitleSerializer,
    TitleStepSerializer,
    ZoneSumSerializer,
)
from apps.demonstrations.services.reviews import ask_for_reviews, judge, report
from apps.demonstrations.services.titles import StepWords, confirm_step, drop_step, propose_step
from apps.demonstrations.title_export import titles_workbook
from apps.demonstrations.title_list import HOLDS, OVER, Asked, places_of, spread, titles_for, titles_of, with_words
from apps.organisations.choices import Power
from apps.organisations.models import reach_of

NARROWED = [
    OpenApiParameter("zone", int, description="A zone by its id."),
    OpenApiParameter("unit", int, description="A unit by its id."),
    OpenApiParameter("year", int, description="The year in which it was named."),
    OpenApiParameter("state", str, enum=[HOLDS, OVER], description="Whether it holds today."),
]
STEP_ACT = OpenApiParameter("act", str, OpenApiParameter.PATH, enum=["confirm", "drop"])
REVIEW_ACT = OpenApiParameter("act", str, OpenApiParameter.PATH, enum=["pass", "fail"])


class ProgrammeDoor(Door):
    """Below one programme that the person sees."""

    @cached_property
    def programme(self) -> Programme:
        rows = Programme.objects.visible_to(self.request.user).select_related("committee")
        return seen(rows, slug=self.kwargs["programme"])


class TitleRows(ProgrammeDoor):
    """The titles of a programme as far as the person sees them."""

    serializer_class = ListedTitleSerializer
    queryset = Title.objects.none()

    def get_queryset(self) -> QuerySet[Title]:
        rows = titles_for(self.request.user, self.programme)
        return with_words(Asked.of(self.request.GET).narrowed(rows))


class TitleList(TitleRows, ListDoor):
    """Who holds the titles of a programme, in the order of their numbers."""

    page_keys = ("number",)

    @extend_schema(parameters=NARROWED)
    def get(self, request: Request, programme: str) -> Response:
        """Who holds the titles of a programme, in the order of their numbers."""
        return super().get(request)


class TitleSpread(TitleRows):
    """How the titles spread over zones and units."""

    pagination_class = None

    @extend_schema(responses=ZoneSumSerializer(many=True))
    def get(self, request: Request, programme: str) -> Response:
        """How many titles hold, and how many do not any more, by zone and unit."""
        places = places_of(titles_for(request.user, self.programme))
        return Response(ZoneSumSerializer(spread(places, ""), many=True).data)


class TitleWorkbook(TitleRows):
    """The list as a workbook."""

    @extend_schema(parameters=NARROWED, responses={(200, XLSX): OpenApiTypes.BINARY})
    def get(self, request: Request, programme: str) -> HttpResponse:
        """The same list as .xlsx."""
        headers = {"Content-Disposition": f'attachment; filename="{programme}-titles.xlsx"'}
        content = titles_workbook(self.get_queryset().order_by("number"))
        return HttpResponse(content, content_type=XLSX, headers=headers)


class ReviewsAsk(ProgrammeDoor):
    """Reviews that are due."""

    @extend_schema(request=None, responses=ReviewsAskedSerializer)
    def post(self, request: Request, programme: str) -> Response:
        """Begin every review that is due soon, as each night does."""
        return self.answer(ReviewsAskedSerializer, {"reviews": ask_for_reviews(request.user, self.programme)})


class OneTitle(Door):
    """A title within the person's offices, or in a programme whose candidates the person compares."""

    serializer_class = TitleSerializer
    queryset = Title.objects.none()

    @cached_property
    def title(self) -> Title:
        reach = reach_of(self.request.user)
        committee = "conferral__batch__programme__committee__path", "conferral__batch__programme__committee__zone_id"
        own = reach.where(Power.SEE, "candidate__path", "candidate__zone_id")
        rows = with_words(Title.objects.filter(own | reach.where(Power.COMPARE, *committee)))
        told = "candidate__node", "candidate__batch__programme__committee"
        return seen(rows.select_related(*told), pk=self.kwargs["pk"])


class TitleDetail(OneTitle):
    """One title."""

    def get(self, request: Request, pk: int) -> Response:
        """One title as it was conferred, and how it stands."""
        return self.answer(TitleSerializer, self.title)


class StepList(OneTitle, ListDoor):
    """What became of a title."""

    serializer_class = TitleStepSerializer
    queryset = TitleStep.objects.none()

    def get_queryset(self) -> QuerySet[TitleStep]:
        return self.title.steps.all()

    def get(self, request: Request, pk: int) -> Response:
        """Warnings, renewals, withdrawals, with those that wait and those that came to nothing."""
        return super().get(request)

    @extend_schema(request=NewTitleStepSerializer, responses={201: TitleStepSerializer})
    def post(self, request: Request, pk: int) -> Response:
        """Propose a step; in force once a second person confirmed it. 409 `step-waits`, `title-state`."""
        step = propose_step(request.user, self.title, StepWords(**self.given(NewTitleStepSerializer)))
        return self.made(TitleStepSerializer, step, reverse("api:title-step-list", args=[pk]))


class StepMove(OneTitle):
    """Confirm or drop."""

    serializer_class = TitleStepSerializer

    @extend_schema(parameters=[STEP_ACT], request=ReasonSerializer, responses=TitleSerializer)
    def post(self, request: Request, pk: int, step: int, act: str) -> Response:
        """Confirm what somebody else proposed (409 `same-person` for one's own), or let nothing come of it."""
        row = seen(self.title.steps.select_related("title"), pk=step)
        if act == "confirm":
            confirm_step(request.user, row)
        elif act == "drop":
            drop_step(request.user, row, self.given(ReasonSerializer)["reason"])
        else:
            raise Http404
        del self.title
        return self.answer(TitleSerializer, self.title)


class ReviewList(OneTitle, ListDoor):
    """The yearly reviews of a title."""

    serializer_class = ReviewSerializer
    queryset = Review.objects.none()
    page_keys = ("year",)

    def get_queryset(self) -> QuerySet[Review]:
        return self.title.reviews.all()

    def get(self, request: Request, pk: int) -> Response:
        """Every review, the first year first."""
        return super().get(request)


class OneReview(OneTitle):
    """A review of a title that the person sees."""

    serializer_class = ReviewSerializer

    @cached_property
    def review(self) -> Review:
        found = seen(self.title.reviews.all(), pk=self.kwargs["review"])
        found.title = self.title
        return found


class ReviewReport(OneReview):
    """The holder's report."""

    def get_parsers(self) -> list[BaseParser]:
        return [*super().get_parsers(), MultiPartParser()]

    @extend_schema(
        request={"application/json": ReviewReportSerializer, "multipart/form-data": ReviewReportSerializer},
        responses=ReviewSerializer,
    )
    def post(self, request: Request, pk: int, review: int) -> Response:
        """Report for the past year, with proof; it can be sent again until it is judged."""
        given = self.given(ReviewReportSerializer)
        return self.answer(ReviewSerializer, report(request.user, self.review, given["report"], given["files"]))


class ReviewMove(OneReview):
    """Pass or fail."""

    @extend_schema(parameters=[REVIEW_ACT], request=ReasonSerializer, responses=ReviewSerializer)
    def post(self, request: Request, pk: int, review: int, act: str) -> Response:
        """Say whether the title stands for another year; not passing needs its finding as `reason`."""
        row, reason = self.review, self.given(ReasonSerializer)["reason"]
        if act not in {"pass", "fail"}:
            raise Http404
        return self.answer(ReviewSerializer, judge(request.user, row, passes=act == "pass", finding=reason))


class PublicTitles(Door):
    """What everybody reads on the public pages; programs sign in as for everything."""

    serializer_class = PublicTitleSerializer
    queryset = Title.objects.none()


class PublicTitleList(PublicTitles, ListDoor):
    """The public list of a programme's titles."""

    page_keys = ("number",)

    def get_queryset(self) -> QuerySet[Title]:
        programme = seen(Programme.objects.filter(is_listed=True), slug=self.kwargs["programme"])
        return with_words(Asked.of(self.request.GET).narrowed(titles_of(programme)))

    @extend_schema(parameters=NARROWED)
    def get(self, request: Request, programme: str) -> Response:
        """Who holds the titles, with those that do not hold any more."""
        return super().get(request)


class PublicPlaque(PublicTitles):
    """One plaque by the key in its code."""

    def get(self, request: Request, key: str) -> Response:
        """Whether a plaque is genuine and holds; 404 for a key that belongs to none."""
        return self.answer(PublicTitleSerializer, seen(with_words(Title.objects.all()), key=key))
