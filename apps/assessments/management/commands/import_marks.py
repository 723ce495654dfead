"""Import a workbook from the shell: the same dry run and the same writing as in the browser."""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from apps.assessments.choices import ImportStatus
from apps.assessments.imports import confirm_import, drop_import, start_import
from apps.assessments.models import Import
from apps.campaigns.models import Campaign
from apps.core.errors import DomainError
from apps.criteria.marks import Fault
from apps.jobs.models import Job
from apps.jobs.services import run

POLL_SECONDS = 0.2


class Command(BaseCommand):
    help = "Import roster and marks: one line a fault and exit 2, or everything written."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--campaign", required=True, help="slug of the campaign")
        parser.add_argument(
            "--create", action="store_true", help="make the zones, units and branches of a first workbook"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would be written, write nothing")

    def handle(self, *args: Any, file: Path, campaign: str, create: bool, dry_run: bool, **options: Any) -> None:
        found = Campaign.objects.select_related("committee", "rulebook_version").filter(slug=campaign).first()
        if found is None:
            raise CommandError(f"No campaign has the short name {campaign}.", returncode=1)
        if not file.is_file():
            raise CommandError(f"No such file: {file}", returncode=1)
        try:
            imported = self.bring_in(file, found, create, dry_run)
        except DomainError as error:
            raise CommandError(str(error.message), returncode=1) from error
        sheets = imported.report["sheets"]
        verb = "would be written" if dry_run else "written"
        self.stdout.write(
            f"{imported.report['rows']} rows: {imported.report['plan']['count']} organisations made, "
            f"{sheets['new']} new and {sheets['changed']} changed sheets {verb}."
        )

    def bring_in(self, file: Path, campaign: Campaign, create: bool, dry_run: bool) -> Import:
        """Try the file; write it unless this is a dry run. Raises CommandError where it cannot be written."""
        imported = start_import(None, content=file.read_bytes(), file_name=file.name, campaign=campaign)
        run_job("import-check", imported)
        if imported.status == ImportStatus.FAILED:
            drop_import(None, imported)
            raise CommandError(imported.report["error"], returncode=2)
        if imported.status == ImportStatus.FAULTY:
            self.tell_faults(imported)
            raise CommandError(f"{imported.report['fault_count']} faults, nothing was written.", returncode=2)
        plan = imported.report["plan"]
        if plan["count"] and not create:
            drop_import(None, imported)
            made = f"{plan['zones']} zones, {plan['units']} units and {plan['branches']} branches"
            raise CommandError(f"{made} would be made: say --create. Nothing was written.", returncode=2)
        if dry_run:
            drop_import(None, imported)
            return imported
        confirm_import(None, imported)
        run_job("import-write", imported)
        if imported.status != ImportStatus.WRITTEN:
            raise CommandError(f"Not written, its state is {imported.status}.", returncode=2)
        return imported

    def tell_faults(self, imported: Import) -> None:
        """One line a fault: row, column, value, what to do."""
        for stored in imported.report["faults"]:
            fault = Fault(**{name: value for name, value in stored.items() if name != "excerpt"})
            self.stderr.write(f"row {fault.row}, {fault.column}: {fault.value!r} {fault.title}. {fault.message}")
        left = imported.report["fault_count"] - len(imported.report["faults"])
        if left:
            self.stderr.write(f"… and {left} more")
        drop_import(None, imported)


def run_job(kind: str, imported: Import) -> None:
    """Do the import's job here and now; where a worker was quicker, wait for it. Then read the row again."""
    job = Job.objects.of(kind, imported.pk).latest("pk")
    while run(job.pk) is None and Job.objects.unfinished().filter(pk=job.pk).exists():
        time.sleep(POLL_SECONDS)
    imported.refresh_from_db()
