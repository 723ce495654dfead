"""Reports and their templates as REST writes and reads them."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.jobs.choices import Status
from apps.reports.choices import Format, ReportKind, Scope
from apps.reports.models import Report, ReportTemplate


class ReportSerializer(serializers.ModelSerializer):
    """One report; `url` gives the file once `status` is done, `is_stale` says that a newer numbered run stands."""

    run = serializers.IntegerField(source="run.number", help_text="The number of the run that it comes from.")
    status = serializers.SerializerMethodField()
    is_stale = serializers.SerializerMethodField()
    url = serializers.SerializerMethodField()

    class Meta:
        model = Report
        fields = (
            *("id", "kind", "scope", "zone", "unit", "assessment", "format", "language", "title", "run", "status"),
            *("is_stale", "job", "name", "content_type", "size", "digest", "by_name", "at", "url"),
        )

    @extend_schema_field(serializers.ChoiceField(choices=Status.choices))
    def get_status(self, report: Report) -> str:
        if report.path:
            return Status.DONE
        return report.job.status if report.job else Status.FAILED

    def get_is_stale(self, report: Report) -> bool:
        newest = self.context.get("newest") or 0
        return bool(report.run.number and report.run.number < newest)

    @extend_schema_field(OpenApiTypes.URI)
    def get_url(self, report: Report) -> str | None:
        return reverse("api:report-file", args=[report.campaign.slug, report.pk]) if report.path else None


class NewReportSerializer(serializers.Serializer):
    """What is wanted; exactly the one of zone, unit and assessment that the scope names."""

    kind = serializers.ChoiceField(choices=ReportKind.choices)
    scope = serializers.ChoiceField(choices=Scope.choices)
    format = serializers.ChoiceField(choices=Format.choices)
    language = serializers.ChoiceField(choices=settings.LANGUAGES, required=False)
    zone = serializers.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    unit = serializers.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    assessment = serializers.IntegerField(required=False, min_value=1, max_value=2**63 - 1)


class ReportTemplateSerializer(serializers.ModelSerializer):
    """A committee's own Word template of a kind, in use."""

    class Meta:
        model = ReportTemplate
        fields = ("id", "kind", "name", "size", "digest", "by_name", "at")


class NewReportTemplateSerializer(serializers.Serializer):
    """The file."""

    file = serializers.FileField()


class PlaceholderSerializer(serializers.Serializer):
    """A name that a template may use; `fields` are those of one row of a list."""

    name = serializers.CharField()
    meaning = serializers.CharField()
    usage = serializers.CharField()
    fields_of_a_row = serializers.SerializerMethodField()

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_fields_of_a_row(self, placeholder: Any) -> list[str]:
        return [field.name for field in placeholder.fields]
