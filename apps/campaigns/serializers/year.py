"""Extensions and working days over REST."""

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from apps.campaigns.choices import EXTENDABLE, StageKind
from apps.campaigns.models import Extension
from apps.campaigns.serializers.campaigns import YEARS, in_years
from apps.core.rest.fields import NamedSerializer, SeenField
from apps.organisations.models import Node


def seen_nodes(person: Any) -> QuerySet[Node]:
    """Branches and units that one sees."""
    return Node.objects.visible_to(person).standing()


class ExtensionSerializer(serializers.ModelSerializer):
    """More time for one branch or unit; over once `closes_at` has passed or `ended_at` is set."""

    node = NamedSerializer()

    class Meta:
        model = Extension
        fields = ["id", "kind", "node", "closes_at", "reason", "by_name", "at", "ended_at"]


class ExtensionListSerializer(serializers.Serializer):
    """All extensions of one campaign."""

    results = ExtensionSerializer(many=True)


class NewExtensionSerializer(serializers.Serializer):
    """An extension as it is asked for."""

    kind = serializers.ChoiceField([(kind, StageKind(kind).label) for kind in EXTENDABLE])
    node = SeenField(seen_nodes)
    closes_at = serializers.DateTimeField()
    reason = serializers.CharField(max_length=500)

    def validate_closes_at(self, moment: Any) -> Any:
        return in_years(moment)


class YearSerializer(serializers.Serializer):
    """One year."""

    year = serializers.IntegerField(min_value=YEARS[0], max_value=YEARS[-1])


class WorkingDaySerializer(serializers.Serializer):
    """A day that departs from its weekday."""

    on = serializers.DateField()
    is_working = serializers.BooleanField()
    name = serializers.CharField(max_length=40, required=False, allow_blank=True, default="")


class DaysSerializer(serializers.Serializer):
    """The days of a year that depart from their weekday; `is_undecreed` where nobody knows them yet."""

    year = serializers.IntegerField()
    is_undecreed = serializers.BooleanField()
    days = WorkingDaySerializer(many=True)


class DaysFileSerializer(serializers.Serializer):
    """The table as a file: day, 班 or 休, name."""

    file = serializers.FileField(max_length=200, help_text=".xlsx, .xls or .csv, at most 2 MB.")
