"""How long proof is kept, as REST writes and reads it."""

from rest_framework import serializers

from apps.assessments.services.keeping import FEWEST_YEARS, MOST_YEARS


class KeptYearsSerializer(serializers.Serializer):
    """Years by kind of file, after the last year that a file served; what is not named stays."""

    photo = serializers.IntegerField(min_value=FEWEST_YEARS, max_value=MOST_YEARS, required=False)
    document = serializers.IntegerField(min_value=FEWEST_YEARS, max_value=MOST_YEARS, required=False)
    table = serializers.IntegerField(min_value=FEWEST_YEARS, max_value=MOST_YEARS, required=False)


class DueSerializer(serializers.Serializer):
    """A piece of proof that was kept long enough."""

    id = serializers.IntegerField(source="pk")
    branch = serializers.CharField(source="owner.name")
    title = serializers.CharField(source="__str__")
    due_at = serializers.DateTimeField(help_text="When the nightly look found it.")


class KeepingSerializer(serializers.Serializer):
    """Years by kind, and what is due: at most the 200 that have waited longest."""

    years = KeptYearsSerializer()
    due = DueSerializer(many=True)
    total = serializers.IntegerField()


class DeleteSerializer(serializers.Serializer):
    """What is to go, and why. State secrets must never be entered or uploaded here."""

    evidence = serializers.ListField(child=serializers.IntegerField(), allow_empty=False, max_length=200)
    reason = serializers.CharField(max_length=500)


class DeletedSerializer(serializers.Serializer):
    """How many pieces were deleted."""

    deleted = serializers.IntegerField()
