"""A real Valkey for tests, from its wheel, on a private socket: can be killed and started again in the middle."""

import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from starbranch.local import broker, processes
from tests.launchers.places import short_folder
from tests.launchers.waiting import wait_for

USUAL = ("--appendonly", "yes", "--save", "", "--maxmemory-policy", "noeviction", "--databases", "64")


class Valkey:
    """One server over one folder. A port, where given, is served beside the socket."""

    def __init__(self, folder: Path, port: int = 0, options: Sequence[str] = USUAL) -> None:
        self.folder = folder
        self.port = port
        self.options = options
        self.socket = folder / "broker.sock"
        self.process: subprocess.Popen | None = None

    def url(self, database: int = 0) -> str:
        """The address of one of its numbered databases."""
        return f"unix://{self.socket}?db={database}"

    def start(self) -> None:
        """Start the server and wait until it takes commands."""
        where = ["--port", str(self.port), "--unixsocket", str(self.socket), "--dir", str(self.folder)]
        with (self.folder / "valkey.log").open("ab") as log:
            command = [str(broker.binary()), *where, *self.options]
            self.process = processes.start(command, {}, log, signal.SIGKILL)
        wait_for(lambda: broker.answers(self.socket), 20, "Valkey's answer")

    def kill(self) -> None:
        """End it outright, as a crash would."""
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        """End it politely."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait(20)


@contextmanager
def valkey(port: int = 0, options: Sequence[str] = USUAL) -> Iterator[Valkey]:
    """A running server, stopped and removed at the end."""
    with short_folder("vk") as folder:
        server = Valkey(folder, port, options)
        try:
            server.start()
            yield server
        finally:
            server.stop()
