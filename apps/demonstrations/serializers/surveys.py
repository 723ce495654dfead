"""Over REST: what a survey found, how projects go on, workbooks of applications and progress."""

from rest_framework import serializers

from apps.demonstrations.choices import FilingKind, FilingStatus
from apps.demonstrations.models import Filing, Finding, Progress


class SurveyFindingSerializer(serializers.ModelSerializer):
    """What a survey found, with the reply."""

    class Meta:
        model = Finding
        fields = [
            "id",
            "text",
            "by_name",
            "at",
            "due_on",
            "reply",
            "replied_by_name",
            "replied_at",
            "checked_by_name",
            "checked_at",
        ]


class ProgressSerializer(serializers.ModelSerializer):
    """One report of how a project goes on; done in per cent."""

    class Meta:
        model = Progress
        fields = ["id", "on", "done", "text", "hindrance", "reason", "by_name", "at"]


class NewSurveyFindingSerializer(serializers.Serializer):
    """What was found, and by when it is to be mended."""

    text = serializers.CharField(max_length=500)
    due_on = serializers.DateField(required=False, allow_null=True, default=None)


class FindingActSerializer(serializers.Serializer):
    """What is done about a finding: a reply has its text and perhaps a day; a check has neither."""

    reply = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")
    due_on = serializers.DateField(required=False, allow_null=True, default=None)


class NewProgressSerializer(serializers.Serializer):
    """A report; less than before needs the reason."""

    on = serializers.DateField()
    done = serializers.IntegerField(min_value=0, max_value=100)
    text = serializers.CharField(max_length=1000)
    hindrance = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")
    reason = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")


class ProjectProgressSerializer(serializers.Serializer):
    """One project with its last report."""

    id = serializers.IntegerField(source="candidate.pk")
    number = serializers.IntegerField(source="candidate.number")
    title = serializers.CharField(source="candidate")
    organisation = serializers.CharField(source="candidate.name")
    done = serializers.IntegerField()
    on = serializers.DateField(allow_null=True)
    text = serializers.CharField(allow_blank=True)
    hindrance = serializers.CharField(allow_blank=True)
    due = serializers.DateField(allow_null=True)
    is_late = serializers.BooleanField()


class ProgressListSerializer(serializers.Serializer):
    """All projects of a batch; mean in per cent."""

    count = serializers.IntegerField()
    late = serializers.IntegerField()
    mean = serializers.IntegerField()
    rows = ProjectProgressSerializer(many=True)


class FilingFaultSerializer(serializers.Serializer):
    """What is to be mended."""

    row = serializers.IntegerField()
    column = serializers.CharField(allow_blank=True)
    letter = serializers.CharField(allow_blank=True)
    value = serializers.CharField(allow_blank=True)
    message = serializers.CharField()


class FilingSerializer(serializers.ModelSerializer):
    """A workbook: tried, written or dropped."""

    kind = serializers.ChoiceField(FilingKind.choices)
    status = serializers.ChoiceField(FilingStatus.choices)
    rows = serializers.SerializerMethodField()
    written = serializers.IntegerField(source="report.written")
    same = serializers.IntegerField(source="report.same")
    faults = FilingFaultSerializer(source="report.faults", many=True)

    class Meta:
        model = Filing
        fields = [
            "id",
            "kind",
            "file_name",
            "digest",
            "status",
            "rows",
            "written",
            "same",
            "faults",
            "at",
            "written_at",
        ]

    def get_rows(self, filing: Filing) -> int:
        return len(filing.rows)


class NewFilingSerializer(serializers.Serializer):
    """A workbook of one batch."""

    batch = serializers.IntegerField(min_value=1, max_value=32767)
    kind = serializers.ChoiceField(FilingKind.choices)
    file = serializers.FileField(help_text=".xlsx, .xls or .csv, at most 5 MB.")
