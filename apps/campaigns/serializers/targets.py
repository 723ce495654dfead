"""A campaign's targets over REST."""

from typing import Any

from rest_framework import serializers

from apps.campaigns.choices import TargetKind
from apps.campaigns.models import CampaignTarget
from apps.campaigns.services import PlannedShare
from apps.campaigns.services.targets import MOST_TARGETS

AMOUNT = "A share as 25% or 1/3, or a number of branches; empty: none asked."


class PlannedTargetSerializer(serializers.ModelSerializer):
    """One line of a plan."""

    class Meta:
        model = CampaignTarget
        fields = ["kind", "level", "stars", "now", "later"]


class TargetListSerializer(serializers.Serializer):
    """All lines, as they stand."""

    targets = PlannedTargetSerializer(many=True)


class NewTargetSerializer(serializers.Serializer):
    """One line as it is asked for: a level for `at-least` and `level`, a number for `stars`."""

    kind = serializers.ChoiceField(choices=TargetKind.choices)
    level = serializers.CharField(max_length=40, required=False, allow_blank=True, default="")
    stars = serializers.IntegerField(min_value=1, max_value=100, required=False, allow_null=True, default=None)
    now = serializers.CharField(max_length=12, required=False, allow_blank=True, default="", help_text=AMOUNT)
    later = serializers.CharField(
        max_length=12, required=False, allow_blank=True, default="", help_text=f"Within three years. {AMOUNT}"
    )


class NewTargetsSerializer(serializers.Serializer):
    """A whole plan; it replaces what stands."""

    targets = NewTargetSerializer(many=True, max_length=MOST_TARGETS)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        return {"lines": [PlannedShare(**line) for line in attrs["targets"]]}
