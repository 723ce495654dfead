"""Have a report made as a job, and throw away one's own that is not finished."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from apps.assessments.models import Assessment
from apps.audit.services import record
from apps.campaigns.choices import CampaignKind
from apps.campaigns.models import Campaign
from apps.core.errors import Invalid, Refused
from apps.core.media_types import DOCX, PDF, XLSX, ZIP
from apps.core.permissions import authorise
from apps.evaluations.models import Run
from apps.evaluations.selectors import latest_numbered_run
from apps.evidence import shelf
from apps.jobs.choices import Status
from apps.jobs.models import Job
from apps.jobs.progress import Progress
from apps.jobs.services import announce, stop
from apps.organisations.models import Node, Zone
from apps.reports.choices import Format, ReportKind, Scope
from apps.reports.models import Report, ReportTemplate
from apps.reports.rules import Place
from apps.reports.writing.making import content_of, plain_name

KIND = "report"
MOST_SHEETS = {Format.PDF: 1_000, Format.ZIP: 20_000}
CONTENT_TYPES = {Format.PDF: PDF, Format.WORD: DOCX, Format.WORKBOOK: XLSX, Format.ZIP: ZIP}
# What can be made of what: by kind and scope, the first format is the usual one.
FORMATS: dict[tuple[str, str], tuple[str, ...]] = {
    (ReportKind.YEAR, Scope.WHOLE): (Format.PDF, Format.WORD, Format.WORKBOOK),
    (ReportKind.MEETING, Scope.WHOLE): (Format.PDF, Format.WORD),
    (ReportKind.UNIT, Scope.UNIT): (Format.PDF, Format.WORD, Format.WORKBOOK),
    (ReportKind.UNIT, Scope.ZONE): (Format.PDF, Format.WORD, Format.WORKBOOK),
    (ReportKind.BRANCH, Scope.BRANCH): (Format.PDF, Format.WORD),
    (ReportKind.BRANCH, Scope.UNIT): (Format.PDF, Format.ZIP),
    (ReportKind.BRANCH, Scope.ZONE): (Format.PDF, Format.ZIP),
    (ReportKind.BRANCH, Scope.WHOLE): (Format.ZIP,),
}


@dataclass(frozen=True)
class Asked:
    """What somebody wants: a kind, of what part, as what file. One of zone, unit and assessment is given, by scope."""

    kind: str
    scope: str
    format: str
    zone: Zone | None = None
    unit: Node | None = None
    assessment: Assessment | None = None

    def place(self, campaign: Campaign) -> Place:
        """Where it stands in the tree."""
        committee = campaign.committee
        if self.assessment is not None:
            return Place(self.assessment.path, self.assessment.zone_id, False)
        if self.unit is not None:
            return Place(self.unit.path, self.unit.zone_id, False)
        if self.zone is not None:
            return Place(committee.path, self.zone.pk, False)
        return Place(committee.path, committee.zone_id, True)

    def about(self, campaign: Campaign) -> str:
        """The name of the part."""
        part = self.assessment or self.unit or self.zone
        return part.name if part else campaign.name


def request_report(actor: Any, campaign: Campaign, asked: Asked, language: str = "") -> Report:
    """Queue a report on the last numbered run; the same one that is still being made is given back instead.

    422 for a file that the kind has not; 409 `no-run` before the first numbered run, `no-reports` for rehearsals and
    gates of selections, `not-in-run` for a branch or group that the run does not hold, `too-many` sheets at once.
    """
    place = asked.place(campaign)
    authorise(actor, "reports.make_report", place)
    require_format(asked)
    run = run_of(campaign)
    language = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    with translation.override(language):
        title = f"{ReportKind(asked.kind).label} · {asked.about(campaign)}"
    report = Report(
        campaign=campaign,
        run=run,
        kind=asked.kind,
        scope=asked.scope,
        zone=asked.zone or (asked.unit.zone if asked.unit else asked.assessment.zone if asked.assessment else None),
        unit=asked.unit,
        assessment=asked.assessment,
        node_path=place.path,
        format=asked.format,
        language=language,
        title=title[:200],
        template=template_in_use(campaign.committee, asked.kind) if asked.format == Format.WORD else None,
        by=actor.pk,
        by_name=actor.name,
    )
    require_branches(report)
    return being_made(report) or queue(actor, report)


def require_format(asked: Asked) -> None:
    """Refuse what no kind is made as (422)."""
    given = {Scope.ZONE: asked.zone, Scope.UNIT: asked.unit, Scope.BRANCH: asked.assessment, Scope.WHOLE: True}
    if asked.format not in FORMATS.get((asked.kind, asked.scope), ()) or not given.get(asked.scope):
        message = _("This report is not made like that; choose what stands in the list.")
        raise Invalid(message, code="no-such-report", details={"what": [message]})


def run_of(campaign: Campaign) -> Run:
    """The run that reports come from; refuses (409) where there is none that stays."""
    if campaign.is_rehearsal or campaign.kind != CampaignKind.RATING:
        raise Refused(_("Reports are made of campaigns that rate branches in earnest."), code="no-reports")
    run = latest_numbered_run(campaign)
    if run is None:
        raise Refused(_("Reports come from a numbered run; finish one first."), code="no-run")
    return run


def require_branches(report: Report) -> None:
    """Refuse (409) a part that the run does not hold, and more sheets than one file takes."""
    if report.scope == Scope.WHOLE and report.kind != ReportKind.BRANCH:
        return
    groups = {
        Scope.UNIT: {"unit": report.unit_id},
        Scope.ZONE: {"zone": report.zone_id},
        Scope.BRANCH: {"assessment": report.assessment_id},
    }
    rows = report.run.results.filter(**groups.get(report.scope, {}))
    if not rows.exists():
        raise Refused(_("The last numbered run holds no branch of it."), code="not-in-run")
    most = MOST_SHEETS.get(report.format, 0)
    if report.kind == ReportKind.BRANCH and report.scope != Scope.BRANCH and rows[: most + 1].count() > most:
        message = _("More than %(n)s sheets at once: narrow it to a zone or unit, or have them packed.") % {"n": most}
        raise Refused(message, code="too-many")


def being_made(report: Report) -> Report | None:
    """The same report, still on its way; of whoever asked for it first."""
    same = ("campaign", "run", "kind", "scope", "zone", "unit", "assessment", "format", "language", "template")
    wanted = {name: getattr(report, name) for name in same}
    rows = Report.objects.filter(path="", job__status__in=[Status.QUEUED, Status.RUNNING], **wanted)
    return rows.select_related("job").first()


@transaction.atomic
def queue(actor: Any, report: Report) -> Report:
    """Keep the row, record who asked, and announce the work."""
    report.save()
    after = {"kind": report.kind, "scope": report.scope, "format": report.format, "run": report.run.number}
    record(actor, "report.asked", report, node_path=report.node_path, after=after)
    path = report.campaign.committee.path
    label = report.get_kind_display() if report.scope == Scope.WHOLE else report.title
    report.job = announce(KIND, report.pk, label, actor=actor, node_path=path)
    report.save(update_fields=["job"])
    return report


def do_report(job: Job, progress: Progress) -> dict:
    """Handler of `report`: make the file and keep it; safe to run twice, and to run when nobody wants it any more."""
    rows = Report.objects.select_related("campaign__committee", "run__rulebook_version", "unit", "zone", "assessment")
    report = rows.select_related("template").filter(pk=job.key).first()
    if report is None or report.path:
        return {}
    report.run.campaign = report.campaign
    own = content_of_template(report.template) if report.template else None
    with translation.override(report.language):
        content = content_of(report, own, progress)
    keep(report, content)
    return {"size": len(content)}


def keep(report: Report, content: bytes) -> None:
    """Write the file, then what is known of it; of a report that was deleted meanwhile nothing is left."""
    [place] = shelf.keep([content])
    kept = Report.objects.filter(pk=report.pk, path="").update(
        name=f"{plain_name(report.title)}.{report.format}",
        content_type=CONTENT_TYPES[Format(report.format)],
        size=len(content),
        digest=hashlib.sha256(content).hexdigest(),
        path=place,
    )
    if not kept:
        shelf.drop([place])


@transaction.atomic
def delete_report(actor: Any, report: Report) -> None:
    """Throw away one's own report that is not finished; 409 `finished` for one that is, which stays with its run."""
    authorise(actor, "reports.delete_report", report)
    if report.path:
        raise Refused(_("A finished report stays with its run."), code="finished")
    job = report.job
    record(actor, "report.deleted", report, node_path=report.node_path, before={"kind": report.kind})
    report.delete()
    if job is not None and job.status in {Status.QUEUED, Status.RUNNING}:
        stop(job)


def template_in_use(committee: Node, kind: str) -> ReportTemplate | None:
    """The committee's own Word template of a kind."""
    return ReportTemplate.objects.filter(committee=committee, kind=kind, ended_at=None).first()


def content_of_template(template: ReportTemplate) -> bytes:
    with default_storage.open(template.path, "rb") as kept:
        return kept.read()
