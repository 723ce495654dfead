"""Which servers do the tests run against? Starts them before Django's settings are read, stops them at the end."""

import atexit
import json
import os
from collections import Counter
from collections.abc import Generator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.launchers import chromium
from tests.launchers.places import short_folder
from tests.launchers.postgres import postgres
from tests.launchers.valkey import valkey

FOLDER = Path(__file__).parent
# Folders whose tests are the same on every database: they run in the first run only.
ONCE = {"rating", "core", "architecture", "house"}
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
STRICT = os.environ.get("STARBRANCH_TEST_STRICT") == "1"
NO_CHROMIUM = "no Chromium here: apt-get install --no-install-recommends chromium fonts-noto-cjk"
running = ExitStack()


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, object, object]:
    """Before pytest-django looks at the settings: name the settings, start the servers, tell where they are."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "starbranch.settings.test"
    if WORKER:
        share_broker(int(WORKER.removeprefix("gw")) + 1)
    elif not early_config.known_args_namespace.help and not early_config.known_args_namespace.version:
        atexit.register(running.close)
        start_servers()
    return (yield)


def start_servers() -> None:
    """Set DATABASE_URL and REDIS_URL: to servers that the environment names, else to new ones."""
    home = running.enter_context(short_folder("home"))
    os.environ["STARBRANCH_HOME"] = str(home)
    named = os.environ.get("TEST_DATABASE_URL")
    if os.environ.get("STARBRANCH_TEST_DATABASE", "postgres" if named else "sqlite") == "sqlite":
        os.environ["DATABASE_URL"] = f"sqlite:///{home}/starbranch.sqlite3"
    else:
        os.environ["DATABASE_URL"] = named or f"{running.enter_context(postgres()).url}/starbranch"
    broker = os.environ.get("TEST_REDIS_URL")
    os.environ["REDIS_URL"] = broker or running.enter_context(valkey()).url()


def share_broker(number: int) -> None:
    """Each worker uses a numbered database of its own on the broker that we started."""
    if "TEST_REDIS_URL" not in os.environ:
        os.environ["REDIS_URL"] = os.environ["REDIS_URL"].replace("?db=0", f"?db={number}")


def pytest_unconfigure() -> None:
    """Stop what was started, after the last worker has gone."""
    running.close()


def pytest_report_header() -> str:
    """What the tests talk to."""
    found = chromium.find() or "none, journeys are skipped"
    return f"database: {os.environ['DATABASE_URL']}, broker: {os.environ['REDIS_URL']}, Chromium: {found}"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what no database changes, skip journeys where there is no browser, leave soak runs out unless asked for."""
    for item in items:
        if item.path.is_relative_to(FOLDER) and item.path.relative_to(FOLDER).parts[0] in ONCE:
            item.add_marker(pytest.mark.pure)
        if item.get_closest_marker("browser") and not chromium.find():
            item.add_marker(pytest.mark.skip(reason=NO_CHROMIUM))
    if os.environ.get("STARBRANCH_TEST_SOAK") != "1" and "soak" not in config.option.markexpr:
        left_out = [item for item in items if item.get_closest_marker("soak")]
        items[:] = [item for item in items if item not in left_out]
        config.hook.pytest_deselected(items=left_out)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Under STARBRANCH_TEST_STRICT=1 a skipped test has failed."""
    report = yield
    if STRICT and report.skipped and not hasattr(report, "wasxfail"):
        refuse_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """The same for a whole file that skips itself."""
    report = yield
    if STRICT and report.skipped:
        refuse_skip(report)
    return report


def refuse_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    """Turn a skip into a failure that tells the skip's reason."""
    report.outcome = "failed"
    report.longrepr = f"nothing may be skipped here, but this was: {reason_of(report)}"


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Leave the counts, and why tests were skipped, where bin/test asked for them."""
    path = os.environ.get("STARBRANCH_TEST_REPORT")
    if not path or WORKER:
        return
    stats = terminalreporter.stats
    counts = {name: len(stats.get(name, [])) for name in ("passed", "failed", "error", "skipped", "xfailed")}
    reasons = Counter(reason_of(report) for report in stats.get("skipped", []))
    Path(path).write_text(json.dumps({"counts": counts, "reasons": reasons}))


def reason_of(report: pytest.TestReport | pytest.CollectReport) -> str:
    """Why a test was skipped, as its author wrote it."""
    place = report.longrepr
    return str(place[2] if isinstance(place, tuple) else place).removeprefix("Skipped: ")
