"""Run a year of made-up branches by a rulebook: manage.py rehearse RULEBOOK --branches 769|6280|9856 [--seed N]."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.criteria.models import RulebookVersion
from apps.criteria.selectors import rulebook_of
from apps.evaluations.rehearsals import SIZES, start_rehearsal
from apps.evaluations.selectors import current_run
from apps.jobs.services import run as run_job


class Command(BaseCommand):
    help = "Make a rehearsal: a campaign of made-up branches, marked, rated by a numbered run, and closed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("rulebook", help="slug of a published rulebook; its newest version rates")
        parser.add_argument("--branches", type=int, default=SIZES[0], help="769, 6280, 9856 or another number")
        parser.add_argument("--seed", type=int, default=1, help="the same number draws the same branches and marks")
        parser.add_argument("--by", metavar="USERNAME", help="who becomes its staff; else nobody, a superuser sees it")

    def handle(self, *args: Any, **options: Any) -> None:
        versions = RulebookVersion.objects.published().filter(rulebook__slug=options["rulebook"])
        version = versions.select_related("rulebook").order_by("-number").first()
        if version is None:
            raise CommandError(_("No published rulebook is called “%(slug)s”.") % {"slug": options["rulebook"]})
        person = User.objects.filter(username=options["by"]).first() if options["by"] else None
        if options["by"] and person is None:
            raise CommandError(_("Nobody is called “%(name)s”.") % {"name": options["by"]})
        campaign, job = start_rehearsal(person, version=version, branches=options["branches"], seed=options["seed"])
        run_job(job.pk)
        found = current_run(campaign)
        if found is None:
            raise CommandError(_("The rehearsal failed; the list of jobs says why."))
        self.stdout.write(f"{campaign.name}\n/c/{campaign.slug}/")
        levels = rulebook_of(version).outcomes
        for level, count in zip(levels, found.counts["levels"], strict=False):
            self.stdout.write(f"{level.name} {count}")
