"""Proof files as REST writes and reads them."""

from typing import Any

from django.urls import reverse
from rest_framework import serializers

from apps.assessments.proof import Proof
from apps.core.rest.fields import SeenField
from apps.evidence.choices import ContentType
from apps.evidence.models import Evidence


class ProofSerializer(serializers.Serializer):
    """One file beside one mark; `evidence` names the same proof wherever it serves."""

    id = serializers.IntegerField(source="use")
    criterion = serializers.CharField(source="code")
    evidence = serializers.IntegerField(source="evidence.pk")
    title = serializers.CharField()
    expires_on = serializers.DateField(source="evidence.expires_on", allow_null=True)
    file_name = serializers.CharField(source="file.file_name")
    content_type = serializers.ChoiceField(ContentType.choices, source="file.content_type")
    size = serializers.IntegerField(source="file.size")
    digest = serializers.CharField(source="file.digest", help_text="SHA-256 of the file that is downloaded.")
    revision = serializers.IntegerField(source="file.number")
    pages = serializers.IntegerField(source="file.pages", allow_null=True, help_text="Of a PDF.")
    taken_at = serializers.DateTimeField(source="file.taken_at", allow_null=True, help_text="As the camera says.")
    by_name = serializers.CharField()
    at = serializers.DateTimeField()
    also = serializers.ListField(child=serializers.CharField(), help_text="Other criteria that it serves here.")
    is_carried = serializers.BooleanField(help_text="It served in an earlier campaign, too.")
    is_stale = serializers.BooleanField(help_text="Past its last day, or a photo of an earlier year.")
    download = serializers.SerializerMethodField()
    pictures = serializers.SerializerMethodField(help_text="The picture, or the first pages, as JPEG.")

    def get_download(self, proof: Proof) -> str:
        return self.context["request"].build_absolute_uri(reverse("api:evidence-file", args=[proof.file.pk]))

    def get_pictures(self, proof: Proof) -> list[str]:
        numbers = range(1, len(proof.file.pictures) + 1)
        urls = [reverse("api:evidence-picture", args=[proof.file.pk, number]) for number in numbers]
        return [self.context["request"].build_absolute_uri(url) for url in urls]


class ProofListSerializer(serializers.Serializer):
    """All proof of an assessment, by criterion."""

    results = ProofSerializer(many=True)


class NewFileSerializer(serializers.Serializer):
    """A file: JPEG, PNG, WebP, PDF, .docx, .xlsx or .pptx. State secrets must never be entered or uploaded here."""

    file = serializers.FileField(help_text="At most 15 MB.")


class NewProofSerializer(NewFileSerializer):
    """A file for a criterion. State secrets must never be entered or uploaded here."""

    criterion = serializers.CharField(max_length=20)
    title = serializers.CharField(max_length=60, required=False, allow_blank=True, default="")


class DescribedSerializer(serializers.Serializer):
    """What a piece of proof is called, and the last day on which it holds."""

    title = serializers.CharField(max_length=60, required=False, allow_blank=True)
    expires_on = serializers.DateField(required=False, allow_null=True)


def seen_evidence(person: Any) -> Any:
    """Proof that may be named in a body."""
    return Evidence.objects.visible_to(person)


class AttachSerializer(serializers.Serializer):
    """Proof that the branch sent before, and the criterion that it shall serve, too."""

    evidence = SeenField(seen_evidence)
    criterion = serializers.CharField(max_length=20)
