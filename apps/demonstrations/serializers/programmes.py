"""Programmes, their batches and gates as REST writes and reads them."""

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from apps.campaigns.models import Campaign
from apps.campaigns.serializers.campaigns import YEARS, in_years, seen_scopes
from apps.core.rest.fields import NamedSerializer, SeenField, SeenSlugField
from apps.criteria.models import RulebookVersion
from apps.criteria.serializers import VersionSerializer
from apps.demonstrations.choices import GateKind, ProgrammeKind
from apps.demonstrations.cutting import WHOLE
from apps.demonstrations.models import Batch, Gate, Programme
from apps.demonstrations.services.programmes import LONGEST_ANSWER, LONGEST_TERM, MOST_QUESTIONS

MOST_PLACES, MOST_LEVELS = 30_000, 20


def seen_ratings(person: Any) -> QuerySet[Campaign]:
    """Campaigns whose results may decide who applies."""
    return Campaign.objects.visible_to(person).ratings()


def seen_rulebooks(person: Any) -> QuerySet[RulebookVersion]:
    """Rulebook versions that may be a gate's."""
    return RulebookVersion.objects.visible_to(person)


class ApplicationQuestionSerializer(serializers.Serializer):
    """One question of the form of application; `limit` in characters."""

    key = serializers.SlugField(max_length=30)
    title = serializers.CharField(max_length=80)
    help = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")
    limit = serializers.IntegerField(min_value=1, max_value=LONGEST_ANSWER)
    is_required = serializers.BooleanField(required=False, default=True)


class ProgrammeSerializer(serializers.ModelSerializer):
    """A programme: `term` in months (null: for ever), `review_by` month and day of each year's review."""

    committee = NamedSerializer()
    rating = serializers.SlugRelatedField(slug_field="slug", read_only=True, allow_null=True)
    questions = ApplicationQuestionSerializer(many=True)
    levels = serializers.ListField(child=serializers.CharField())

    class Meta:
        model = Programme
        fields = [
            "slug",
            "name",
            "kind",
            "committee",
            "title_word",
            "rules_name",
            "questions",
            "rating",
            "levels",
            "term",
            "prefix",
            "review_by",
            "has_plaque",
            "contact",
            "is_listed",
            "is_demonstration",
            "ended_at",
        ]


class ProgrammeChangeSerializer(serializers.Serializer):
    """What of a programme is changed; what is absent stays. `questions`, where given, replace all that stand."""

    name = serializers.CharField(max_length=80, required=False)
    title_word = serializers.CharField(max_length=40, required=False)
    rules_name = serializers.CharField(max_length=120, required=False, allow_blank=True)
    questions = ApplicationQuestionSerializer(many=True, required=False, max_length=MOST_QUESTIONS)
    rating = SeenSlugField(seen_ratings, required=False, allow_null=True)
    levels = serializers.ListField(child=serializers.CharField(max_length=20), required=False, max_length=MOST_LEVELS)
    term = serializers.IntegerField(min_value=1, max_value=LONGEST_TERM, required=False, allow_null=True)
    prefix = serializers.CharField(max_length=12, required=False)
    review_by = serializers.CharField(max_length=5, required=False, allow_blank=True)
    has_plaque = serializers.BooleanField(required=False)
    contact = serializers.CharField(max_length=120, required=False, allow_blank=True)
    is_listed = serializers.BooleanField(required=False)


class NewProgrammeSerializer(ProgrammeChangeSerializer):
    """A new programme; what is absent is as its kind brings it."""

    committee = SeenField(seen_scopes)
    kind = serializers.ChoiceField(ProgrammeKind.choices)
    slug = serializers.SlugField(max_length=50)
    name = serializers.CharField(max_length=80)


class GateSerializer(serializers.ModelSerializer):
    """A gate: who marks (`kind`), by which rulebook, on which `levels` one may pass (empty: any), how many do. `share`
    in tenths of a per cent; `campaign` is its round once it is open."""

    rulebook_version = VersionSerializer()
    campaign = serializers.SlugRelatedField(slug_field="slug", read_only=True, allow_null=True)
    levels = serializers.ListField(child=serializers.CharField())

    class Meta:
        model = Gate
        fields = [
            "position",
            "kind",
            "title",
            "status",
            "rulebook_version",
            "campaign",
            "opens_at",
            "closes_at",
            "levels",
            "places",
            "share",
            "spare",
            "fact",
            "closed_at",
        ]


class BatchSerializer(serializers.ModelSerializer):
    """A batch with its gates in order; `places` is how many may be named (null: no limit)."""

    gates = GateSerializer(many=True)

    class Meta:
        model = Batch
        fields = ["number", "year", "status", "opens_at", "closes_at", "places", "gates"]


class BatchListSerializer(serializers.Serializer):
    """Every batch of a programme, oldest first."""

    results = BatchSerializer(many=True)


class NewBatchSerializer(serializers.Serializer):
    """A batch's year, the span of its applications, and its places; asked for as a whole."""

    year = serializers.IntegerField(min_value=YEARS[0], max_value=YEARS[-1])
    opens_at = serializers.DateTimeField()
    closes_at = serializers.DateTimeField()
    places = serializers.IntegerField(min_value=1, max_value=MOST_PLACES, required=False, allow_null=True, default=None)

    def validate_opens_at(self, moment: Any) -> Any:
        return in_years(moment)

    def validate_closes_at(self, moment: Any) -> Any:
        return in_years(moment)


class GateChangeSerializer(serializers.Serializer):
    """What of a gate is changed; what is absent stays. Of an open gate only `closes_at`."""

    kind = serializers.ChoiceField(GateKind.choices, required=False)
    title = serializers.CharField(max_length=40, required=False, allow_blank=True)
    rulebook_version = SeenField(seen_rulebooks, required=False)
    opens_at = serializers.DateTimeField(required=False)
    closes_at = serializers.DateTimeField(required=False)
    levels = serializers.ListField(child=serializers.CharField(max_length=20), required=False, max_length=MOST_LEVELS)
    places = serializers.IntegerField(min_value=1, max_value=MOST_PLACES, required=False, allow_null=True)
    share = serializers.IntegerField(min_value=1, max_value=WHOLE, required=False, allow_null=True)
    spare = serializers.IntegerField(min_value=0, max_value=MOST_PLACES, required=False)
    fact = serializers.SlugField(max_length=30, required=False)

    def validate_opens_at(self, moment: Any) -> Any:
        return in_years(moment)

    def validate_closes_at(self, moment: Any) -> Any:
        return in_years(moment)


class NewGateSerializer(GateChangeSerializer):
    """One more gate behind the others."""

    kind = serializers.ChoiceField(GateKind.choices)
    rulebook_version = SeenField(seen_rulebooks)
    opens_at = serializers.DateTimeField()
    closes_at = serializers.DateTimeField()
