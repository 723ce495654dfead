"""bin/start's supervisor over the real programs: it starts them, restarts them, and leaves none behind."""

import os
import signal
import socket
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.test import override_settings

from apps.accounts.models import User
from starbranch.local import broker, processes
from starbranch.local.home import Home
from tests.house.starting import Start, command_line
from tests.launchers.places import short_folder
from tests.launchers.waiting import wait_for

pytestmark = [
    # The tests' own database must be there, to be left in a home.
    pytest.mark.django_db,
    pytest.mark.xdist_group("start"),
    pytest.mark.skipif(not Path("/proc").exists(), reason="children are counted under /proc"),
]


@pytest.fixture(scope="module")
def home(django_db_setup, django_db_blocker):
    """A home that several starts use one after the other; somebody has used it before, so nothing is made up for it."""
    with short_folder("start") as folder:
        home = folder / "home"
        home.mkdir()
        with django_db_blocker.unblock():
            leave_database(home / "starbranch.sqlite3")
        yield home


def leave_database(path: Path) -> None:
    """The tests' own empty database with one person in it; where that is no file, the first start makes one."""
    if connection.vendor != "sqlite":
        return
    person = User.objects.create_user("somebody")
    with closing(sqlite3.connect(path)) as copy:
        connection.connection.backup(copy)
        note_migrations(copy)
    person.delete()


def note_migrations(copy: sqlite3.Connection) -> None:
    """Where the tests' tables came straight from the models, say that every migration has made them."""
    copy.execute(
        "CREATE TABLE IF NOT EXISTS django_migrations (id integer PRIMARY KEY, app text, name text, applied text)"
    )
    if copy.execute("SELECT count(*) FROM django_migrations").fetchone()[0]:
        return
    with override_settings(MIGRATION_MODULES={}):
        made = [(app, name, "2025-01-01") for app, name in MigrationLoader(None).graph.nodes]
    copy.executemany("INSERT INTO django_migrations (app, name, applied) VALUES (?, ?, ?)", made)
    copy.commit()


@pytest.fixture
def started(home):
    """A running start; whatever a test does to it, nothing of it is left."""
    start = Start(home)
    try:
        start.wait_until_ready()
        yield start
    finally:
        start.process.kill()
        start.process.wait()
        processes.kill(start.children())


@pytest.mark.parametrize(
    "number",
    [
        signal.SIGINT,
        pytest.param(signal.SIGTERM, marks=pytest.mark.soak),
        pytest.param(signal.SIGHUP, marks=pytest.mark.soak),
    ],
)
def test_signal_stops_every_child(started, number):
    running = len(started.children())

    started.process.send_signal(number)

    assert started.ended() == 0
    assert running >= 6
    assert started.children() == []
    assert "Warm shutdown" in started.log("worker")
    assert "Valkey is now ready to exit, bye bye" in started.log("broker").splitlines()[-1]
    assert started.said().splitlines()[-2:] == [
        f"starbranch: stopping ({signal.Signals(number).name})",
        "starbranch: stopped",
    ]


@pytest.mark.soak
def test_first_start_loads_the_demonstration(first_start):
    assert first_start.ended() == 0
    assert "First start: the demonstration campaign is loaded" in first_start.said()


@pytest.mark.soak
def test_start_twice_from_one_home_says_who_serves(started):
    second = Start(started.home)

    assert second.ended() == 1
    address = f"http://127.0.0.1:{started.port}/"
    expected = f"starbranch: already serving from {started.home}: {address} (process {started.process.pid})\n"
    assert second.said() == expected
    assert started.is_served()


@pytest.mark.soak
@pytest.mark.parametrize(
    ("word", "title"),
    [("celery", "the background worker"), ("granian", "the web server"), ("valkey", "the message broker")],
)
def test_kill_child_starts_another(started, word, title):
    killed = started.child(word)

    os.kill(killed, signal.SIGKILL)

    wait_for(lambda: f"{title} ended (killed by SIGKILL); starting it again" in started.said(), 20, "word of it")
    wait_for(started.is_served, 60, "service after the crash")
    wait_for(lambda: any(word in command_line(other) for other in started.children()), 20, "a new process")
    assert killed not in started.children()


@pytest.mark.soak
def test_kill_supervisor_takes_its_children_along_and_the_home_can_be_used_again(started):
    started.process.kill()

    wait_for(lambda: started.children() == [], 40, "the end of every child")
    again = Start(started.home)
    again.wait_until_ready()
    again.process.terminate()
    assert again.ended() == 0


@pytest.mark.soak
def test_start_after_a_broker_was_left_behind_ends_it(home):
    left = Home(home)
    environment = {"PATH": os.environ["PATH"], processes.HOME_MARK: str(left.path)}
    stale = subprocess.Popen(broker.command(left), env=environment, stdout=subprocess.DEVNULL, start_new_session=True)
    wait_for(lambda: broker.answers(left.broker_socket()), what="the stale broker's answer")

    with stale:
        start = Start(home)
        start.wait_until_ready()
        start.process.terminate()
        ended = start.ended()
        left_running = stale.poll() is None
        stale.kill()

    assert (ended, left_running, stale.returncode) == (0, False, 0)


def test_start_on_a_port_that_is_taken_names_another(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        refused = Start(tmp_path / "home", port)

        assert refused.ended() == 1
    said = refused.said()
    assert said.startswith(f"starbranch: port {port} on 127.0.0.1 is taken by another program; port ")
    assert said.endswith(f"is free: bin/start --port {said.split()[-1]}\n")


def test_start_where_migrations_fail_stops_all_and_shows_why(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    (home / "starbranch.sqlite3").write_text("this is no database, whatever its name says" * 100)

    refused = Start(home)

    assert refused.ended() == 1
    assert "file is not a database" in refused.said()
    assert refused.said().splitlines()[-2:] == [f"The whole log: {home}/log/migrate.log", "starbranch: stopped"]
    assert refused.children() == []
