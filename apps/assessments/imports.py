"""Workbooks in: tried in the background, written all or nothing after a person confirms, undone as a whole."""

import hashlib
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.assessments.batches import keep_batch
from apps.assessments.choices import ImportStatus
from apps.assessments.models import Assessment, Import, ImportedSheet, Sheet
from apps.assessments.services import announce_evaluation, enrolment, round_of
from apps.assessments.trial import RowChange, Trial, report_of, try_import
from apps.assessments.veto_cases import propose_from_file
from apps.audit.services import record
from apps.branches.roster import branches_below, update_profiles, write_roster
from apps.campaigns.choices import Act
from apps.campaigns.models import Campaign
from apps.campaigns.services import require_stage
from apps.core.bulk import BATCH, rewrite
from apps.core.errors import DomainError, Invalid, Refused
from apps.core.permissions import authorise
from apps.core.tables import TableError
from apps.jobs.models import Job
from apps.jobs.services import announce
from apps.organisations.models import Node, Zone

MAX_BYTES = 20 * 1024 * 1024
FACTS = ["members", "previous_level", "branch_type", "facts", "decided_level"]


@transaction.atomic
def start_import(
    actor: Any,
    *,
    content: bytes,
    file_name: str,
    campaign: Campaign | None = None,
    committee: Node | None = None,
    has_creation: bool = False,
) -> Import:
    """Keep the file and announce its dry run. Without a campaign only the roster is read, for `committee`."""
    committee = campaign.committee if campaign else committee
    authorise_import(actor, campaign, committee)
    if campaign:
        require_stage(campaign, Act.MARK)
    if not content:
        raise Invalid(_("The file is empty."), details={"file": [file_name]})
    if len(content) > MAX_BYTES:
        raise Invalid(
            _("The file is larger than %(size)s MB.") % {"size": MAX_BYTES // 2**20}, details={"file": [file_name]}
        )
    imported = Import(
        campaign=campaign,
        committee=committee,
        file_name=file_name[:200],
        size=len(content),
        digest=hashlib.sha256(content).hexdigest(),
        by=actor.pk if actor else None,
        by_name=actor.name if actor else "",
        has_creation=has_creation,
    )
    imported.file.save(imported.digest, ContentFile(content), save=True)
    announce("import-check", imported.pk, imported.file_name, actor=actor, node_path=committee.path)
    return imported


def authorise_import(actor: Any, campaign: Campaign | None, committee: Node) -> None:
    """Marks by who conducts the campaign, a roster by who keeps the tree; the system itself (no actor) may always."""
    if actor is None:
        return
    if campaign:
        authorise(actor, "assessments.import_marks", campaign)
    else:
        authorise(actor, "organisations.change_tree", committee)


def content_of(imported: Import) -> bytes:
    """The file as it was uploaded."""
    with imported.file.open("rb") as file:
        return file.read()


def check(job: Job, progress: Any) -> dict:
    """Handler of `import-check`: the dry run; its report tells every fault."""
    imported = Import.objects.select_related("campaign__rulebook_version", "committee").get(pk=job.key)
    progress("read")
    try:
        trial = try_import(imported, content_of(imported))
    except TableError as error:
        keep(imported, ImportStatus.FAILED, {"error": str(error.message)})
        return {}
    keep(imported, ImportStatus.READY if trial.is_fine else ImportStatus.FAULTY, report_of(trial))
    return {"faults": len(trial.sheet.faults), "rows": len(trial.sheet.rows)}


def keep(imported: Import, status: str, report: dict) -> None:
    """Store what the dry run found, unless a person decided otherwise meanwhile."""
    imported.status, imported.report = status, report
    Import.objects.filter(pk=imported.pk, status=ImportStatus.CHECKING).update(
        status=status, report=report, checked_at=timezone.now()
    )


@transaction.atomic
def confirm_import(actor: Any, imported: Import) -> Import:
    """A person says: write it. Refuses anything but a fine dry run."""
    row = Import.objects.select_for_update(of=("self",)).select_related("campaign", "committee").get(pk=imported.pk)
    authorise_import(actor, row.campaign, row.committee)
    if row.campaign:
        require_stage(row.campaign, Act.MARK)
    if row.status != ImportStatus.READY:
        raise Refused(_("Only a file without rows to mend can be written."), code="import-not-ready")
    row.status = ImportStatus.WRITING
    row.save(update_fields=["status"])
    announce("import-write", row.pk, row.file_name, actor=actor, node_path=row.committee.path)
    return row


@transaction.atomic
def drop_import(actor: Any, imported: Import) -> None:
    """A person says: not this file. Nothing was written, and nothing will be; refused once that is no longer true."""
    authorise_import(actor, imported.campaign, imported.committee)
    waiting = [ImportStatus.CHECKING, ImportStatus.FAULTY, ImportStatus.READY, ImportStatus.FAILED]
    if not Import.objects.filter(pk=imported.pk, status__in=waiting).update(status=ImportStatus.DROPPED):
        raise Refused(_("This file is being written, or its end has been decided."), code="import-decided")


def write(job: Job, progress: Any) -> dict:
    """Handler of `import-write`: the same reading as the dry run, then all of it or nothing."""
    imported = Import.objects.select_related("campaign__rulebook_version", "committee").get(pk=job.key)
    if imported.status != ImportStatus.WRITING:
        return {}
    progress("write")
    try:
        with transaction.atomic():
            lock_sheets(imported)
            trial = try_import(imported, content_of(imported))
            if not trial.is_fine:
                Import.objects.filter(pk=imported.pk).update(status=ImportStatus.FAULTY, report=report_of(trial))
                return {"faults": len(trial.sheet.faults)}
            write_trial(imported, trial)
    except DomainError:
        # The stage closed while the file waited: it can still be dropped, or written once there is more time.
        Import.objects.filter(pk=imported.pk).update(status=ImportStatus.READY)
        raise
    return {"sheets": sum(len(change.sheets) for change in trial.changes)}


def lock_sheets(imported: Import) -> None:
    """Nobody types a mark between the reading and the writing of an import."""
    if imported.campaign:
        sheets = Sheet.objects.select_for_update(of=("self",)).filter(assessment__campaign=imported.campaign)
        list(sheets.order_by("pk").values_list("pk", flat=True))


def write_trial(imported: Import, trial: Trial) -> None:
    """Roster, facts and marks of a fine trial inside the caller's transaction, with what undoing needs."""
    if imported.campaign:
        require_stage(imported.campaign, Act.MARK)
    committee = imported.committee
    zones_before = set(committee.zones.values_list("pk", flat=True))
    nodes = write_roster(None, committee, trial.plan)
    zones = set(Zone.objects.filter(committee=committee).values_list("pk", flat=True)) - zones_before
    profiles = update_profiles(trial.sheet.rows, branches_below(committee)) if not imported.campaign else []
    imported.made = {"nodes": nodes, "zones": sorted(zones), "profiles": profiles}
    kept = write_marks(imported, trial) if imported.campaign else {}
    imported.status, imported.written_at, imported.report = ImportStatus.WRITTEN, timezone.now(), report_of(trial)
    imported.save()
    summary = {"file": imported.file_name, "digest": imported.digest, **imported.report["sheets"], **kept}
    record(Author(imported), "import.written", imported, node_path=committee.path, after=summary)
    if imported.campaign:
        announce_evaluation(imported.campaign)


class Author:
    """Who brought the file in, as the record keeps people; the job itself has no person."""

    def __init__(self, imported: Import) -> None:
        self.pk, self.name = imported.by, imported.by_name


def write_marks(imported: Import, trial: Trial) -> dict[str, Any]:
    """Enrol who is missing, then write facts and the sheets of the parties that count; gives what the act says."""
    campaign, changes = imported.campaign, trial.changes
    enrolled = enrol_rows(campaign, changes)
    facts = []
    for change in changes:
        if change.facts and change.assessment.pk not in enrolled:
            before = {name: getattr(change.assessment, name) for name in change.facts}
            facts.append({"assessment": change.assessment.pk, "before": before, "after": change.facts})
            take_facts(change)
    touched = {entry["assessment"] for entry in facts}
    rewrite([change.assessment for change in changes if change.assessment.pk in touched], FACTS)
    cases = propose_from_file(imported, changes)
    imported.made |= {"enrolled": sorted(enrolled), "facts": facts, "vetoes": [case.pk for case in cases]}
    written = []
    for party in dict.fromkeys(party for change in changes for party in change.sheets):
        written += write_sheets(imported, party, [change for change in changes if change.sheets[party].changed])
    return keep_batch(campaign, written)


def take_facts(change: RowChange) -> None:
    """Put what the row says of the branch onto its assessment; not saved."""
    for name, value in change.facts.items():
        setattr(change.assessment, name, value)


def enrol_rows(campaign: Campaign, changes: list[RowChange]) -> set[int]:
    """Make the assessments that rows lack, with the rows' facts, from the branches that stand; gives their ids."""
    missing = [change for change in changes if change.assessment is None]
    if not missing:
        return set()
    standing = branches_below(campaign.committee)
    rating = round_of(campaign)
    for change in missing:
        change.assessment = enrolment(rating, standing[change.row.unit, change.row.branch])
        take_facts(change)
    Assessment.objects.bulk_create((change.assessment for change in missing), batch_size=BATCH)
    return {change.assessment.pk for change in missing}


def write_sheets(imported: Import, party: str, changes: list[RowChange]) -> list[tuple[Sheet, dict[str, int]]]:
    """Write the marks of changed rows, and keep what stood before on the import; gives each sheet with that."""
    now = timezone.now()
    ids = [change.assessment.pk for change in changes]
    standing = {sheet.assessment_id: sheet for sheet in Sheet.objects.filter(assessment__in=ids, party=party)}
    new, sheets, before = [], [], []
    for change in changes:
        sheet = standing.get(change.assessment.pk)
        if sheet is None:
            sheet = Sheet(assessment=change.assessment, party=party)
            new.append(sheet)
        sheets.append(sheet)
        before.append(sheet.marks)
        sheet.marks, sheet.version, sheet.changed_at = change.sheets[party].marks, sheet.version + 1, now
    Sheet.objects.bulk_create(new, batch_size=BATCH)
    rewrite(list(standing.values()), ["marks", "version", "changed_at"])
    ImportedSheet.objects.bulk_create(
        (
            ImportedSheet(imported=imported, sheet=sheet, before=marks, version=sheet.version)
            for sheet, marks in zip(sheets, before, strict=True)
        ),
        batch_size=BATCH,
    )
    return list(zip(sheets, before, strict=True))
