"""Made-up marks for 900 branches of 89 units: 28 hold five stars, 229 four, 512 three; the same at every start."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from apps.core.tables import write_csv
from apps.rating.points import show_points
from apps.reports.demonstration.sites_rows import own_names

SEED = 2025
UNITS = Path(__file__).parent / "units.csv"
TYPES = ["党政机关"] * 7 + ["事业单位"] * 4 + ["国有企业"] * 3 + ["窗口单位"] * 3 + ["群团组织"] * 2
OTHERS = "ABCD"
REQUIRED = "E"
CODES = tuple(f"{section}{number}" for section in OTHERS + REQUIRED for number in range(1, 6))
LINE, SECTION, MARK = 800, 1000, 200


@dataclass(frozen=True)
class Outcome:
    """What a branch is to hold: so many stars besides the required one, whether that is lit, and vetoes."""

    others: int
    is_required_lit: bool
    vetoes: str = ""

    @property
    def level(self) -> str:
        """The word used in files."""
        if self.vetoes or not self.is_required_lit:
            return "未评星"
        return {4: "五星", 3: "四星", 2: "三星"}.get(self.others, "未评星")


@dataclass(frozen=True)
class Made:
    """One branch of one year; its marks in tenths of a point, in the order of CODES."""

    name: str
    unit: str
    zone: str
    branch_type: str
    members: int
    outcome: Outcome
    tenths: tuple[int, ...]

    def section(self, number: int) -> tuple[int, ...]:
        return self.tenths[number * 5 : number * 5 + 5]

    @property
    def sums(self) -> list[int]:
        """What the five sections add up to, in tenths."""
        return [sum(self.section(number)) for number in range(5)]


# How many branches are to have which outcome.
OUTCOMES = [
    (28, Outcome(4, True)),
    (229, Outcome(3, True)),
    (512, Outcome(2, True)),
    (12, Outcome(3, True, "V1")),
    (6, Outcome(2, True, "V2")),
    (2, Outcome(4, True, "V1 V2")),
    (45, Outcome(3, False)),
    (24, Outcome(2, False)),
    (42, Outcome(1, True)),
]
# The branch that the secretary of the demonstration answers for, in marks.
OWN = "市发改委第5党支部"
OWN_MARKS = (
    *(139, 170, 138, 123, 145),
    *(147, 145, 183, 156, 160),
    *(177, 172, 176, 192, 184),
    *(200, 185, 197, 199, 182),
    *(184, 194, 195, 197, 200),
)
HEADINGS = ["党支部", "所在单位", "协作区", "支部类型", "党员人数", "上年星级", "否决项"]


def workbook(levels: dict[str, str]) -> bytes:
    """The whole demonstration as one first workbook: roster and marks, as files.md has it; `levels` of last year."""
    return write_csv([*HEADINGS, *CODES], rows(levels))


def rows(levels: dict[str, str]) -> Iterator[list]:
    """One branch a row, in the official order of the units."""
    for made in this_year():
        facts = [made.name, made.unit, made.zone, made.branch_type, made.members]
        marks = [show_points(mark * 10) for mark in made.tenths]
        yield [*facts, levels.get(made.name, ""), made.outcome.vetoes, *marks]


@cache
def this_year() -> tuple[Made, ...]:
    """All branches, in the official order of the units."""
    chance = Random(SEED)  # noqa: S311
    outcomes = [outcome for number, outcome in OUTCOMES for _ in range(number)]
    outcomes.remove(Outcome(2, True))
    chance.shuffle(outcomes)
    made = iter(outcomes)
    with UNITS.open(encoding="utf-8") as file:
        units = list(csv.DictReader(file))
    return tuple(
        one_branch(chance, unit, own_names().get((unit["unit"], number), f"{unit['unit']}第{number}党支部"), made)
        for unit in units
        for number in range(1, int(unit["branches"]) + 1)
    )


def one_branch(chance: Random, unit: dict[str, str], name: str, outcomes: Iterator[Outcome]) -> Made:
    if name == OWN:
        return Made(name, unit["unit"], unit["zone"], "事业单位", 41, Outcome(2, True), OWN_MARKS)
    outcome = next(outcomes)
    facts = (chance.choice(TYPES), chance.randint(3, 60))
    return Made(name, unit["unit"], unit["zone"], *facts, outcome, tuple(marks(chance, outcome)))


def marks(chance: Random, outcome: Outcome) -> list[int]:
    """25 marks whose sections reach the line of 80 just where they should."""
    lit = set(chance.sample(OTHERS, outcome.others)) | ({REQUIRED} if outcome.is_required_lit else set())
    found: list[int] = []
    for section in OTHERS + REQUIRED:
        tenths = chance.randint(LINE, 985) if section in lit else min(LINE - 1, chance.randint(430, 870))
        found += split(chance, tenths)
    return found


def split(chance: Random, tenths: int) -> list[int]:
    """Five marks of at most 200 tenths that add up to `tenths`, scattered around their mean."""
    found = [tenths // 5 + (number < tenths % 5) for number in range(5)]
    for _ in range(12):
        giver, taker = chance.sample(range(5), 2)
        moved = min(chance.randint(0, 18), found[giver], MARK - found[taker])
        found[giver] -= moved
        found[taker] += moved
    return found


def moved_to(chance: Random, section: Sequence[int], tenths: int) -> list[int]:
    """Five marks near those of `section` that add up to `tenths`."""
    found = list(section)
    while (lacking := tenths - sum(found)) != 0:
        number, by = chance.randrange(5), min(chance.randint(1, 6), abs(lacking))
        found[number] = max(0, min(MARK, found[number] + (by if lacking > 0 else -by)))
    return found
