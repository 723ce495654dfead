"""Self against superior as REST writes it; points are decimal text."""

from typing import Any

from rest_framework import serializers

from apps.rating.points import show_points
from apps.reports.gaps import GapView


class GapBranchSerializer(serializers.Serializer):
    """One branch: both sums over the criteria that both have marked, and the self-assessment less the superior's."""

    id = serializers.IntegerField(help_text="Of the assessment.")
    name = serializers.CharField()
    unit = serializers.CharField()
    compared = serializers.IntegerField(help_text="How many criteria both have marked.")
    own = serializers.CharField()
    superior = serializers.CharField()
    gap = serializers.CharField()
    is_far = serializers.BooleanField()


class GapUnitSerializer(serializers.Serializer):
    """One unit. For who answers for a branch: only where five of its branches or more were compared."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    branches = serializers.IntegerField()
    median = serializers.CharField()


class GapPartSerializer(serializers.Serializer):
    """A section or criterion."""

    code = serializers.CharField()
    gap = serializers.CharField()


class GapsSerializer(serializers.Serializer):
    """Gaps as far as the reader may see them."""

    line = serializers.CharField(help_text="Points from which on a branch lies far.")
    median = serializers.CharField(allow_null=True, help_text="Of the campaign; null where fewer than five compare.")
    branches = GapBranchSerializer(many=True)
    units = GapUnitSerializer(many=True)
    sections = GapPartSerializer(many=True, help_text="The median gap.")
    criteria = GapPartSerializer(many=True, help_text="The mean gap, farthest first.")


def told(view: GapView) -> dict[str, Any]:
    """A view as plain values."""
    far = {branch.pk for branch in view.far}
    rows = view.far if view.asked.side else view.chosen
    return {
        "line": show_points(view.line),
        "median": None if view.median is None else show_points(view.median),
        "branches": [
            {
                "id": each.pk,
                "name": each.name,
                "unit": each.unit_name,
                "compared": each.compared,
                "own": show_points(each.own),
                "superior": show_points(each.given),
                "gap": show_points(each.gap),
                "is_far": each.pk in far,
            }
            for each in rows
        ],
        "units": units_of(view),
        "sections": [{"code": section.code, "gap": show_points(gap)} for section, gap in view.sections(view.chosen)],
        "criteria": [{"code": each.code, "gap": show_points(gap)} for each, gap, _n in view.criteria(view.chosen)],
    }


def units_of(view: GapView) -> list[dict[str, Any]]:
    """The units with their medians; a branch hears of its own unit where that has branches enough."""
    if not view.is_private:
        return [
            {"id": unit.pk, "name": unit.name, "branches": unit.branches, "median": show_points(unit.median)}
            for unit in view.units()
        ]
    found = {}
    for branch in view.in_sight:
        middle = view.unit_median(branch.unit)
        if middle is not None:
            count = sum(each.unit == branch.unit for each in view.everybody)
            words = {"id": branch.unit, "name": branch.unit_name, "branches": count, "median": show_points(middle)}
            found[branch.unit] = words
    return list(found.values())
