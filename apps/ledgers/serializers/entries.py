"""Entries as REST writes them, with what they said, and names alike. Money is whole fen (hundredths of a yuan)."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.core.rest.fields import NamedSerializer
from apps.ledgers.models import Entry, EntryRevision


class AboutSerializer(serializers.Serializer):
    """The entry that another one is about."""

    id = serializers.IntegerField(source="pk")
    ledger = serializers.CharField()
    number = serializers.IntegerField()
    name = serializers.CharField()


class EntrySerializer(serializers.ModelSerializer):
    """An entry. `values` are by column key; `left` is what is left of a grant, `times` who took a case up."""

    owner = NamedSerializer(source="node")
    about = AboutSerializer(allow_null=True)
    values = serializers.DictField(child=serializers.JSONField())
    left = serializers.SerializerMethodField()
    times = serializers.SerializerMethodField()

    class Meta:
        model = Entry
        fields = [
            *("id", "ledger", "number", "name", "owner", "about", "year", "amount", "left", "times", "state", "values"),
            *("revision", "by_name", "at", "changed_at", "ended_at", "end_reason"),
        ]

    def get_left(self, entry: Entry) -> int | None:
        used = self.context.get("used")
        return None if used is None or entry.amount is None else entry.amount - used.get(entry.pk, 0)

    def get_times(self, entry: Entry) -> int:
        return self.context.get("times", {}).get(entry.pk, 0)


class EntryRevisionSerializer(serializers.ModelSerializer):
    """One change of an entry, by column key."""

    before = serializers.DictField(child=serializers.JSONField())
    after = serializers.DictField(child=serializers.JSONField())

    class Meta:
        model = EntryRevision
        fields = ["number", "act", "before", "after", "reason", "by_name", "at"]


class FileUseSerializer(serializers.Serializer):
    """A proof file of an entry."""

    id = serializers.IntegerField(source="pk")
    file = serializers.IntegerField(source="file_id")
    name = serializers.CharField(source="file.name")
    by_name = serializers.CharField()


class EntryDetailSerializer(EntrySerializer):
    """An entry with everything that it ever said, and its files."""

    history = serializers.SerializerMethodField()
    files = serializers.SerializerMethodField()

    class Meta(EntrySerializer.Meta):
        fields = [*EntrySerializer.Meta.fields, "history", "files"]

    @extend_schema_field(EntryRevisionSerializer(many=True))
    def get_history(self, entry: Entry) -> list[dict[str, Any]]:
        return EntryRevisionSerializer(entry.revisions.all(), many=True).data

    @extend_schema_field(FileUseSerializer(many=True))
    def get_files(self, _entry: Entry) -> list[dict[str, Any]]:
        return FileUseSerializer(self.context["files"], many=True).data


class AlikeSerializer(serializers.Serializer):
    """An entry whose name is like another's; `apart` is why it is no duplicate, where a person said so."""

    entry = EntrySerializer()
    why = serializers.CharField()
    is_own = serializers.BooleanField()
    apart = serializers.SerializerMethodField()

    def get_apart(self, row: Any) -> str:
        return row.apart.reason if row.apart else ""


class AlikeListSerializer(serializers.Serializer):
    """Entries whose names are like one's, the closest first."""

    results = AlikeSerializer(many=True)


class NamesakesSerializer(serializers.Serializer):
    """Two entries whose names are alike."""

    first = AboutSerializer()
    second = AboutSerializer()
    why = serializers.CharField()


class NamesakesListSerializer(serializers.Serializer):
    """Pairs that nobody has judged."""

    results = NamesakesSerializer(many=True)
