"""What joins several apps, as REST writes it."""

from apps.reports.serializers.counts import ColumnsSerializer, CountsSerializer
from apps.reports.serializers.explanations import ExplanationSerializer
from apps.reports.serializers.operations import JobSerializer, RecordSerializer

__all__ = ["ColumnsSerializer", "CountsSerializer", "ExplanationSerializer", "JobSerializer", "RecordSerializer"]
