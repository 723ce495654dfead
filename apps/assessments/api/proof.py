"""Proof files over REST: list, send, replace, describe, attach, remove."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from apps.assessments.api.assessments import AssessmentRows
from apps.assessments.models import Assessment
from apps.assessments.proof import Proof, proof_of
from apps.assessments.serializers.proof import (
    AttachSerializer,
    DescribedSerializer,
    NewFileSerializer,
    NewProofSerializer,
    ProofListSerializer,
    ProofSerializer,
)
from apps.assessments.services.proof import add_proof, attach_proof, describe_proof, remove_proof, replace_proof
from apps.core.doors import seen
from apps.evidence.choices import UseKind
from apps.evidence.models import Use


class ProofRows(AssessmentRows):
    def assessments(self) -> QuerySet[Assessment]:
        return super().assessments().select_related("campaign__committee", "round__rulebook_version", "node")

    def use(self, assessment: Assessment) -> Use:
        """The piece of proof that the address names; 404 for unknown and invisible alike."""
        rows = Use.objects.of(UseKind.ASSESSMENT, assessment.pk).standing()
        return seen(rows.select_related("evidence", "file"), pk=self.kwargs["use"])

    def piece(self, assessment: Assessment, use: Use) -> Proof:
        """It as it is shown, with its other criteria."""
        return next(one for one in proof_of(assessment)[use.part] if one.use == use.pk)

    def url(self, assessment: Assessment, use: Use) -> str:
        return reverse("api:proof", args=[assessment.pk, use.pk])


class Uploads(ProofRows):
    def get_parsers(self) -> list[Any]:
        return [MultiPartParser()]


class ProofList(Uploads):
    """The proof of one assessment."""

    @extend_schema(responses=ProofListSerializer, operation_id="assessments_proof_list")
    def get(self, request: Request, pk: int) -> Response:
        """Every file beside a mark of this branch, by criterion in the order it came."""
        found = proof_of(self.assessment())
        return self.answer(ProofListSerializer, {"results": [one for group in found.values() for one in group]})

    @extend_schema(request={"multipart/form-data": NewProofSerializer}, responses={201: ProofSerializer})
    def post(self, request: Request, pk: int) -> Response:
        """Send a file as proof of a criterion; the same file again changes nothing."""
        assessment, given = self.assessment(), self.given(NewProofSerializer)
        use = add_proof(request.user, assessment, given["criterion"], given["file"], given["title"])
        return self.made(ProofSerializer, self.piece(assessment, use), self.url(assessment, use))


class ProofDetail(ProofRows):
    """One piece of proof at one criterion."""

    @extend_schema(responses=ProofSerializer)
    def get(self, request: Request, pk: int, use: int) -> Response:
        """One file beside a mark."""
        assessment = self.assessment()
        return self.answer(ProofSerializer, self.piece(assessment, self.use(assessment)))

    @extend_schema(request=DescribedSerializer, responses=ProofSerializer)
    def patch(self, request: Request, pk: int, use: int) -> Response:
        """Say what it is called, and until when it holds; what is not named stays."""
        assessment = self.assessment()
        found = self.use(assessment)
        stands = {"title": found.evidence.title, "expires_on": found.evidence.expires_on}
        describe_proof(request.user, assessment, found, **stands | self.given(DescribedSerializer))
        return self.answer(ProofSerializer, self.piece(assessment, found))

    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: int, use: int) -> Response:
        """Take it from this criterion; a file that nothing else uses is deleted."""
        assessment = self.assessment()
        remove_proof(request.user, assessment, self.use(assessment))
        return Response(status=204)


class ProofRevise(Uploads):
    """A newer file in its place."""

    @extend_schema(request={"multipart/form-data": NewFileSerializer}, responses=ProofSerializer)
    def post(self, request: Request, pk: int, use: int) -> Response:
        """Replace the file by a newer revision; the earlier one is kept."""
        assessment = self.assessment()
        found = replace_proof(request.user, assessment, self.use(assessment), self.given(NewFileSerializer)["file"])
        return self.answer(ProofSerializer, self.piece(assessment, found))


class ProofAttach(ProofRows):
    """The same file for another criterion."""

    @extend_schema(request=AttachSerializer, responses={201: ProofSerializer})
    def post(self, request: Request, pk: int) -> Response:
        """Let proof that the branch sent before serve another criterion or year, too."""
        assessment, given = self.assessment(), self.given(AttachSerializer)
        use = attach_proof(request.user, assessment, given["evidence"], given["criterion"])
        return self.made(ProofSerializer, self.piece(assessment, use), self.url(assessment, use))
