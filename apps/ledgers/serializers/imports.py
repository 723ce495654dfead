"""Workbooks of entries as REST reads and writes them."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.core.rest.fields import NamedSerializer, SeenField
from apps.ledgers.defining import Ledger
from apps.ledgers.models import EntryImport
from apps.ledgers.reading import ledgers
from apps.ledgers.table import RowFault
from apps.organisations.choices import Kind
from apps.organisations.models import Node, reach_of
from apps.organisations.reach import SEGMENT


def committees_above(person: Any) -> QuerySet[Node]:
    """Work committees at or above one's offices."""
    reach = reach_of(person)
    rows = Node.objects.filter(kind=Kind.COMMITTEE).standing()
    if reach.is_everything:
        return rows
    paths = [office.path for office in reach.offices]
    return rows.filter(path__in={path[:end] for path in paths for end in range(SEGMENT, len(path) + 1, SEGMENT)})


class NewEntryImportSerializer(serializers.Serializer):
    """A workbook of one list for one committee."""

    ledger = serializers.SlugField(max_length=40)
    committee = SeenField(committees_above)
    file = serializers.FileField(max_length=200)

    def validate_ledger(self, slug: str) -> Ledger:
        if slug not in ledgers():
            raise serializers.ValidationError(_("There is no such list."))
        return ledgers()[slug]


class RowFaultSerializer(serializers.Serializer):
    """A cell to be mended."""

    row = serializers.IntegerField()
    letter = serializers.CharField()
    column = serializers.CharField()
    value = serializers.CharField()
    code = serializers.CharField(source="hint")
    message = serializers.CharField()


class EntryImportSerializer(serializers.ModelSerializer):
    """An import: where it stands, its faults, and what it would do or did."""

    committee = NamedSerializer()
    counts = serializers.SerializerMethodField()
    faults = serializers.SerializerMethodField()

    class Meta:
        model = EntryImport
        fields = [
            *("id", "ledger", "committee", "file_name", "status", "by_name", "at", "written_at", "undone_at"),
            *("counts", "faults"),
        ]

    def get_counts(self, imported: EntryImport) -> dict[str, int]:
        report: Mapping[str, Any] = imported.report
        return {name: report[name] for name in ("added", "changed", "same", "faulty") if name in report}

    @extend_schema_field(RowFaultSerializer(many=True))
    def get_faults(self, imported: EntryImport) -> list[dict[str, Any]]:
        return RowFaultSerializer([RowFault(**kept) for kept in imported.report.get("faults", [])], many=True).data
