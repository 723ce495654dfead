"""What is late, by unit: what, how many, who is responsible, until when it was due, and for how many days?

Days are calendar days; a stage that ends today is listed with none. Where somebody was given more time, that counts.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.assessments.choices import SubmissionStatus
from apps.assessments.lifecycle import WITH_THE_BRANCH
from apps.assessments.models import Assessment
from apps.campaigns.choices import StageKind, Status
from apps.campaigns.ends import Ends
from apps.campaigns.models import Campaign, Stage
from apps.organisations.choices import Role
from apps.organisations.models import Appointment
from apps.workflow.counting import unmarked

MOST = 200
SUBMIT, CHECK, HAND_OVER, RECEIVE, MARK = "submit", "check", "hand-over", "receive", "mark"
TITLES = {
    SUBMIT: _("Self-assessments not submitted"),
    CHECK: _("Self-assessments not checked"),
    HAND_OVER: _("Self-assessments not handed over"),
    RECEIVE: _("Self-assessments not received"),
    MARK: _("Branches not fully marked"),
}
WITH_NOBODY_YET = Q(submission=None) | Q(submission__status__in=WITH_THE_BRANCH)
STANDING = {
    SUBMIT: WITH_NOBODY_YET,
    CHECK: Q(submission__status=SubmissionStatus.SUBMITTED),
    HAND_OVER: Q(submission__status=SubmissionStatus.APPROVED),
    RECEIVE: Q(submission__status=SubmissionStatus.HANDED_OVER),
}
# Done for all branches of a unit at once: it waits for the one that has the most time.
TOGETHER = frozenset({HAND_OVER, RECEIVE})


@dataclass(frozen=True)
class Late:
    """Work of one unit that is past its time, or ends today (`days` is 0 then)."""

    kind: str
    unit_id: int
    unit: str
    path: str
    zone_id: int | None
    order_path: str
    count: int
    due_at: datetime
    days: int
    who: str = ""

    @property
    def title(self) -> str:
        """What is late, in the reader's language."""
        return str(TITLES[self.kind])


def days_late(due_at: datetime, now: datetime) -> int:
    """Whole calendar days since the last day on which it was in time; negative while there is time."""
    last = timezone.localtime(due_at - timedelta(seconds=1)).date()
    return (timezone.localtime(now).date() - last).days


def late_work(campaign: Campaign, *, now: datetime | None = None, most: int = MOST) -> list[Late]:
    """The campaign's late work, longest first, then in the official order; a constant number of queries.

    Nothing is late in a campaign that is not open. At most `most` units of a kind are listed.
    """
    now = now or timezone.now()
    if campaign.status != Status.OPEN:
        return []
    ends = {stage.kind: stage for stage in campaign.stages.all() if days_late(stage.closes_at, now) >= 0}
    rows = [*of_self_assessments(campaign, ends, now, most), *of_marks(campaign, ends, now, most)]
    names = responsible(campaign, rows)
    rows = [Late(**(vars(row) | {"who": names(row)})) for row in rows]
    return sorted(rows, key=lambda row: (-row.days, row.order_path, row.kind))


def of_self_assessments(campaign: Campaign, ends: dict[str, Stage], now: datetime, most: int) -> list[Late]:
    """Units whose self-assessments stand before the work committee has them."""
    stage = ends.get(StageKind.SELF_ASSESSMENT)
    if stage is None:
        return []
    return counted(Assessment.objects.of(campaign), STANDING, Ends(stage), now, most)


def of_marks(campaign: Campaign, ends: dict[str, Stage], now: datetime, most: int) -> list[Late]:
    """Units with branches that lack marks of the superior."""
    stage = ends.get(StageKind.SCORING)
    if stage is None:
        return []
    lacking = Assessment.objects.of(campaign).filter(unmarked([campaign]))
    return counted(lacking, {MARK: Q()}, Ends(stage), now, most)


def counted(rows: Any, kinds: dict[str, Q], ends: Ends, now: datetime, most: int) -> list[Late]:
    """Those of some assessments that are due, by unit and by when: one query for all kinds."""
    counts = {name_of(kind): Count("pk", filter=what) for kind, what in kinds.items()}
    some = Q()
    for name in counts:
        some |= Q(**{f"{name}__gt": 0})
    units = by_unit(rows, ends).annotate(**counts).filter(some).order_by("order", "end")[:most]
    found: dict[tuple, Late] = {}
    for unit in units:
        for kind in kinds:
            due_at = unit["unit_end" if kind in TOGETHER else "end"]
            if (n := unit[name_of(kind)]) and days_late(due_at, now) >= 0:
                before = found.get((unit["unit_id"], kind, due_at))
                row = late(kind, unit, n + (before.count if before else 0), due_at, now)
                found[unit["unit_id"], kind, due_at] = row
    return list(found.values())


def name_of(kind: str) -> str:
    """The column that counts a kind of work."""
    return f"n_{kind.replace('-', '_')}"


def by_unit(rows: Any, ends: Ends) -> Any:
    """Assessments as one row a unit and a moment at which they are due."""
    named = {"unit_name": F("unit__name"), "unit_path": F("unit__path"), "order": F("unit__order_path")}
    dated = rows.order_by().annotate(end=ends.of_branch(), unit_end=ends.of_unit())
    return dated.values("unit_id", "end", "unit_end", unit_zone=F("unit__zone_id"), **named)


def late(kind: str, unit: dict[str, Any], count: int, due_at: datetime, now: datetime) -> Late:
    """One row; who is responsible is added for all rows at once."""
    return Late(
        kind=kind,
        unit_id=unit["unit_id"],
        unit=unit["unit_name"],
        path=unit["unit_path"],
        zone_id=unit["unit_zone"],
        order_path=unit["order"],
        count=count,
        due_at=due_at,
        days=days_late(due_at, now),
    )


def responsible(campaign: Campaign, rows: Iterable[Late]) -> Any:
    """A function from a late row to the names of who answers for it: reviewers, zone leads, else the committee's."""
    units = {row.unit_id for row in rows}
    if not units:
        return lambda row: ""
    held = Appointment.objects.on(timezone.localdate()).filter(person__is_active=True)
    here = Q(node=campaign.committee_id, role__in=[Role.STAFF, Role.ZONE_LEAD])
    offices = held.filter(here | Q(node__in=units, role=Role.REVIEWER)).order_by("since", "pk")
    names: dict[tuple, list[str]] = {}
    for role, node, zone, name in offices.values_list("role", "node_id", "zone_id", "person__name"):
        key = (role, zone if role == Role.ZONE_LEAD else node)
        names.setdefault(key, []).append(name)
    staff = names.get((Role.STAFF, campaign.committee_id), [])

    def of(row: Late) -> str:
        if row.kind == MARK:
            return listed(names.get((Role.ZONE_LEAD, row.zone_id)) or staff)
        return listed(staff if row.kind == RECEIVE else names.get((Role.REVIEWER, row.unit_id), []))

    return of


def listed(names: list[str]) -> str:
    """Two names, and how many more."""
    shown = "、".join(names[:2])
    return shown if len(names) <= 2 else f"{shown} +{len(names) - 2}"
