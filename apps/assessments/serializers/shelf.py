"""A branch's proof, and the days on which proof comes in, as REST writes them."""

from django.urls import reverse
from rest_framework import serializers

from apps.assessments.shelf import Piece
from apps.evidence.choices import ContentType


class ServedSerializer(serializers.Serializer):
    """One criterion in a campaign that a piece of proof serves, or served."""

    assessment = serializers.IntegerField(source="assessment.pk")
    campaign = serializers.CharField(source="campaign.slug")
    year = serializers.IntegerField()
    criterion = serializers.CharField(source="code")
    is_over = serializers.BooleanField()


class PieceSerializer(serializers.Serializer):
    """One piece of proof in its newest revision, and where it serves."""

    id = serializers.IntegerField(source="evidence.pk")
    title = serializers.CharField()
    expires_on = serializers.DateField(source="evidence.expires_on", allow_null=True)
    file_name = serializers.CharField(source="file.file_name")
    content_type = serializers.ChoiceField(ContentType.choices, source="file.content_type")
    digest = serializers.CharField(source="file.digest")
    revision = serializers.IntegerField(source="file.number")
    taken_at = serializers.DateTimeField(source="file.taken_at", allow_null=True)
    at = serializers.DateTimeField(source="file.at")
    is_stale = serializers.BooleanField(help_text="Holds no longer for the newest year that it serves.")
    served = ServedSerializer(many=True)
    download = serializers.SerializerMethodField()

    def get_download(self, piece: Piece) -> str:
        return self.context["request"].build_absolute_uri(reverse("api:evidence-file", args=[piece.file.pk]))


class DaySerializer(serializers.Serializer):
    """How many files came on one day."""

    day = serializers.DateField()
    files = serializers.IntegerField()


class UploadDaysSerializer(serializers.Serializer):
    """The last fourteen days of the self-assessment; all zero and empty before anything came."""

    total = serializers.IntegerField()
    last_week = serializers.IntegerField(help_text="Files of the last seven days.")
    days = DaySerializer(many=True)
