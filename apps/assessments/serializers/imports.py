"""Imports and the reports of their dry runs."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from apps.assessments.models import Import
from apps.campaigns.models import Campaign
from apps.campaigns.serializers import seen_scopes
from apps.core.rest.fields import NamedSerializer, SeenField, SeenSlugField
from apps.criteria.marks import Accepted, Fault


def seen_campaigns(person: Any) -> Any:
    """Campaigns that may be named in a body."""
    return Campaign.objects.visible_to(person)


class NewImportSerializer(serializers.Serializer):
    """A workbook or CSV: with a campaign its marks (and, the first time, its roster), without one a roster alone."""

    file = serializers.FileField(help_text=".xlsx, .xls or .csv, at most 20 MB.")
    campaign = SeenSlugField(seen_campaigns, required=False)
    committee = SeenField(seen_scopes, required=False, help_text="For a roster alone: whose roster it is.")
    has_creation = serializers.BooleanField(
        required=False, default=False, help_text="For a roster alone: make units and branches that do not stand yet."
    )

    def validate(self, given: dict[str, Any]) -> dict[str, Any]:
        if ("campaign" in given) == ("committee" in given):
            raise serializers.ValidationError({"campaign": [_("Name either a campaign or a committee.")]})
        return given


class FaultSerializer(serializers.Serializer):
    """One cell that must be changed; `row` counts from 1, `value` is as it was typed."""

    row = serializers.IntegerField()
    column = serializers.CharField(help_text="The column's heading.")
    letter = serializers.CharField()
    kind = serializers.CharField()
    title = serializers.CharField()
    value = serializers.CharField()
    branch = serializers.CharField()
    message = serializers.CharField(help_text="How it is mended.")


class AcceptedSerializer(serializers.Serializer):
    """Harmless mess that was read as it was meant."""

    kind = serializers.CharField()
    count = serializers.IntegerField()
    label = serializers.CharField()


class PlanGroupSerializer(serializers.Serializer):
    """What would be made in one zone."""

    name = serializers.CharField()
    units = serializers.ListField(child=serializers.CharField())
    branches = serializers.IntegerField()
    members = serializers.IntegerField()


class PlanSerializer(serializers.Serializer):
    """How many organisations would be made, and which units where."""

    zones = serializers.IntegerField()
    units = serializers.IntegerField()
    branches = serializers.IntegerField()
    groups = PlanGroupSerializer(many=True)


class SheetCountsSerializer(serializers.Serializer):
    """What happens to sheets: how many are new, changed, the same; how many marks, facts and vetoes that is."""

    new = serializers.IntegerField()
    changed = serializers.IntegerField()
    same = serializers.IntegerField()
    marks = serializers.IntegerField()
    marks_changed = serializers.IntegerField()
    facts = serializers.IntegerField()
    vetoes = serializers.IntegerField()


class ReportSerializer(serializers.Serializer):
    """The dry run. It is equal to the real run: with one fault, nothing is written."""

    error = serializers.CharField(required=False, help_text="Why the file cannot be read; then nothing else stands.")
    rows = serializers.IntegerField(required=False)
    faulty_rows = serializers.IntegerField(required=False)
    fault_count = serializers.IntegerField(required=False)
    faults = FaultSerializer(many=True, required=False, help_text="The first 2,000.")
    accepted = AcceptedSerializer(many=True, required=False)
    ignored = serializers.ListField(child=serializers.CharField(), required=False)
    plan = PlanSerializer(required=False)
    sheets = SheetCountsSerializer(required=False)


class ImportSerializer(serializers.ModelSerializer):
    """A workbook that was brought in, and how far it is."""

    campaign = serializers.CharField(source="campaign.slug", default=None, allow_null=True)
    committee = NamedSerializer()

    class Meta:
        model = Import
        fields = [
            "id",
            "campaign",
            "committee",
            "file_name",
            "size",
            "digest",
            "status",
            "has_creation",
            "by_name",
            "at",
            "checked_at",
            "written_at",
            "undone_at",
        ]


class ImportDetailSerializer(ImportSerializer):
    """An import with the report of its dry run; null until it has been tried."""

    report = serializers.SerializerMethodField()

    class Meta(ImportSerializer.Meta):
        fields = [*ImportSerializer.Meta.fields, "report"]

    def get_report(self, imported: Import) -> dict[str, Any] | None:
        report = imported.report
        if not report:
            return None
        if "error" in report:
            return {"error": report["error"]}
        spoken = {
            "faults": [spoken_fault(fault) for fault in report["faults"]],
            "accepted": [
                entry | {"label": Accepted(entry["kind"], entry["count"], (), entry["header"]).label}
                for entry in report["accepted"]
            ],
        }
        return ReportSerializer(report | spoken).data


def fault_of(stored: dict[str, Any]) -> Fault:
    """A stored fault without its excerpt."""
    return Fault(**{key: value for key, value in stored.items() if key != "excerpt"})


def spoken_fault(stored: dict[str, Any]) -> dict[str, Any]:
    """A stored fault with its words in the reader's language."""
    fault = fault_of(stored)
    return stored | {"title": fault.title, "message": fault.message}
