"""A unit's own indicators as their page shows them: what is written or typed, where it stands, what may follow."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from apps.assessments.choices import RefinementStatus as S
from apps.assessments.indicators import LONGEST_GUIDE, LONGEST_TITLE, Indicator, Room, faults_of
from apps.assessments.lifecycle import REFINEMENT, WITH_THE_UNIT
from apps.assessments.models import Refinement
from apps.assessments.refining import freezing_at, indicators_of, is_frozen
from apps.campaigns.models import Campaign
from apps.core.asked import whole
from apps.rating.points import parse_points, show_points

# So many empty rows stand below what is written, where the rulebook leaves room for them.
SPARE = 3
FIELDS = ("title", "points", "guide", "proof")


@dataclass
class Typed:
    """What a person typed: the indicators as far as they can be read, the rows as text, and faults by field."""

    indicators: list[Indicator] = field(default_factory=list)
    rows: list[dict[str, str]] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)


def read_rows(post: Mapping[str, str]) -> Typed:
    """The fields `title-1`, `points-1`, `guide-1`, `proof-1` and so on; a row in which nothing stands is left out."""
    typed, number = Typed(), 0
    while f"title-{number + 1}" in post:
        number += 1
        row = {name: post.get(f"{name}-{number}", "").strip() for name in FIELDS}
        if not (row["title"] or row["points"] or row["guide"]):
            continue
        typed.rows.append(row)
        here = len(typed.rows)
        points, proof = hundredths(row["points"]), whole(row["proof"] or "0")
        if points is None:
            typed.errors[f"points-{here}"] = _("Enter a number, such as %(example)s.") % {"example": "2.5"}
        if proof is None:
            typed.errors[f"proof-{here}"] = _("Enter a whole number.")
        typed.indicators.append(Indicator(row["title"], row["guide"], points or 0, proof or 0))
    return typed


def hundredths(text: str) -> int | None:
    """Points as typed, 0 where nothing stands; None for what is no number."""
    try:
        return parse_points(text.removesuffix("分").strip()) if text else 0
    except ValueError:
        return None


@dataclass
class RefinementView:
    """One unit's own indicators in one section, as one person sees them."""

    person: Any
    campaign: Campaign
    room: Room
    row: Refinement

    @cached_property
    def is_frozen(self) -> bool:
        return is_frozen(self.campaign)

    @cached_property
    def writes(self) -> bool:
        """Whether the person writes for the unit."""
        return self.person.has_perm("assessments.refine", self.row.node)

    @cached_property
    def decides(self) -> bool:
        """Whether the person approves and returns."""
        return self.person.has_perm("assessments.approve_refinement", self.campaign)

    @property
    def can_write(self) -> bool:
        return self.writes and not self.is_frozen and self.row.status in WITH_THE_UNIT

    @property
    def can_take_back(self) -> bool:
        return self.writes and self.may("take-back") and self.row.looked_at is None

    def may(self, act: str) -> bool:
        """Whether the state and the campaign permit an act, whoever asks."""
        return not self.is_frozen and self.row.pk is not None and REFINEMENT.permits(act, self.row.status)

    @property
    def indicators(self) -> list[Indicator]:
        return indicators_of(self.row)

    @property
    def url(self) -> str:
        return reverse("assessments:refinement", args=[self.campaign.slug, self.row.node_id, self.row.section])

    def act_url(self, act: str) -> str:
        args = [self.campaign.slug, self.row.node_id, self.row.section, act]
        return reverse("assessments:refinement-act", args=args)


def page_of(view: RefinementView, typed: Typed | None = None) -> dict[str, Any]:
    """The unit's page: what stands or is typed, the grant, the acts."""
    language, row = get_language() or "zh-hans", view.row
    return {
        "view": view,
        "campaign": view.campaign,
        "unit": row.node,
        "sentence": sentence(view),
        "section": f"{view.room.section.code} {view.room.section.title.get(language)}",
        "grant": grant_line(view.room),
        "deadline": deadline_line(view.campaign, view.is_frozen),
        "returned": row.return_reason if row.status == S.RETURNED else "",
        "decided": decided_line(row),
        "rows": rows_of(view, typed) if view.can_write else [],
        "fault": typed.errors.get("indicators", "") if typed else "",
        "has_faults": bool(typed and typed.errors),
        "indicators": lines_of(view),
        "sum": show_points(sum(each.points for each in view.indicators)),
        "most": show_points(view.room.points),
        "can_approve": view.decides and view.may("approve") and is_another(view),
        "approves_own": view.decides and view.may("approve") and not is_another(view),
        "can_return": view.decides and view.may("return"),
        "lengths": {"title": LONGEST_TITLE, "guide": LONGEST_GUIDE},
        "approve_url": view.act_url("approve"),
        "return_url": view.act_url("return"),
        "take_back_url": view.act_url("take-back"),
    }


