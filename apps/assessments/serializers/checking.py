"""The unit's check and the hand-overs as REST writes and reads them."""

from rest_framework import serializers

from apps.assessments.choices import SubmissionStatus
from apps.assessments.models import Handover, Submission
from apps.core.rest.fields import NamedSerializer
from apps.criteria.serializers import PointsField


class CheckedSerializer(serializers.ModelSerializer):
    """Where a self-assessment stands with the unit, and what it was returned for."""

    class Meta:
        model = Submission
        fields = [
            "assessment",
            "status",
            "submitted_at",
            "looked_at",
            "approved_by_name",
            "approved_at",
            "returned_by_name",
            "returned_at",
            "return_reason",
            "return_criteria",
            "return_opened_at",
        ]
        read_only_fields = fields

    return_criteria = serializers.ListField(child=serializers.CharField(), read_only=True)


class ApprovalSerializer(serializers.Serializer):
    """The version of the self-assessment that was seen; another one in its place is a conflict."""

    version = serializers.IntegerField(min_value=0, required=False, allow_null=True, default=None)


class ReturnSerializer(serializers.Serializer):
    """What the branch is to mend, and at which criteria; none named is the whole sheet."""

    reason = serializers.CharField(max_length=500)
    criteria = serializers.ListField(child=serializers.CharField(max_length=20), max_length=500, required=False)


class LookSerializer(serializers.Serializer):
    """One thing in a self-assessment that deserves a look."""

    kind = serializers.CharField(help_text="rise, gap, missing-proof, no-reason, blank, same, near, old or expired.")
    code = serializers.CharField(help_text="The criterion.")
    title = serializers.CharField()
    text = serializers.CharField(help_text="What is to be looked at, in words.")
    note = serializers.CharField(help_text="What the branch wrote, and what stands there as proof.")


class LooksSerializer(serializers.Serializer):
    """What deserves a look in one self-assessment, in the rulebook's order."""

    assessment = serializers.IntegerField()
    version = serializers.IntegerField(help_text="Of the self-assessment; name it when approving.")
    looks = LookSerializer(many=True)


class HandoverSerializer(serializers.ModelSerializer):
    """A unit's hand-over: who signed, what was counted, whether it was received, how it ended."""

    campaign = serializers.CharField(source="campaign.slug")
    unit = NamedSerializer()
    branches = serializers.IntegerField(source="summary.branches")
    members = serializers.IntegerField(source="summary.members")
    proof = serializers.IntegerField(source="summary.proof")
    mean = PointsField(source="summary.mean", allow_null=True)
    levels = serializers.DictField(source="summary.levels", child=serializers.IntegerField())

    class Meta:
        model = Handover
        fields = [
            "id",
            "campaign",
            "unit",
            "meeting_on",
            "branches",
            "members",
            "proof",
            "mean",
            "levels",
            "by_name",
            "at",
            "received_by_name",
            "received_at",
            "ended_by_name",
            "ended_at",
            "end_reason",
        ]


class SignatureSerializer(serializers.Serializer):
    """The day on which the unit met, and the signature."""

    meeting_on = serializers.DateField()
    is_signed = serializers.BooleanField()


class SendBackSerializer(serializers.Serializer):
    """Why a unit gets its sheets back."""

    reason = serializers.CharField(max_length=500)


class ReceivedSerializer(serializers.Serializer):
    """How many units came in now."""

    received = serializers.IntegerField()


class UnitProgressSerializer(serializers.Serializer):
    """How far one unit is; its last hand-over, standing or ended."""

    unit = NamedSerializer()
    branches = serializers.IntegerField()
    through = serializers.IntegerField(help_text="Approved by the unit.")
    to_check = serializers.IntegerField()
    with_branches = serializers.IntegerField(help_text="Branches that have to act themselves.")
    checkers = serializers.ListField(child=serializers.CharField())
    state = serializers.CharField(help_text="missing, waiting or received, as the work committee sees it.")
    handover = HandoverSerializer(allow_null=True)


class UnitsSerializer(serializers.Serializer):
    """Units of one campaign in the official order."""

    campaign = serializers.CharField()
    units = UnitProgressSerializer(many=True)


class UnitBranchSerializer(serializers.Serializer):
    """One branch by its own marks; the level stands once every criterion is marked."""

    assessment = serializers.IntegerField()
    name = serializers.CharField()
    secretaries = serializers.ListField(child=serializers.CharField())
    status = serializers.ChoiceField(SubmissionStatus.choices)
    marked = serializers.IntegerField()
    total = PointsField()
    last_total = PointsField(allow_null=True)
    level = serializers.CharField(allow_blank=True)
    lit = serializers.ListField(child=serializers.CharField())
    proof = serializers.IntegerField()


class UnitSerializer(serializers.Serializer):
    """One unit as the person checks it: branches, what is left, the hand-over that stands."""

    campaign = serializers.CharField()
    unit = NamedSerializer()
    left = serializers.IntegerField(help_text="Branches that are not through.")
    signs = serializers.BooleanField(help_text="Whether you hand over for the unit.")
    branches = UnitBranchSerializer(many=True)
    handover = HandoverSerializer(allow_null=True)
