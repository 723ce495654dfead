"""What is filled in over REST, read as services take it. Money is whole fen (hundredths of a yuan)."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from rest_framework import serializers

from apps.core.errors import Invalid
from apps.core.rest.fields import SeenField
from apps.ledgers.choices import ColumnType
from apps.ledgers.defining import Ledger
from apps.ledgers.models import Entry
from apps.ledgers.reading import ledgers
from apps.ledgers.values import UNWRITABLE, typed
from apps.organisations.models import Node

LONGEST = 4000


def seen_nodes(person: Any) -> QuerySet[Node]:
    return Node.objects.visible_to(person)


def seen_entries(person: Any) -> QuerySet[Entry]:
    return Entry.objects.visible_to(person).select_related("node", "committee")


class FilledSerializer(serializers.Serializer):
    """What is filled in: `values` by column key, money in fen, choices by key; null empties a column."""

    owner = SeenField(seen_nodes, required=False)
    about = SeenField(seen_entries, required=False)
    values = serializers.DictField(child=serializers.JSONField(allow_null=True), required=False, default=dict)

    def raw(self, ledger: Ledger) -> dict[str, Any]:
        """The same as services take it; refuses columns that the list does not have."""
        given = self.validated_data
        raw = {key: plain(ledger, key, value) for key, value in given["values"].items()}
        if ledger.owner and "owner" in given:
            raw[ledger.owner.key] = given["owner"]
        if ledger.about and "about" in given:
            raw[ledger.about.key] = named_entry(ledger, given["about"])
        return raw


def plain(ledger: Ledger, key: str, value: Any) -> Any:
    """One value of a body as it would be typed."""
    column = next((column for column in ledger.plain if column.key == key), None)
    if column is None:
        words = _("This list has no such column.")
        raise Invalid(words, details={UNWRITABLE.sub("", key)[:80]: [words]})
    if value is None:
        return None
    if column.type == ColumnType.MONEY and type(value) is int and abs(value) < 10**16:
        return typed(column, value)
    if column.type == ColumnType.MONEY or not isinstance(value, str | int) or isinstance(value, bool):
        words = _("Money is a whole number of fen, everything else a text or a whole number.")
        raise Invalid(words, details={key: [words]})
    return str(value)[:LONGEST]


def named_entry(ledger: Ledger, entry: Entry) -> Entry:
    """An entry that may stand in the list's column; refused where it is of another list or has been taken out."""
    if entry.ledger != ledger.about.of or entry.ended_at is not None:
        words = _("No entry of this number in “%(ledger)s”.") % {"ledger": ledgers()[ledger.about.of].title}
        raise Invalid(words, details={"about": [words]})
    return entry


class ChangedSerializer(FilledSerializer):
    """Other values, with the reason; `revision` refuses the change where somebody else changed it since."""

    reason = serializers.CharField(max_length=500)
    revision = serializers.IntegerField(required=False, min_value=1, max_value=2**31 - 1)


class WhySerializer(serializers.Serializer):
    """Why it is done."""

    reason = serializers.CharField(max_length=500)


class EntryMoveSerializer(serializers.Serializer):
    """An act that the entry's state knows."""

    act = serializers.CharField(max_length=40)
    reason = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")


class FilesSerializer(serializers.Serializer):
    """A proof file."""

    file = serializers.FileField(max_length=200)
