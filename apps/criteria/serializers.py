"""Points and rulebooks as REST writes and reads them."""

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.criteria.asking import level_asks
from apps.criteria.models import RulebookVersion
from apps.rating.points import parse_points, show_points
from apps.rating.rulebook import Level, Rulebook

LONGEST = 12


@extend_schema_field({"type": "string", "pattern": r"^-?[0-9]{1,9}(\.[0-9]{1,2})?$", "example": "18.5"})
class PointsField(serializers.Field):
    """Points as decimal text, exact to the hundredth: "18.5" is 1850 inside.

    Numbers are refused: they may be floats.
    """

    default_error_messages = {"invalid": _("Send points as decimal text, such as “18.5”.")}

    def to_representation(self, value: int) -> str:
        return show_points(value)

    def to_internal_value(self, data: Any) -> int:
        if not isinstance(data, str) or len(data) > LONGEST:
            self.fail("invalid")
        try:
            return parse_points(data)
        except ValueError:
            return self.fail("invalid")


class TextSerializer(serializers.Serializer):
    """Words in both languages."""

    zh = serializers.CharField()
    en = serializers.CharField()


class VersionSerializer(serializers.ModelSerializer):
    """A published rulebook version; `digest` is the SHA-256 of its text."""

    slug = serializers.CharField(source="rulebook.slug")
    title = serializers.SerializerMethodField()

    class Meta:
        model = RulebookVersion
        fields = ["id", "slug", "title", "number", "digest", "published_at"]

    @extend_schema_field(TextSerializer)
    def get_title(self, version: RulebookVersion) -> dict[str, str]:
        return {"zh": version.rulebook.title_zh, "en": version.rulebook.title_en}


class CriterionSerializer(serializers.Serializer):
    """One line that is marked. kind: "points", "pass", "choice", "count", "number", "penalty" or "yes-or-no"."""

    code = serializers.CharField()
    title = TextSerializer()
    section = serializers.CharField()
    minimum = PointsField()
    maximum = PointsField()
    step = PointsField()
    kind = serializers.CharField()
    score = serializers.CharField(help_text="The criterion that it is part of: itself, or the one whose fine it is.")
    types = serializers.ListField(child=serializers.CharField(), help_text="Branch types it holds for; empty: all.")
    guide = TextSerializer(allow_null=True)


class SectionSerializer(serializers.Serializer):
    """A group of criteria that are added up."""

    code = serializers.CharField()
    title = TextSerializer()
    short = TextSerializer()
    letter = TextSerializer()
    maximum = PointsField()
    criteria = serializers.ListField(child=serializers.CharField())


class StarSerializer(serializers.Serializer):
    """What is earned; by reaching `line` in its section where it is of that kind."""

    code = serializers.CharField()
    section = serializers.CharField()
    title = TextSerializer()
    kind = serializers.CharField()
    line = PointsField(allow_null=True)
    required = serializers.BooleanField()


class VetoSerializer(serializers.Serializer):
    """An event that limits the outcome."""

    code = serializers.CharField()
    title = TextSerializer()
    effect = serializers.CharField()


class LevelSerializer(serializers.Serializer):
    """An outcome; `name` is the word used in files."""

    name = serializers.CharField()
    title = TextSerializer()
    stars = serializers.IntegerField()
    rated = serializers.BooleanField()
    lit = serializers.IntegerField(help_text="How many stars it asks; 0 where it asks none.")
    named = serializers.ListField(child=serializers.CharField(), help_text="Codes of the stars that it asks by name.")
    asks = serializers.SerializerMethodField(help_text="All that it asks, in words.")

    def get_asks(self, level: Level) -> str:
        return level_asks(self.context["rules"], level, get_language() or "zh-hans")


class BlankSerializer(serializers.Serializer):
    """What a criterion without a mark means."""

    counts = PointsField()
    at_closing = serializers.CharField()


class RulesSerializer(serializers.Serializer):
    """The rules as the engine reads them; levels stand best first."""

    step = PointsField()
    places = serializers.IntegerField(help_text="Decimals shown.")
    blank = BlankSerializer()
    reason_gap = PointsField(allow_null=True)
    parties = serializers.DictField(child=serializers.CharField())
    sections = SectionSerializer(many=True)
    criteria = CriterionSerializer(many=True)
    stars = StarSerializer(many=True)
    vetoes = VetoSerializer(many=True)
    levels = LevelSerializer(many=True)
    order = serializers.SerializerMethodField(help_text="Figures, in turn; “fewest” before one where less is better.")

    def get_order(self, rules: Rulebook) -> list[str]:
        return [f"{'fewest ' if key.smallest_first else ''}{key.expression}" for key in rules.order]


class VersionDetailSerializer(VersionSerializer):
    """A rulebook version with its text as published, and the rules that the engine reads in it."""

    rules = RulesSerializer()
    reasons = serializers.DictField(
        child=serializers.CharField(), help_text="Why a criterion differs from the version before, by its code."
    )

    class Meta(VersionSerializer.Meta):
        fields = [*VersionSerializer.Meta.fields, "reasons", "text", "rules"]
