"""Branches as REST writes and reads them."""

from rest_framework import serializers

from apps.branches.models import Branch, BranchChange
from apps.core.rest.fields import NamedSerializer, SeenField
from apps.organisations.serializers import seen_nodes


class BranchSerializer(serializers.ModelSerializer):
    """A branch: its node in the tree and its profile. `id` is the branch's own, `node` names its organisation."""

    name = serializers.CharField(source="node.name")
    node = serializers.IntegerField(source="node_id")
    unit = NamedSerializer()
    zone = NamedSerializer(source="node.zone", allow_null=True)
    type = serializers.CharField(source="branch_type", help_text="The branch type; empty where none is on record.")
    closed_on = serializers.DateField(source="node.closed_on", allow_null=True)

    class Meta:
        model = Branch
        fields = ["id", "node", "name", "unit", "zone", "type", "members", "previous_level", "closed_on"]


class BranchChangeSerializer(serializers.ModelSerializer):
    """What a branch was until then."""

    class Meta:
        model = BranchChange
        fields = ["at", "field", "before", "after"]


class BranchDetailSerializer(BranchSerializer):
    """A branch with its dated history, the newest change first."""

    changes = BranchChangeSerializer(many=True)

    class Meta(BranchSerializer.Meta):
        fields = [*BranchSerializer.Meta.fields, "changes"]


class ProfileSerializer(serializers.Serializer):
    """A branch's type and members; what is absent stays."""

    type = serializers.CharField(source="branch_type", max_length=40, required=False, allow_blank=True)
    members = serializers.IntegerField(required=False, allow_null=True, min_value=0, max_value=100_000)


class NewBranchSerializer(ProfileSerializer):
    """A branch to be made below a unit, a Party committee or a general branch."""

    parent = SeenField(seen_nodes)
    name = serializers.CharField(max_length=120)
