"""Checks of the audit record, and files of it, as REST writes and reads them."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.audit.models import Check
from apps.reports.acts import LABELS
from apps.reports.record_check import faults_in_sight


class FaultSerializer(serializers.Serializer):
    """One place that is not as the acts tell: empty `stored` and `expected` where something is gone."""

    where = serializers.CharField()
    what = serializers.CharField()
    stored = serializers.CharField()
    expected = serializers.CharField()


class CheckSerializer(serializers.ModelSerializer):
    """One going over everything: how many acts stood in the chain, its head then, how many places were altered."""

    faults = serializers.SerializerMethodField(help_text="Of the reader's own subtrees.")

    class Meta:
        model = Check
        fields = ["id", "at", "by_name", "acts", "head", "sheets", "runs", "count", "faults", "milliseconds"]

    @extend_schema_field(FaultSerializer(many=True))
    def get_faults(self, check: Check) -> Any:
        return FaultSerializer(faults_in_sight(self.context["request"].user, check), many=True).data


class RecordExportSerializer(serializers.Serializer):
    """Which acts: as the list of acts is narrowed."""

    q = serializers.CharField(required=False, default="", allow_blank=True, max_length=100)
    act = serializers.ChoiceField(choices=[(act, act) for act in LABELS], required=False, default="")
    actor = serializers.IntegerField(required=False, default=None, allow_null=True, min_value=0, max_value=2**63 - 1)
    since = serializers.DateField(required=False, default=None, allow_null=True)
    until = serializers.DateField(required=False, default=None, allow_null=True)
    changed = serializers.BooleanField(required=False, default=False)
