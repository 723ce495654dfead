"""The whole derivation of one branch's result; points are decimal text."""

from rest_framework import serializers

from apps.criteria.serializers import PointsField
from apps.evaluations.serializers import LevelReachedSerializer


class MarkSerializer(serializers.Serializer):
    """A criterion and what it was marked; null is not marked."""

    criterion = serializers.CharField()
    mark = PointsField(allow_null=True)


class SectionReasonSerializer(serializers.Serializer):
    """How a section came about: its marks add up to `sum`, of which `total` counts; `line` lights its star."""

    code = serializers.CharField()
    marks = MarkSerializer(many=True)
    sum = PointsField()
    total = PointsField()
    maximum = PointsField()
    line = PointsField(allow_null=True)
    lit = serializers.BooleanField()
    gap = PointsField()


class ConditionSerializer(serializers.Serializer):
    """One thing a level asks, and whether it holds."""

    kind = serializers.CharField()
    needed = serializers.IntegerField()
    actual = serializers.IntegerField()
    holds = serializers.BooleanField()
    codes = serializers.ListField(child=serializers.CharField())
    text = serializers.CharField(help_text="In the reader's language.")


class ChangeSerializer(serializers.Serializer):
    """Raise a criterion from `now` to `needed`."""

    criterion = serializers.CharField()
    now = PointsField(allow_null=True)
    needed = PointsField()


class WaySerializer(serializers.Serializer):
    """How a star would light: any one of `options` suffices; `changes` is the shortest list that does."""

    star = serializers.CharField()
    gap = PointsField()
    options = ChangeSerializer(many=True)
    changes = ChangeSerializer(many=True)
    level = LevelReachedSerializer()
    stars = serializers.IntegerField()
    expected_place = serializers.IntegerField(help_text="In the campaign, everybody else as they are.")


class PlaceSerializer(serializers.Serializer):
    """A place among how many."""

    place = serializers.IntegerField()
    of = serializers.IntegerField()


class FourPlacesSerializer(serializers.Serializer):
    """Places in the four scopes."""

    campaign = PlaceSerializer()
    zone = PlaceSerializer()
    unit = PlaceSerializer()
    type = PlaceSerializer()


class ExplanationSerializer(serializers.Serializer):
    """Why this level, and what next, by the inputs that the run itself read."""

    run = serializers.IntegerField()
    assessment = serializers.IntegerField()
    name = serializers.CharField()
    level = LevelReachedSerializer()
    stars = serializers.IntegerField()
    lit = serializers.ListField(child=serializers.CharField())
    vetoes = serializers.ListField(child=serializers.CharField())
    total = PointsField()
    maximum = PointsField()
    sections = SectionReasonSerializer(many=True)
    places = FourPlacesSerializer()
    conditions = ConditionSerializer(many=True)
    next_level = LevelReachedSerializer(allow_null=True)
    next_conditions = ConditionSerializer(many=True)
    ways = WaySerializer(many=True)
