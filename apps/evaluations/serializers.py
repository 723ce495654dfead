"""Runs and results as REST writes them. The context carries the rules by which the run rated."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.core.rest.fields import NamedSerializer
from apps.criteria.serializers import PointsField
from apps.evaluations.models import Result, Run
from apps.rating.rulebook import Rulebook


class RunSerializer(serializers.ModelSerializer):
    """One execution of the evaluation; `number` is null for the working run that follows changes by itself."""

    is_current = serializers.SerializerMethodField(help_text="Whether readers see this run.")
    rulebook_version = serializers.IntegerField(source="rulebook_version_id")

    class Meta:
        model = Run
        fields = [
            "id",
            "number",
            "is_whole",
            "is_current",
            "branches",
            "rulebook_version",
            "digest",
            "started_by_name",
            "started_at",
            "read_at",
            "finished_at",
        ]

    def get_is_current(self, run: Run) -> bool:
        return run.pk == self.context["current"]


class LevelReachedSerializer(serializers.Serializer):
    """A level; `index` counts from the best, 0, and `name` is the word used in files."""

    index = serializers.IntegerField()
    name = serializers.CharField()
    stars = serializers.IntegerField()
    rated = serializers.BooleanField()


class PlacesSerializer(serializers.Serializer):
    """Places; equal branches share one, and the next is skipped."""

    campaign = serializers.IntegerField(source="rank")
    zone = serializers.IntegerField(source="rank_zone")
    unit = serializers.IntegerField(source="rank_unit")
    type = serializers.IntegerField(source="rank_type")


class NextStarSerializer(serializers.Serializer):
    """The nearest star that is not lit, and what it lacks."""

    star = serializers.CharField()
    gap = PointsField()


class ResultSerializer(serializers.ModelSerializer):
    """What one run gives one branch; points are decimal text."""

    unit = NamedSerializer()
    zone = NamedSerializer(allow_null=True)
    type = serializers.CharField(source="branch_type")
    level = serializers.SerializerMethodField()
    lit = serializers.SerializerMethodField(help_text="Codes of the stars that are lit.")
    sections = serializers.SerializerMethodField(help_text="Points by section.")
    total = PointsField()
    places = PlacesSerializer(source="*")
    next_star = serializers.SerializerMethodField(help_text="null where every star is lit.")

    class Meta:
        model = Result
        fields = [
            "assessment",
            "name",
            "unit",
            "zone",
            "type",
            "level",
            "stars",
            "lit",
            "sections",
            "total",
            "places",
            "is_tied",
            "next_star",
        ]

    @property
    def rules(self) -> Rulebook:
        return self.context["rules"]

    @extend_schema_field(LevelReachedSerializer)
    def get_level(self, result: Result) -> dict[str, Any]:
        return level_reached(self.rules, result.level)

    def get_lit(self, result: Result) -> list[str]:
        return [star.code for number, star in enumerate(self.rules.stars) if result.lit >> number & 1]

    @extend_schema_field(serializers.DictField(child=PointsField()))
    def get_sections(self, result: Result) -> dict[str, str]:
        codes = [section.code for section in self.rules.sections]
        shown = map(PointsField().to_representation, result.sections)
        return dict(zip(codes, shown, strict=True))

    @extend_schema_field(NextStarSerializer(allow_null=True))
    def get_next_star(self, result: Result) -> dict[str, Any] | None:
        if result.gap is None or result.gap_star is None:
            return None
        return NextStarSerializer({"star": self.rules.stars[result.gap_star].code, "gap": result.gap}).data


def level_reached(rules: Rulebook, index: int) -> dict[str, Any]:
    """A level of the rulebook by its number from the best."""
    level = rules.levels[index]
    return {"index": index, "name": level.name, "stars": level.stars, "rated": level.rated}
