"""Assessments, sheets and imports as REST writes and reads them."""

from apps.assessments.serializers.imports import (
    ImportDetailSerializer,
    ImportSerializer,
    NewImportSerializer,
    fault_of,
)
from apps.assessments.serializers.sheets import (
    AssessmentSerializer,
    EnrolledSerializer,
    MarksSerializer,
    RevisionSerializer,
    SheetSerializer,
    VetoesSerializer,
)

__all__ = [
    "AssessmentSerializer",
    "EnrolledSerializer",
    "ImportDetailSerializer",
    "ImportSerializer",
    "MarksSerializer",
    "NewImportSerializer",
    "RevisionSerializer",
    "SheetSerializer",
    "VetoesSerializer",
    "fault_of",
]
