"""Units' own indicators as REST writes and reads them."""

from typing import Any

from rest_framework import serializers

from apps.assessments.choices import RefinementStatus
from apps.assessments.indicators import LONGEST_GUIDE, LONGEST_TITLE, MOST, MOST_PROOF, Indicator
from apps.assessments.models import Refinement
from apps.core.rest.fields import NamedSerializer
from apps.criteria.serializers import PointsField, TextSerializer


class IndicatorSerializer(serializers.Serializer):
    """One of a unit's own indicators; in sheets it stands under the line's code and its number, such as “X.1”."""

    title = serializers.CharField(max_length=LONGEST_TITLE)
    guide = serializers.CharField(max_length=LONGEST_GUIDE, allow_blank=True, required=False, default="")
    points = PointsField(help_text="What it offers.")
    proof = serializers.IntegerField(
        min_value=0, max_value=MOST_PROOF, required=False, default=0, help_text="How many files it asks for."
    )

    def to_internal_value(self, data: Any) -> Any:
        return Indicator(**super().to_internal_value(data))


class RefinementWriteSerializer(serializers.Serializer):
    """All indicators of a unit in place of those that stand, and the version that was seen; another is a conflict."""

    indicators = IndicatorSerializer(many=True, max_length=MOST)
    version = serializers.IntegerField(min_value=0, required=False, allow_null=True, default=None)


class RefinementActSerializer(serializers.Serializer):
    """For approving the version that was seen, for returning the reason."""

    version = serializers.IntegerField(min_value=0, required=False, allow_null=True, default=None)
    reason = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")


class RefinementSerializer(serializers.ModelSerializer):
    """What one unit adds to one section, and how far it has come."""

    unit = NamedSerializer(source="node")
    status = serializers.ChoiceField(RefinementStatus.choices)
    indicators = IndicatorSerializer(many=True)

    class Meta:
        model = Refinement
        fields = [
            "unit",
            "section",
            "status",
            "version",
            "indicators",
            "submitted_by_name",
            "submitted_at",
            "looked_at",
            "decided_by_name",
            "decided_at",
            "return_reason",
        ]
        read_only_fields = fields


class RoomSerializer(serializers.Serializer):
    """What the rulebook leaves to units in one section."""

    section = serializers.CharField(source="section.code")
    title = TextSerializer(source="section.title")
    line = serializers.CharField(source="line.code", help_text="The criterion that own indicators stand in for.")
    points = PointsField(help_text="What they may offer together.")
    count = serializers.IntegerField(help_text="How many there may be.")
    by = serializers.CharField(help_text="unit or county.")


class RefinementsSerializer(serializers.Serializer):
    """What the rulebook leaves, until when, and every unit that you see as a whole."""

    campaign = serializers.CharField()
    rooms = RoomSerializer(many=True)
    frozen = serializers.BooleanField(help_text="Whether nothing changes any more: marking has begun.")
    freezing_at = serializers.DateTimeField(allow_null=True)
    refinements = RefinementSerializer(many=True)


class IndicatorRateSerializer(serializers.Serializer):
    """What one indicator gave: branches marked, hundredths of the points won in the mean, branches at full marks."""

    code = serializers.CharField()
    title = serializers.CharField()
    offered = PointsField()
    marked = serializers.IntegerField()
    share = serializers.DecimalField(max_digits=5, decimal_places=2, allow_null=True, help_text="Of 100.")
    full = serializers.IntegerField(help_text="Branches at full marks.")


class UnitRateSerializer(serializers.Serializer):
    """What a unit's own points are worth beside the common ones, over branches that are marked on all of both."""

    unit = NamedSerializer(source="node")
    section = serializers.CharField()
    branches = serializers.IntegerField()
    own = serializers.DecimalField(max_digits=5, decimal_places=2, allow_null=True, help_text="Share won, of 100.")
    common = serializers.DecimalField(max_digits=5, decimal_places=2, allow_null=True, help_text="The same in common.")
    rate = serializers.DecimalField(max_digits=7, decimal_places=2, allow_null=True, help_text="own ÷ common.")
    is_judged = serializers.BooleanField(help_text="Whether enough branches are marked to tell.")
    is_cheap = serializers.BooleanField(help_text="Own points came far more easily than common ones.")
    indicators = IndicatorRateSerializer(many=True)


class ExchangeSerializer(serializers.Serializer):
    """The exchange rate of own points in a campaign; from how many branches on it is told, and what is flagged."""

    campaign = serializers.CharField()
    least = serializers.IntegerField()
    above = serializers.IntegerField(help_text="Flagged where own lies so far above common, of 100.")
    units = UnitRateSerializer(many=True)
