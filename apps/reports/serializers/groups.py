"""A unit or a zone as REST writes it."""

from typing import Any

from rest_framework import serializers

from apps.evaluations.serializers import FigureField, LevelReachedSerializer
from apps.reports.group_sight import GroupSight
from apps.reports.heat import mean_text


class GroupLevelSerializer(LevelReachedSerializer):
    """A level, and how many of the group's branches hold it."""

    count = serializers.IntegerField()


class GroupCriterionSerializer(serializers.Serializer):
    """How the group stands on one criterion."""

    code = serializers.CharField()
    mean = FigureField(help_text="One decimal, half up.")
    marked = serializers.IntegerField()
    below = serializers.IntegerField(allow_null=True, help_text="Branches below the line; null without one.")


class GroupYearSerializer(serializers.Serializer):
    """One year's levels, best first."""

    year = serializers.IntegerField()
    campaign = serializers.CharField()
    counts = serializers.ListField(child=serializers.IntegerField())
    is_new_method = serializers.BooleanField(help_text="Whether other rules held the year before.")


class GroupSightSerializer(serializers.Serializer):
    """The page of a unit or zone in one run."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    run = serializers.IntegerField()
    branches = serializers.IntegerField()
    levels = GroupLevelSerializer(many=True)
    mean = FigureField(allow_null=True, help_text="Mean total of rated branches, one decimal.")
    criteria = GroupCriterionSerializer(many=True, help_text="None for who may not read the marks of all of them.")
    years = GroupYearSerializer(many=True)


def told(sight: GroupSight) -> dict[str, Any]:
    """A group as plain values."""
    rules, (total, n) = sight.frame.show.rules, sight.mean()
    levels = zip(rules.outcomes, sight.counts, strict=True)
    return {
        "id": sight.group.pk,
        "name": sight.group.name,
        "run": sight.frame.run.pk,
        "branches": sight.branches,
        "levels": [
            {"index": index, "name": level.name, "stars": level.stars, "rated": level.rated, "count": count}
            for index, (level, count) in enumerate(levels)
        ],
        "mean": mean_text(total * 100 // 10**rules.decimals, n) if n else None,
        "criteria": [
            {"code": one.code, "mean": mean_text(marks, marked), "marked": marked, "below": below}
            for one, marks, marked, below in sight.marks
            if marked
        ],
        "years": [
            {"year": year["year"], "campaign": year["slug"], "counts": year["counts"], "is_new_method": year["is_new"]}
            for year in sight.years()
        ],
    }
