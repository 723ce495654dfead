"""The page of reports: what a person may have made, what was made from which run, which papers stand already."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from apps.assessments.models import Assessment
from apps.campaigns.models import Campaign
from apps.evaluations.choices import NamingStatus, PaperKind
from apps.evaluations.models import Decision, Naming, Notice, Paper
from apps.evaluations.selectors import latest_numbered_run
from apps.jobs.choices import Status
from apps.jobs.models import Job
from apps.organisations.choices import Power
from apps.organisations.models import Node, Zone, reach_of
from apps.reports.choices import Format, ReportKind, Scope
from apps.reports.models import Report
from apps.reports.rules import Place, can_make
from apps.reports.services.reports import FORMATS, Asked

SHOWN = 30
MOST_UNITS, MOST_BRANCHES = 300, 60
TONES = {Status.DONE: "ok", Status.FAILED: "bad", Status.RUNNING: "info"}


@dataclass(frozen=True)
class Offer:
    """What one person may have made in one campaign; `branch`, `unit` or `zone` is asked for by an address."""

    person: Any
    campaign: Campaign
    branch: str = ""
    unit: str = ""
    zone: str = ""

    @cached_property
    def is_whole(self) -> bool:
        committee = self.campaign.committee
        return can_make(self.person, Place(committee.path, committee.zone_id, True))

    @cached_property
    def zones(self) -> list[Zone]:
        """Zones that the person sees whole."""
        path = self.campaign.committee.path
        rows = Zone.objects.filter(committee=self.campaign.committee_id)
        return [zone for zone in rows if can_make(self.person, Place(path, zone.pk, False))]

    @cached_property
    def units(self) -> list[Node]:
        """Units of the campaign that the person sees whole, in the official order; the one asked for comes first."""
        rows = Node.objects.below(self.campaign.committee.path).units()
        rows = rows.filter(reach_of(self.person).where(Power.SEE, "path", "zone_id"))
        asked = list(rows.filter(pk=self.unit)) if self.unit.isdecimal() and len(self.unit) < 19 else []
        return [*asked, *(row for row in rows.in_order()[:MOST_UNITS] if row not in asked)]

    @cached_property
    def branches(self) -> list[Assessment]:
        """The branch asked for, or one's own where they are few."""
        rows = Assessment.objects.visible_to(self.person).of(self.campaign)
        if self.branch.isdecimal() and len(self.branch) < 19:
            return list(rows.filter(pk=self.branch))
        if self.is_whole or self.zones:
            return []
        return list(rows.order_by("order_path")[:MOST_BRANCHES])

    @cached_property
    def about(self) -> tuple[str, Assessment | Node | Zone] | None:
        """The scope and the part that the address asks for; None where it asks for none that the person sees whole."""
        asked = {Scope.BRANCH: self.branch, Scope.UNIT: self.unit, Scope.ZONE: self.zone}
        scope = next((each for each, key in asked.items() if key), None)
        rows: dict[str | None, Sequence[Any]] = {Scope.BRANCH: self.branches, Scope.UNIT: self.units}
        found = rows.get(scope, self.zones)
        part = next((row for row in found if scope and str(row.pk) == asked[scope]), None)
        return (str(scope), part) if part else None

    def parts(self) -> list[tuple[str, Any]]:
        """What a report may be about, as choices: a value, or a group of them."""
        found: list[tuple[str, Any]] = [(f"branch:{row.pk}", row.name) for row in self.branches]
        if self.is_whole:
            found.append((Scope.WHOLE.value, _("whole campaign")))
        groups = ((_("Zones"), "zone", self.zones), (_("Units"), "unit", self.units))
        named = [(title, [(f"{kind}:{row.pk}", row.name) for row in rows]) for title, kind, rows in groups if rows]
        return [*found, *named]

    def kinds(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Kinds and files that fit any of the parts, as groups of choices."""
        scopes = {Scope.BRANCH: self.branches, Scope.UNIT: self.units, Scope.ZONE: self.zones}
        held = {scope for scope, rows in scopes.items() if rows} | ({Scope.WHOLE} if self.is_whole else set())
        found: dict[str, list[str]] = {}
        for (kind, scope), formats in FORMATS.items():
            if scope in held:
                found[kind] = [*found.get(kind, []), *(each for each in formats if each not in found.get(kind, []))]
        return [
            (str(ReportKind(kind).label), [(f"{kind}:{each}", what_label(kind, each)) for each in formats])
            for kind, formats in found.items()
        ]

    def asked(self, part: str, what: str) -> Asked:
        """The choices as they were sent; nothing is trusted beyond what the offer holds."""
        kind, _colon, made_as = what.partition(":")
        scope, _colon, key = part.partition(":")
        rows: dict[str, Sequence[Any]] = {"zone": self.zones, "unit": self.units, "branch": self.branches}
        found = next((row for row in rows.get(scope, ()) if str(row.pk) == key), None)
        names = {"zone": "zone", "unit": "unit", "branch": "assessment"}
        return Asked(kind, scope, made_as, **({names[scope]: found} if scope in names else {}))


def what_label(kind: str, made_as: str) -> str:
    """A kind and its file in one choice."""
    return f"{ReportKind(kind).label} · {Format(made_as).label}"


def made_of(person: Any, campaign: Campaign) -> QuerySet[Report]:
    """What was made of a campaign and may be read, newest first."""
    rows = Report.objects.visible_to(person).filter(campaign=campaign)
    return rows.select_related("run", "job", "template", "campaign").order_by("-pk")


FIELDS = {Scope.BRANCH: "assessment", Scope.UNIT: "unit", Scope.ZONE: "zone"}


def report_rows(offer: Offer, before: str = "") -> dict[str, Any]:
    """A page of the list, of the part that was asked for alone; the next page starts after its last row."""
    person, campaign = offer.person, offer.campaign
    rows, kept = made_of(person, campaign), ""
    if offer.about:
        scope, part = offer.about
        rows, kept = rows.filter(scope=scope, **{FIELDS[Scope(scope)]: part.pk}), f"{scope}={part.pk}&"
    if before.isdecimal() and len(before) < 19:
        rows = rows.filter(pk__lt=before)
    found = list(rows[: SHOWN + 1])
    newest = latest_numbered_run(campaign)
    shown = [report_row(person, report, newest.number if newest else 0) for report in found[:SHOWN]]
    return {
        "rows": shown,
        "next_url": f"?{kept}before={found[SHOWN - 1].pk}" if len(found) > SHOWN else "",
        "is_unfinished": any(row["is_unfinished"] for row in shown),
    }


def report_row(person: Any, report: Report, newest: int | None) -> dict[str, Any]:
    """One report as the list shows it."""
    job, slug = report.job, report.campaign.slug
    is_unfinished = not report.path and job is not None and job.status in {Status.QUEUED, Status.RUNNING}
    status = Status.DONE if report.path else job.status if job else Status.FAILED
    when = date_format(timezone.localtime(report.at), _("j M H:i"))
    return {
        "pk": report.pk,
        "title": report.title,
        "format": report.get_format_display(),
        "run": _("Evaluation %(number)s") % {"number": report.run.number},
        "is_stale": bool(newest and report.run.number and report.run.number < newest),
        "own_template": report.template.name if report.template else "",
        "who_when": f"{report.by_name} · {when}",
        "size": report.size,
        "is_unfinished": is_unfinished,
        "state": Status(status).label,
        "tone": TONES.get(status, ""),
        "share": job.share if is_unfinished and job else None,
        "line": fault_of(job) if job and not report.path else "",
        "url": reverse("reports:report-file", args=[slug, report.pk]) if report.path else "",
        "delete_url": reverse("reports:report-delete", args=[slug, report.pk])
        if not report.path and report.by == person.pk
        else "",
    }


def fault_of(job: Job) -> str:
    """Why a report was not made; nothing while it is being made."""
    number = _(" Error number %(number)s.") % {"number": job.error_number} if job.error_number else ""
    return f"{job.error}{number}" if job.status == Status.FAILED else ""


def standing_papers(person: Any, campaign: Campaign) -> list[dict[str, str]]:
    """Papers that stand already: decision sheets, public notices, documents that name; newest of each first."""
    if not person.has_perm("campaigns.compare_branches", campaign):
        return []
    slug = campaign.slug
    meetings = Decision.objects.visible_to(person).filter(campaign=campaign)
    found = [
        paper_row(_("decision sheet"), row.title, reverse("decisions:sheet", args=[slug, row.number]))
        for row in meetings
    ]
    notices = Notice.objects.visible_to(person).readable().filter(campaign=campaign, paper__isnull=False)
    found += [
        paper_row(_("public notice"), row.title, reverse("public:notice-paper", args=[row.key])) for row in notices
    ]
    named = Naming.objects.filter(campaign=campaign, status=NamingStatus.NAMED).values("pk")
    papers = Paper.objects.filter(campaign=campaign, kind=PaperKind.NAMING, key__in=named)
    return found + [
        paper_row(_("naming document"), paper.name, reverse("naming:paper", args=[slug, paper.key, paper.pk]))
        for paper in papers
    ]


def paper_row(kind: str, name: str, url: str) -> dict[str, str]:
    return {"kind": kind, "name": name, "url": url}
