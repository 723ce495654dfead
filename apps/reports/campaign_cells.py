"""The campaign page's cells: stages with their counts, what is left, what is late, what happened last."""

from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.assessments.choices import RefinementStatus
from apps.assessments.refinement_page import deadline_line
from apps.assessments.refining import granted, is_frozen, refinements_of
from apps.audit.models import Record
from apps.campaigns.choices import StageKind, Status
from apps.campaigns.days import working_days_between
from apps.campaigns.lifecycle import CAMPAIGN
from apps.campaigns.models import Campaign, Stage
from apps.organisations.choices import Role
from apps.organisations.models import Appointment
from apps.reports.acts import act_label
from apps.workflow.blocker import BRANCHES, LIAISON, MARKERS, NAME, NOTICE, SECOND, STAFF, UNITS, Blocker, Done
from apps.workflow.blockers import next_stage, what_stops
from apps.workflow.facts import Facts
from apps.workflow.late import Late, days_late, listed
from apps.workflow.reminding.told import reminded

LATEST = 6
SHOWN_LATE = 12


def day(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), _("j M"))


def minute(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), _("j M H:i"))


def sentence(facts: Facts, left: list[Blocker], now: datetime) -> str:
    """What is left, and before what; the campaign's name where nothing is."""
    n = len(left)
    if not n:
        return facts.campaign.name
    things = ngettext("%(n)s thing to do", "%(n)s things to do", n) % {"n": n}
    stage = next_stage(facts, now)
    return before_what(facts, stage, now) % {"things": things, "stage": stage}


def before_what(facts: Facts, stage: Stage | None, now: datetime) -> str:
    """The next step that something stands before."""
    if facts.campaign.status == Status.CLOSED:
        return _("%(things)s before it is sealed")
    if facts.campaign.status == Status.DRAFT:
        return _("%(things)s before it is opened")
    if stage is None:
        return _("%(things)s before it is closed")
    if stage.opens_at <= now:
        return _("%(things)s before “%(stage)s” ends")
    return _("%(things)s before “%(stage)s” begins")


def timeline(facts: Facts, current: Stage | None, now: datetime) -> list[dict[str, str]]:
    """Each stage with its days and how far it came."""
    return [node(facts, stage, current, now) for stage in facts.campaign.stages.all()]


def node(facts: Facts, stage: Stage, current: Stage | None, now: datetime) -> dict[str, str]:
    is_open = stage.opens_at <= now < stage.closes_at
    state = "done" if stage.closes_at <= now else "later"
    if is_open:
        state = "now" if stage == current else "open"
    when = f"{day(stage.opens_at)} – {day(stage.closes_at)}"
    return {"title": str(stage), "when": when, "note": count_of(facts, stage, now), "state": state}


def count_of(facts: Facts, stage: Stage, now: datetime) -> str:
    """How far a stage came: submitted, marked, evaluated; nothing before it begins."""
    if stage.kind == StageKind.NOTICE and stage.closes_at > now:
        return working_days(max(stage.opens_at, now), stage.closes_at)
    if stage.opens_at > now or not facts.branches:
        return ""
    words = {"all": facts.branches, "n": facts.given}
    if stage.kind == StageKind.SELF_ASSESSMENT:
        if stage.closes_at > now:
            return _("%(n)s / %(all)s submitted") % words
        return _("%(n)s / %(all)s in time") % (words | {"n": facts.in_time})
    if stage.kind == StageKind.BALLOT:
        return ballot_count(facts)
    if stage.kind == StageKind.SCORING:
        return _("%(n)s / %(all)s marked") % (words | {"n": facts.whole})
    if stage.kind == StageKind.NAMING:
        return _("named") if facts.year.is_named else ""
    if stage.kind not in {StageKind.EVALUATION, StageKind.DECISION}:
        return ""
    return _("Evaluation %(number)s") % {"number": facts.numbered.number} if facts.numbered else ""


def ballot_count(facts: Facts) -> str:
    """How many have voted of all who may, and whether it is counted."""
    words = {"n": facts.ballot.voted, "all": facts.ballot.entitled}
    if facts.ballot.is_counted:
        return _("%(n)s / %(all)s voted, counted") % words
    return _("%(n)s / %(all)s voted") % words if facts.ballot.is_set_up else ""


def stage_line(facts: Facts, now: datetime) -> str:
    """Today, and how long the stage in hand has left."""
    today = _("Today is %(day)s") % {"day": day(now)}
    stage = next_stage(facts, now)
    if stage is None or stage.opens_at > now:
        return today
    left = -days_late(stage.closes_at, now)
    words = {"stage": stage, "when": minute(stage.closes_at), "n": left}
    line = ngettext("%(stage)s: %(n)s day left, ends %(when)s", "%(stage)s: %(n)s days left, ends %(when)s", left)
    return f"{today} · {line % words} · {working_days(now, stage.closes_at)}"


def working_days(start: datetime, end: datetime) -> str:
    """How many working days lie in a span, its first and last day included."""
    n = working_days_between(timezone.localtime(start).date(), last_day(end))
    return ngettext("%(n)s working day", "%(n)s working days", n) % {"n": n}


def last_day(closes_at: datetime) -> date:
    """The last day on which a stage stands open; one that closes at midnight has none of that day."""
    return timezone.localtime(closes_at - timedelta(seconds=1)).date()


