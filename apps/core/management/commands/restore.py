"""The house as a backup has it."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from apps.core.backups import restore
from apps.core.errors import Refused


class Command(BaseCommand):
    help = (
        "Put a backup in place, bring it up to date, and check every seal and the audit record. Stop the house first."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="what `backup` wrote")
        parser.add_argument("--over", action="store_true", help="in place of what this installation holds")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            manifest = restore(options["file"].resolve(), is_over=options["over"])
        except Refused as refusal:
            raise CommandError(str(refusal.message)) from refusal
        call_command("migrate", verbosity=0, stdout=self.stdout)
        self.stdout.write(f"restored as of {manifest['made_at']}")
        sys.exit(max(self.verified(all=True), self.verified(audit=True)))

    def verified(self, **what: bool) -> int:
        """The exit code of `verify`: 0 where everything is as it was sealed and recorded."""
        try:
            call_command("verify", stdout=self.stdout, stderr=self.stderr, **what)
        except SystemExit as end:
            return int(end.code or 0)
        return 0
