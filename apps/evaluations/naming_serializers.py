"""Namings and nominations as REST writes and reads them."""

from typing import Any

from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.evaluations.documents import SHAPE
from apps.evaluations.models import Award, Naming, Nomination, Paper
from apps.evaluations.services.naming import NamingWords


class AwardSerializer(serializers.ModelSerializer):
    """One named branch, its certificate's number, and the key of the page that proves it."""

    branch = serializers.CharField(source="assessment.name")

    class Meta:
        model = Award
        fields = ("assessment", "branch", "level", "number", "key")


class PaperSerializer(serializers.ModelSerializer):
    """A finished file; `url` gives it."""

    url = serializers.SerializerMethodField()

    class Meta:
        model = Paper
        fields = ("id", "kind", "name", "content_type", "size", "digest", "at", "url")

    @extend_schema_field(OpenApiTypes.URI)
    def get_url(self, paper: Paper) -> str:
        return reverse("api:naming-paper", args=[paper.campaign.slug, paper.key, paper.pk])


class NamingSerializer(serializers.ModelSerializer):
    """One document; its awards and papers once it has named."""

    run = serializers.IntegerField(source="run.number", help_text="The numbered run whose results it names.")
    levels = serializers.ListField(child=serializers.CharField())
    issuer = serializers.CharField(source="shape.issuer", default="")
    recipients = serializers.CharField(source="shape.recipients", default="")
    text = serializers.CharField(source="shape.text", default="")
    signatory = serializers.CharField(source="shape.signatory", default="")

    class Meta:
        model = Naming
        fields = (
            *("id", "status", "title", "number", "dated_on", "levels", *SHAPE, "run"),
            *("by_name", "second_name", "proposed_at", "named_at"),
        )


class NamingWordsSerializer(serializers.Serializer):
    """What is decided about a draft; what is not named stays."""

    title = serializers.CharField(max_length=120)
    number = serializers.CharField(max_length=60, allow_blank=True)
    dated_on = serializers.DateField(allow_null=True)
    levels = serializers.ListField(child=serializers.CharField(max_length=20))
    issuer = serializers.CharField(max_length=80)
    recipients = serializers.CharField(max_length=200, allow_blank=True)
    text = serializers.CharField(max_length=4000)
    signatory = serializers.CharField(max_length=80)


def words_of(naming: Naming, given: dict[str, Any]) -> NamingWords:
    """What was sent, with what stands for the rest."""
    stands = {name: getattr(naming, name) for name in ("title", "number", "dated_on", "levels")}
    shape = {name: given.pop(name, naming.shape.get(name, "")) for name in SHAPE}
    return NamingWords(**stands | given, shape=shape)


class NominationSerializer(serializers.ModelSerializer):
    """A branch put forward for an honour; an exception stands once a second person confirmed it."""

    branch = serializers.CharField(source="assessment.name")

    class Meta:
        model = Nomination
        fields = (
            *("id", "assessment", "branch", "honour", "level", "is_exception", "reason", "by_name", "at"),
            *("second_name", "confirmed_at", "ended_at", "end_reason"),
        )


class NewNominationSerializer(serializers.Serializer):
    """Which branch, for what; a reason where its level is not one that the honour is given from."""

    assessment = serializers.IntegerField(min_value=1)
    honour = serializers.CharField(max_length=120)
    reason = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")
