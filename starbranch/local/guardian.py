"""Who ends the children of a start that was killed outright? A small process that waits for just that."""

import os
import signal
import time

from starbranch.local import processes

GRACE = 5
PAUSE = 0.1


def post(start: str) -> None:
    """Leave a guardian behind for this start, which only ever reads from a pipe that ends when the start does.

    The kernel's own word to each child comes first; the guardian ends whoever did not heed it in time. Children of
    another start are not its concern. Call before there are children or threads.
    """
    word, pulse = os.pipe()
    if os.fork() != 0:
        os.close(word)
        return
    try:
        os.close(pulse)
        step_aside(word)
        while os.read(word, 1):
            pass
        end_children(start)
    finally:
        os._exit(0)


def step_aside(keep: int) -> None:
    """Leave the terminal, its signals and every open file of the start's, its lock among them, but for one."""
    os.setsid()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    os.closerange(3, keep)
    os.closerange(keep + 1, 256)


def end_children(start: str) -> None:
    """Wait a little for the children to end by themselves, then end them."""
    deadline = time.monotonic() + GRACE
    while processes.of_start(start) and time.monotonic() < deadline:
        time.sleep(PAUSE)
    processes.kill(processes.of_start(start))
