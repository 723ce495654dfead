"""Which programs make up starbranch on one machine, and how is each asked to stop?"""

import signal
import sys
from dataclasses import dataclass

from starbranch.local import broker
from starbranch.local.home import Home

PYTHON = (sys.executable, "-m")


@dataclass(frozen=True)
class Program:
    """One long-running child. `grace`: seconds between the polite signal and the end of patience."""

    name: str
    title: str
    command: tuple[str, ...]
    last_word: signal.Signals = signal.SIGTERM
    grace: float = 10


def broker_program(home: Home) -> Program:
    """The private message broker and cache."""
    return Program("broker", "the message broker", tuple(broker.command(home)))


def worker_program(home: Home) -> Program:
    """One prefork worker with the clock in it. Its last word is the cold stop: unfinished work is done again later."""
    schedule = home.path / "run" / "beat-schedule"
    options = ("-B", "-s", str(schedule), "--pool", "prefork", "--concurrency", "2", "--loglevel", "INFO")
    alone = ("--without-gossip", "--without-mingle")
    command = (*PYTHON, "celery", "-A", "starbranch", "worker", *options, *alone)
    return Program("worker", "the background worker", command, last_word=signal.SIGQUIT, grace=20)


def web_program(host: str, port: int) -> Program:
    """The web server; it starts its own workers anew when one of them dies."""
    address = ("--host", host, "--port", str(port))
    workers = ("--workers", "2", "--blocking-threads", "4", "--respawn-failed-workers", "--workers-kill-timeout", "8")
    command = (*PYTHON, "granian", "--interface", "wsgi", "--no-ws", *address, *workers, "starbranch.wsgi:application")
    return Program("web", "the web server", command)


def manage(*words: str) -> tuple[str, ...]:
    """One management command."""
    return (sys.executable, "manage.py", *words)
