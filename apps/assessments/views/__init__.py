"""Pages of sheets and imports."""

from apps.assessments.views.imports import (
    ImportAnnotated,
    ImportDetail,
    ImportDrop,
    ImportFile,
    ImportStart,
    ImportUndo,
    ImportWrite,
)
from apps.assessments.views.sheets import Enrol, SheetExport, SheetList, SheetPage, Vetoes

__all__ = [
    "Enrol",
    "ImportAnnotated",
    "ImportDetail",
    "ImportDrop",
    "ImportFile",
    "ImportStart",
    "ImportUndo",
    "ImportWrite",
    "SheetExport",
    "SheetList",
    "SheetPage",
    "Vetoes",
]
