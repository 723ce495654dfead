"""Which servers do the tests run against? Starts them before Django's settings are read, stops them at the end."""

import atexit
import gc
import json
import os
from collections import Counter
from collections.abc import Generator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadGroupScheduling

from tests.launchers import chromium
from tests.launchers.places import short_folder
from tests.launchers.postgres import postgres
from tests.launchers.valkey import valkey

FOLDER = Path(__file__).parent
# What is the same on every database, journeys apart: it runs in the first run only.
FOLDERS = ("rating", "core", "architecture", "house")
ABOUT_REST = ("api/test_fuzz.py", "api/test_routes.py", "api/test_schema.py")
ONCE = {FOLDER / name for name in FOLDERS + ABOUT_REST}
# What is asked over HTTP; `api` holds nothing else.
PAGES = ("test_pages*.py", "test_*_pages.py", "api/test_*.py")
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
STRICT = os.environ.get("STARBRANCH_TEST_STRICT") == "1"
NO_CHROMIUM = "no Chromium here: apt-get install --no-install-recommends chromium fonts-noto-cjk"
RARELY = (100_000, 50, 100)
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


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """What a whole run leaves out is not even read."""
    left_out = {"not pure": is_once, "not pages": is_page}
    chosen = config.option.markexpr
    return True if any(words in chosen and is_it(collection_path) for words, is_it in left_out.items()) else None


def is_once(path: Path) -> bool:
    """Whether a file or folder holds tests that are the same on every database."""
    return not ONCE.isdisjoint((path, *path.parents))


def is_page(path: Path) -> bool:
    """Whether a file tests pages or REST on every database, not one of them for all."""
    return not is_once(path) and any(path.match(form) for form in PAGES)


def asks_a_database(item: pytest.Item) -> bool:
    """Whether pytest-django lets this test at a database at all."""
    return bool(item.get_closest_marker("django_db")) or "django_db_setup" in getattr(item, "fixturenames", ())


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> Generator[None]:
    """Mark pages and what is pure, skip journeys where there is no browser, leave soak runs out unless asked for."""
    for item in items:
        if is_page(item.path):
            refuse_pure(item)
            item.add_marker(pytest.mark.pages)
        elif is_once(item.path) or not asks_a_database(item):
            item.add_marker(pytest.mark.pure)
        if item.get_closest_marker("browser") and not chromium.find():
            item.add_marker(pytest.mark.skip(reason=NO_CHROMIUM))
    if os.environ.get("STARBRANCH_TEST_SOAK") != "1" and "soak" not in config.option.markexpr:
        left_out = [item for item in items if item.get_closest_marker("soak")]
        items[:] = [item for item in items if not item.get_closest_marker("soak")]
        config.hook.pytest_deselected(items=left_out)
    yield
    if WORKER:
        longest_first(items)


def refuse_pure(item: pytest.Item) -> None:
    """No run would hold a page's test that also says that it is the same on every database."""
    if item.get_closest_marker("pure"):
        raise pytest.UsageError(f"{item.nodeid} is about a page and cannot be marked pure")


def longest_first(items: list[pytest.Item]) -> None:
    """Named groups, which take minutes, then the modules of most tests: all workers are busy to the end."""
    tests_of = Counter(item.path for item in items)
    items.sort(key=lambda item: (item.get_closest_marker("xdist_group") is None, -tests_of[item.path]))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadGroupScheduling | None:
    """The tests of a module stay on one worker, for they share rows that take long to make."""
    return ByModule(config, log) if config.option.dist == "loadgroup" else None


class ByModule(LoadGroupScheduling):
    """Units of work for the workers: a named group, else a module."""

    def _split_scope(self, nodeid: str) -> str:
        return super()._split_scope(nodeid).partition("::")[0]


def pytest_collection_finish() -> None:
    """What collecting made stays to the end: looking through it again for garbage costs a twentieth of the run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*RARELY)


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
