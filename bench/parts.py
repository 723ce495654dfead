"""Which figures are there, on which database are they taken, and at which sizes?"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module

from bench.timing import Figure

Figures = Callable[[Sequence[int]], Iterator[Figure]]
SIZES = (10_000, 100_000, 1_000_000)


@dataclass(frozen=True)
class Part:
    """One part of the bench: rows of quality.md, by the function that takes them.

    `of` names it as "module:function" in this package; the function is given the sizes and yields figures.
    """

    codes: tuple[str, ...]
    of: str
    database: str

    @property
    def figures(self) -> Figures:
        """The function itself; Django must be set up."""
        module, name = self.of.split(":")
        found: Figures = getattr(import_module(f"bench.{module}"), name)
        return found

    def is_asked(self, asked: Sequence[str]) -> bool:
        """Whether one of its rows, or its module, is named; all are where none is."""
        return not asked or not {*self.codes, self.of.split(":")[0]}.isdisjoint(asked)


PARTS = (
    Part(("S1",), "rating:figures", "sqlite"),
    Part(("S4",), "house:whole_runs", "sqlite"),
    Part(("S9",), "house:dry_runs", "sqlite"),
    Part(("S1b", "S-ballot"), "ballots:figures", "sqlite"),
    Part(("S2", "S10"), "runs:figures", "postgres"),
    Part(("S6", "S7"), "pages:figures", "postgres"),
)
