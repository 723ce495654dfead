"""Targets of a campaign against its result over REST."""

from rest_framework import serializers


class TargetReachedSerializer(serializers.Serializer):
    """One target: so many branches of so many, and how many are wanted; `rest` is what the other levels leave."""

    kind = serializers.CharField(source="goal.kind")
    levels = serializers.ListField(child=serializers.CharField(), source="goal.levels")
    stars = serializers.IntegerField(source="goal.stars", allow_null=True)
    years = serializers.IntegerField(source="goal.years", help_text="In how many years; 0: this one.")
    asked = serializers.CharField(source="goal.amount", help_text="A share as 25% or 1/3, or a number of branches.")
    road = serializers.IntegerField(source="goal.road.pk", default=None, allow_null=True)
    branches = serializers.IntegerField()
    of = serializers.IntegerField()
    wanted = serializers.IntegerField()
    lacking = serializers.IntegerField(help_text="Below zero where there are more than wanted.")
    is_reached = serializers.BooleanField()


class TargetsReachedSerializer(serializers.Serializer):
    """Every target of a campaign in one run."""

    run = serializers.IntegerField()
    targets = TargetReachedSerializer(many=True)
