"""REST of assessments, sheets and imports."""

from apps.assessments.api.assessments import AssessmentDetail, AssessmentList, Enrol, Vetoes
from apps.assessments.api.imports import (
    ImportAnnotated,
    ImportDetail,
    ImportDrop,
    ImportFile,
    ImportList,
    ImportUndo,
    ImportWrite,
)
from apps.assessments.api.sheets import RevisionList, SheetDetail

__all__ = [
    "AssessmentDetail",
    "AssessmentList",
    "Enrol",
    "ImportAnnotated",
    "ImportDetail",
    "ImportDrop",
    "ImportFile",
    "ImportList",
    "ImportUndo",
    "ImportWrite",
    "RevisionList",
    "SheetDetail",
    "Vetoes",
]
