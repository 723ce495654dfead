"""The whole house in one file, while it goes on serving."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from apps.core.backups import back_up
from apps.core.errors import Refused


class Command(BaseCommand):
    help = "Write database and uploaded files to one file. Keys of the environment are kept elsewhere."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="where to, for instance house-2030-11-22.tar")

    def handle(self, *args: Any, **options: Any) -> None:
        target: Path = options["file"].resolve()
        if not target.parent.is_dir():
            raise CommandError(f"No such folder: {target.parent}")
        try:
            manifest = back_up(target)
        except Refused as refusal:
            raise CommandError(str(refusal.message)) from refusal
        size = target.stat().st_size / 1e6
        self.stdout.write(f"{target}: {size:.1f} MB, {len(manifest['parts']) - 1} files beside the database")
