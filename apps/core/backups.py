"""The whole house in one file: its database at one moment, and every uploaded file; and back from it.

A tar: `manifest.json` names each part with its SHA-256, `database` is SQLite's own file or PostgreSQL's custom dump,
then `media/…`. The database is copied first, so every file that its rows name is there or came later. Keys and
passwords of the installation are in the environment, never here.
"""

import io
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing
from hashlib import file_digest
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.core.errors import Refused

MANIFEST, DATABASE, MEDIA = "manifest.json", "database", "media"
OWNER_ONLY = 0o600


def back_up(target: Path) -> dict[str, Any]:
    """Write the whole house to `target` and give its manifest; `target` appears whole or not at all."""
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        database, made = Path(folder) / DATABASE, Path(folder) / "house.tar"
        copy_database(database)
        parts = [(DATABASE, database), *uploads()]
        manifest = {
            "database": connection.vendor,
            "migrations": migrations(),
            "made_at": timezone.now().isoformat(timespec="seconds"),
            "parts": {name: digest_of(path) for name, path in parts},
        }
        with tarfile.open(made, "w") as archive:
            add_bytes(archive, MANIFEST, json.dumps(manifest, indent=1).encode())
            for name, path in parts:
                archive.add(path, name)
        made.chmod(OWNER_ONLY)
        made.replace(target)
    return manifest


def restore(source: Path, *, is_over: bool = False) -> dict[str, Any]:
    """Put a backup into this installation and give its manifest.

    Refuses, before anything is touched: a file that is not whole, another kind of database, and, unless `is_over`, an
    installation that holds people already.
    """
    with tempfile.TemporaryDirectory(dir=source.parent) as folder:
        manifest = unpacked(source, Path(folder))
        if manifest["database"] != connection.vendor:
            message = _("The backup is of %(theirs)s, this installation runs on %(ours)s.")
            raise Refused(message % {"theirs": manifest["database"], "ours": connection.vendor})
        if not is_over and is_inhabited():
            raise Refused(_("This installation holds data. Give --over to put the backup in its place."))
        put_database(Path(folder) / DATABASE)
        put_uploads(Path(folder) / MEDIA)
    return manifest


def unpacked(source: Path, folder: Path) -> dict[str, Any]:
    """The manifest of a backup whose every part lies in `folder` as it was written."""
    try:
        with tarfile.open(source) as archive:
            for member in archive:
                unpack(archive, member, folder)
        manifest = json.loads((folder / MANIFEST).read_text())
        parts = manifest["parts"]
    except (OSError, tarfile.TarError, ValueError, KeyError) as fault:
        raise Refused(_("%(name)s is no backup, or is damaged.") % {"name": source.name}) from fault
    for name, digest in parts.items():
        if not (folder / name).is_file() or digest_of(folder / name) != digest:
            raise Refused(_("The backup is damaged at “%(name)s”.") % {"name": name})
    return manifest


def unpack(archive: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> None:
    """Lay one file of the archive into the folder; nothing but files, and none beside the folder."""
    path = (folder / member.name).resolve()
    if not member.isfile() or not path.is_relative_to(folder.resolve()):
        raise ValueError(member.name)
    path.parent.mkdir(parents=True, exist_ok=True)
    with archive.extractfile(member) as content, path.open("wb") as target:
        shutil.copyfileobj(content, target)


def uploads() -> Iterator[tuple[str, Path]]:
    """Every uploaded file with its name in the archive, in order."""
    root = Path(settings.MEDIA_ROOT)
    for path in sorted(root.rglob("*")):
        if path.is_file():
            yield f"{MEDIA}/{path.relative_to(root)}", path


def put_uploads(folder: Path) -> None:
    """Let the uploaded files of the backup stand in place of those here."""
    root = Path(settings.MEDIA_ROOT)
    old = root.with_name(f"{root.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if root.exists():
        root.rename(old)
    if folder.exists():
        shutil.move(folder, root)
    else:
        root.mkdir(parents=True)
    shutil.rmtree(old, ignore_errors=True)


def copy_database(target: Path) -> None:
    """The database at one moment, while others go on writing."""
    if connection.vendor == "sqlite":
        copy_sqlite(f"file:{connection.settings_dict['NAME']}?mode=ro", f"file:{target}")
    else:
        run_tool("pg_dump", "--format", "custom", "--no-owner", "--file", str(target), database_name())


def put_database(source: Path) -> None:
    """The copy in place of what is here."""
    if connection.vendor == "sqlite":
        connection.close()
        copy_sqlite(f"file:{source}?mode=ro", f"file:{connection.settings_dict['NAME']}")
    else:
        options = ("--clean", "--if-exists", "--no-owner", "--single-transaction")
        run_tool("pg_restore", *options, "--dbname", database_name(), str(source))


def copy_sqlite(source: str, target: str) -> None:
    """One database of SQLite over another, both as addresses, page by page."""
    with closing(sqlite3.connect(source, uri=True)) as here, closing(sqlite3.connect(target, uri=True)) as there:
        here.backup(there)


def run_tool(name: str, *arguments: str) -> None:
    """One of PostgreSQL's own programs; refuses in words where it is missing or fails."""
    program = shutil.which(name)
    if program is None:
        raise Refused(_("%(name)s is not installed: it belongs to the client of PostgreSQL.") % {"name": name})
    done = subprocess.run([program, *arguments], env=os.environ | login(), capture_output=True, text=True)  # noqa: S603
    if done.returncode:
        raise Refused(_("%(name)s failed: %(words)s") % {"name": name, "words": done.stderr.strip()[-500:]})


def login() -> dict[str, str]:
    """How PostgreSQL's programs are told where to go: never on a command line, where others could read it."""
    told = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    found = {name: str(connection.settings_dict.get(key) or "") for name, key in told.items()}
    return {name: value for name, value in found.items() if value}


def database_name() -> str:
    return str(connection.settings_dict["NAME"])


def is_inhabited() -> bool:
    """Whether anybody has an account here."""
    tables = connection.introspection.table_names()
    if "accounts_user" not in tables:
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM accounts_user LIMIT 1")
        return cursor.fetchone() is not None


def migrations() -> dict[str, str]:
    """The last migration of each app: which version of the application wrote it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, MAX(name) FROM django_migrations GROUP BY app ORDER BY app")
        return dict(cursor.fetchall())


def digest_of(path: Path) -> str:
    with path.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()


def add_bytes(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    found = tarfile.TarInfo(name)
    found.size, found.mode = len(content), OWNER_ONLY
    archive.addfile(found, io.BytesIO(content))
