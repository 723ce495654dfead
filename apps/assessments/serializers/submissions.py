"""The branch's part of a self-assessment's way, and what it takes, as REST writes and reads them."""

from rest_framework import serializers

from apps.assessments.choices import SubmissionStatus
from apps.assessments.self_check import MARK, PROOF, REASON
from apps.assessments.self_review import acts
from apps.assessments.self_sheet import SelfSheet


class MissingSerializer(serializers.Serializer):
    """One thing to add before it can be submitted."""

    criterion = serializers.CharField(source="criterion.code")
    kind = serializers.ChoiceField(
        [MARK, PROOF, REASON],
        help_text="`mark`: none yet. `proof`: `amount` files are lacking. `reason`: it rose without a sentence.",
    )
    amount = serializers.IntegerField(help_text="Files lacking; hundredths above last year's mark; 0 for a mark.")


class SubmissionStateSerializer(serializers.Serializer):
    """Where a self-assessment stands, what is missing, and what you may do next."""

    assessment = serializers.IntegerField(source="assessment.pk")
    status = serializers.ChoiceField(SubmissionStatus.choices, source="submission.status")
    meeting_on = serializers.DateField(source="submission.meeting_on", allow_null=True)
    presented_by = serializers.CharField(source="submission.presented_by_name")
    presented_at = serializers.DateTimeField(source="submission.presented_at", allow_null=True)
    submitted_by = serializers.CharField(source="submission.submitted_by_name")
    submitted_at = serializers.DateTimeField(source="submission.submitted_at", allow_null=True)
    looked_at = serializers.DateTimeField(
        source="submission.looked_at", allow_null=True, help_text="When the unit opened it; withdrawn only before that."
    )
    returned_at = serializers.DateTimeField(source="submission.returned_at", allow_null=True)
    return_reason = serializers.CharField(source="submission.return_reason")
    return_criteria = serializers.ListField(child=serializers.CharField(), source="submission.return_criteria")
    missing = MissingSerializer(many=True)
    has_last_year = serializers.BooleanField(
        source="facts.has_last_year", help_text="Whether there is something of last year to take over."
    )
    can_change = serializers.BooleanField()
    acts = serializers.SerializerMethodField(help_text="What you may do next here.")

    def get_acts(self, own: SelfSheet) -> list[str]:
        return [name.replace("_", "-") for name, may in acts(own).items() if may]


class StatementSerializer(serializers.Serializer):
    """The statement that goes with `submit`; the other acts take none."""

    meeting_on = serializers.DateField(
        required=False, allow_null=True, default=None, help_text="The day on which the branch committee passed it."
    )
    is_true = serializers.BooleanField(required=False, default=False, help_text="That the content is true.")


class TakeOverSerializer(serializers.Serializer):
    """What is to be taken over from last year."""

    section = serializers.CharField(
        max_length=20, required=False, allow_null=True, default=None, help_text="One section; all without it."
    )


class TakenOverSerializer(serializers.Serializer):
    """How much was taken over into what was blank."""

    marks = serializers.IntegerField()
    texts = serializers.IntegerField()
    proof = serializers.IntegerField()


class BurdenRowSerializer(serializers.Serializer):
    """Medians over the submitted self-assessments of one branch type, or of all."""

    name = serializers.CharField(help_text="The branch type; empty for all, or for branches without a type.")
    branches = serializers.IntegerField()
    fields_asked = serializers.IntegerField(source="fields")
    touches = serializers.IntegerField(help_text="Clicks and key presses outside texts.")
    minutes = serializers.IntegerField(help_text="In which somebody was at work.")
    uploads = serializers.IntegerField(help_text="New files.")
    within = serializers.IntegerField(help_text="How many took no more touches than the goal.")


class BurdenSerializer(serializers.Serializer):
    """What self-assessments take; `whole` is null before the first submission."""

    goal = serializers.IntegerField()
    whole = BurdenRowSerializer(allow_null=True)
    types = BurdenRowSerializer(many=True)
