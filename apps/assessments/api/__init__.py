"""REST of assessments, sheets and imports."""

from apps.assessments.api.alike import PairDetail, PairList
from apps.assessments.api.assessments import AssessmentDetail, AssessmentList, Enrol, Vetoes
from apps.assessments.api.checking import (
    CheckApprove,
    CheckLook,
    CheckReturn,
    HandoverList,
    HandoverReceive,
    HandoverReceiveAll,
    HandoverSendBack,
    Looks,
    UnitDetail,
    UnitHandOver,
    UnitList,
    UnitRecall,
    UnitWorkbook,
)
from apps.assessments.api.imports import (
    ImportAnnotated,
    ImportDetail,
    ImportDrop,
    ImportFile,
    ImportList,
    ImportUndo,
    ImportWrite,
)
from apps.assessments.api.keeping import KeepingDelete, KeepingTimes
from apps.assessments.api.proof import ProofAttach, ProofDetail, ProofList, ProofRevise
from apps.assessments.api.refinements import Exchange, RefinementDetail, RefinementList, RefinementMove
from apps.assessments.api.remarks import RemarkList
from apps.assessments.api.replies import ReplyList
from apps.assessments.api.sheets import RevisionList, SheetDetail
from apps.assessments.api.shelf import ShelfList, UploadDays
from apps.assessments.api.submissions import BurdenFigures, SubmissionDetail, SubmissionMove, TakeOver

__all__ = [
    "AssessmentDetail",
    "AssessmentList",
    "BurdenFigures",
    "CheckApprove",
    "CheckLook",
    "CheckReturn",
    "Enrol",
    "Exchange",
    "HandoverList",
    "HandoverReceive",
    "HandoverReceiveAll",
    "HandoverSendBack",
    "ImportAnnotated",
    "ImportDetail",
    "ImportDrop",
    "ImportFile",
    "ImportList",
    "ImportUndo",
    "ImportWrite",
    "KeepingDelete",
    "KeepingTimes",
    "Looks",
    "PairDetail",
    "PairList",
    "ProofAttach",
    "ProofDetail",
    "ProofList",
    "ProofRevise",
    "RefinementDetail",
    "RefinementList",
    "RefinementMove",
    "RemarkList",
    "ReplyList",
    "RevisionList",
    "SheetDetail",
    "ShelfList",
    "SubmissionDetail",
    "SubmissionMove",
    "TakeOver",
    "UnitDetail",
    "UnitHandOver",
    "UnitList",
    "UnitRecall",
    "UnitWorkbook",
    "UploadDays",
    "Vetoes",
]