def blocker_rows(facts: Facts, left: list[Blocker]) -> list[dict[str, Any]]:
    """What is left with who does it; the first act is the main one, unless a look is all it asks."""
    names = bodies(facts)
    main = next((blocker.key for blocker in left if blocker.url and not blocker.is_light), "")
    return [
        {"blocker": blocker, "who": blocker.who or names[blocker.body], "main": blocker.key == main} for blocker in left
    ]


def bodies(facts: Facts) -> dict[str, str]:
    """Who does it, in words or by name."""
    held = Appointment.objects.on(timezone.localdate()).filter(
        node=facts.campaign.committee_id, role__in=[Role.STAFF, Role.LIAISON], person__is_active=True
    )
    names = defaultdict(list)
    for role, name in held.order_by("since", "pk").values_list("role", "person__name"):
        names[role].append(name)
    return {
        STAFF: listed(names[Role.STAFF]) or str(facts.campaign.committee),
        LIAISON: listed(names[Role.LIAISON]) or str(Role.LIAISON.label),
        SECOND: _("a second person"),
        MARKERS: _("zone leads, staff"),
        UNITS: _("reviewers of the units"),
        BRANCHES: _("branch secretaries"),
    }


def done_rows(done: list[Done]) -> list[dict[str, str]]:
    return [{"title": one.title, "at": minute(one.at) if one.at else ""} for one in done]


def late_rows(facts: Facts, rows: list[Late]) -> list[dict[str, Any]]:
    """Late work as its table shows it; each unit leads to its branches."""
    told = reminded([facts.campaign.pk], by_unit=True) if rows else {}
    return [
        {
            "late": row,
            "due": day(row.due_at),
            "url": late_url(facts, row),
            "chip": late_chip(row),
            "reminded": told.get((facts.campaign.pk, row.kind, row.unit_id)),
        }
        for row in rows
    ]


def late_topics(facts: Facts, rows: list[Late]) -> list[dict[str, str]]:
    """Of what people are reminded at once: one way for each kind of late work."""
    titles = {row.kind: row.title for row in rows}
    slug = facts.campaign.slug
    return [{"title": title, "url": reverse("workflow:remind", args=[slug, kind])} for kind, title in titles.items()]


def late_url(facts: Facts, row: Late) -> str:
    return f"{reverse('assessments:sheet-list', args=[facts.campaign.slug])}?unit={row.unit_id}"


def late_chip(row: Late) -> dict[str, str]:
    if not row.days:
        return {"tone": "warn", "text": _("ends today")}
    return {"tone": "bad", "text": ngettext("%(n)s day", "%(n)s days", row.days) % {"n": row.days}}


def acts(facts: Facts) -> list[dict[str, Any]]:
    """Steps of the lifecycle that one person may take next, each with what keeps it shut."""
    labels = {"open": _("Open"), "close": _("Close"), "reopen": _("Open again")}
    asks = {
        "open": _("Open the campaign? Its rulebook is fixed from then on."),
        "close": _("Close the campaign? No mark is taken any more until it is opened again."),
        "reopen": _("Open the campaign again? Give the reason."),
    }
    return [
        {
            "act": act,
            "label": labels[act],
            "confirm": asks[act],
            "url": reverse("campaigns:move", args=[facts.campaign.slug, act]),
            "asks_reason": act == "reopen",
            "left": what_stops(act, facts),
        }
        for act in CAMPAIGN.acts(facts.campaign.status)
        if act in labels
    ]


def next_step(facts: Facts) -> dict[str, Any] | None:
    """The next public step of an open campaign, and what keeps it shut: the notice, then the naming."""
    slug, year = facts.campaign.slug, facts.year
    if facts.campaign.status != Status.OPEN or not facts.branches:
        return None
    if StageKind.NOTICE in facts.stages and not year.is_over:
        return {
            "label": _("To the notice"),
            "url": reverse("notices:desk", args=[slug]),
            "left": what_stops(NOTICE, facts),
        }
    if StageKind.NAMING in facts.stages and not year.is_named:
        return {
            "label": _("To the naming"),
            "url": reverse("naming:desk", args=[slug]),
            "left": what_stops(NAME, facts),
        }
    return None


def refining(campaign: Campaign, person: Any) -> dict[str, Any] | None:
    """What units have added to the rules, where the rulebook leaves room and the person sees any unit as a whole."""
    rooms = granted(campaign)
    rows = refinements_of(campaign, person, rooms)
    if not rows:
        return None
    counts = Counter(row.status for row in rows)
    return {
        "approved": counts[RefinementStatus.APPROVED],
        "submitted": counts[RefinementStatus.SUBMITTED],
        "units": len(rows),
        "deadline": deadline_line(campaign, is_frozen(campaign)),
        "url": reverse("assessments:refinements", args=[campaign.slug]),
        "exchange_url": reverse("assessments:exchange", args=[campaign.slug])
        if person.has_perm("campaigns.compare_branches", campaign)
        else "",
    }


def latest(facts: Facts) -> list[dict[str, Any]]:
    """The last acts below the campaign's committee."""
    records = Record.objects.filter(node_path__startswith=facts.campaign.committee.path).order_by("-pk")[:LATEST]
    today = timezone.localdate()
    return [
        {
            "at": f"{timezone.localtime(r.at):%H:%M}" if timezone.localtime(r.at).date() == today else day(r.at),
            "who": r.actor_name or _("system"),
            "what": f"{act_label(r.act)} · {r.object_label}",
        }
        for r in records
    ]
