"""Made-up marks for 900 branches of 89 units: 28 hold five stars, 229 four, 512 three; the same at every start."""

import csv
from collections.abc import Iterator
from pathlib import Path
from random import Random

from apps.core.tables import write_csv
from apps.rating.points import show_points

SEED = 2025
UNITS = Path(__file__).parent / "units.csv"
TYPES = ["党政机关"] * 7 + ["事业单位"] * 4 + ["国有企业"] * 3 + ["窗口单位"] * 3 + ["群团组织"] * 2
LEVELS = ["五星"] * 1 + ["四星"] * 7 + ["三星"] * 18 + ["未评星"] * 5 + [""] * 2
OTHERS = "ABCD"
REQUIRED = "E"
# How many branches are to have which stars: (number of branches, stars besides E, whether E is lit, vetoes).
OUTCOMES = [
    (28, 4, True, ""),
    (229, 3, True, ""),
    (512, 2, True, ""),
    (12, 3, True, "V1"),
    (6, 2, True, "V2"),
    (2, 4, True, "V1 V2"),
    (45, 3, False, ""),
    (24, 2, False, ""),
    (42, 1, True, ""),
]
HEADINGS = ["党支部", "所在单位", "协作区", "支部类型", "党员人数", "上年星级", "否决项"]


def workbook() -> bytes:
    """The whole demonstration as one first workbook: roster and marks, as files.md has it."""
    codes = [f"{section}{number}" for section in OTHERS + REQUIRED for number in range(1, 6)]
    return write_csv([*HEADINGS, *codes], rows())


def rows() -> Iterator[list]:
    """One branch a row, in the official order of the units."""
    chance = Random(SEED)  # noqa: S311
    outcomes = [outcome[1:] for outcome in OUTCOMES for _ in range(outcome[0])]
    chance.shuffle(outcomes)
    with UNITS.open(encoding="utf-8") as file:
        units = list(csv.DictReader(file))
    made = iter(outcomes)
    for unit in units:
        for number in range(1, int(unit["branches"]) + 1):
            others, is_required_lit, vetoes = next(made)
            name = f"{unit['unit']}第{number}党支部"
            facts = [
                name,
                unit["unit"],
                unit["zone"],
                chance.choice(TYPES),
                chance.randint(3, 60),
                chance.choice(LEVELS),
                vetoes,
            ]
            yield [*facts, *marks(chance, others, is_required_lit)]


def marks(chance: Random, others: int, is_required_lit: bool) -> list[str]:
    """25 marks whose sections reach the line of 80 just where they should."""
    lit = set(chance.sample(OTHERS, others)) | ({REQUIRED} if is_required_lit else set())
    found: list[str] = []
    for section in OTHERS + REQUIRED:
        tenths = chance.randint(800, 985) if section in lit else min(799, chance.randint(430, 870))
        found += [show_points(mark * 10) for mark in split(chance, tenths)]
    return found


def split(chance: Random, tenths: int) -> list[int]:
    """Five marks of at most 200 tenths that add up to `tenths`, scattered around their mean."""
    marks = [tenths // 5 + (number < tenths % 5) for number in range(5)]
    for _ in range(12):
        giver, taker = chance.sample(range(5), 2)
        moved = min(chance.randint(0, 18), marks[giver], 200 - marks[taker])
        marks[giver] -= moved
        marks[taker] += moved
    return marks
