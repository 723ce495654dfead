"""Proof that is alike as REST writes and reads it."""

from django.urls import reverse
from rest_framework import serializers

from apps.assessments.alike import Side
from apps.evidence.choices import LikeKind, Verdict


class SideSerializer(serializers.Serializer):
    """One file of a pair; all but `branch` is null where the reader does not see that branch."""

    branch = serializers.CharField()
    assessment = serializers.IntegerField(source="assessment.pk", allow_null=True, default=None)
    year = serializers.IntegerField(allow_null=True)
    criterion = serializers.CharField(source="code", allow_blank=True)
    title = serializers.CharField(allow_blank=True)
    download = serializers.SerializerMethodField()

    def get_download(self, side: Side) -> str | None:
        if not side.is_seen:
            return None
        return self.context["request"].build_absolute_uri(reverse("api:evidence-file", args=[side.file.pk]))


class PairSerializer(serializers.Serializer):
    """Two files that are the same or nearly so, and what a person said of them."""

    id = serializers.IntegerField(source="likeness.pk")
    kind = serializers.ChoiceField(LikeKind.choices, source="likeness.kind")
    share = serializers.IntegerField(source="likeness.share", help_text="How much they are alike, in per cent.")
    text = serializers.CharField(source="sentence")
    own = SideSerializer()
    other = SideSerializer()
    verdict = serializers.CharField(source="likeness.verdict", help_text="Blank until a person judged.")
    reason = serializers.CharField(source="likeness.reason")
    by_name = serializers.CharField(source="likeness.by_name")
    at = serializers.DateTimeField(source="likeness.at", allow_null=True)


class JudgedSerializer(serializers.Serializer):
    """What two files mean, and why. State secrets must never be entered or uploaded here."""

    verdict = serializers.ChoiceField(Verdict.choices)
    reason = serializers.CharField(max_length=500)
