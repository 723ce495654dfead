"""Issued documents over REST: those of a road or a campaign, and their files."""

from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, Http404
from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from apps.campaigns import services
from apps.campaigns.models import Campaign, IssuedDocument, Road
from apps.campaigns.selectors import file_of, with_files
from apps.campaigns.serializers.roads import DocumentListSerializer, DocumentSerializer, NewDocumentSerializer
from apps.core.doors import seen
from apps.core.rest.doors import Door
from apps.evidence import shelf
from apps.evidence.api import KEPT_FILE, KeptRenderer


class HeldDocuments(Door):
    queryset = IssuedDocument.objects.none()

    def get_parsers(self) -> list[Any]:
        return [MultiPartParser()]

    def listed(self, holder: Road | Campaign) -> Response:
        """Everything that is filed there."""
        return self.answer(DocumentListSerializer, {"results": with_files(holder.documents.all())})

    def issued(self, holder: Road | Campaign) -> Response:
        """File one more."""
        given = self.given(NewDocumentSerializer)
        upload = given.pop("file", None)
        document = services.issue_document(self.request.user, holder, upload=upload, **given)
        found = with_files([document])[0]
        return self.made(DocumentSerializer, found, reverse("api:document", args=[document.pk]))


class CampaignDocuments(HeldDocuments):
    """Documents that a campaign stands on."""

    def holder(self) -> Campaign:
        rows = Campaign.objects.visible_to(self.request.user).select_related("committee")
        return seen(rows, slug=self.kwargs["slug"])

    @extend_schema(responses=DocumentListSerializer, operation_id="campaign_documents_list")
    def get(self, request: Request, slug: str) -> Response:
        """What is filed with the campaign, oldest first."""
        return self.listed(self.holder())

    @extend_schema(request={"multipart/form-data": NewDocumentSerializer}, responses={201: DocumentSerializer})
    def post(self, request: Request, slug: str) -> Response:
        """File a document; 409 in a sealed campaign."""
        return self.issued(self.holder())


class RoadDocuments(HeldDocuments):
    """Documents that a road stands on."""

    def holder(self) -> Road:
        return seen(Road.objects.visible_to(self.request.user).select_related("committee"), pk=self.kwargs["pk"])

    @extend_schema(responses=DocumentListSerializer, operation_id="road_documents_list")
    def get(self, request: Request, pk: int) -> Response:
        """What is filed with the road, oldest first."""
        return self.listed(self.holder())

    @extend_schema(request={"multipart/form-data": NewDocumentSerializer}, responses={201: DocumentSerializer})
    def post(self, request: Request, pk: int) -> Response:
        """File a document."""
        return self.issued(self.holder())


class DocumentRows(Door):
    serializer_class = DocumentSerializer

    def get_queryset(self) -> QuerySet[IssuedDocument]:
        rows = IssuedDocument.objects.visible_to(self.request.user)
        return rows.select_related("road__committee", "campaign__committee")

    def document(self) -> IssuedDocument:
        """The document that the address names; 404 for unknown and invisible alike."""
        return with_files([seen(self.get_queryset(), pk=self.kwargs["pk"])])[0]


class DocumentDetail(DocumentRows):
    """One document."""

    def get(self, request: Request, pk: int) -> Response:
        """One document, without its file."""
        return self.answer(DocumentSerializer, self.document())

    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: int) -> Response:
        """Take it out again, and its file where nothing else uses it."""
        services.remove_document(request.user, self.document())
        return Response(status=204)


class DocumentFile(DocumentRows):
    """The file of a document."""

    renderer_classes = [KeptRenderer, JSONRenderer]

    @extend_schema(responses=KEPT_FILE)
    def get(self, request: Request, pk: int) -> FileResponse:
        """The kept file; 404 where it was filed without one."""
        file = file_of(self.document())
        if file is None:
            raise Http404
        return shelf.download(file)
