"""What have those to do who conduct campaigns or mark branches? Blockers, imports, jobs, branches to mark."""

from collections import Counter
from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Window
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.assessments.checkers import CHECKERS
from apps.assessments.choices import ImportStatus, SubmissionStatus
from apps.assessments.models import Assessment, Import
from apps.campaigns.choices import StageKind, Status
from apps.campaigns.models import Campaign, Stage
from apps.jobs.choices import Status as JobStatus
from apps.jobs.models import Job
from apps.organisations.choices import Power
from apps.organisations.models import Appointment
from apps.organisations.reach import SEGMENT
from apps.workflow.blocker import BRANCHES, CLOSE, LIAISON, UNITS, Blocker
from apps.workflow.blockers import blockers, what_stops
from apps.workflow.counting import unmarked
from apps.workflow.facts import Facts
from apps.workflow.items import Item, Waiting
from apps.workflow.late import HAND_OVER, SUBMIT, WITH_NOBODY_YET
from apps.workflow.sources.desk import MOST, Desk, ended, stage_of

FAILED_DAYS = 7
ICONS = {
    "open": "lock-open",
    "enrol": "plus",
    "import": "upload",
    "receive": "download",
    "ballot": "clipboard-list",
    "turnout": "clipboard-list",
    "count": "calculator",
    "mark": "pencil-check",
    "number": "calculator",
    "decide": "list-check",
    "notice": "send",
    "objections": "clipboard-list",
    "name": "trophy",
    "seal": "lock",
}
# Told by the work of others, or listed one by one.
NOT_OWN = {BRANCHES, UNITS, LIAISON}


def committee_work(desk: Desk) -> tuple[list[Item], list[Waiting]]:
    """The blockers of each campaign that the person conducts; those of branches and units are waited for."""
    items, waiting = [], []
    for facts in desk.conducted:
        for blocker in blockers(facts, desk.now):
            if blocker.body in NOT_OWN:
                waiting.append(owed(facts, blocker))
            elif blocker.key in ICONS:
                items.append(item_of(facts, blocker))
        items += closing(facts, desk)
        waiting += overdue(facts, desk)
    return [*items, *standing_in(desk)], waiting


def item_of(facts: Facts, blocker: Blocker) -> Item:
    """A blocker as its doer reads it."""
    return Item(
        key=f"{blocker.key}-{facts.campaign.pk}",
        icon=ICONS[blocker.key],
        title=blocker.title,
        why=blocker.rule,
        source=facts.campaign.name,
        url=blocker.url,
        label=blocker.label,
        is_post=blocker.is_post,
        due_at=facts.stages[blocker.due].closes_at if blocker.due in facts.stages else None,
    )


def owed(facts: Facts, blocker: Blocker) -> Waiting:
    """A blocker as those read it who wait for others."""
    names = {BRANCHES: _("branch secretaries"), LIAISON: _("discipline liaison")}
    who = names.get(blocker.body, _("reviewers of the units"))
    due_at = facts.stages[blocker.due].closes_at if blocker.due in facts.stages else None
    topic = {SUBMIT: SUBMIT, HAND_OVER: HAND_OVER}.get(blocker.key, "")
    return Waiting(blocker.title, who, due_at, blocker.url, topic, facts.campaign)


def overdue(facts: Facts, desk: Desk) -> list[Waiting]:
    """What branches and units still owe though the stage of self-assessment is over."""
    stage = facts.stages.get(StageKind.SELF_ASSESSMENT)
    if facts.campaign.status != Status.OPEN or stage is None or stage.closes_at > desk.now:
        return []
    url, found = reverse("assessments:handovers", args=[facts.campaign.slug]), []
    branches, units = with_more_time(facts, stage, desk)
    if (n := facts.with_branches - branches) > 0:
        title = ngettext("%(n)s branch has not submitted", "%(n)s branches have not submitted", n) % {"n": n}
        found.append(Waiting(title, _("branch secretaries"), stage.closes_at, url, SUBMIT, facts.campaign))
    if (n := facts.units - facts.handed_over - units) > 0:
        title = ngettext("%(n)s unit has not handed over", "%(n)s units have not handed over", n) % {"n": n}
        found.append(Waiting(title, _("reviewers of the units"), stage.closes_at, url, HAND_OVER, facts.campaign))
    return found


def with_more_time(facts: Facts, stage: Stage, desk: Desk) -> tuple[int, int]:
    """How many branches and units have not done their part yet, and need not: the stage goes on for them."""
    given = [each for each in desk.extensions if (each.campaign_id, each.kind) == (facts.campaign.pk, stage.kind)]
    if not given:
        return 0, 0
    inside = Q()
    for each in given:
        inside |= Q(path__startswith=each.node.path)
    rows = Assessment.objects.of(facts.campaign).filter(inside)
    left = rows.exclude(submission__status__in=[SubmissionStatus.HANDED_OVER, SubmissionStatus.RECEIVED]).order_by()
    return left.filter(WITH_NOBODY_YET).count(), left.values("unit").distinct().count()


def closing(facts: Facts, desk: Desk) -> list[Item]:
    """Closing the campaign, once its stages are over and nothing stands in the way."""
    stages = facts.stages.values()
    if facts.campaign.status != Status.OPEN or not stages or not facts.branches:
        return []
    if any(stage.closes_at > desk.now for stage in stages) or what_stops(CLOSE, facts):
        return []
    url, source = reverse("reports:campaign", args=[facts.campaign.slug]), facts.campaign.name
    why = _("All stages are over, and nothing is left to do.")
    return [Item(f"close-{facts.campaign.pk}", "lock", _("Close the campaign"), why, source, url, _("To the campaign"))]


