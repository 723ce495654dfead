"""A real Celery worker on the test's own database and broker, to be killed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from django.db import connection

ROOT = Path(__file__).parents[2]
PATIENCE = 60


def database_url() -> str:
    """The database that this test uses, as the environment names it."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{settings['NAME']}"
    login = f"{quote(settings['USER'])}:{quote(settings['PASSWORD'])}"
    return f"postgres://{login}@{settings['HOST']}:{settings['PORT']}/{settings['NAME']}"


def start_worker() -> subprocess.Popen:
    """A prefork worker in a process group of its own."""
    command = [sys.executable, "-m", "celery", "-A", "starbranch", "worker", "--pool", "prefork", "--concurrency", "1"]
    told = os.environ | {"DATABASE_URL": database_url(), "DJANGO_SETTINGS_MODULE": "starbranch.settings.test"}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen(command, cwd=ROOT, env=told, start_new_session=True, **quiet)


def kill(worker: subprocess.Popen) -> None:
    """kill -9 for the worker and its children; a worker that is gone already is left alone."""
    if worker.poll() is None:
        os.killpg(worker.pid, signal.SIGKILL)
    worker.wait(PATIENCE)


def wait_until(holds: Callable[[], bool], what: str) -> None:
    """Ask until `holds`, at most a minute."""
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, f"waited a minute for: {what}"
        time.sleep(0.01)
