"""How does the unit's page say a deadline, a branch's state, and what it waits for?"""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.assessments.choices import SubmissionStatus as S
from apps.assessments.models import Submission
from apps.assessments.self_page import time_left
from apps.assessments.unit_rows import UnitRow
from apps.campaigns.choices import Act, Status
from apps.campaigns.models import Campaign, Extension, Stage
from apps.rating.points import show_figure


def deadline_of(campaign: Campaign, more: Extension | None = None) -> dict[str, Any]:
    """The stage in which units work: until when, and how near that is; since when it is over; or when it opens.

    More time that a unit or branch was given counts as such a stage.
    """
    stages, now = list(campaign.stages.permitting(Act.CHECK)), timezone.now()
    running = [stage for stage in stages if stage.opens_at <= now < stage.closes_at]
    running += filter(None, [more])
    if running and campaign.status == Status.OPEN:
        last = max(running, key=lambda stage: stage.closes_at)
        return time_left(last.closes_at) | {"left": left_of(last), "closes": moment(last.closes_at), "late": 0}
    coming = next((stage for stage in stages if stage.opens_at > now), None)
    if coming:
        return {"text": _("opens %(when)s") % {"when": moment(coming.opens_at)}, "tone": "", "left": "", "late": 0}
    if not stages:
        return {"text": "", "tone": "", "left": "", "late": 0}
    ended = max(stage.closes_at for stage in stages)
    late = max(1, (timezone.localdate() - timezone.localtime(ended).date()).days)
    left = ngettext("%(n)s day late", "%(n)s days late", late) % {"n": late}
    return {"text": _("closed %(when)s") % {"when": moment(ended)}, "tone": "bad", "left": left, "late": late}


def also(first: str, rest: str) -> str:
    """Two parts of a sentence; what they hold is filled in afterwards."""
    return _("{first}, {rest}").format(first=first, rest=rest)


def left_of(stage: Stage | Extension) -> str:
    """The days left as a chip says them."""
    days = (timezone.localtime(stage.closes_at).date() - timezone.localdate()).days
    return ngettext("%(n)s day left", "%(n)s days left", days) % {"n": days} if days else _("last day")


def moment(at: datetime) -> str:
    return date_format(timezone.localtime(at), _("j M H:i"))


def signed(figure: int | None, places: int, decimals: int = 2) -> str:
    """A difference in units of 10**-decimals with its sign; empty where there is nothing to compare."""
    if figure is None:
        return ""
    return ("+" if figure > 0 else "") + show_figure(figure, decimals, places).replace("-", "−")


def state_of(row: UnitRow, deadline: dict[str, Any]) -> dict[str, str]:
    """A branch's state as a chip, with the days left where the branch has to act."""
    plain = {
        S.SUBMITTED: ("info", "", _("to check")),
        S.APPROVED: ("ok", "check", _("approved")),
        S.HANDED_OVER: ("ok", "check", _("handed over")),
        S.RECEIVED: ("ok", "check", _("received")),
    }
    if row.status in plain:
        tone, icon, text = plain[row.status]
        return {"tone": tone, "icon": icon, "text": text}
    returned = row.status == S.RETURNED
    text = _("returned") if returned else _("with the secretary") if row.status == S.READY else _("not submitted")
    if deadline["left"]:
        text = _("%(state)s, %(left)s") % {"state": text, "left": deadline["left"]}
    tone = "bad" if deadline["late"] else "warn" if returned or deadline["tone"] else ""
    return {"tone": tone, "icon": "arrow-back-up" if returned else "clock", "text": text}


def mend_line(row: UnitRow) -> str:
    """The criteria that a returned branch is to mend; empty for the whole sheet."""
    codes = row.submission.return_criteria if row.status == S.RETURNED else []
    return _("To mend: %(codes)s") % {"codes": _(", ").join(codes)} if codes else ""


def waiting_line(row: UnitRow) -> dict[str, str]:
    """A branch that has to act: since when, why, whether it knows, and whom to ask."""
    submission, names = row.submission, _(", ").join(row.secretaries)
    ask = _("Secretary: %(names)s.") % {"names": names}
    if not names:
        ask = _("No secretary is appointed; ask the work committee to appoint one.")
    if row.status == S.READY:
        text = _("%(name)s has filled it in; it waits for the secretary.") % {"name": submission.presented_by_name}
    elif row.status == S.RETURNED:
        words = {"when": moment(submission.returned_at), "reason": submission.return_reason}
        text = _("Returned %(when)s: %(reason)s") % words
        ask = opened_line(submission, names) if names else ask
    elif row.rating.marked:
        text = _("Begun, not submitted yet.")
    else:
        text = _("Nothing filled in yet.")
    return {"name": row.assessment.name, "text": text, "ask": ask}


def opened_line(submission: Submission, names: str) -> str:
    """Whether the branch has opened what was returned."""
    if submission.return_opened_at is None:
        return _("Secretary %(names)s has not opened it yet.") % {"names": names}
    words = {"names": names, "when": moment(submission.return_opened_at)}
    return _("Secretary %(names)s opened it %(when)s and has not submitted it again.") % words
