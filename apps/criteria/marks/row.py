"""What does a file of marks say of one branch?"""

from dataclasses import dataclass, field


@dataclass(slots=True)
class MarksRow:
    """One branch. `marks` are the main party's hundredths in the rulebook's order of criteria (None: not marked);
    `other` holds the same of every other sheet that had columns: a party's, or one marker's of a panel ("judge3").
    `inputs` are all that the engine reads, in the order of the rulebook's inputs; `decided` is the level that people
    gave, or ""."""

    number: int
    branch: str
    unit: str
    zone: str
    type: str
    members: int | None
    previous_level: str
    vetoes: tuple[str, ...]
    marks: list[int | None]
    other: dict[str, list[int | None]]
    inputs: list[int | None] = field(default_factory=list)
    decided: str = ""
