"""Rolls of people, and branches without a secretary, as REST writes and reads them."""

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from apps.core.rest.fields import NamedSerializer, SeenField
from apps.organisations.models import Node, Roll
from apps.organisations.roll.report import fault_of
from apps.organisations.selectors import vacant
from apps.organisations.serializers.tree import seen_nodes


class NewRollSerializer(serializers.Serializer):
    """A workbook with people, for a work committee."""

    file = serializers.FileField(max_length=200)
    committee = SeenField(seen_nodes)


class RollFaultSerializer(serializers.Serializer):
    """A cell to be mended, by row and column."""

    row = serializers.IntegerField()
    letter = serializers.CharField()
    column = serializers.CharField()
    value = serializers.CharField()
    code = serializers.CharField(source="hint")
    message = serializers.CharField()


class RollSerializer(serializers.ModelSerializer):
    """A roll of people: where it stands, and what its dry run found."""

    committee = NamedSerializer()
    faults = serializers.SerializerMethodField()
    counts = serializers.SerializerMethodField()
    error = serializers.SerializerMethodField()

    class Meta:
        model = Roll
        fields = ["id", "committee", "file_name", "status", "by_name", "at", "written_at", "counts", "faults", "error"]

    def get_faults(self, roll: Roll) -> list[dict[str, Any]]:
        return RollFaultSerializer([fault_of(kept) for kept in roll.report.get("faults", [])], many=True).data

    def get_counts(self, roll: Roll) -> dict[str, int]:
        names = ("rows", "faulty", "people", "found", "offices", "held", "without_mobile")
        return {name: roll.report[name] for name in names if name in roll.report}

    def get_error(self, roll: Roll) -> str:
        return roll.report.get("error", "")


def vacant_branches(person: Any) -> QuerySet[Node]:
    """Branches without a secretary that may be named in a body."""
    return vacant(seen_nodes(person))


class SecretarySerializer(serializers.Serializer):
    """Who becomes secretary of a branch that has none."""

    branch = SeenField(vacant_branches)
    name = serializers.CharField(max_length=80)
    mobile = serializers.CharField(max_length=20, required=False, allow_blank=True, default="")
    username = serializers.CharField(max_length=60, required=False, allow_blank=True, default="")


class NewSecretariesSerializer(serializers.Serializer):
    """Secretaries for several branches of an organisation, all of them or none."""

    secretaries = SecretarySerializer(many=True, allow_empty=False)


class AppointedSerializer(serializers.Serializer):
    """How many offices were given, and the accounts that were made for them."""

    offices = serializers.IntegerField()
    people = NamedSerializer(many=True)
