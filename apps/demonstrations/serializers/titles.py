"""Titles, their steps and reviews, and the documents that confer them, as REST reads and writes them."""

from typing import Any

from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.core.rest.fields import NamedSerializer
from apps.demonstrations.choices import StepKind
from apps.demonstrations.models import Conferral, Review, Title, TitleStep
from apps.demonstrations.services.conferrals import DocumentWords
from apps.demonstrations.services.reviews import MOST_FILES
from apps.demonstrations.title_state import Standing, State, public_standing_of, standing_of
from apps.evaluations.documents import SHAPE
from apps.evaluations.models import Paper


class TitleStandingSerializer(serializers.Serializer):
    """How a title stands today: since when and why where it does not hold any more."""

    state = serializers.ChoiceField(choices=State.choices)
    on = serializers.DateField(allow_null=True)
    reason = serializers.CharField()
    holds = serializers.BooleanField()


class PublicTitleSerializer(serializers.ModelSerializer):
    """What everybody reads of a title: the plaque's words, its term, how it stands (a warning is not told)."""

    unit = serializers.CharField(source="candidate.unit.name")
    zone = serializers.CharField(source="candidate.zone.name", default="")
    document = serializers.CharField(source="conferral.number")
    standing = serializers.SerializerMethodField()

    class Meta:
        model = Title
        fields = (
            *("word", "holder", "brand", "number", "key", "unit", "zone", "named_on", "until", "document", "digest"),
            "standing",
        )

    @extend_schema_field(TitleStandingSerializer)
    def get_standing(self, title: Title) -> dict[str, Any]:
        return TitleStandingSerializer(self.stands(title)).data

    def stands(self, title: Title) -> Standing:
        return public_standing_of(title)


class ListedTitleSerializer(PublicTitleSerializer):
    """The same for people of the house, who read of warnings, too."""

    def stands(self, title: Title) -> Standing:
        return standing_of(title)


class TitleSerializer(ListedTitleSerializer):
    """The same with its id, for those within whose offices it is held."""

    candidate = serializers.IntegerField(source="candidate_id")
    batch = serializers.IntegerField(source="conferral.batch.number")

    class Meta(PublicTitleSerializer.Meta):
        fields = ("id", "candidate", "batch", "status", *PublicTitleSerializer.Meta.fields)


class TitleStepSerializer(serializers.ModelSerializer):
    """A warning, its lifting, a renewal, a withdrawal; in force once it is confirmed."""

    class Meta:
        model = TitleStep
        fields = (
            *("id", "kind", "reason", "meeting", "until", "by_name", "at"),
            *("second_name", "confirmed_at", "dropped_at"),
        )


class NewTitleStepSerializer(serializers.Serializer):
    """What is proposed about a title, and why; a withdrawal names its meeting."""

    kind = serializers.ChoiceField(choices=StepKind.choices)
    reason = serializers.CharField(max_length=500)
    meeting = serializers.CharField(max_length=120, required=False, allow_blank=True, default="")


class ReviewSerializer(serializers.ModelSerializer):
    """One year's review."""

    class Meta:
        model = Review
        fields = (
            *("id", "year", "due_on", "status", "report", "reported_by_name", "reported_at"),
            *("finding", "by_name", "at"),
        )


class ReviewReportSerializer(serializers.Serializer):
    """What the holder says of the past year; files come as multipart/form-data, each named `files`."""

    report = serializers.CharField(max_length=3000)
    files = serializers.ListField(child=serializers.FileField(), max_length=MOST_FILES, required=False, default=list)


class ReviewsAskedSerializer(serializers.Serializer):
    """How many reviews began."""

    reviews = serializers.IntegerField()


class UnitSumSerializer(NamedSerializer):
    """How many titles hold in a unit, and how many do not any more."""

    id = serializers.IntegerField(source="pk")
    holding = serializers.IntegerField()
    over = serializers.IntegerField()


class ZoneSumSerializer(serializers.Serializer):
    """The same by zone."""

    name = serializers.CharField(source="title")
    holding = serializers.IntegerField()
    over = serializers.IntegerField()
    units = UnitSumSerializer(many=True)


class NamingCheckSerializer(serializers.Serializer):
    """One thing that is looked at before naming."""

    key = serializers.CharField()
    ok = serializers.BooleanField()
    text = serializers.CharField()


class ConferralSerializer(serializers.ModelSerializer):
    """A document that names the chosen of a batch."""

    issuer = serializers.CharField(source="shape.issuer", default="")
    recipients = serializers.CharField(source="shape.recipients", default="")
    text = serializers.CharField(source="shape.text", default="")
    signatory = serializers.CharField(source="shape.signatory", default="")

    class Meta:
        model = Conferral
        fields = (
            *("id", "status", "title", "number", "dated_on", *SHAPE, "digest"),
            *("by_name", "second_name", "proposed_at", "named_at"),
        )


class ConferralWordsSerializer(serializers.Serializer):
    """What is decided about a draft; what is not named stays."""

    title = serializers.CharField(max_length=120)
    number = serializers.CharField(max_length=60, allow_blank=True)
    dated_on = serializers.DateField(allow_null=True)
    issuer = serializers.CharField(max_length=80)
    recipients = serializers.CharField(max_length=200, allow_blank=True)
    text = serializers.CharField(max_length=4000)
    signatory = serializers.CharField(max_length=80)


class ConferralPaperSerializer(serializers.ModelSerializer):
    """A finished file of a naming; `url` gives it."""

    url = serializers.SerializerMethodField()

    class Meta:
        model = Paper
        fields = ("id", "kind", "name", "content_type", "size", "digest", "at", "url")

    @extend_schema_field(OpenApiTypes.URI)
    def get_url(self, paper: Paper) -> str:
        at = self.context["view"].kwargs
        return reverse("api:conferral-paper", args=[at["programme"], at["batch"], paper.pk])


def words_of(conferral: Conferral, given: dict[str, Any]) -> DocumentWords:
    """What was sent, with what stands for the rest."""
    stands = {name: getattr(conferral, name) for name in ("title", "number", "dated_on")}
    shape = {name: given.pop(name, conferral.shape.get(name, "")) for name in SHAPE}
    return DocumentWords(**stands | given, shape=shape)
