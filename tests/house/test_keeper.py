"""The keeper of children, with small shell programs in place of the real ones."""

import os
import signal
from pathlib import Path

import pytest

from starbranch.local import processes
from starbranch.local.home import Home
from starbranch.local.keeper import GivenUp, Keeper, StopAsked
from starbranch.local.programs import Program
from tests.launchers.waiting import wait_for

pytestmark = pytest.mark.skipif(not Path("/proc").exists(), reason="children are counted under /proc")


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path / "home")


@pytest.fixture
def said():
    return []


@pytest.fixture
def keeper(home, said):
    environment = {"PATH": os.environ["PATH"], processes.HOME_MARK: str(home.path)}
    keeper = Keeper(home, environment, lambda message, by="": said.append(message), delays=(0, 0))
    yield keeper
    keeper.stop()


def shell(script: str, grace: float = 10) -> Program:
    """A program that runs a line of shell."""
    return Program("worker", "the background worker", ("sh", "-c", script), grace=grace)


def starts(home: Home) -> int:
    """How often a program that notes its starts has been started."""
    noted = home.path / "starts"
    return len(noted.read_text().splitlines()) if noted.exists() else 0


def test_kill_child_starts_it_again(keeper, home, said):
    keeper.start(shell(f"echo x >> {home.path}/starts; exec sleep 1000"))
    keeper.wait_for("the first start", "worker", lambda: starts(home) == 1, 10)

    keeper.children[0].process.kill()

    keeper.wait_for("the second start", "worker", lambda: starts(home) == 2, 10)
    assert said == ["the background worker ended (killed by SIGKILL); starting it again"]


def test_crash_in_a_row_gives_up_and_names_the_log(keeper, home):
    keeper.start(shell(f"echo x >> {home.path}/starts; echo no such table; exit 3"))

    with pytest.raises(GivenUp) as given_up:
        keeper.watch()

    log = home.log("worker")
    end = "\n  no such table" * 3
    assert str(given_up.value) == f"the background worker ended 3 times in a row{end}\nThe whole log: {log}"
    assert starts(home) == 3


def test_stop_ends_what_children_started_themselves(keeper, home):
    keeper.start(shell("sleep 1000 & setsid sleep 1000 & exec sleep 1000"))
    wait_for(lambda: len(processes.strays(home.path)) == 3, what="three processes")

    keeper.stop()

    wait_for(lambda: processes.strays(home.path) == [], what="the end of all three")


def test_stop_deaf_child_kills_it_after_its_grace(keeper, home):
    keeper.start(shell(f"trap '' TERM; echo x >> {home.path}/starts; while :; do sleep 0.1; done", grace=0.3))
    keeper.wait_for("the start", "worker", lambda: starts(home) == 1, 10)
    process = keeper.children[0].process

    keeper.stop()

    assert process.returncode == -signal.SIGKILL


def test_signal_during_a_command_ends_it(keeper, home):
    keeper.signals.append(signal.SIGTERM)

    with pytest.raises(StopAsked, match="SIGTERM"):
        keeper.run("migrate", ("sleep", "1000"))

    wait_for(lambda: processes.strays(home.path) == [], what="the command's end")


def test_run_failing_command_shows_the_end_of_its_log(keeper, home):
    with pytest.raises(GivenUp) as given_up:
        keeper.run("migrate", ("sh", "-c", "echo disk full; exit 1"))

    log = home.log("migrate")
    assert str(given_up.value) == f"-c echo disk full; exit 1 failed\n  disk full\nThe whole log: {log}"


def test_show_errors_of_the_web_log_and_nothing_else(keeper, home, said):
    with home.log("web").open("a") as log:
        log.write("2026-01-02T03:04:05Z [info     ] GET /\n2026-01-02T03:04:05Z [error    ] Internal Server Error\n")
        log.write("Traceback (most recent call last):\n  File x\nValueError: y\n2026-01-02T03:04:06Z [warning] 404\n")

    keeper.tend()

    assert said == [
        "2026-01-02T03:04:05Z [error    ] Internal Server Error",
        "Traceback (most recent call last):",
        "  File x",
        "ValueError: y",
    ]


def test_log_grown_large_is_put_aside_while_its_writer_goes_on(keeper, home):
    os.mkfifo(home.path / "go")
    keeper.start(shell(f"head -c 5000001 /dev/zero; read go < {home.path}/go; echo after; exec sleep 1000"))
    log = home.log("worker")

    keeper.wait_for("the old log", "worker", lambda: log.with_suffix(".log.1").exists(), 20)
    (home.path / "go").write_text("go\n")
    keeper.wait_for("the new log", "worker", lambda: log.read_text() == "after\n", 20)

    assert log.with_suffix(".log.1").stat().st_size == 5_000_001
