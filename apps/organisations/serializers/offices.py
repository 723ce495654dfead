"""Offices as REST writes and reads them: given, ended, handed over."""

from typing import Any

from rest_framework import serializers

from apps.core.rest.fields import NamedSerializer, ReasonSerializer, SeenField
from apps.organisations.choices import Role
from apps.organisations.models import Appointment
from apps.organisations.selectors import people_for
from apps.organisations.serializers.tree import seen_nodes, seen_zones


class OfficeSerializer(serializers.ModelSerializer):
    """A person's office: a role at a node, in a zone or not, from a day to a day, both included."""

    node = NamedSerializer()
    zone = NamedSerializer(allow_null=True)

    class Meta:
        model = Appointment
        fields = ["id", "role", "node", "zone", "title", "since", "until"]


class AppointmentSerializer(OfficeSerializer):
    """An office and who holds it."""

    person = NamedSerializer()

    class Meta(OfficeSerializer.Meta):
        fields = ["id", "person", *OfficeSerializer.Meta.fields[1:]]


class NewOfficeSerializer(serializers.Serializer):
    """An office to be given; it begins today unless `since` says otherwise."""

    role = serializers.ChoiceField(Role.choices)
    node = SeenField(seen_nodes)
    zone = SeenField(seen_zones, required=False, allow_null=True, help_text="For zone leads only.")
    title = serializers.CharField(max_length=60, required=False, allow_blank=True)
    since = serializers.DateField(required=False)
    until = serializers.DateField(required=False, allow_null=True)


class NewAppointmentSerializer(NewOfficeSerializer):
    """An office to be given to a person whose account one keeps."""

    person = SeenField(people_for)


class AppointmentEndSerializer(ReasonSerializer):
    """The last day of an office; today where none is given."""

    on = serializers.DateField(required=False)


class NewcomerSerializer(serializers.Serializer):
    """Somebody by name, number and account name: found among the accounts that one keeps, else made anew."""

    name = serializers.CharField(max_length=80)
    mobile = serializers.CharField(max_length=20, required=False, allow_blank=True, default="")
    username = serializers.CharField(max_length=60, required=False, allow_blank=True, default="")


class HandOverSerializer(ReasonSerializer):
    """To whom an office goes, `person` or `newcomer`, and its first day there; tomorrow where none is given."""

    person = SeenField(people_for, required=False, allow_null=True)
    newcomer = NewcomerSerializer(required=False, allow_null=True)
    since = serializers.DateField(required=False)
    title = serializers.CharField(max_length=60, required=False, allow_blank=True, default="")

    def validate(self, given: dict[str, Any]) -> dict[str, Any]:
        if bool(given.get("person")) == bool(given.get("newcomer")):
            raise serializers.ValidationError({"person": ["Name either a person or a newcomer."]})
        return given


class HandedOverSerializer(serializers.Serializer):
    """Both ends of a handing over; the one-time password of a new account stands in this answer only."""

    ended = AppointmentSerializer()
    begun = AppointmentSerializer()
    one_time_password = serializers.CharField(help_text="Empty for somebody who had an account.")
