"""Ballots as REST writes and reads them. Points are decimal text; shares are decimal text in per cent."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.assessments.models import Assessment
from apps.ballots.asking import CODE, MOST_GUIDE, MOST_TITLE
from apps.ballots.choices import BatchStatus, FewVotes, PollStatus
from apps.ballots.models import PaperBatch, Poll, Roll
from apps.ballots.piles import figures_for
from apps.core.rest.fields import SeenField
from apps.jobs.choices import Status as JobStatus
from apps.jobs.models import Job
from apps.rating.points import parse_points, show_points

MOST_ROWS = 20_000


class HundredthsField(serializers.CharField):
    """Decimal text over hundredths: "92.5"."""

    def to_internal_value(self, data: Any) -> int:
        try:
            return parse_points(super().to_internal_value(data))
        except ValueError:
            raise serializers.ValidationError(_("Decimal text with at most two decimals, such as 92.5.")) from None

    def to_representation(self, value: int) -> str:
        return show_points(value)


class QuestionSerializer(serializers.Serializer):
    """One question; answers to those that count give points."""

    code = serializers.RegexField(rf"^{CODE.pattern}$")
    title = serializers.CharField(max_length=MOST_TITLE)
    guide = serializers.CharField(max_length=MOST_GUIDE, allow_blank=True, default="")
    counts = serializers.BooleanField(default=True)


class OptionSerializer(serializers.Serializer):
    """One answer; null points are an abstention, which stands last."""

    code = serializers.RegexField(rf"^{CODE.pattern}$")
    title = serializers.CharField(max_length=MOST_TITLE)
    points = HundredthsField(allow_null=True)


class VoterLayerSerializer(serializers.Serializer):
    """One layer of voters; the code of a single layer may be blank."""

    code = serializers.RegexField(rf"^({CODE.pattern})?$", allow_blank=True)
    title = serializers.CharField(max_length=MOST_TITLE)
    share = HundredthsField()
    wanted = HundredthsField()


class PollSetUpSerializer(serializers.Serializer):
    """A whole ballot as it is asked for."""

    questions = QuestionSerializer(many=True)
    options = OptionSerializer(many=True)
    layers = VoterLayerSerializer(many=True)
    few_votes = serializers.ChoiceField(FewVotes.choices, default=FewVotes.COUNTED)


class PollSerializer(serializers.ModelSerializer):
    """A campaign's ballot, without anything that opens or tells a vote."""

    status = serializers.ChoiceField(PollStatus.choices)
    questions = QuestionSerializer(many=True)
    options = OptionSerializer(many=True)
    layers = VoterLayerSerializer(many=True)
    few_votes = serializers.ChoiceField(FewVotes.choices)

    class Meta:
        model = Poll
        fields = ["status", "questions", "options", "layers", "few_votes", "shown_from", "counted_on", "digest"]


class VoterRollSerializer(serializers.ModelSerializer):
    """One layer of one branch: how many may vote, and have."""

    assessment = serializers.IntegerField(source="assessment_id")
    name = serializers.CharField(source="assessment.name")

    class Meta:
        model = Roll
        fields = ["id", "assessment", "name", "layer", "entitled", "voted", "on_paper"]


def seen_assessments(person: Any) -> Any:
    """Branches that a body may name."""
    return Assessment.objects.visible_to(person)


class EntitledSerializer(serializers.Serializer):
    """How many may vote in one layer of one branch."""

    assessment = serializers.IntegerField()
    layer = serializers.CharField(max_length=40, allow_blank=True, default="")
    entitled = serializers.IntegerField(min_value=0)


class EntitledListSerializer(serializers.Serializer):
    """Figures to set; rolls that are not named stay as they are."""

    rolls = EntitledSerializer(many=True, max_length=MOST_ROWS)


class ChangedSerializer(serializers.Serializer):
    """How many rows an act wrote."""

    changed = serializers.IntegerField()


class VoterFileSerializer(serializers.Serializer):
    """A workbook: branch, layer, name, mobile, e-mail."""

    file = serializers.FileField()


class SlipsAskedSerializer(serializers.Serializer):
    """Branches whose voters get new codes, in every layer."""

    assessments = SeenField(seen_assessments, many=True)