def standing_in(desk: Desk) -> list[Item]:
    """Submitted self-assessments of places where nobody is appointed to check: the committee checks them."""
    campaigns = {f.campaign.pk: f.campaign for f in desk.conducted if f.by_status[SubmissionStatus.SUBMITTED]}
    if not campaigns:
        return []
    held = Appointment.objects.visible_to(desk.person).on(timezone.localdate()).filter(person__is_active=True)
    places = set(held.filter(role__in=CHECKERS, zone=None).order_by().values_list("node__path", flat=True))
    submitted = Assessment.objects.filter(campaign__in=campaigns, submission__status=SubmissionStatus.SUBMITTED)
    left = Counter(
        campaign
        for campaign, path in submitted.order_by().values_list("campaign_id", "path")
        if not any(path[:end] in places for end in range(SEGMENT, len(path) + 1, SEGMENT))
    )
    return [
        Item(
            key=f"stand-in-{pk}",
            icon="list-check",
            title=ngettext("Check %(n)s self-assessment", "Check %(n)s self-assessments", n) % {"n": n},
            why=_("Nobody is appointed to check them in their units."),
            source=campaigns[pk].name,
            due_at=stage.closes_at,
            **way_to_check(campaigns[pk], stage, desk.now),
        )
        for pk, n in left.items()
        if (stage := stage_of(campaigns[pk], StageKind.SELF_ASSESSMENT))
    ]


def way_to_check(campaign: Campaign, stage: Stage, now: datetime) -> dict[str, str]:
    """To the units; once the stage is over, to its dates first."""
    if stage.closes_at <= now:
        return {"url": reverse("campaigns:change", args=[campaign.slug]), "label": _("Extend the stage")}
    return {"url": reverse("assessments:unit-list", args=[campaign.slug]), "label": _("Check them")}


def marking_work(desk: Desk) -> list[Item]:
    """Branches to mark, for those who mark without conducting: zone leads."""
    offices = desk.offices(Power.MARK, without=Power.CAMPAIGN)
    campaigns = [c for c in desk.open_campaigns if (s := stage_of(c, StageKind.SCORING)) and s.opens_at <= desk.now]
    if not offices or not campaigns:
        return []
    rows = Assessment.objects.filter(desk.reach_by(offices).where(Power.MARK), unmarked(campaigns)).order_by()
    left = dict(rows.values_list("campaign_id").annotate(n=Count("pk")))
    return [
        Item(
            key=f"mark-{campaign.pk}",
            icon="pencil-check",
            title=ngettext("Mark %(n)s branch", "Mark %(n)s branches", left[campaign.pk]) % {"n": left[campaign.pk]},
            why=ended(stage) if stage.closes_at <= desk.now else _("A blank counts 0 until it is marked."),
            source=campaign.name,
            url=reverse("assessments:sheet-list", args=[campaign.slug]) + "?todo=1",
            label=_("Look at it") if stage.closes_at <= desk.now else _("Mark"),
            due_at=stage.closes_at,
        )
        for campaign in campaigns
        if campaign.pk in left and (stage := stage_of(campaign, StageKind.SCORING))
    ]


def import_work(desk: Desk) -> list[Item]:
    """Workbooks that the person tried and neither wrote nor dropped."""
    if not desk.reach.has(Power.TREE):
        return []
    pending = Import.objects.filter(by=desk.person.pk, status__in=[ImportStatus.FAULTY, ImportStatus.READY])
    return [import_item(imported) for imported in pending.select_related("campaign", "committee").defer("made")[:MOST]]


def import_item(imported: Import) -> Item:
    """One workbook: faults to mend, or rows to write."""
    faults = len(imported.report.get("faults", ()))
    is_ready = imported.status == ImportStatus.READY
    title = _("Write %(file)s") if is_ready else _("Mend %(file)s")
    why = ngettext("%(n)s fault; nothing is written", "%(n)s faults; nothing is written", faults) % {"n": faults}
    if imported.campaign:
        url = reverse("assessments:import-detail", args=[imported.campaign.slug, imported.pk])
    else:
        url = reverse("rosters:import-detail", args=[imported.committee_id, imported.pk])
    return Item(
        key=f"workbook-{imported.pk}",
        icon="file-spreadsheet",
        title=title % {"file": imported.file_name},
        why=_("tried without a fault; nothing is written yet") if is_ready else why,
        source=str(imported.campaign or imported.committee),
        url=url,
        label=_("Look and write") if is_ready else _("See the faults"),
    )


def job_work(desk: Desk) -> list[Item]:
    """Work that failed lately and has not been done since."""
    if not desk.reach.has(Power.OPERATE):
        return []
    last = standing_failures(desk).annotate(failures=Window(Count("pk"))).order_by("-finished_at").first()
    if last is None:
        return []
    title = ngettext("%(n)s job failed", "%(n)s jobs failed", last.failures) % {"n": last.failures}
    return [
        Item(
            key="jobs",
            icon="alert-triangle",
            title=title,
            why=last.title,
            source=_("Background work"),
            url=reverse("reports:jobs") + "?show=failed",
            label=_("See why"),
        )
    ]


def standing_failures(desk: Desk) -> QuerySet[Job]:
    """Failed jobs of the last days without a later success of the same kind and key."""
    done = Job.objects.filter(
        kind=OuterRef("kind"), key=OuterRef("key"), status=JobStatus.DONE, finished_at__gt=OuterRef("finished_at")
    )
    recent = Job.objects.below(desk.reach.paths(Power.OPERATE)).filter(
        status=JobStatus.FAILED, finished_at__gte=desk.now - timedelta(days=FAILED_DAYS)
    )
    return recent.filter(~Exists(done))
