"""A comparison as REST writes it; points are decimal text, in the order of the branches."""

from typing import Any

from rest_framework import serializers

from apps.evaluations.models import Result
from apps.evaluations.serializers import FigureField, LevelReachedSerializer
from apps.rating.points import show_figure, show_points
from apps.reports.comparing import Comparison, Line
from apps.reports.comparing_words import ComparisonWords


class ComparedBranchSerializer(serializers.Serializer):
    """One branch of the comparison."""

    id = serializers.IntegerField(help_text="Of the assessment.")
    name = serializers.CharField()
    unit = serializers.CharField()
    level = LevelReachedSerializer()
    place = serializers.IntegerField(allow_null=True)
    lit = serializers.ListField(child=serializers.CharField(), help_text="Codes of the stars that are lit.")


class ComparedLineSerializer(serializers.Serializer):
    """A section, criterion or the total."""

    code = serializers.CharField()
    section = serializers.CharField(help_text="Of a criterion; empty for a section and for the total.")
    title = serializers.CharField()
    values = serializers.ListField(child=FigureField(allow_null=True))
    line = FigureField(allow_null=True, help_text="What lights the star; null without a line.")
    best = FigureField(allow_null=True)
    behind = FigureField(allow_null=True, help_text="What the first branch lacks to the best.")


class ComparedBranchesSerializer(serializers.Serializer):
    """Two to five branches of one run."""

    run = serializers.IntegerField()
    sentence = serializers.CharField()
    branches = ComparedBranchSerializer(many=True)
    sections = ComparedLineSerializer(many=True)
    criteria = ComparedLineSerializer(many=True, help_text="None where one may not read the marks of all of them.")
    total = ComparedLineSerializer()
    largest = serializers.ListField(child=serializers.CharField(), help_text="Codes of the largest gaps, most first.")


def told(here: Comparison, words: ComparisonWords) -> dict[str, Any]:
    """A comparison as plain values."""
    return {
        "run": here.run.pk,
        "sentence": words.sentence(),
        "branches": [branch(here, result) for result in here.results],
        "sections": [line(here, words, one) for one in here.sections],
        "criteria": [line(here, words, one) for one in here.criteria],
        "total": line(here, words, here.total),
        "largest": [one.code for one in here.largest],
    }


def branch(here: Comparison, result: Result) -> dict[str, Any]:
    lit = [star.code for number, star in enumerate(here.rules.stars) if result.lit >> number & 1]
    level = here.rules.outcomes[result.level]
    return {
        "id": result.assessment_id,
        "name": result.name,
        "unit": result.unit.name,
        "level": {"index": result.level, "name": level.name, "stars": level.stars, "rated": level.rated},
        "place": result.rank,
        "lit": lit,
    }


def line(here: Comparison, words: ComparisonWords, one: Line) -> dict[str, Any]:
    def text(value: int | None) -> str | None:
        if value is None:
            return None
        return show_points(value) if one.is_criterion else show_figure(value, here.rules.decimals)

    return {
        "code": one.code,
        "section": one.section,
        "title": "" if one.code == "total" else words.name_of(one),
        "values": [text(value) for value in one.values],
        "line": text(one.line),
        "best": text(one.best),
        "behind": text(one.behind),
    }
