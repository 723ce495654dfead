"""Naming and nominations over REST."""

from functools import cached_property

from django.db.models import QuerySet
from django.http import FileResponse, Http404
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.assessments.models import Assessment
from apps.core.doors import seen
from apps.core.media_types import PDF
from apps.core.permissions import authorise
from apps.core.rest.doors import ListDoor
from apps.core.rest.fields import ReasonSerializer
from apps.core.rest.files import FILE_RESPONSE, FileDoor
from apps.evaluations.api.runs import CampaignDoor
from apps.evaluations.choices import NamingStatus
from apps.evaluations.models import Award, Naming, Nomination, Paper
from apps.evaluations.naming_document import draft_of
from apps.evaluations.naming_serializers import (
    AwardSerializer,
    NamingSerializer,
    NamingWordsSerializer,
    NewNominationSerializer,
    NominationSerializer,
    PaperSerializer,
    words_of,
)
from apps.evaluations.papers import download
from apps.evaluations.services import naming as services
from apps.evaluations.services.nominations import confirm_nomination, end_nomination, nominate

KINDS = ("naming", "certificate", "plaque")
ACT = OpenApiParameter("act", str, OpenApiParameter.PATH, enum=["propose", "return", "name"])
STEP = OpenApiParameter("act", str, OpenApiParameter.PATH, enum=["confirm", "end"])


class NamingRows(CampaignDoor):
    """Below one campaign whose branches the person compares."""

    serializer_class = NamingSerializer
    queryset = Naming.objects.none()

    def get_queryset(self) -> QuerySet[Naming]:
        authorise(self.request.user, "campaigns.compare_branches", self.campaign)
        return self.campaign.namings.select_related("run__rulebook_version", "campaign__committee")

    @cached_property
    def naming(self) -> Naming:
        """The document that the address names."""
        return seen(self.get_queryset(), pk=self.kwargs["pk"])


class NamingList(NamingRows, ListDoor):
    """Every document that names branches of a campaign, newest first."""

    page_keys = ("-pk",)

    @extend_schema(request=None, responses={201: NamingSerializer})
    def post(self, request: Request, slug: str) -> Response:
        """Draft a document on the results that stand; a draft that stands is given back.

        409 `notice-running`, `objections-open`, `not-decided`, `no-run` or `stage-not-open` before its time.
        """
        self.get_queryset()
        naming = services.draft_naming(request.user, self.campaign)
        return self.made(NamingSerializer, naming, reverse("api:naming", args=[slug, naming.pk]))


class NamingDetail(NamingRows):
    """One document."""

    def get(self, request: Request, slug: str, pk: int) -> Response:
        """One document, drafts included."""
        return self.answer(NamingSerializer, self.naming)

    @extend_schema(request=NamingWordsSerializer(partial=True), responses=NamingSerializer)
    def patch(self, request: Request, slug: str, pk: int) -> Response:
        """Word a draft; 409 `naming-state` afterwards."""
        words = words_of(self.naming, self.given(NamingWordsSerializer, partial=True))
        return self.answer(NamingSerializer, services.change_naming(request.user, self.naming, words))


class NamingMove(NamingRows):
    """Propose, return, name."""

    @extend_schema(parameters=[ACT], request=ReasonSerializer, responses=NamingSerializer)
    def post(self, request: Request, slug: str, pk: int, act: str) -> Response:
        """Give a draft to a second person, return it, or name as the second person; 409 `same-person` for one's own."""
        naming = self.naming
        if act == "propose":
            return self.answer(NamingSerializer, services.propose_naming(request.user, naming))
        if act == "return":
            reason = self.given(ReasonSerializer)["reason"]
            return self.answer(NamingSerializer, services.return_naming(request.user, naming, reason))
        if act == "name":
            site = request.build_absolute_uri("/").rstrip("/")
            return self.answer(NamingSerializer, services.name_branches(request.user, naming, site=site))
        raise Http404


class NamingPreview(NamingRows, FileDoor):
    """The document before anybody has named."""

    @extend_schema(responses=FILE_RESPONSE)
    def get(self, request: Request, slug: str, pk: int) -> FileResponse:
        """A draft or a proposal as PDF as it would be set now, marked as a draft; 404 once it has named."""
        if self.naming.status == NamingStatus.NAMED:
            raise Http404
        return self.file(draft_of(self.naming), f"naming-{slug}-draft.pdf", PDF)


class AwardList(NamingRows, ListDoor):
    """The branches that a document names."""

    serializer_class = AwardSerializer
    queryset = Award.objects.none()
    page_keys = ("pk",)

    def get_queryset(self) -> QuerySet[Award]:
        naming = seen(super().get_queryset(), pk=self.kwargs["pk"])
        return naming.awards.select_related("assessment")


class NamingPapers(NamingRows, ListDoor):
    """The papers of a document."""

    serializer_class = PaperSerializer
    queryset = Paper.objects.none()
    page_keys = ("pk",)

    def get_queryset(self) -> QuerySet[Paper]:
        naming = seen(super().get_queryset(), pk=self.kwargs["pk"])
        return Paper.objects.filter(kind__in=KINDS, key=naming.pk).select_related("campaign")


class NamingPaper(NamingPapers):
    """One paper as a file."""

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    def get(self, request: Request, slug: str, pk: int, paper: int) -> FileResponse:
        """The file as it was set."""
        return download(seen(self.get_queryset(), pk=paper))


class NominationRows(CampaignDoor):
    """Branches put forward, as far as the person sees them."""

    serializer_class = NominationSerializer
    queryset = Nomination.objects.none()

    def get_queryset(self) -> QuerySet[Nomination]:
        rows = Nomination.objects.visible_to(self.request.user).filter(campaign=self.campaign)
        return rows.select_related("assessment", "campaign__committee")


class NominationList(NominationRows, ListDoor):
    """Every nomination of a campaign, newest first."""

    page_keys = ("-pk",)

    @extend_schema(request=NewNominationSerializer, responses={201: NominationSerializer})
    def post(self, request: Request, slug: str) -> Response:
        """Put a branch forward; outside the honour's levels as an exception, which a second person confirms."""
        given = self.given(NewNominationSerializer)
        rows = Assessment.objects.visible_to(request.user).filter(campaign=self.campaign)
        assessment = seen(rows.select_related("campaign__committee"), pk=given.pop("assessment"))
        nomination = nominate(request.user, assessment, **given)
        return self.made(NominationSerializer, nomination, reverse("api:nomination-list", args=[slug]))


class NominationMove(NominationRows):
    """Confirm or end."""

    @extend_schema(parameters=[STEP], request=ReasonSerializer, responses=NominationSerializer)
    def post(self, request: Request, slug: str, pk: int, act: str) -> Response:
        """Confirm an exception as the second person, or end a nomination with a reason."""
        nomination = seen(self.get_queryset(), pk=pk)
        if act == "confirm":
            return self.answer(NominationSerializer, confirm_nomination(request.user, nomination))
        if act == "end":
            reason = self.given(ReasonSerializer)["reason"]
            return self.answer(NominationSerializer, end_nomination(request.user, nomination, reason))
        raise Http404
