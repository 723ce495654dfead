"""How long does a piece of work take? The best of a few tries, work and reference by turns."""

import time
from collections.abc import Callable
from dataclasses import dataclass

TRIES = 3


@dataclass(frozen=True)
class Figure:
    """One line of the table: seconds of the work and of its reference, and the goal for their ratio."""

    code: str
    work: str
    seconds: float
    reference: str
    reference_seconds: float
    goal: float

    @property
    def ratio(self) -> float:
        return self.seconds / self.reference_seconds

    def line(self) -> str:
        return (
            f"| {self.code} | {self.work} | {self.seconds:.2f} s | {self.reference} | {self.reference_seconds:.2f} s "
            f"| {self.ratio:.1f} × | ≤ {self.goal:g} × |"
        )


def best(work: Callable[[], object], reference: Callable[[], object], tries: int = TRIES) -> tuple[float, float]:
    """The shortest of `tries` runs of each, in turn, so that both meet the same machine."""
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(tries):
        for times, run in zip(taken, (work, reference), strict=True):
            began = time.perf_counter()
            run()
            times.append(time.perf_counter() - began)
    return min(taken[0]), min(taken[1])
