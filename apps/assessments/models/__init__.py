"""One subject in one round: sheets, marks, remarks, revisions, the way to the committee, imports, what units add to the
rules; vetoes and their two people, visits on site, the branch's replies; who marks whom."""

from apps.assessments.models.assessments import (
    Assessment,
    AssessmentQuerySet,
    Burden,
    Handover,
    Import,
    ImportedSheet,
    ImportQuerySet,
    Refinement,
    RefinementQuerySet,
    Remark,
    Revision,
    Round,
    Sheet,
    Submission,
)
from apps.assessments.models.batches import Batch
from apps.assessments.models.queued import QueuedAct
from apps.assessments.models.replies import Reply
from apps.assessments.models.scorers import Assignment, Draw, Interest, Invitation, Scorer
from apps.assessments.models.vetoes import VetoCase
from apps.assessments.models.visits import Stop, StopCheck, StopFinding, Visit, VisitMember

__all__ = [
    "Assessment",
    "AssessmentQuerySet",
    "Assignment",
    "Batch",
    "Burden",
    "Draw",
    "Handover",
    "Import",
    "ImportQuerySet",
    "ImportedSheet",
    "Interest",
    "Invitation",
    "QueuedAct",
    "Refinement",
    "RefinementQuerySet",
    "Remark",
    "Reply",
    "Revision",
    "Round",
    "Scorer",
    "Sheet",
    "Stop",
    "StopCheck",
    "StopFinding",
    "Submission",
    "VetoCase",
    "Visit",
    "VisitMember",
]
