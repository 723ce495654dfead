"""Recompute what must not change any more: manage.py verify CAMPAIGN | --all | --audit. Ends with 0, 1 or 2."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.campaigns.models import Campaign
from apps.evaluations.auditing import go_over
from apps.evaluations.sealing.verifying import Report, verify
from apps.evaluations.services.audits import keep_record_check
from apps.evaluations.services.checks import campaigns_to_verify, keep_check

SAME, DIFFERS, UNKNOWN = 0, 1, 2


class Command(BaseCommand):
    help = (
        "Recompute a campaign's sealed file, numbered runs, marks and papers, or the chain of acts, and tell every "
        "difference. Ends with 0: the same; 1: something differs; 2: there is nothing of that name."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("campaign", nargs="?", help="slug of a campaign")
        parser.add_argument("--all", action="store_true", help="every campaign with a numbered run")
        parser.add_argument("--audit", action="store_true", help="all acts, and every mark and run against them")

    def handle(self, *args: Any, **options: Any) -> None:
        sys.exit(self.code(options))

    def code(self, options: dict[str, Any]) -> int:
        """Do what is asked; the exit code."""
        if options["campaign"]:
            found = list(Campaign.objects.filter(slug=options["campaign"]))
        else:
            found = campaigns_to_verify() if options["all"] else []
        if not found and not options["audit"]:
            name = options["campaign"] or "–"
            self.stderr.write(_("There is nothing to verify under the name “%(name)s”.") % {"name": name})
            return SAME if options["all"] else UNKNOWN
        same = [self.told(verify(campaign)) for campaign in found]
        if options["audit"]:
            same.append(self.record())
        return SAME if all(same) else DIFFERS

    def told(self, report: Report) -> bool:
        """One campaign's report in words; a sealed one keeps it."""
        if report.seal is not None:
            keep_check(report, "", "command")
        words = {"name": report.campaign.name, "n": report.branches, "runs": report.runs}
        if report.is_same:
            text = _("%(name)s: the same throughout; %(n)s branches, %(runs)s evaluations recomputed")
            self.stdout.write(text % words)
            return True
        n = len(report.differences)
        text = ngettext("%(name)s: %(n)s difference", "%(name)s: %(n)s differences", n)
        self.stdout.write(text % (words | {"n": n}))
        for difference in report.differences:
            self.stdout.write(f"  {difference}")
        return False

    def record(self) -> bool:
        """The whole record in words; what was found is kept."""
        report = go_over()
        keep_record_check(report, "")
        words = {"n": report.acts, "digest": report.head or "–", "sheets": report.sheets, "runs": report.runs}
        if report.is_fine:
            self.stdout.write(_("Acts: %(n)s in one chain, none altered; head %(digest)s") % words)
            self.stdout.write(
                _("Sheets: %(sheets)s hold what acts tell; evaluations: %(runs)s as they were made") % words
            )
            return True
        for each in report.faults:
            self.stdout.write(str(each))
        return False
