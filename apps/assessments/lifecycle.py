"""Where do self-assessments, units' own indicators and stops of site visits stand, and what may follow?"""

from apps.assessments.choices import RefinementStatus as R
from apps.assessments.choices import StopStatus as V
from apps.assessments.choices import SubmissionStatus as S
from apps.core.lifecycle import Lifecycle

SUBMISSION = Lifecycle(
    {
        "present": ((S.FILLING, S.RETURNED), S.READY),
        "take-back": ((S.READY,), S.FILLING),
        "submit": ((S.FILLING, S.READY, S.RETURNED), S.SUBMITTED),
        "withdraw": ((S.SUBMITTED,), S.FILLING),
        "approve": ((S.SUBMITTED,), S.APPROVED),
        "return": ((S.SUBMITTED, S.APPROVED), S.RETURNED),
        "hand-over": ((S.APPROVED,), S.HANDED_OVER),
        "recall": ((S.HANDED_OVER,), S.APPROVED),
        "receive": ((S.HANDED_OVER,), S.RECEIVED),
        "send-back": ((S.HANDED_OVER, S.RECEIVED), S.APPROVED),
    }
)
WITH_THE_BRANCH = frozenset({S.FILLING, S.READY, S.RETURNED})

REFINEMENT = Lifecycle(
    {
        "write": ((R.WRITING, R.RETURNED), R.WRITING),
        "submit": ((R.WRITING, R.RETURNED), R.SUBMITTED),
        "take-back": ((R.SUBMITTED,), R.WRITING),
        "approve": ((R.SUBMITTED,), R.APPROVED),
        "return": ((R.SUBMITTED, R.APPROVED), R.RETURNED),
    }
)
WITH_THE_UNIT = frozenset({R.WRITING, R.RETURNED})

STOP = Lifecycle(
    {
        "start": ((V.PLANNED,), V.STARTED),
        "write": ((V.STARTED,), V.STARTED),
        "sign": ((V.STARTED,), V.STARTED),
        "finish": ((V.STARTED,), V.SIGNED),
        "skip": ((V.PLANNED, V.STARTED), V.SKIPPED),
        "resume": ((V.SKIPPED,), V.PLANNED),
    }
)
