"""What joins several apps, as REST writes it."""

from apps.reports.serializers.counts import CountsSerializer
from apps.reports.serializers.explanations import ExplanationSerializer
from apps.reports.serializers.operations import JobSerializer, RecordSerializer

__all__ = ["CountsSerializer", "ExplanationSerializer", "JobSerializer", "RecordSerializer"]
