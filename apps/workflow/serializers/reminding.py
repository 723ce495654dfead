"""Reminders and messages as REST writes and takes them."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.core.rest.fields import NamedSerializer
from apps.workflow.choices import OUTSIDE, Purpose, Way
from apps.workflow.delivery_list import address
from apps.workflow.models import Delivery, Preference, Reminding, VoterRound

HOUR = r"^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$"
WAYS = [(way.value, way.label) for way in OUTSIDE]


class WaysSerializer(serializers.Serializer):
    """By purpose, the ways out of the house; the page is always a way besides."""

    def get_fields(self) -> dict[str, Any]:
        kinds = serializers.ListField(child=serializers.ChoiceField(WAYS), required=False, default=list)
        return {purpose.value: kinds for purpose in Purpose}


@extend_schema_field({"type": "string", "pattern": HOUR})
class HourField(serializers.TimeField):
    """An hour of the day by the house's clock, as 07:30: it has no zone."""


class PreferenceSerializer(serializers.ModelSerializer):
    """How one is reminded: ways by purpose, quiet hours (local time), free days, the leaders' weekly digest."""

    ways = WaysSerializer()
    quiet_from = HourField(required=False)
    quiet_until = HourField(required=False)

    class Meta:
        model = Preference
        fields = ["ways", "quiet_from", "quiet_until", "on_free_days", "weekly"]


class DaysSerializer(serializers.ListField):
    child = serializers.IntegerField(min_value=0, max_value=60)


class RemindingSerializer(serializers.ModelSerializer):
    """What a committee sets; days are working days."""

    digest_at = HourField(required=False)
    days_before = DaysSerializer(required=False, max_length=6, help_text="Before the end; 0 is the last day.")
    days_late = DaysSerializer(required=False, max_length=6)

    class Meta:
        model = Reminding
        fields = ["is_on", "sender", "digest_at", "days_before", "days_late", "unit_after", "staff_after"]


class DeliverySerializer(serializers.ModelSerializer):
    """One message. `address` is masked; `said` is what the mail server or the gateway answered."""

    person = NamedSerializer()
    address = serializers.SerializerMethodField()

    class Meta:
        model = Delivery
        fields = [
            *("id", "person", "way", "address", "kind", "status", "due_at", "tries", "said"),
            *("by_name", "created_at", "sent_at"),
        ]

    @extend_schema_field(str)
    def get_address(self, row: Delivery) -> str:
        return address(row.person, row.way)


class RemindedSerializer(serializers.Serializer):
    """Whom reminding now reaches: people by way, in the page alone, left out since they were told today."""

    people = serializers.IntegerField()
    mail = serializers.SerializerMethodField()
    gateway = serializers.SerializerMethodField()
    page_only = serializers.IntegerField()
    told_today = serializers.IntegerField()
    held_until = serializers.DateTimeField(allow_null=True, help_text="Quiet hours and free days hold it until then.")

    def get_mail(self, found: Any) -> int:
        return found.by_way[Way.MAIL]

    def get_gateway(self, found: Any) -> int:
        return found.by_way[Way.GATEWAY]


class AgainSerializer(serializers.Serializer):
    """How many messages are sent again."""

    messages = serializers.IntegerField()


class VotersSerializer(serializers.Serializer):
    """How many voters would be sent their link, by way; who they are is told nowhere."""

    voters = serializers.IntegerField()
    mail = serializers.IntegerField()
    gateway = serializers.IntegerField()


class VoterRoundSerializer(serializers.ModelSerializer):
    """One round of links: counts only."""

    class Meta:
        model = VoterRound
        fields = ["id", "by_name", "on", "wanted", "mail", "gateway", "failed", "is_over"]
