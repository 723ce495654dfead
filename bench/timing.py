"""How long does a piece of work take? The best of a few tries, work and reference by turns.

Seconds of the processor where all that is measured happens in this process, for who else works on the machine counts
less; seconds of the clock where a database server does part of it.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

TRIES = 3
Clock = Callable[[], float]
processor: Clock = time.process_time
wall: Clock = time.perf_counter


@dataclass(frozen=True)
class Figure:
    """One line of the table: what the work and its reference take, and the goal for their ratio.

    n: how many rows it was measured on; unit: of both figures, "s", "MiB" or "/s"; is_least: the goal is to be reached
    or passed, not stayed below.
    """

    code: str
    work: str
    seconds: float
    reference: str
    reference_seconds: float
    goal: float
    n: int = 0
    unit: str = "s"
    is_least: bool = False

    @property
    def ratio(self) -> float:
        return self.seconds / self.reference_seconds

    def line(self) -> str:
        sign = "≥" if self.is_least else "≤"
        return (
            f"| {self.code} | {self.work} | {self.shown(self.seconds)} | {self.reference} "
            f"| {self.shown(self.reference_seconds)} | {self.ratio:.2f} × | {sign} {self.goal:g} × |"
        )

    def shown(self, figure: float) -> str:
        """A figure with its unit; seconds below a tenth as milliseconds."""
        if self.unit != "s":
            return f"{figure:.0f} {self.unit}"
        return f"{figure:.2f} s" if figure >= 0.1 else f"{figure * 1000:.2f} ms"

    def record(self) -> dict[str, Any]:
        """The figure as one object of the JSON file; `ours` and `reference` in `unit`."""
        return {
            "id": self.code,
            "work": self.work,
            "n": self.n,
            "ours": self.seconds,
            "reference": self.reference_seconds,
            "unit": self.unit,
            "ratio": self.ratio,
            "goal": self.goal,
            "is_least": self.is_least,
        }


def best(
    work: Callable[[], object], reference: Callable[[], object], tries: int = TRIES, clock: Clock = processor
) -> tuple[float, float]:
    """The shortest of `tries` runs of each, in turn, so that both meet the same machine."""
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(tries):
        for times, run in zip(taken, (work, reference), strict=True):
            began = clock()
            run()
            times.append(clock() - began)
    return min(taken[0]), min(taken[1])
