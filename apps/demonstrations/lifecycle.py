"""Which state is a batch, a candidate in, and what may follow? One table each."""

from apps.core.lifecycle import Lifecycle
from apps.demonstrations.choices import BatchStatus, CandidateStatus, ConferralStatus, GateStatus, TitleStatus

BATCH = Lifecycle(
    {
        "call": ((BatchStatus.DRAFT,), BatchStatus.CALLING),
        "begin": ((BatchStatus.CALLING,), BatchStatus.GATES),
        "choose": ((BatchStatus.GATES,), BatchStatus.CHOSEN),
        "name": ((BatchStatus.CHOSEN,), BatchStatus.NAMED),
    }
)
GATE = Lifecycle(
    {
        "open": ((GateStatus.PLANNED,), GateStatus.OPEN),
        "close": ((GateStatus.OPEN,), GateStatus.CLOSED),
    }
)
CANDIDATE = Lifecycle(
    {
        "submit": ((CandidateStatus.FILLING,), CandidateStatus.WAITING),
        "return": ((CandidateStatus.WAITING,), CandidateStatus.FILLING),
        "accept": ((CandidateStatus.WAITING,), CandidateStatus.IN),
        "leave": ((CandidateStatus.IN,), CandidateStatus.OUT),
        "choose": ((CandidateStatus.IN,), CandidateStatus.CHOSEN),
        "name": ((CandidateStatus.CHOSEN,), CandidateStatus.NAMED),
        "withdraw": (
            (CandidateStatus.FILLING, CandidateStatus.WAITING, CandidateStatus.IN, CandidateStatus.CHOSEN),
            CandidateStatus.WITHDRAWN,
        ),
        "resume": ((CandidateStatus.WITHDRAWN,), CandidateStatus.FILLING),
    }
)
CONFERRAL = Lifecycle(
    {
        "propose": ((ConferralStatus.DRAFT,), ConferralStatus.PROPOSED),
        "return": ((ConferralStatus.PROPOSED,), ConferralStatus.DRAFT),
        "name": ((ConferralStatus.PROPOSED,), ConferralStatus.NAMED),
    }
)
TITLE = Lifecycle(
    {
        "warn": ((TitleStatus.VALID,), TitleStatus.WARNED),
        "lift": ((TitleStatus.WARNED,), TitleStatus.VALID),
        "renew": ((TitleStatus.VALID,), TitleStatus.VALID),
        "withdraw": ((TitleStatus.VALID, TitleStatus.WARNED), TitleStatus.WITHDRAWN),
    }
)
