"""Who watches the children? Starts them in order, restarts one that crashes, stops all in the opposite order."""

import contextlib
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NoReturn

from starbranch.local import logs, processes
from starbranch.local.home import Home
from starbranch.local.programs import Program

PAUSE = 0.1
DELAYS = (0.5, 1, 2, 4, 8)
STEADY = 60


class StopAsked(Exception):
    """A person or the machine asked to stop."""


class GivenUp(Exception):
    """A child cannot be kept running, or did not come up; says which, and where its log is."""


@dataclass
class Child:
    """A program, the process that runs it, and how often it crashed in a row."""

    program: Program
    process: subprocess.Popen | None = None
    started_at: float = 0
    crashes: int = 0
    due_at: float = 0


class Keeper:
    """Keeps the children of one home. Single-threaded: signals only leave a note, every wait looks at it."""

    def __init__(
        self,
        home: Home,
        environment: Mapping[str, str],
        say: Callable[..., None],
        delays: tuple[float, ...] = DELAYS,
    ) -> None:
        self.home = home
        self.environment = environment
        self.say = say
        self.delays = delays
        self.children: list[Child] = []
        self.signals: list[int] = []
        self.errors = logs.Errors(home.log("web"))

    def listen(self) -> None:
        """Take note of Ctrl-C, TERM and HUP; a HUP that whoever started us ignores (nohup) stays ignored."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:
                signal.signal(number, lambda got, frame: self.signals.append(got))

    def run(self, name: str, command: tuple[str, ...], shown: bool = False) -> None:
        """Run one command to its end; refuses with GivenUp when it fails. `shown`: on the terminal, not in a log."""
        with contextlib.ExitStack() as stack:
            output = None if shown else stack.enter_context(self.home.log(name).open("wb"))
            process = processes.start(command, self.environment, output, signal.SIGTERM)
            try:
                while process.poll() is None:
                    self.heed()
                    time.sleep(PAUSE)
            finally:
                processes.signal_group(process, signal.SIGKILL)
                process.wait()
        if process.returncode != 0:
            raise GivenUp(f"{' '.join(command[1:])} failed" + ("" if shown else self.end_of_log(name)))

    def start(self, program: Program) -> None:
        """Start a program and keep it running from now on."""
        child = Child(program)
        self.children.append(child)
        self.launch(child)

    def launch(self, child: Child) -> None:
        """Start a child's process, now."""
        with self.home.log(child.program.name).open("ab") as output:
            command, last_word = child.program.command, child.program.last_word
            child.process = processes.start(command, self.environment, output, last_word)
        child.started_at = time.monotonic()

    def wait_for(self, title: str, log: str, holds: Callable[[], bool], seconds: float) -> None:
        """Look after all children until something holds; refuses with GivenUp when it does not in time."""
        deadline = time.monotonic() + seconds
        while not holds():
            if time.monotonic() > deadline:
                raise GivenUp(f"{title} did not answer within {seconds:.0f} seconds{self.end_of_log(log)}")
            self.tend()

    def watch(self) -> NoReturn:
        """Look after all children until somebody asks to stop (StopAsked) or one cannot be kept (GivenUp)."""
        while True:
            self.tend()

    def tend(self) -> None:
        """One round: heed signals, restart what crashed and is due, show the web server's errors, rest a moment."""
        self.heed()
        for child in self.children:
            if child.process is None:
                if time.monotonic() >= child.due_at:
                    self.launch(child)
            elif child.process.poll() is not None:
                self.crashed(child, child.process)
            logs.make_room(self.home.log(child.program.name))
        for line in self.errors.newest():
            self.say(line, by="web")
        time.sleep(PAUSE)

    def heed(self) -> None:
        """Refuse to go on once a signal has come."""
        if self.signals:
            raise StopAsked(signal.Signals(self.signals[0]).name)

    def crashed(self, child: Child, process: subprocess.Popen) -> None:
        """Clear away what a dead child left, and set the time of its restart; too often in a row is GivenUp."""
        child.process = None
        processes.signal_group(process, signal.SIGKILL)
        if time.monotonic() - child.started_at > STEADY:
            child.crashes = 0
        if child.crashes == len(self.delays):
            title, tries = child.program.title, child.crashes + 1
            raise GivenUp(f"{title} ended {tries} times in a row{self.end_of_log(child.program.name)}")
        child.due_at = time.monotonic() + self.delays[child.crashes]
        child.crashes += 1
        self.say(f"{child.program.title} ended ({ending(process.returncode)}); starting it again")

    def stop(self) -> None:
        """End all children, the last started first: politely, then after their grace, or a second signal, outright."""
        heard = len(self.signals)
        for child in reversed(self.children):
            if child.process is None:
                continue
            child.process.send_signal(signal.SIGTERM)
            deadline = time.monotonic() + child.program.grace
            while child.process.poll() is None and time.monotonic() < deadline and len(self.signals) == heard:
                time.sleep(PAUSE)
            processes.signal_group(child.process, signal.SIGKILL)
            child.process.wait()
            child.process = None
        processes.kill(processes.strays(self.home.path))

    def end_of_log(self, name: str) -> str:
        """The last lines of a program's log, to be put after a message."""
        path = self.home.log(name)
        return "".join(f"\n  {line}" for line in logs.last_lines(path)) + f"\nThe whole log: {path}"


def ending(code: int) -> str:
    """How a process ended, in words."""
    return f"exit code {code}" if code >= 0 else f"killed by {signal.Signals(-code).name}"
