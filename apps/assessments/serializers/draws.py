"""Draws and the comparison of two sheets as REST writes and reads them."""

from decimal import Decimal
from typing import Any

from rest_framework import serializers

from apps.assessments.models import Draw
from apps.assessments.serializers.sheets import MarkField
from apps.assessments.services.draws import LONGEST_SEED
from apps.criteria.serializers import PointsField


class DrawPartSerializer(serializers.Serializer):
    """A part of the urn: zone, type and third; the ids of its assessments; how many were drawn."""

    names = serializers.ListField(child=serializers.CharField(allow_blank=True))
    keys = serializers.ListField(child=serializers.IntegerField())
    drawn = serializers.IntegerField()


class DrawSerializer(serializers.ModelSerializer):
    """A draw: published, held at `drawn_at`, dropped at `dropped_at`; with it anyone can draw again."""

    share = PointsField(help_text="Per cent.")
    strata = DrawPartSerializer(many=True)
    drawn = serializers.ListField(child=serializers.IntegerField(), help_text="Assessments in the order of the draw.")

    class Meta:
        model = Draw
        fields = ["id", "party", "seed", "share", "at", "by_name", "drawn_at", "strata", "drawn"]
        fields += ["dropped_at", "drop_reason"]


class SeedSerializer(serializers.Serializer):
    """What is published before anything is drawn."""

    party = serializers.CharField(max_length=40, default="", allow_blank=True)
    seed = serializers.CharField(max_length=LONGEST_SEED)
    share = serializers.DecimalField(
        max_digits=5, decimal_places=2, min_value=Decimal("0.01"), max_value=Decimal(100), help_text="Per cent."
    )


class DropSerializer(serializers.Serializer):
    """Why a draw does not count; `hold` and `give` need none."""

    reason = serializers.CharField(max_length=500, required=False, default="", allow_blank=True)


class TwoSheetsSerializer(serializers.Serializer):
    """The marks of both, as each gave them before seeing the other's; words count 100 for the first."""

    assessment = serializers.IntegerField(source="assessment.pk")
    first = serializers.DictField(child=PointsField())
    second = serializers.DictField(child=PointsField())


class SettleSerializer(serializers.Serializer):
    """What counts from now on, by criterion, and why."""

    marks = serializers.DictField(child=MarkField(allow_null=True))
    reason = serializers.CharField(max_length=500)


def share_of(given: dict[str, Any]) -> int:
    """The share in hundredths of a per cent."""
    return int(given["share"] * 100)
