"""Where does a branch's self-assessment stand, in one strip with the one next act?"""

from typing import Any

from django.utils.translation import gettext as _

from apps.assessments.choices import SubmissionStatus as S
from apps.assessments.lifecycle import WITH_THE_BRANCH
from apps.assessments.models import Assessment
from apps.assessments.self_page import deadline
from apps.assessments.self_review import sentence
from apps.assessments.self_sheet import SelfSheet


def self_state(person: Any, assessment: Assessment) -> dict[str, Any] | None:
    """The strip on the branch's own page: where its self-assessment stands, and the one next act; None for others.

    Needs `assessment` with campaign, unit and round__rulebook_version.
    """
    own = SelfSheet(person, assessment)
    if not own.lines:
        return None
    if not own.is_own or (own.open_stage is None and own.submission.status in WITH_THE_BRANCH):
        return None
    check, start = own.url("self-check"), own.url("self")
    n, marked, all_of_them = len(own.missing), own.marked, len(own.lines)
    state: dict[str, Any] = {"title": sentence(own), "deadline": "", "tone": "info", "icon": "pencil"}
    if own.submission.status not in WITH_THE_BRANCH:
        return state | {"tone": "ok", "icon": "circle-check", "act": _("Look at it"), "url": check}
    state["deadline"] = deadline(own)["text"]
    if own.is_returned:
        state["note"] = own.submission.return_reason
    if own.is_returned and own.submission.status != S.READY:
        state |= {"title": _("The unit has returned the self-assessment"), "tone": "warn", "icon": "alert-triangle"}
        return state | {"act": _("Check and submit") if own.is_mended else _("Mend it"), "url": check}
    if own.submission.status == S.READY:
        return state | {"act": _("Confirm and submit") if own.may_submit else _("Look at it"), "url": check}
    if not n:
        return state | {"act": _("Check and submit"), "url": check}
    state["title"] = _("Self-assessment: %(n)s of %(all)s filled in") % {"n": marked, "all": all_of_them}
    return state | {"act": _("Go on") if marked else _("Begin"), "url": start}
