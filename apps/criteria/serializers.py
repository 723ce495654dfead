"""Points and rulebooks as REST writes and reads them."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.criteria.models import RulebookVersion
from apps.rating.points import parse_points, show_points

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
    """One line that is marked."""

    code = serializers.CharField()
    title = TextSerializer()
    section = serializers.CharField()
    minimum = PointsField()
    maximum = PointsField()
    step = PointsField()
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
    """What a section earns by reaching `line`."""

    code = serializers.CharField()
    section = serializers.CharField()
    title = TextSerializer()
    line = PointsField()
    required = serializers.BooleanField()


class VetoSerializer(serializers.Serializer):
    """An event that limits the outcome."""

    code = serializers.CharField()
    title = TextSerializer()
    effect = serializers.CharField()


class LevelConditionSerializer(serializers.Serializer):
    """One thing a level asks."""

    kind = serializers.CharField()
    needed = serializers.IntegerField()
    codes = serializers.ListField(child=serializers.CharField())


class LevelSerializer(serializers.Serializer):
    """An outcome; `name` is the word used in files."""

    name = serializers.CharField()
    title = TextSerializer()
    stars = serializers.IntegerField()
    rated = serializers.BooleanField()
    conditions = LevelConditionSerializer(many=True)


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
    order = serializers.ListField(child=serializers.CharField())


class VersionDetailSerializer(VersionSerializer):
    """A rulebook version with its text as published, and the rules that the engine reads in it."""

    rules = RulesSerializer()

    class Meta(VersionSerializer.Meta):
        fields = [*VersionSerializer.Meta.fields, "text", "rules"]
