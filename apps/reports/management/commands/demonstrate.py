"""Load what is shown by choice only: manage.py demonstrate jiangsu-2022|projects [--by STAFF]."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from apps.accounts.models import User
from apps.core.errors import DomainError
from apps.jobs.choices import Status
from apps.jobs.models import Job
from apps.jobs.services import run
from apps.reports.demonstration.projects_batches import PROJECTS
from apps.reports.demonstration.projects_load import request_projects
from apps.reports.demonstration.province import BRANCHES
from apps.reports.demonstration.province_load import RULEBOOK, SLUG, request_province


class Command(BaseCommand):
    help = (
        "Load a made-up province by jiangsu-2022: 6,280 branches with sheets and ballots, graded 17% / 78% / 5%; or "
        "122 made-up secretary projects of ten zones, ten of them chosen, with pioneer teams and commendations."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=[RULEBOOK, PROJECTS])
        parser.add_argument("--branches", type=int, default=BRANCHES, help=f"of the province, {BRANCHES} unless given")
        parser.add_argument("--by", help="account name of who becomes the made-up committee's staff")

    def handle(self, *args: Any, **options: Any) -> None:
        actor = User.objects.filter(username=options["by"]).first() if options["by"] else None
        if options["by"] and actor is None:
            raise CommandError(f"No account {options['by']}")
        try:
            job = request(options["what"], actor, options["branches"])
        except DomainError as refusal:
            raise CommandError(str(refusal.message)) from refusal
        done = run(job.pk)
        if done is None or done.status != Status.DONE:
            raise CommandError(done.error if done else "a worker is loading it already: look at the page of jobs")
        self.stdout.write(f"/c/{SLUG}/" if options["what"] == RULEBOOK else f"/programmes/{PROJECTS}/")


def request(what: str, actor: User | None, branches: int) -> Job:
    """The job that loads it."""
    return request_province(actor, branches) if what == RULEBOOK else request_projects(actor)
