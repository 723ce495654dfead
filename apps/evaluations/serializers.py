"""Runs and results as REST writes them. The context carries the rules by which the run rated."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.core.rest.fields import NamedSerializer
from apps.evaluations.models import NoiseStudy, Result, Run
from apps.rating.points import show_figure
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


@extend_schema_field({"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$", "example": "18.5"})
class FigureField(serializers.CharField):
    """A sum as decimal text, exact, with as many decimals as the rules give it."""


class LevelReachedSerializer(serializers.Serializer):
    """A level, or the word of those who take part without being rated; `index` counts from the best, 0, and `name` is
    the word used in files."""

    index = serializers.IntegerField()
    name = serializers.CharField()
    stars = serializers.IntegerField(allow_null=True, help_text="null where the rules have none.")
    rated = serializers.BooleanField()


class PlacesSerializer(serializers.Serializer):
    """Places; equal branches share one, and the next is skipped. null for who is not rated."""

    campaign = serializers.IntegerField(source="rank", allow_null=True)
    zone = serializers.IntegerField(source="rank_zone", allow_null=True)
    unit = serializers.IntegerField(source="rank_unit", allow_null=True)
    type = serializers.IntegerField(source="rank_type", allow_null=True)


class NextStarSerializer(serializers.Serializer):
    """The nearest star that is not lit, and what it lacks."""

    star = serializers.CharField()
    gap = FigureField()


class BandSerializer(serializers.Serializer):
    """From `low` to `high` in nine of ten repeats; the level stayed in `steady` of `repeats`."""

    low = serializers.IntegerField()
    high = serializers.IntegerField()
    steady = serializers.IntegerField()
    repeats = serializers.IntegerField()


class NoiseSerializer(serializers.ModelSerializer):
    """Which places another scorer would move: what it was asked with; `finished_at` is null until it is found."""

    class Meta:
        model = NoiseStudy
        fields = ["run", "party", "seed", "repeats", "pairs", "digest", "at", "finished_at"]


class ResultSerializer(serializers.ModelSerializer):
    """What one run gives one branch; points are decimal text."""

    unit = NamedSerializer()
    zone = NamedSerializer(allow_null=True)
    type = serializers.CharField(source="branch_type")
    level = serializers.SerializerMethodField()
    reached = serializers.SerializerMethodField(help_text="The level before quotas and decisions.")
    pushed = serializers.IntegerField(allow_null=True, help_text="The quota without a seat for it, counted from 0.")
    grade = serializers.SerializerMethodField(help_text="null where the rules have none.")
    programme = serializers.SerializerMethodField(help_text="null where the rules have none.")
    stars = serializers.IntegerField(allow_null=True, help_text="null where the rules have none.")
    lit = serializers.SerializerMethodField(help_text="Codes of the stars that are lit.")
    medals = serializers.DictField(child=serializers.CharField(), help_text="The medal won, by star.")
    sections = serializers.SerializerMethodField(help_text="Points by section.")
    total = serializers.SerializerMethodField()
    places = PlacesSerializer(source="*")
    band = serializers.SerializerMethodField(
        help_text="Places between which another scorer would move it; null where that run was not asked."
    )
    next_star = serializers.SerializerMethodField(help_text="null where no star lacks points alone.")

    class Meta:
        model = Result
        fields = [
            "assessment",
            "name",
            "unit",
            "zone",
            "type",
            "level",
            "reached",
            "pushed",
            "grade",
            "programme",
            "stars",
            "lit",
            "medals",
            "sections",
            "total",
            "places",
            "is_tied",
            "band",
            "next_star",
        ]

    @property
    def rules(self) -> Rulebook:
        return self.context["rules"]

    def shown(self, figure: int) -> str:
        return show_figure(figure, self.rules.decimals)

    @extend_schema_field(LevelReachedSerializer)
    def get_level(self, result: Result) -> dict[str, Any]:
        return level_reached(self.rules, result.level)

    @extend_schema_field(LevelReachedSerializer)
    def get_reached(self, result: Result) -> dict[str, Any]:
        return level_reached(self.rules, result.reached)

    def get_grade(self, result: Result) -> str | None:
        return None if result.grade is None else self.rules.grades[result.grade].name

    def get_programme(self, result: Result) -> str | None:
        return None if result.programme is None else self.rules.programmes[result.programme].name

    def get_lit(self, result: Result) -> list[str]:
        return [star.code for number, star in enumerate(self.rules.stars) if result.lit >> number & 1]

    @extend_schema_field(serializers.DictField(child=FigureField()))
    def get_sections(self, result: Result) -> dict[str, str]:
        codes = [section.code for section in self.rules.sections]
        return dict(zip(codes, map(self.shown, result.sections), strict=True))

    @extend_schema_field(FigureField)
    def get_total(self, result: Result) -> str:
        return self.shown(result.total)

    @extend_schema_field(BandSerializer(allow_null=True))
    def get_band(self, result: Result) -> dict[str, Any] | None:
        table = self.context.get("bands")
        found = table.of(result.assessment_id) if table else None
        return BandSerializer(found).data if found else None

    @extend_schema_field(NextStarSerializer(allow_null=True))
    def get_next_star(self, result: Result) -> dict[str, Any] | None:
        if result.gap is None or result.gap_star is None:
            return None
        return {"star": self.rules.stars[result.gap_star].code, "gap": self.shown(result.gap)}


def level_reached(rules: Rulebook, index: int) -> dict[str, Any]:
    """An outcome of the rulebook by its number from the best; `stars` is null where the rules have none."""
    level = rules.outcomes[index]
    stars = level.stars if rules.shows_stars else None
    return {"index": index, "name": level.name, "stars": stars, "rated": level.rated}
