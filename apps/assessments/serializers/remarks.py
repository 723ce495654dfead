"""The words beside the marks of a sheet."""

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from apps.assessments.services.remarks import LONGEST

REMARKS_EXAMPLE = OpenApiExample(
    "Remarks",
    response_only=True,
    value={
        "assessment": 17,
        "party": "superior",
        "remarks": {
            "A2": {"text": "Two of the records are missing.", "by_name": "周敏", "at": "2025-11-20T10:15:00+08:00"}
        },
    },
)
CHANGE_EXAMPLE = OpenApiExample(
    "Changes", request_only=True, value={"remarks": {"A2": "Two of the records are missing.", "A3": ""}}
)


class RemarkSerializer(serializers.Serializer):
    """Words beside one mark."""

    text = serializers.CharField()
    by_name = serializers.CharField()
    at = serializers.DateTimeField(source="changed_at")


@extend_schema_serializer(examples=[REMARKS_EXAMPLE])
class RemarksSerializer(serializers.Serializer):
    """One party's words by criterion; a criterion without words is absent."""

    assessment = serializers.IntegerField()
    party = serializers.CharField()
    remarks = serializers.DictField(child=RemarkSerializer())


@extend_schema_serializer(examples=[CHANGE_EXAMPLE])
class RemarkChangesSerializer(serializers.Serializer):
    """Words to be written, by criterion; an empty text takes a remark away, an absent criterion stays as it is."""

    remarks = serializers.DictField(child=serializers.CharField(max_length=LONGEST, allow_blank=True))
