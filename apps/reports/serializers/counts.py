"""How many branches hold which level, and where."""

from rest_framework import serializers

from apps.evaluations.serializers import LevelReachedSerializer
from apps.reports.league_columns import CODES


class LevelCountSerializer(LevelReachedSerializer):
    """A level and how many branches hold it."""

    count = serializers.IntegerField()
    share = serializers.CharField(help_text="Per cent of all branches, one decimal.")


class GroupCountsSerializer(serializers.Serializer):
    """A zone, a unit or a type: how many of its branches hold each level, best level first."""

    id = serializers.IntegerField(allow_null=True, help_text="null for a type, and for branches without a zone.")
    name = serializers.CharField()
    branches = serializers.IntegerField()
    counts = serializers.ListField(child=serializers.IntegerField())


class CountsSerializer(serializers.Serializer):
    """The dashboard's figures of one run."""

    run = serializers.IntegerField()
    branches = serializers.IntegerField()
    levels = LevelCountSerializer(many=True)
    zones = GroupCountsSerializer(many=True)
    units = GroupCountsSerializer(many=True)
    types = GroupCountsSerializer(many=True)
    near = serializers.IntegerField(help_text="Branches whose next star lacks two points or less.")


class ColumnsSerializer(serializers.Serializer):
    """Which columns stand in one's league tables."""

    columns = serializers.ListField(child=serializers.ChoiceField(choices=CODES), max_length=len(CODES))