def is_another(view: RefinementView) -> bool:
    """Whether somebody else submitted them."""
    return view.person.is_superuser or view.person.pk != view.row.submitted_by


def sentence(view: RefinementView) -> str:
    """Where the unit's indicators stand: the page's head."""
    row, n = view.row, len(view.row.indicators)
    words = {"n": n, "sum": show_points(sum(each.points for each in view.indicators))}
    if row.status == S.APPROVED:
        text = ngettext(
            "%(n)s indicator of its own, %(sum)s points, approved",
            "%(n)s indicators of its own, %(sum)s points, approved",
            n,
        )
        return text % words
    if view.is_frozen:
        return _("No indicators of its own in this campaign")
    if row.status == S.SUBMITTED:
        return _("Submitted, waits for approval")
    if row.status == S.RETURNED:
        return _("Returned: mend and submit anew")
    if not n:
        return _("Nothing written yet")
    text = ngettext(
        "%(n)s indicator, %(sum)s points, not submitted", "%(n)s indicators, %(sum)s points, not submitted", n
    )
    return text % words


def grant_line(room: Room) -> str:
    """What the rulebook leaves, in one sentence."""
    words = {"points": show_points(room.points), "n": room.count, "step": show_points(room.line.step)}
    text = ngettext(
        "The rulebook leaves %(points)s points in all, at most %(n)s indicator, in steps of %(step)s.",
        "The rulebook leaves %(points)s points in all, at most %(n)s indicators, in steps of %(step)s.",
        room.count,
    )
    return text % words


def deadline_line(campaign: Campaign, frozen: bool) -> str:
    """Until when units write, or that nothing changes any more."""
    if frozen:
        return _("fixed since marking began")
    at = freezing_at(campaign)
    return _("fixed from %(when)s on, when marking begins") % {"when": moment(at)} if at else _("fixed once it is open")


def decided_line(row: Refinement) -> str:
    """Who submitted and who decided, and when."""
    parts = []
    if row.submitted_at:
        words = {"name": row.submitted_by_name, "when": moment(row.submitted_at)}
        parts.append(_("%(name)s submitted them %(when)s") % words)
    if row.decided_at and row.status in {S.APPROVED, S.RETURNED}:
        words = {"name": row.decided_by_name, "when": moment(row.decided_at)}
        text = (
            _("%(name)s approved them %(when)s") if row.status == S.APPROVED else _("%(name)s returned them %(when)s")
        )
        parts.append(text % words)
    return " · ".join(parts)


def rows_of(view: RefinementView, typed: Typed | None) -> list[dict[str, Any]]:
    """The rows of the form: what is typed or stands, and some empty ones."""
    kept = typed.rows if typed else [as_text(each) for each in view.indicators]
    spare = min(SPARE, view.room.count - len(kept)) if kept else min(SPARE, view.room.count)
    errors = typed.errors if typed else {}
    return [
        {
            "number": number,
            "code": f"{view.room.line.code}.{number}",
            **row,
            "errors": {name: errors.get(f"{name}-{number}", "") for name in FIELDS},
        }
        for number, row in enumerate([*kept, *(dict.fromkeys(FIELDS, "") for _each in range(spare))], start=1)
    ]


def as_text(each: Indicator) -> dict[str, str]:
    """An indicator as its fields hold it."""
    proof = str(each.proof) if each.proof else ""
    return {"title": each.title, "points": show_points(each.points), "guide": each.guide, "proof": proof}


def lines_of(view: RefinementView) -> list[dict[str, Any]]:
    """The indicators to read."""
    return [
        {
            "code": f"{view.room.line.code}.{number}",
            "title": each.title,
            "guide": each.guide,
            "points": show_points(each.points),
            "proof": ngettext("%(n)s file of proof", "%(n)s files of proof", each.proof) % {"n": each.proof}
            if each.proof
            else "",
        }
        for number, each in enumerate(view.indicators, start=1)
    ]


def check_rows(view: RefinementView, typed: Typed) -> None:
    """Add what does not fit to what could not be read."""
    typed.errors = faults_of(view.room, typed.indicators) | typed.errors


def moment(at: Any) -> str:
    return date_format(timezone.localtime(at), _("j M H:i"))
