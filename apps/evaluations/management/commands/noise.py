"""Recompute the places that another scorer would move: manage.py noise CAMPAIGN NUMBER. Ends with 0, 1 or 2."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from apps.evaluations.models import NoiseStudy
from apps.evaluations.scorers.studies import is_same_again

SAME, DIFFERS, UNKNOWN = 0, 1, 2


class Command(BaseCommand):
    help = (
        "Recompute from seed, run and differences between which places every branch stands. "
        "Ends with 0: the same; 1: something differs; 2: that run was not asked."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("campaign", help="slug of a campaign")
        parser.add_argument("number", type=int, help="number of the run")

    def handle(self, *args: Any, **options: Any) -> None:
        rows = NoiseStudy.objects.filter(run__campaign__slug=options["campaign"], run__number=options["number"])
        study = rows.exclude(finished_at=None).select_related("run__rulebook_version").first()
        if study is None:
            self.stderr.write(_("That run was not asked which places another scorer would move."))
            sys.exit(UNKNOWN)
        words = {"repeats": study.repeats, "pairs": study.pairs, "digest": study.digest}
        if is_same_again(study):
            self.stdout.write(_("The same: %(repeats)s repeats, %(pairs)s pairs, digest %(digest)s") % words)
            sys.exit(SAME)
        self.stdout.write(_("It differs from what is kept under digest %(digest)s") % words)
        sys.exit(DIFFERS)
