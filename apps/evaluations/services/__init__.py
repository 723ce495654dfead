"""Every change of what a campaign comes to: runs, decisions, notices, objections, naming, sealing; their papers."""

from apps.evaluations.services.audits import check_whole_record, do_record_check, request_record_check
from apps.evaluations.services.checks import check_every_seal, do_check, request_check
from apps.evaluations.services.decisions import (
    Meeting,
    Signer,
    add_matter,
    open_decision,
    propose_change,
    record_votes,
    require_free,
    second_item,
    set_attendance,
)
from apps.evaluations.services.errata import confirm_erratum, propose_erratum, withdraw_erratum
from apps.evaluations.services.papers import keep_paper
from apps.evaluations.services.runs import (
    do_working_run,
    make,
    start_numbered_run,
    swap,
)
from apps.evaluations.services.sealing import confirm_seal, propose_seal, withdraw_seal
from apps.evaluations.services.signing import approve_decision, do_numbered_run, sign_decision

__all__ = [
    "Meeting",
    "Signer",
    "add_matter",
    "approve_decision",
    "check_every_seal",
    "check_whole_record",
    "confirm_erratum",
    "confirm_seal",
    "do_check",
    "do_numbered_run",
    "do_record_check",
    "do_working_run",
    "keep_paper",
    "make",
    "open_decision",
    "propose_change",
    "propose_erratum",
    "propose_seal",
    "record_votes",
    "request_check",
    "request_record_check",
    "require_free",
    "second_item",
    "set_attendance",
    "sign_decision",
    "start_numbered_run",
    "swap",
    "withdraw_erratum",
    "withdraw_seal",
]
