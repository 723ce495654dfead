"""What does the engine read of one branch? The columns of a cohort, each with its key and its range."""

from dataclasses import dataclass

from apps.rating.words import Text


@dataclass(frozen=True, slots=True)
class Input:
    """One column of integers in hundredths of a number; words count 100 for the first, 200 for the second.

    key: the heading in a marks file: "A1", "self.A1", "judge3.A1", "members", "previous_level", "ballot.count",
    "ballot.public.good", "fact.honour". kind: "mark" (of `party` on `criterion`), "members", "level" (words: the
    levels, best first), "votes", "mean", "number", "yes-or-no" (0 or 100), "word", and "drawn": a figure that comes
    from everybody's rows ("place.A5", "best.A5"), never typed.
    """

    key: str
    kind: str
    minimum: int
    maximum: int
    step: int
    party: str = ""
    criterion: str = ""
    words: tuple[str, ...] = ()
    title: Text | None = None
    ledger: str = ""

    @property
    def sheet(self) -> str:
        """Whose sheet holds a mark: its party, or one marker of a panel, such as "judge3"."""
        return self.party if self.key == self.criterion else self.key.removesuffix(f".{self.criterion}")
