"""The tree, offices and people as REST writes and reads them."""

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from apps.accounts.models import User
from apps.core.rest.fields import NamedSerializer, ReasonSerializer, SeenField
from apps.organisations.choices import Kind, Power, Role
from apps.organisations.models import Appointment, Node, Zone
from apps.organisations.selectors import people_for

NEW_KINDS = [choice for choice in Kind.choices if choice[0] != Kind.BRANCH]


def seen_nodes(person: Any) -> QuerySet[Node]:
    """Organisations that may be named in a body."""
    return Node.objects.visible_to(person)


def seen_zones(person: Any) -> QuerySet[Zone]:
    """Zones that may be named in a body."""
    return Zone.objects.visible_to(person)


class NodeSerializer(serializers.ModelSerializer):
    """An organisation of the tree; lists follow the official order."""

    zone = NamedSerializer(allow_null=True)

    class Meta:
        model = Node
        fields = ["id", "kind", "name", "sequence", "parent", "zone", "closed_on"]


class NewNodeSerializer(serializers.Serializer):
    """An organisation to be made; branches are made at /branches/."""

    kind = serializers.ChoiceField(NEW_KINDS)
    name = serializers.CharField(max_length=120)
    parent = SeenField(seen_nodes)
    zone = SeenField(seen_zones, required=False, allow_null=True)
    sequence = serializers.IntegerField(required=False, min_value=1, max_value=99_999)


class NodeChangeSerializer(serializers.Serializer):
    """What of an organisation is changed; what is absent stays."""

    name = serializers.CharField(max_length=120, required=False)
    sequence = serializers.IntegerField(required=False, min_value=1, max_value=99_999)
    zone = SeenField(seen_zones, required=False, allow_null=True)


class ZoneSerializer(serializers.ModelSerializer):
    """A group of units of one work committee."""

    class Meta:
        model = Zone
        fields = ["id", "committee", "name", "sequence"]


class NewZoneSerializer(serializers.Serializer):
    """A zone to be made."""

    committee = SeenField(seen_nodes)
    name = serializers.CharField(max_length=60)


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


class PersonSerializer(serializers.ModelSerializer):
    """An account that one keeps, with the offices that one may see."""

    offices = OfficeSerializer(source="seen_appointments", many=True)

    class Meta:
        model = User
        fields = ["id", "username", "name", "mobile", "email", "is_active", "offices"]


class NewPersonSerializer(serializers.Serializer):
    """An account to be made, with its first office; without one only administrators make it."""

    username = serializers.CharField(max_length=60)
    name = serializers.CharField(max_length=80)
    mobile = serializers.CharField(max_length=20, required=False, allow_blank=True)
    email = serializers.EmailField(max_length=254, required=False, allow_blank=True)
    office = NewOfficeSerializer(required=False, allow_null=True)


class OneTimePasswordSerializer(serializers.Serializer):
    """A one-time password. It is told in this answer and nowhere else, ever."""

    person = NamedSerializer()
    username = serializers.CharField(source="person.username")
    one_time_password = serializers.CharField()


class MeSerializer(serializers.ModelSerializer):
    """Who asks: the own account, today's offices, and what they include."""

    offices = OfficeSerializer(many=True)
    powers = serializers.ListField(
        child=serializers.ChoiceField(Power.choices),
        help_text="What any of the offices includes; where it holds follows from each office's node.",
    )

    class Meta:
        model = User
        fields = ["id", "username", "name", "mobile", "email", "language", "theme", "offices", "powers"]