class SlipSerializer(serializers.Serializer):
    """One slip: whoever holds the code votes once."""

    branch = serializers.CharField()
    layer = serializers.CharField(allow_blank=True)
    code = serializers.CharField()
    link = serializers.CharField()


class SlipListSerializer(serializers.Serializer):
    """Given once, and never again."""

    slips = SlipSerializer(many=True)


class LayerTurnoutSerializer(serializers.Serializer):
    """One layer of a row; share in per cent, null where nobody may vote."""

    code = serializers.CharField(allow_blank=True)
    entitled = serializers.IntegerField()
    voted = serializers.IntegerField()
    on_paper = serializers.IntegerField()
    share = HundredthsField(allow_null=True)
    is_reached = serializers.BooleanField()


class TurnoutRowSerializer(serializers.Serializer):
    """A zone, a unit, a branch or the whole."""

    id = serializers.IntegerField(source="key", allow_null=True)
    name = serializers.CharField(allow_blank=True)
    layers = LayerTurnoutSerializer(many=True)
    branches = serializers.IntegerField()
    over_half = serializers.IntegerField()
    few = serializers.IntegerField()


class TurnoutDaySerializer(serializers.Serializer):
    """Votes of the whole campaign at the end of a day, by layer."""

    on = serializers.DateField()
    voted = serializers.DictField(child=serializers.IntegerField())


class TurnoutSerializer(serializers.Serializer):
    """How many have voted; nothing of what was chosen."""

    rows = TurnoutRowSerializer(many=True)
    total = TurnoutRowSerializer()
    days = TurnoutDaySerializer(many=True)


class FiguresField(serializers.DictField):
    """Question code → option code → how many."""

    child = serializers.DictField(child=serializers.IntegerField(min_value=0))


class PilesAskedSerializer(serializers.Serializer):
    """The figures of a pile as one person typed them."""

    papers = serializers.IntegerField(min_value=1)
    figures = FiguresField()


class FirstPileSerializer(PilesAskedSerializer):
    """A new pile of one roll."""

    roll = serializers.IntegerField()


class PileActSerializer(serializers.Serializer):
    """again and settle take papers and figures; drop takes a reason; confirm takes nothing."""

    papers = serializers.IntegerField(min_value=1, required=False)
    figures = FiguresField(required=False)
    reason = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")


class TypedSerializer(serializers.Serializer):
    """What both typed, and what is settled."""

    first = FiguresField()
    second = FiguresField()
    settled = FiguresField()


class PileSerializer(serializers.ModelSerializer):
    """A pile of paper ballots. `typed` is for its two people alone, while they differ; null ever else."""

    roll = serializers.IntegerField(source="roll_id")
    branch = serializers.CharField(source="roll.assessment.name")
    layer = serializers.CharField(source="roll.layer")
    status = serializers.ChoiceField(BatchStatus.choices)
    typed = serializers.SerializerMethodField()

    class Meta:
        model = PaperBatch
        fields = [
            "id",
            "roll",
            "branch",
            "layer",
            "papers",
            "status",
            "first_by_name",
            "second_by_name",
            "settled_by_name",
            "drop_reason",
            "typed",
        ]

    @extend_schema_field(TypedSerializer(allow_null=True))
    def get_typed(self, batch: PaperBatch) -> dict[str, Any] | None:
        return figures_for(self.context["request"].user, batch)


class CountJobSerializer(serializers.ModelSerializer):
    """The count as work in the background."""

    status = serializers.ChoiceField(JobStatus.choices)

    class Meta:
        model = Job
        fields = ["id", "status"]


class LayerResultSerializer(serializers.Serializer):
    """One layer's result; answers and mean are null where it has fewer votes than are shown."""

    code = serializers.CharField(allow_blank=True)
    title = serializers.CharField()
    by_code = serializers.IntegerField()
    on_paper = serializers.IntegerField()
    answers = FiguresField(allow_null=True)
    mean = HundredthsField(allow_null=True)


class ResultsSerializer(serializers.Serializer):
    """Results by layer; medians are those of the campaign's branches, by layer and question."""

    layers = LayerResultSerializer(many=True)
    medians = serializers.DictField(child=serializers.DictField(child=HundredthsField()))
