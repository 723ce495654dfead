"""One start of the real programs from a home, as a person's command line would make it."""

import os
import subprocess
import sys
from pathlib import Path

from starbranch.local import addresses, processes
from tests.launchers.places import free_port
from tests.launchers.waiting import wait_for

CHECKOUT = Path(__file__).parents[2]
FIRST_START = 300


class Start:
    """`bin/start --port` over a home of its own."""

    def __init__(self, home: Path, port: int | None = None) -> None:
        self.home = home
        self.port = port or free_port()
        self.path = home.with_suffix(f".{self.port}.out")
        environment = {"PATH": os.environ["PATH"], "STARBRANCH_HOME": str(home)}
        command = [sys.executable, "-m", "starbranch.supervise", "--port", str(self.port)]
        with self.path.open("wb") as output:
            self.process = subprocess.Popen(
                command, env=environment, cwd=CHECKOUT, stdout=output, stderr=output, preexec_fn=os.setpgrp
            )

    def wait_until_ready(self) -> None:
        """Until the pages answer; a start that ends before is an error with what it said."""
        wait_for(lambda: "ready at" in self.said() or self.process.poll() is not None, FIRST_START, "a first page")
        assert self.process.poll() is None, self.said()

    def said(self) -> str:
        """What it has printed so far."""
        return self.path.read_text()

    def log(self, name: str) -> str:
        """What one of its programs has logged."""
        return (self.home / "log" / f"{name}.log").read_text()

    def ended(self) -> int:
        """Its exit code, once it has ended."""
        return self.process.wait(60)

    def children(self) -> list[int]:
        """The processes that it started, directly or not."""
        return processes.strays(self.home)

    def child(self, word: str) -> int:
        """The first process whose command line holds a word."""
        return min(process_id for process_id in self.children() if word in command_line(process_id))

    def is_served(self) -> bool:
        """Whether the pages answer, database and broker with them."""
        return addresses.status("127.0.0.1", self.port, "/health/ready") == 200


def command_line(process_id: int) -> str:
    """A process's command, empty once it has gone."""
    try:
        return Path(f"/proc/{process_id}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""
