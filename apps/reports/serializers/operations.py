"""Jobs and audit records."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.audit.models import Record
from apps.jobs.models import Job
from apps.reports.acts import act_label, spoken
from apps.reports.record_rows import chain_value

SHOWN_RESULTS = ("branches", "number", "rows", "faults", "sheets")


class JobResultSerializer(serializers.Serializer):
    """What a job says about its end, by kind of work."""

    branches = serializers.IntegerField(required=False)
    number = serializers.IntegerField(required=False, allow_null=True)
    rows = serializers.IntegerField(required=False)
    faults = serializers.IntegerField(required=False)
    sheets = serializers.IntegerField(required=False)


class JobSerializer(serializers.ModelSerializer):
    """Work in the background: how far it is, and how it ended."""

    title = serializers.CharField()
    share = serializers.IntegerField(allow_null=True, help_text="Whole per cent done.")
    result = serializers.SerializerMethodField()

    class Meta:
        model = Job
        fields = [
            "id",
            "kind",
            "title",
            "status",
            "step",
            "done",
            "total",
            "share",
            "attempts",
            "announced_by_name",
            "queued_at",
            "started_at",
            "finished_at",
            "result",
            "error",
            "error_number",
        ]

    @extend_schema_field(JobResultSerializer)
    def get_result(self, job: Job) -> dict[str, Any]:
        return {name: job.result[name] for name in SHOWN_RESULTS if name in job.result}


class ActorSerializer(serializers.Serializer):
    """Who did it; without an id, the system."""

    id = serializers.IntegerField(source="actor_id", allow_null=True)
    name = serializers.CharField(source="actor_name")


class SubjectSerializer(serializers.Serializer):
    """What it was done to."""

    kind = serializers.CharField(source="object_kind")
    id = serializers.CharField(source="object_id")
    label = serializers.CharField(source="object_label")


class RecordSerializer(serializers.ModelSerializer):
    """One act: who did what to what, when and why, with the values before and after."""

    act_title = serializers.SerializerMethodField(help_text="In the reader's language.")
    actor = ActorSerializer(source="*")
    subject = SubjectSerializer(source="*")
    before = serializers.SerializerMethodField()
    after = serializers.SerializerMethodField()
    chain = serializers.SerializerMethodField(help_text="Its value in the chain of acts; empty until it is linked.")

    class Meta:
        model = Record
        fields = ["id", "at", "act", "act_title", "actor", "subject", "before", "after", "reason", "chain"]

    def get_chain(self, record: Record) -> str:
        return chain_value(record)

    def get_act_title(self, record: Record) -> str:
        return act_label(record.act)

    @extend_schema_field({"nullable": True, "description": "As the act has it; marks as decimal text by criterion."})
    def get_before(self, record: Record) -> Any:
        return spoken(record.act, record.before)

    @extend_schema_field({"nullable": True, "description": "As the act has it; marks as decimal text by criterion."})
    def get_after(self, record: Record) -> Any:
        return spoken(record.act, record.after)
