"""Pages of sheets and imports."""

from apps.assessments.views.alike import AlikeList, LikenessPage
from apps.assessments.views.autosave import Autosave
from apps.assessments.views.checking import (
    UnitApprove,
    UnitBranch,
    UnitHandOver,
    UnitList,
    UnitPage,
    UnitRecall,
    UnitReturn,
    UnitSummary,
    UnitSummaryExport,
)
from apps.assessments.views.enrolment import Enrol
from apps.assessments.views.handovers import (
    HandoverExport,
    HandoverList,
    HandoverReceive,
    HandoverReceiveAll,
    HandoverReturn,
)
from apps.assessments.views.imports import (
    ImportAnnotated,
    ImportDetail,
    ImportDrop,
    ImportFile,
    ImportStart,
    ImportUndo,
    ImportWrite,
)
from apps.assessments.views.keeping import KeepingDelete, KeepingHome, KeepingPage
from apps.assessments.views.proof import ProofAttach, ProofDescribe, ProofPage, ProofRemove, ProofReplace
from apps.assessments.views.refinements import Exchange, RefinementList, RefinementMove, RefinementPage
from apps.assessments.views.self_assessment import BurdenPage, SelfAct, SelfCheck, SelfStar, SelfStart
from apps.assessments.views.sheets import SheetExport, SheetList, SheetPage
from apps.assessments.views.shelf import ShelfPage, ShelfPiece
from apps.assessments.views.vetoes import Vetoes

__all__ = [
    "AlikeList",
    "Autosave",
    "BurdenPage",
    "Enrol",
    "Exchange",
    "HandoverExport",
    "HandoverList",
    "HandoverReceive",
    "HandoverReceiveAll",
    "HandoverReturn",
    "ImportAnnotated",
    "ImportDetail",
    "ImportDrop",
    "ImportFile",
    "ImportStart",
    "ImportUndo",
    "ImportWrite",
    "KeepingDelete",
    "KeepingHome",
    "KeepingPage",
    "LikenessPage",
    "ProofAttach",
    "ProofDescribe",
    "ProofPage",
    "ProofRemove",
    "ProofReplace",
    "RefinementList",
    "RefinementMove",
    "RefinementPage",
    "SelfAct",
    "SelfCheck",
    "SelfStar",
    "SelfStart",
    "SheetExport",
    "SheetList",
    "SheetPage",
    "ShelfPage",
    "ShelfPiece",
    "UnitApprove",
    "UnitBranch",
    "UnitHandOver",
    "UnitList",
    "UnitPage",
    "UnitRecall",
    "UnitReturn",
    "UnitSummary",
    "UnitSummaryExport",
    "Vetoes",
]
