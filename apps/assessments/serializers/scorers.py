"""Scorers, interests, assignments and invitations as REST writes and reads them."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.accounts.models import User
from apps.assessments.choices import Pool
from apps.assessments.models import Assessment, Assignment, Interest, Invitation, Scorer
from apps.assessments.services.invitations import FEWEST_DAYS, MOST_DAYS
from apps.assessments.services.scorers import MOST_LOAD
from apps.core.rest.fields import NamedSerializer, SeenField
from apps.organisations.models import Node, Zone


def people(_person: Any) -> Any:
    """Whom a service may be asked about; it says itself who may mark."""
    return User.objects.filter(is_active=True)


class ScorerSerializer(serializers.ModelSerializer):
    """Somebody who may be given branches; no zones and types mean any, `load` 100 is a full share."""

    person = NamedSerializer()
    zones = serializers.ListField(child=serializers.IntegerField())
    types = serializers.ListField(child=serializers.CharField())

    class Meta:
        model = Scorer
        fields = ["id", "person", "party", "pool", "zones", "types", "load"]


class ScorerPlaceSerializer(serializers.Serializer):
    """Who is taken in, or takes on something else."""

    person = SeenField(people)
    party = serializers.CharField(max_length=40)
    pool = serializers.ChoiceField(Pool.choices, default=Pool.STAFF)
    zones = SeenField(Zone.objects.visible_to, many=True, default=list)
    types = serializers.ListField(child=serializers.CharField(max_length=40), default=list)
    load = serializers.IntegerField(min_value=0, max_value=MOST_LOAD, default=100)


class InterestSerializer(serializers.ModelSerializer):
    """A unit or branch that somebody does not mark."""

    person, node = NamedSerializer(), NamedSerializer()

    class Meta:
        model = Interest
        fields = ["id", "person", "node", "reason", "by_name", "at", "ended_at"]


class InterestGivenSerializer(serializers.Serializer):
    """What is declared; without a person, about oneself."""

    person = SeenField(people, required=False)
    node = SeenField(Node.objects.visible_to)
    reason = serializers.CharField(max_length=500)


class OwnInterestSerializer(serializers.ModelSerializer):
    """A unit or branch that a guest has declared not to mark."""

    campaign = serializers.SlugRelatedField(slug_field="slug", read_only=True)
    node = NamedSerializer()

    class Meta:
        model = Interest
        fields = ["id", "campaign", "node", "reason", "at"]


class OwnInterestGivenSerializer(serializers.Serializer):
    """What a guest declares: a campaign they were invited to, and one of its units or a branch that they mark."""

    campaign = serializers.SlugField()
    node = serializers.IntegerField()
    reason = serializers.CharField(max_length=500)


class AskedSerializer(serializers.Serializer):
    """How branches are to be shared out; without a party, for the sheet that a scorer opens first."""

    party = serializers.CharField(max_length=40, default="", allow_blank=True)
    anew = serializers.BooleanField(default=False, help_text="Part also what was given and not begun.")
    keep_units = serializers.BooleanField(default=False, help_text="Keep every unit with one person.")


class AdoptSerializer(AskedSerializer):
    """The trial that is adopted."""

    digest = serializers.CharField(max_length=64)


class LoadSerializer(serializers.Serializer):
    """What one person would carry; `weight` in lines to be marked."""

    person = NamedSerializer()
    branches, weight, units = serializers.IntegerField(), serializers.IntegerField(), serializers.IntegerField()


class LeftSerializer(serializers.Serializer):
    """A branch that nobody can be given, and why."""

    assessment, why = serializers.IntegerField(), serializers.CharField()


class ProposalSerializer(serializers.Serializer):
    """A trial: nothing is given out before it is adopted by its digest."""

    party, digest = serializers.CharField(), serializers.CharField()
    changed = serializers.IntegerField(help_text="Branches that would change hands.")
    loads = LoadSerializer(many=True)
    left = LeftSerializer(many=True)


class AssignmentSerializer(serializers.ModelSerializer):
    """Whose a branch's sheet is."""

    person = NamedSerializer()

    class Meta:
        model = Assignment
        fields = ["id", "assessment", "party", "person", "at", "finished_at"]


class ReassignSerializer(serializers.Serializer):
    """Branches that go to somebody else."""

    party = serializers.CharField(max_length=40)
    assessments = SeenField(Assessment.objects.visible_to, many=True, allow_empty=False)
    person = SeenField(people)
    reason = serializers.CharField(max_length=500)


class DutySerializer(serializers.Serializer):
    """Whether a sheet is said to be finished."""

    assessment = serializers.IntegerField(source="assessment_id")
    party = serializers.CharField()
    finished_at = serializers.DateTimeField(allow_null=True)


class InvitationSerializer(serializers.ModelSerializer):
    """Who was asked to mark on a party's sheet."""

    class Meta:
        model = Invitation
        fields = ["id", "name", "office", "party", "expires_at", "accepted_at", "revoked_at", "by_name", "at"]


class InvitedSerializer(InvitationSerializer):
    """The same with the code of the letter, told once."""

    code = serializers.SerializerMethodField()

    class Meta(InvitationSerializer.Meta):
        fields = [*InvitationSerializer.Meta.fields, "code"]

    @extend_schema_field(str)
    def get_code(self, _row: Invitation) -> str:
        return self.context["code"]


class GuestSerializer(serializers.Serializer):
    """Who is asked."""

    name = serializers.CharField(max_length=80)
    party = serializers.CharField(max_length=40)
    office = serializers.CharField(max_length=120, default="", allow_blank=True)
    mobile = serializers.CharField(max_length=20, default="", allow_blank=True)
    email = serializers.EmailField(default="", allow_blank=True)
    days = serializers.IntegerField(min_value=FEWEST_DAYS, max_value=MOST_DAYS, default=14)


class InvitationActSerializer(serializers.Serializer):
    """What an act on an invitation needs: days for a code, a reason and perhaps a successor for the end."""

    days = serializers.IntegerField(min_value=FEWEST_DAYS, max_value=MOST_DAYS, default=14)
    reason = serializers.CharField(max_length=500, default="", allow_blank=True)
    to = SeenField(people, required=False, allow_null=True, default=None)


class PanelSerializer(serializers.Serializer):
    """One branch that is a guest's to mark."""

    id = serializers.IntegerField(source="pk")
    campaign = serializers.CharField(source="campaign.name")
    branch = serializers.CharField(source="assessment.name")
    node = serializers.IntegerField(source="assessment.node_id", help_text="The branch, to declare an interest.")
    unit = serializers.IntegerField(source="assessment.unit_id", help_text="Its unit, to declare an interest.")
    party = serializers.CharField()
    finished_at = serializers.DateTimeField(allow_null=True)


class OtherSheetSerializer(serializers.Serializer):
    """What somebody else marked, without a name."""

    party = serializers.CharField()
    marks = serializers.DictField(child=serializers.CharField(allow_null=True))
