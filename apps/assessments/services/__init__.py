"""Every change of assessments: enrolment, marks, vetoes."""

from apps.assessments.services.announce import announce_evaluation
from apps.assessments.services.enrolment import enrol_branches, enrolment, round_of
from apps.assessments.services.marks import Change, act_of, save_marks
from apps.assessments.services.remarks import RemarkChange, save_remarks
from apps.assessments.services.vetoes import (
    ask_to_lift_veto,
    confirm_veto,
    confirm_vetoes,
    keep_veto,
    lift_veto,
    propose_vetoes,
    refuse_veto,
)

__all__ = [
    "Change",
    "RemarkChange",
    "act_of",
    "announce_evaluation",
    "ask_to_lift_veto",
    "confirm_veto",
    "confirm_vetoes",
    "enrol_branches",
    "enrolment",
    "keep_veto",
    "lift_veto",
    "propose_vetoes",
    "refuse_veto",
    "round_of",
    "save_marks",
    "save_remarks",
]
