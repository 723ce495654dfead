"""How are children started so that they never outlive their parent, and how are they ended?"""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO

HOME_MARK = "STARBRANCH_CHILD_OF"
START_MARK = "STARBRANCH_START"
PR_SET_PDEATHSIG = 1
PROCESSES = Path("/proc")


def start(
    command: Sequence[str], environment: Mapping[str, str], output: IO[bytes] | None, last_word: signal.Signals
) -> subprocess.Popen:
    """Start a child in a session of its own, out of reach of the terminal's Ctrl-C: its parent stops it in order.

    On Linux the kernel sends it `last_word` should the parent be killed outright. `output` None: the terminal.
    Must be called from the main thread, whose end is what the kernel watches.
    """
    return subprocess.Popen(  # noqa: S603 - commands are our own, never text from outside
        command,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output and subprocess.STDOUT,
        start_new_session=True,
        preexec_fn=tether(last_word),
    )


def tether(last_word: signal.Signals) -> Callable[[], None] | None:
    """What a child runs before its program so that the kernel signals it at its parent's death; None off Linux."""
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    parent = os.getpid()

    def ask_kernel() -> None:
        prctl(PR_SET_PDEATHSIG, int(last_word), 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)

    return ask_kernel


def signal_group(process: subprocess.Popen, number: signal.Signals) -> None:
    """Signal a child and whatever it started itself."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, number)


def strays(home: Path) -> list[int]:
    """Processes that an earlier, killed start from this home left behind, by the mark in their environment.

    Empty where there is no /proc. Only whoever holds the home's lock may ask: then none of them has a keeper.
    """
    return marked(f"{HOME_MARK}={home}")


def of_start(start: str) -> list[int]:
    """The processes that one start began, directly or not; empty where there is no /proc."""
    return marked(f"{START_MARK}={start}")


def marked(mark: str) -> list[int]:
    """Processes whose environment began with this entry in it."""
    return [int(folder.name) for folder in PROCESSES.glob("[0-9]*") if mark.encode() in environment_of(folder)]


def environment_of(folder: Path) -> list[bytes]:
    """A process's environment as it began, empty where it has ended or belongs to somebody else."""
    try:
        return (folder / "environ").read_bytes().split(b"\0")
    except OSError:
        return []


def kill(process_ids: Sequence[int]) -> None:
    """End processes outright, some of which may be gone already."""
    for process_id in process_ids:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(process_id, signal.SIGKILL)
