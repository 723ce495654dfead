"""Assessments, their sheets and marks."""

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from apps.assessments.models import Assessment, Revision
from apps.core.rest.fields import NamedSerializer
from apps.criteria.serializers import PointsField

LONGEST = 40


class AssessmentSerializer(serializers.ModelSerializer):
    """One branch in a campaign; unit, zone, type and facts are those of its enrolment."""

    campaign = serializers.CharField(source="campaign.slug")
    unit = NamedSerializer()
    zone = NamedSerializer(allow_null=True)
    type = serializers.CharField(source="branch_type")
    vetoes = serializers.ListField(child=serializers.CharField())
    marked = serializers.SerializerMethodField(help_text="How many criteria the superior has marked.")

    class Meta:
        model = Assessment
        fields = [
            "id",
            "campaign",
            "node",
            "name",
            "unit",
            "zone",
            "type",
            "members",
            "previous_level",
            "vetoes",
            "marked",
        ]

    def get_marked(self, assessment: Assessment) -> int:
        return len(assessment.marks or {})


class EnrolledSerializer(serializers.Serializer):
    """How many branches came in."""

    enrolled = serializers.IntegerField()


class VetoesSerializer(serializers.Serializer):
    """All vetoes that are to stand on a branch, why that changes, and the document that says so."""

    vetoes = serializers.ListField(child=serializers.CharField(max_length=20), max_length=50)
    reason = serializers.CharField(max_length=500)
    document = serializers.CharField(max_length=120, required=False, help_text="Needed where a veto is new.")


@extend_schema_field({"type": "string", "maxLength": 40, "example": "18.5"})
class MarkField(serializers.Field):
    """A mark as text, exact: numbers are refused, as they may be floats."""

    default_error_messages = {"invalid": _("Send points as decimal text, such as “18.5”.")}

    def to_representation(self, value: str) -> str:
        return value

    def to_internal_value(self, data: object) -> str:
        if not isinstance(data, str) or not data.strip() or len(data) > LONGEST:
            self.fail("invalid")
        return data


SHEET_EXAMPLE = OpenApiExample(
    "A sheet",
    response_only=True,
    value={
        "assessment": 17,
        "party": "superior",
        "version": 3,
        "changed_at": "2025-11-20T10:15:00+08:00",
        "marks": {"A1": "18.5", "A2": "20", "A3": None},
    },
)
MARKS_EXAMPLE = OpenApiExample(
    "Marks",
    request_only=True,
    value={"marks": {"A1": "18.5", "A2": None}, "reason": "The site visit found two more projects."},
)


@extend_schema_serializer(examples=[SHEET_EXAMPLE])
class SheetSerializer(serializers.Serializer):
    """One party's sheet: every line that it has for the branch, null where it is not marked."""

    assessment = serializers.IntegerField()
    party = serializers.CharField(help_text="A party of the rulebook, such as “superior”; “judge3” of a panel.")
    version = serializers.IntegerField(help_text="Also the ETag; it grows with each change. 0 before the first mark.")
    changed_at = serializers.DateTimeField(allow_null=True)
    marks = serializers.DictField(child=serializers.CharField(allow_null=True))


@extend_schema_serializer(examples=[MARKS_EXAMPLE])
class MarksSerializer(serializers.Serializer):
    """Marks to be written, by criterion; null takes a mark away, an absent criterion stays as it is.

    Points and counts are decimal text, passed is "1" and not passed "0", a choice is its word.
    """

    marks = serializers.DictField(child=MarkField(allow_null=True))
    reason = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")


class RevisionSerializer(serializers.ModelSerializer):
    """One typed change of one mark; null is not marked."""

    before = PointsField(allow_null=True)
    after = PointsField(allow_null=True)
    by_name = serializers.SerializerMethodField()

    class Meta:
        model = Revision
        fields = ["criterion", "before", "after", "by_name", "at", "reason"]

    def get_by_name(self, row: Revision) -> str:
        """Who wrote it, as far as the reader may know while the campaign runs."""
        return self.context["names"].of(row.by, row.by_name, row.sheet.party)
