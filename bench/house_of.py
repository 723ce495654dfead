"""The figures of one database, taken in a throw-away house: `python -m bench.house_of postgres 10000 FILE S2`."""

import json
import os
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from bench.parts import PARTS
from tests.launchers.postgres import postgres


def main(database: str, sizes: Sequence[int], report: Path, rows: Sequence[str]) -> None:
    """Print the lines of the table as they are found; what was found by then stands in `report`."""
    with ExitStack() as house:
        prepare(house, database)
        found = []
        for part in PARTS:
            if part.database != database or not part.is_asked(rows):
                continue
            for figure in part.figures(sizes):
                print(figure.line(), flush=True)
                found.append(figure.record())
                report.write_text(json.dumps(found))


def prepare(house: ExitStack, database: str) -> None:
    """Django over an empty database with all its tables, and rulebooks in it."""
    home = house.enter_context(tempfile.TemporaryDirectory())
    url = f"sqlite:///{home}/bench.sqlite3"
    if database == "postgres":
        url = house.enter_context(postgres()).make_database("bench")
    os.environ |= {"STARBRANCH_HOME": home, "DJANGO_SETTINGS_MODULE": "starbranch.settings.local"}
    os.environ |= {"DATABASE_URL": url, "REDIS_URL": f"unix://{home}/none.sock?db=0"}
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connections

    from apps.criteria.services import install_rulebooks

    house.callback(connections.close_all)
    call_command("migrate", verbosity=0)
    install_rulebooks()


if __name__ == "__main__":
    name, counts, target, *asked = sys.argv[1:]
    main(name, [int(size) for size in counts.split(",")], Path(target), asked)
