"""How far is each unit? Branches by state, who checks, and what lies with the work committee."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.assessments.checkers import checkers_around, covering, units_of
from apps.assessments.choices import SubmissionStatus as S
from apps.assessments.models import Assessment, Handover
from apps.assessments.unit_rows import THROUGH
from apps.assessments.unit_words import deadline_of, left_of, moment
from apps.campaigns.choices import Act
from apps.campaigns.models import Campaign, Extension
from apps.campaigns.selectors import extensions_for
from apps.organisations.models import Node

MISSING, WAITING, RECEIVED = "missing", "waiting", "received"


@dataclass(frozen=True)
class UnitProgress:
    """One unit: its branches by state, who checks there, and its last hand-over, standing or ended."""

    unit: Node
    statuses: dict[str, int]
    checkers: tuple[str, ...] = ()
    handover: Handover | None = field(default=None)

    @property
    def branches(self) -> int:
        return sum(self.statuses.values())

    @property
    def through(self) -> int:
        """Branches that the unit has approved."""
        return sum(self.statuses.get(status, 0) for status in THROUGH)

    @property
    def to_check(self) -> int:
        return self.statuses.get(S.SUBMITTED, 0)

    @property
    def with_branches(self) -> int:
        """Branches that have to act themselves."""
        return self.branches - self.through - self.to_check

    @property
    def standing(self) -> Handover | None:
        """The hand-over that stands."""
        return self.handover if self.handover and self.handover.ended_at is None else None

    @property
    def state(self) -> str:
        """Missing, waiting for the work committee, or received by it."""
        if self.standing is None:
            return MISSING
        return RECEIVED if self.standing.received_at else WAITING


def units_progress(campaign: Campaign, assessments: QuerySet[Assessment]) -> list[UnitProgress]:
    """The units of some assessments of a campaign in the official order; a constant number of queries."""
    counts: dict[Any, dict[str, int]] = {}
    rows = assessments.order_by().values_list("unit", "submission__status").annotate(n=Count("pk"))
    for unit, status, n in rows:
        here = counts.setdefault(unit, {})
        here[status or S.FILLING] = here.get(status or S.FILLING, 0) + n
    last: dict[Any, Handover] = {}
    for handover in Handover.objects.filter(campaign=campaign, unit__in=list(counts)).order_by("pk"):
        stands = last.get(handover.unit_id)
        if stands is None or stands.ended_at is not None:
            last[handover.unit_id] = handover
    offices = checkers_around(campaign.committee.path)
    return [
        UnitProgress(
            unit,
            counts[unit.pk],
            tuple(each.person.name for each in covering(offices, unit.path, unit.zone_id)),
            last.get(unit.pk),
        )
        for unit in units_of(assessments)
    ]


def list_page(campaign: Campaign, units: Sequence[UnitProgress]) -> dict[str, Any]:
    """The units that one person checks."""
    branches, through = sum(each.branches for each in units), sum(each.through for each in units)
    words = {"n": len(units), "branches": branches, "left": branches - through}
    sentence = _("%(n)s units, %(branches)s branches, %(left)s to go")
    if not units:
        sentence = _("No branch is yours to check in this campaign")
    elif branches == through:
        sentence = _("All %(branches)s branches of %(n)s units are through")
    return {
        "campaign": campaign,
        "sentence": sentence % words,
        "deadline": deadline_of(campaign),
        "units": units,
    }


def handover_page(campaign: Campaign, units: Sequence[UnitProgress], shown: str) -> dict[str, Any]:
    """What units have handed over to the work committee, and what not; narrowed to one state where asked for."""
    by_state = {state: [each for each in units if each.state == state] for state in (MISSING, WAITING, RECEIVED)}
    n, missing, deadline = len(units), len(by_state[MISSING]), deadline_of(campaign)
    longer = longer_of(campaign) if deadline["late"] else []
    words = {"n": n, "done": n - missing, "left": missing}
    text = ngettext(
        "%(n)s unit, %(done)s handed over, %(left)s to go", "%(n)s units, %(done)s handed over, %(left)s to go", n
    )
    if units and not missing:
        text = ngettext("The %(n)s unit has handed over", "All %(n)s units have handed over", n)
    titles = {MISSING: _("Not handed over"), WAITING: _("To receive"), RECEIVED: _("Received")}
    segments = [{"state": "", "title": _("All"), "n": n, "current": shown not in by_state}]
    segments += [
        {"state": state, "title": title, "n": len(by_state[state]), "current": shown == state}
        for state, title in titles.items()
    ]
    return {
        "campaign": campaign,
        "sentence": text % words,
        "share": 1000 * (n - missing) // max(1, n),
        "deadline": deadline,
        "segments": segments,
        "waiting": len(by_state[WAITING]),
        "units": [handover_line(each, deadline_at(each, longer) or deadline) for each in by_state.get(shown, units)],
    }


def longer_of(campaign: Campaign) -> list[Extension]:
    """More time that stands somewhere in the campaign, the longest first."""
    return list(extensions_for(campaign, Act.CHECK, campaign.committee.path, timezone.now(), is_whole=True))


def deadline_at(each: UnitProgress, longer: Sequence[Extension]) -> dict[str, Any] | None:
    """How long a unit works that has more time, itself or for a branch; None for the others."""
    path = each.unit.path
    found = (one for one in longer if path.startswith(one.node.path) or one.node.path.startswith(path))
    more = next(found, None)
    return {"left": left_of(more), "late": 0, "is_longer": True} if more else None


def handover_line(each: UnitProgress, deadline: dict[str, Any]) -> dict[str, Any]:
    """One unit with its state as a chip and what happened last."""
    row, note = each.standing, ""
    if row and row.received_at:
        tone, text = "ok", _("received")
        note = _("%(name)s received it %(when)s") % {"name": row.received_by_name, "when": moment(row.received_at)}
    elif row:
        tone, text = "info", _("to receive")
        note = _("%(name)s handed over %(when)s") % {"name": row.by_name, "when": moment(row.at)}
    else:
        tone, text = "", _("all through") if each.through == each.branches else _("under way")
        if deadline["late"]:
            tone, text = "bad", deadline["left"]
        elif deadline.get("is_longer"):
            text = _("more time, %(left)s") % {"left": deadline["left"]}
        if each.handover:
            note = _("came back %(when)s: %(reason)s") % {
                "when": moment(each.handover.ended_at),
                "reason": each.handover.end_reason or _("taken back by the unit"),
            }
    return {
        "progress": each,
        "checkers": _(", ").join(each.checkers) or _("nobody appointed; staff stand in"),
        "tone": tone,
        "text": text,
        "note": note,
        "can_receive": each.state == WAITING,
        "can_send_back": row is not None,
    }
