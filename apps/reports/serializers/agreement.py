"""The agreement of two scorers as REST writes it."""

from rest_framework import serializers

from apps.criteria.serializers import PointsField


class AgreementRowSerializer(serializers.Serializer):
    """One criterion, section or the total; figures of fewer than 10 pairs are null, as are means of words."""

    kind = serializers.ChoiceField(["criterion", "section", "total"])
    code = serializers.CharField(allow_blank=True)
    pairs = serializers.IntegerField()
    same = serializers.IntegerField(allow_null=True)
    near = serializers.IntegerField(allow_null=True, help_text="Within a tenth of the range; of sums a twentieth.")
    lean = PointsField(allow_null=True, help_text="By how much the first gives more, on average.")
    apart = PointsField(allow_null=True, help_text="The mean distance.")
    beyond_chance = PointsField(allow_null=True, help_text="1 is full agreement, 0 is chance.")
    is_weak = serializers.BooleanField()


class AgreementSerializer(serializers.Serializer):
    """Agreement by criterion and in sums."""

    party = serializers.CharField()
    criteria = AgreementRowSerializer(many=True)
    sums = AgreementRowSerializer(many=True)
