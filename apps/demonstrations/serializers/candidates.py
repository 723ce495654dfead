"""Candidates as REST writes and reads them. Points are decimal text; money is decimal text in yuan."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.core.rest.fields import NamedSerializer
from apps.demonstrations.asking import LIMITS, LONGEST_HEAD, LONGEST_STRENGTH, MOST_STRENGTHS
from apps.demonstrations.choices import CandidateStatus
from apps.demonstrations.models import Candidate
from apps.demonstrations.proving import PROOF, SURVEY
from apps.demonstrations.serializers.surveys import ProgressSerializer, SurveyFindingSerializer
from apps.demonstrations.services.nominating import waits_for_second


class StrengthSerializer(serializers.Serializer):
    """One strength of an application."""

    title = serializers.CharField(max_length=LONGEST_HEAD, allow_blank=True, default="")
    text = serializers.CharField(max_length=LONGEST_STRENGTH, allow_blank=True, default="")


class CandidateSerializer(serializers.ModelSerializer):
    """One application as lists show it."""

    batch = serializers.IntegerField(source="batch.number")
    node = serializers.IntegerField(source="node_id")
    unit = NamedSerializer()
    zone = NamedSerializer(allow_null=True)
    status = serializers.ChoiceField(CandidateStatus.choices)
    waits_for_second = serializers.SerializerMethodField()

    class Meta:
        model = Candidate
        fields = [
            "id",
            "batch",
            "number",
            "node",
            "name",
            "unit",
            "zone",
            "title",
            "person_name",
            "brand",
            "status",
            "level",
            "exception",
            "exception_by_name",
            "second_name",
            "waits_for_second",
            "submitted_at",
            "accepted_at",
        ]

    def get_waits_for_second(self, candidate: Candidate) -> bool:
        return waits_for_second(candidate)


class ExpertMarkSerializer(serializers.Serializer):
    """One expert's mark, by letter; `struck` says why it does not count."""

    name = serializers.CharField()
    mark = serializers.CharField()
    struck = serializers.CharField(allow_blank=True)


class ReckoningSerializer(serializers.Serializer):
    """How a panel's marks became one."""

    gate = serializers.CharField()
    title = serializers.CharField(allow_blank=True)
    how = serializers.CharField()
    experts = ExpertMarkSerializer(many=True)
    written_out = serializers.CharField()
    result = serializers.CharField()


class WayStepSerializer(serializers.Serializer):
    """One gate of the way: `done`, `now`, `later` or `left`."""

    title = serializers.CharField()
    state = serializers.ChoiceField(["done", "now", "later", "left"])
    when = serializers.CharField(allow_blank=True)
    score = serializers.CharField(allow_blank=True)
    said = serializers.CharField(allow_blank=True)


class CandidateFileSerializer(serializers.Serializer):
    """One file of a candidate."""

    id = serializers.IntegerField(source="pk")
    part = serializers.ChoiceField([PROOF, SURVEY])
    file = serializers.IntegerField(source="file_id")
    name = serializers.CharField(source="file.name")
    digest = serializers.CharField(source="file.digest")
    by_name = serializers.CharField()


class ApplicationAnswerSerializer(serializers.Serializer):
    """A question of the form with its answer."""

    title = serializers.CharField()
    text = serializers.CharField()


class FundUseSerializer(serializers.Serializer):
    """A use of a grant."""

    title = serializers.CharField()
    amount = serializers.CharField()


class FundSerializer(serializers.Serializer):
    """A grant with what is left, in yuan."""

    title = serializers.CharField()
    granted = serializers.CharField()
    uses = FundUseSerializer(many=True)
    left = serializers.CharField()


class BrandSerializer(serializers.Serializer):
    """A registered brand that is alike."""

    title = serializers.CharField()
    owner = serializers.CharField()
    year = serializers.IntegerField(allow_null=True)
    why = serializers.CharField()
    is_own = serializers.BooleanField()
    apart = serializers.CharField(allow_blank=True)


class CandidatePageSerializer(serializers.Serializer):
    """One candidate with everything that its page tells the reader."""

    candidate = CandidateSerializer()
    version = serializers.IntegerField(source="candidate.version")
    answers_by_key = serializers.DictField(source="candidate.answers", child=serializers.CharField(allow_blank=True))
    answers = ApplicationAnswerSerializer(many=True)
    strengths = StrengthSerializer(source="candidate.strengths", many=True)
    returned_reason = serializers.CharField(source="candidate.returned_reason", allow_blank=True)
    ended_reason = serializers.CharField(source="candidate.ended_reason", allow_blank=True)
    way = WayStepSerializer(many=True)
    place = serializers.CharField(allow_blank=True)
    reckonings = ReckoningSerializer(many=True)
    findings = serializers.SerializerMethodField()
    progress = ProgressSerializer(source="reports", many=True)
    files = CandidateFileSerializer(many=True)
    money = FundSerializer(many=True)
    brands = BrandSerializer(many=True)

    @extend_schema_field(SurveyFindingSerializer(many=True))
    def get_findings(self, page: dict[str, Any]) -> Any:
        return SurveyFindingSerializer([row["finding"] for row in page["findings"]], many=True).data


class NewCandidateSerializer(serializers.Serializer):
    """Who applies, in which batch, with what."""

    batch = serializers.IntegerField(min_value=1, max_value=32767)
    node = serializers.IntegerField()
    title = serializers.CharField(max_length=LIMITS["title"], required=False, allow_blank=True, default="")
    person_name = serializers.CharField(max_length=LIMITS["person_name"], required=False, allow_blank=True, default="")


class CandidateChangeSerializer(serializers.Serializer):
    """What changes of an application; `version` is the one that was read. Texts that are left out stay."""

    version = serializers.IntegerField(min_value=0)
    title = serializers.CharField(max_length=LIMITS["title"], required=False, allow_blank=True)
    person_name = serializers.CharField(max_length=LIMITS["person_name"], required=False, allow_blank=True)
    brand = serializers.CharField(max_length=LIMITS["brand"], required=False, allow_blank=True)
    exception = serializers.CharField(max_length=LIMITS["exception"], required=False, allow_blank=True)
    answers = serializers.DictField(child=serializers.CharField(allow_blank=True), required=False)
    strengths = StrengthSerializer(many=True, required=False, max_length=MOST_STRENGTHS)


class NewFilesSerializer(serializers.Serializer):
    """Files of one part."""

    part = serializers.ChoiceField([PROOF, SURVEY], default=PROOF)
    file = serializers.FileField(help_text="At most 15 MB.")


class AcceptedSerializer(serializers.Serializer):
    """How many applications were accepted."""

    accepted = serializers.IntegerField()
