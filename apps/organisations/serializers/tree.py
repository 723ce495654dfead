"""Organisations and zones as REST writes and reads them."""

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from apps.core.rest.fields import NamedSerializer, SeenField
from apps.organisations.choices import Kind
from apps.organisations.models import Node, Zone

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
