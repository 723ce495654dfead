"""The health of criteria, and how groups fare."""

from rest_framework import serializers

from apps.criteria.serializers import PointsField
from apps.rating.statistics import Share


class CriterionHealthSerializer(serializers.Serializer):
    """One criterion: its marks' spread, blanks, and how far the self-marks lie; the flags say from where they judge."""

    code = serializers.CharField(source="criterion.code")
    holds = serializers.IntegerField(help_text="Branches for which it holds.")
    blank = serializers.IntegerField()
    marked = serializers.IntegerField(source="spread.marked", default=0)
    full = serializers.IntegerField(source="spread.full", default=0, help_text="Branches with full marks.")
    common = PointsField(source="spread.common", default=None, allow_null=True)
    common_count = serializers.IntegerField(source="spread.common_count", default=0)
    lower = PointsField(source="spread.lower", default=None, allow_null=True)
    upper = PointsField(source="spread.upper", default=None, allow_null=True)
    both = serializers.IntegerField(help_text="Branches marked by both parties.")
    gap = PointsField(help_text="Mean self-mark less mean mark over these.")
    far = serializers.IntegerField(help_text="How many of these differ by a tenth of the range or more.")
    is_judged = serializers.BooleanField(help_text="At least 20 branches are marked.")
    separates_nobody = serializers.BooleanField(help_text="90% or more have one and the same mark.")
    is_far = serializers.BooleanField(help_text="At least half of those marked by both parties differ so much.")


class CriterionPairSerializer(serializers.Serializer):
    """Two criteria whose ranks go together."""

    first = serializers.CharField(source="first.code")
    second = serializers.CharField(source="second.code")
    correlation = PointsField(source="value")
    both = serializers.IntegerField()


class WeightSerializer(serializers.Serializer):
    """What one criterion decides."""

    code = serializers.CharField(source="criterion.code")
    share = serializers.IntegerField(help_text="Its part of the variance of all sums, in thousandths.")
    rest = PointsField(allow_null=True, help_text="Its correlation with the sum of the others of its section.")
    is_weak = serializers.BooleanField(help_text="That correlation is below 0.2.")


class UnprovedSerializer(serializers.Serializer):
    """Marked branches that have shown no proof file for one criterion."""

    code = serializers.CharField(source="criterion.code")
    without = serializers.IntegerField()
    marked = serializers.IntegerField()


class IntervalSerializer(serializers.Serializer):
    """A share with its counts; `low` and `high` bound its 95% Wilson interval in per cent, one decimal."""

    part = serializers.IntegerField()
    whole = serializers.IntegerField()
    low = serializers.SerializerMethodField()
    high = serializers.SerializerMethodField()

    def get_low(self, share: Share) -> str:
        return f"{share.low * 100:.1f}"

    def get_high(self, share: Share) -> str:
        return f"{share.high * 100:.1f}"


class GroupFareSerializer(serializers.Serializer):
    """One group beside all other branches; `apart` is 1 or −1 where the intervals do not touch."""

    name = serializers.CharField()
    share = IntervalSerializer()
    rest = IntervalSerializer()
    apart = serializers.IntegerField()


class OutOfReachSerializer(serializers.Serializer):
    """A criterion that no small branch reached at `line`, though others did."""

    criterion = serializers.CharField(source="criterion.code")
    line = PointsField()
    small = serializers.IntegerField()
    part = serializers.IntegerField()
    others = serializers.IntegerField()


class HealthSerializer(serializers.Serializer):
    """Figures about one run's criteria."""

    run = serializers.IntegerField(source="run.pk")
    criteria = CriterionHealthSerializer(many=True)
    weights = WeightSerializer(many=True)
    repeating = CriterionPairSerializer(many=True)
    unproved = UnprovedSerializer(many=True, help_text="Empty where the campaign takes no proof.")
    of = serializers.CharField(source="chosen", help_text="Whose share the groups show.")
    choices = serializers.ListField(child=serializers.CharField(), help_text="Whose share can be asked for.")
    groups = GroupFareSerializer(many=True)
    up_to = serializers.IntegerField(source="asked.up_to")
    out_of_reach = OutOfReachSerializer(many=True)
