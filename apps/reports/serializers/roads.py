"""Targets against results over REST."""

from rest_framework import serializers


class ReachedSerializer(serializers.Serializer):
    """Branches on the level or a better one, of how many; `share` in tenths of a per cent, `wanted` in branches."""

    level = serializers.CharField()
    branches = serializers.IntegerField()
    of = serializers.IntegerField()
    share = serializers.IntegerField()
    wanted = serializers.IntegerField()
    is_reached = serializers.BooleanField()


class YearReachedSerializer(serializers.Serializer):
    """One campaign of one year."""

    year = serializers.IntegerField()
    campaign = serializers.CharField()
    reached = ReachedSerializer(many=True)


class RoadReachedSerializer(serializers.Serializer):
    """Every campaign of a road's years."""

    years = YearReachedSerializer(many=True)
