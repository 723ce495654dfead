"""Meetings and vetoes as REST writes and reads them."""

from typing import Any

from rest_framework import serializers

from apps.accounts.models import User
from apps.assessments.models import Assessment, VetoCase
from apps.core.rest.fields import SeenField
from apps.evaluations.deciding import Table
from apps.evaluations.models import Approval, Decision, DecisionItem, Signature

MOST = 9999


class DecisionItemSerializer(serializers.ModelSerializer):
    """One matter: what the rules gave (`before`) beside what is proposed (`after`), two people, the votes."""

    kind = serializers.CharField()
    outcome = serializers.CharField(help_text="agreed, refused, or empty while it is not decided.")

    class Meta:
        model = DecisionItem
        fields = (
            *("id", "position", "kind", "title", "assessment", "objection", "before", "after", "clause", "reason"),
            *("by_name", "second_name", "votes_for", "votes_against", "abstentions", "outcome"),
        )


class SignatureSerializer(serializers.ModelSerializer):
    """Who signs, and when they did."""

    class Meta:
        model = Signature
        fields = ("function", "person", "name", "signed_at")


class ApprovalSerializer(serializers.ModelSerializer):
    """One level's word."""

    outcome = serializers.CharField()

    class Meta:
        model = Approval
        fields = ("position", "title", "outcome", "reason", "by_name", "at")


class CountLineSerializer(serializers.Serializer):
    """How many branches stand on each outcome: in the notice, by the rules, as decided."""

    title = serializers.CharField()
    run = serializers.IntegerField(source="run.number", allow_null=True)
    counts = serializers.ListField(child=serializers.IntegerField())


class DecisionSerializer(serializers.ModelSerializer):
    """One meeting on a numbered run; `final_run` carries what it changed."""

    status = serializers.CharField()
    run = serializers.IntegerField(source="run.number")
    final_run = serializers.IntegerField(source="final_run.number", allow_null=True, default=None)
    items = DecisionItemSerializer(many=True)
    signatures = SignatureSerializer(many=True)
    approvals = ApprovalSerializer(many=True)

    class Meta:
        model = Decision
        fields = (
            *("number", "title", "held_at", "place", "due", "present", "observers", "status", "run", "final_run"),
            *("signed_at", "digest", "items", "signatures", "approvals"),
        )


class WholeDecisionSerializer(DecisionSerializer):
    """One meeting with its rows of counts and the names of their columns."""

    levels = serializers.SerializerMethodField()
    counts = serializers.SerializerMethodField()

    class Meta(DecisionSerializer.Meta):
        fields = (*DecisionSerializer.Meta.fields, "levels", "counts")

    def get_levels(self, decision: Decision) -> list[str]:
        return Table.of(decision).levels

    def get_counts(self, decision: Decision) -> list[dict[str, Any]]:
        return CountLineSerializer(Table.of(decision).counts(), many=True).data


class SignerSerializer(serializers.Serializer):
    """Somebody who will sign, and as what."""

    function = serializers.CharField(max_length=40)
    person = SeenField(lambda _person: User.objects.filter(is_active=True))


class AttendanceSerializer(serializers.Serializer):
    """How many members there are, and how many came."""

    due = serializers.IntegerField(min_value=0, max_value=MOST, required=False, allow_null=True, default=None)
    present = serializers.IntegerField(min_value=0, max_value=MOST, required=False, allow_null=True, default=None)
    observers = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")


class NewDecisionSerializer(AttendanceSerializer):
    """A meeting to be called."""

    title = serializers.CharField(max_length=80)
    held_at = serializers.DateTimeField()
    place = serializers.CharField(max_length=80, required=False, allow_blank=True, default="")
    signers = SignerSerializer(many=True, help_text="At least two; each signs from the own account.")


class NewItemSerializer(serializers.Serializer):
    """Another level for an assessment (with `after`, `clause`), or any other matter (with `title`)."""

    assessment = SeenField(lambda person: Assessment.objects.visible_to(person), required=False)
    after = serializers.CharField(max_length=20, required=False, default="")
    clause = serializers.CharField(max_length=120, required=False, default="")
    title = serializers.CharField(max_length=160, required=False, default="")
    reason = serializers.CharField(max_length=1000, required=False, allow_blank=True, default="")


class VotesSerializer(serializers.Serializer):
    """The votes on one matter; they add up to those present."""

    votes_for = serializers.IntegerField(min_value=0, max_value=MOST)
    against = serializers.IntegerField(min_value=0, max_value=MOST)
    abstentions = serializers.IntegerField(min_value=0, max_value=MOST)
    reason = serializers.CharField(max_length=1000, required=False, allow_blank=True)


class VetoCaseSerializer(serializers.ModelSerializer):
    """One case. `without` is what there would be if the branch's own vetoes did not stand."""

    status = serializers.CharField()
    branch = serializers.CharField(source="assessment.name")
    without = serializers.SerializerMethodField()

    class Meta:
        model = VetoCase
        fields = (
            *("id", "assessment", "branch", "code", "reason", "document", "status", "by_name", "at", "second_name"),
            *("decided_at", "decision_reason", "lifted_by_name", "lifted_second_name", "lifted_reason", "without"),
        )

    def get_without(self, case: VetoCase) -> dict[str, Any] | None:
        would = self.context.get("would", {}).get(case.assessment_id)
        return None if would is None else {"level": would.level, "place": would.place or None}
