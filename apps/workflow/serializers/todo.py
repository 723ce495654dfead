"""To-do lists, notes, blockers and late work as REST writes them."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.accounts.models import User
from apps.core.rest.fields import NamedSerializer, SeenField
from apps.workflow.models import Note
from apps.workflow.selectors import receivers


class ItemSerializer(serializers.Serializer):
    """One thing to do. `url` is a page of the site, or the address of the act where `is_post`."""

    key = serializers.CharField()
    title = serializers.CharField()
    why = serializers.CharField()
    source = serializers.CharField(help_text="Where it comes from.")
    due_at = serializers.DateTimeField(allow_null=True)
    is_late = serializers.SerializerMethodField()
    days_late = serializers.SerializerMethodField(help_text="Calendar days since its last day.")
    label = serializers.CharField(help_text="What the button says.")
    url = serializers.CharField()
    is_post = serializers.BooleanField()

    def get_is_late(self, item: Any) -> bool:
        return item.is_late(self.context["now"])

    def get_days_late(self, item: Any) -> int:
        return item.days(self.context["now"])


class WaitingSerializer(serializers.Serializer):
    """What somebody else owes."""

    title = serializers.CharField()
    who = serializers.CharField()
    due_at = serializers.DateTimeField(allow_null=True)


class TodoSerializer(serializers.Serializer):
    """A person's list: late first, then by day."""

    items = serializers.SerializerMethodField()
    waiting = WaitingSerializer(many=True)
    late = serializers.IntegerField(help_text="How many items are past their time.")

    @extend_schema_field(ItemSerializer(many=True))
    def get_items(self, todo: Any) -> list[dict[str, Any]]:
        return ItemSerializer(todo.items, many=True, context={"now": todo.now}).data


class NoteSerializer(serializers.ModelSerializer):
    """Something noted, or handed over by somebody."""

    person = NamedSerializer(help_text="On whose list it stands.")

    class Meta:
        model = Note
        fields = ["id", "person", "title", "detail", "due_on", "done_at", "from_name", "created_at"]


class NewNoteSerializer(serializers.Serializer):
    """A note for oneself."""

    title = serializers.CharField(max_length=120)
    detail = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")
    due_on = serializers.DateField(required=False, allow_null=True, default=None)


def seen_receivers(person: Any) -> QuerySet[User]:
    """Whom the person may name."""
    return receivers(person)


class ReceiverSerializer(serializers.Serializer):
    """To whom it is handed: somebody with an office of today within one's reach."""

    person = SeenField(seen_receivers)


class BlockerSerializer(serializers.Serializer):
    """What stands in the way of the campaign's next step; `stops` names the acts that are refused until it is done."""

    key = serializers.CharField()
    title = serializers.CharField()
    rule = serializers.CharField()
    body = serializers.CharField(help_text="Who does it: staff, markers, units or branches.")
    url = serializers.CharField()
    is_post = serializers.BooleanField()
    stops = serializers.SerializerMethodField()

    @extend_schema_field({"type": "array", "items": {"type": "string"}})
    def get_stops(self, blocker: Any) -> list[str]:
        return sorted(blocker.stops)


class DoneSerializer(serializers.Serializer):
    """What is done, and when the last of it was."""

    title = serializers.CharField()
    at = serializers.DateTimeField(allow_null=True)


class BlockersSerializer(serializers.Serializer):
    """What is left, and what is done."""

    blockers = BlockerSerializer(many=True)
    done = DoneSerializer(many=True)


class LateSerializer(serializers.Serializer):
    """Work of one unit that is past its time; `days` are calendar days, 0 for what ends today."""

    kind = serializers.CharField()
    title = serializers.CharField()
    unit = serializers.SerializerMethodField()
    count = serializers.IntegerField()
    who = serializers.CharField(help_text="Who answers for it today.")
    due_at = serializers.DateTimeField()
    days = serializers.IntegerField()

    @extend_schema_field(NamedSerializer)
    def get_unit(self, row: Any) -> dict[str, Any]:
        return {"id": row.unit_id, "name": row.unit}


class LateWorkSerializer(serializers.Serializer):
    """Late work, longest first, then in the official order."""

    late = LateSerializer(many=True)
