"""A made-up year of 122 secretary projects in ten zones: who files which, who passes the tests, whom judges prefer."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from random import Random

from apps.reports.demonstration.marks import TYPES, UNITS, Outcome, marks
from apps.reports.demonstration.texts import secretary_of

SEED = 122
COUNT, PER_UNIT, TAKEN_UP, CARRIED_OUT, PLACES = 122, 2, 96, 58, 10
ZONES = tuple(f"第{number}协作区" for number in "一二三四五六七八九十")
JUDGES = 5
TESTS = ("A1", "A2", "A3")
# What the three middle judges gave together, in half points: the best, where two share the line, and the next one.
BEST, AT_LINE, BELOW = 579, 552, 549
# How many branches are to have which outcome in the rating of the year before.
OUTCOMES = (
    (8, Outcome(4, True)),
    (40, Outcome(3, True)),
    (58, Outcome(2, True)),
    (6, Outcome(2, True, "V1")),
    (10, Outcome(1, True)),
)
AIMS = (
    "办事群众少跑一趟",
    "窗口午间不断档",
    "独居老人有人问",
    "新就业群体有驿站",
    "青年党员上讲台",
    "老旧小区有物业",
    "企业诉求七日办",
    "档案查询上门送",
    "夜间停车有位",
    "流动党员有个家",
    "留守儿童有周末",
    "工地微课堂",
    "困难职工有帮手",
    "农资真假一扫知",
)
WAYS = ("一本台账", "一支队伍", "一张清单", "一个驿站", "一条热线", "一次回访", "一份承诺", "一间课堂", "一套规程")


@dataclass(frozen=True)
class Filed:
    """One branch with its project. `order` is the place that the judges are to give, from 0; None where it left
    before. The roster reads `branch`, `unit`, `zone`, `type`, `members` and `previous_level`."""

    branch: str
    unit: str
    zone: str
    type: str
    members: int
    outcome: Outcome
    tenths: tuple[int, ...]
    title: str
    secretary: str
    tests: tuple[bool, ...]
    is_carried_out: bool
    order: int | None
    previous_level: str = ""


@cache
def filed() -> tuple[Filed, ...]:
    """All projects in the official order of the units; the same every time."""
    chance = Random(SEED)  # noqa: S311
    outcomes = [outcome for number, outcome in OUTCOMES for _ in range(number)]
    chance.shuffle(outcomes)
    numbers = list(range(COUNT))
    chance.shuffle(numbers)
    places = {number: place for place, number in enumerate(numbers)}
    return tuple(
        one_project(chance, number, branch, outcomes[number], places[number])
        for number, branch in enumerate(branches())
    )


def branches() -> Iterator[tuple[str, str, str]]:
    """Zone, unit and branch of every project."""
    with UNITS.open(encoding="utf-8") as file:
        units = [row["unit"] for row in csv.DictReader(file)][: COUNT // PER_UNIT]
    for place, unit in enumerate(units):
        for number in range(1, PER_UNIT + 1):
            yield ZONES[place % len(ZONES)], unit, f"{unit}第{number}党支部"


def one_project(chance: Random, number: int, branch: tuple[str, str, str], outcome: Outcome, place: int) -> Filed:
    """One project; `place` says how far it comes: the first are taken up, of those the first carried out."""
    zone, unit, name = branch
    failed = set() if place < TAKEN_UP else set(chance.sample(range(len(TESTS)), chance.choice((1, 1, 2))))
    return Filed(
        branch=name,
        unit=unit,
        zone=zone,
        type=chance.choice(TYPES),
        members=chance.randint(6, 48),
        outcome=outcome,
        tenths=tuple(marks(chance, outcome)),
        title=f"{WAYS[number // len(AIMS)]}促{AIMS[number % len(AIMS)]}",
        secretary=secretary_of(name, number),
        tests=tuple(test not in failed for test in range(len(TESTS))),
        is_carried_out=place < CARRIED_OUT,
        order=place if place < CARRIED_OUT else None,
    )


def tests_marks(one: Filed) -> Mapping[str, int]:
    """The three tests as sheets keep them."""
    return {code: 100 * passes for code, passes in zip(TESTS, one.tests, strict=True)}


def progress_marks(chance: Random, one: Filed) -> Mapping[str, int]:
    """How the year's work was marked, in hundredths: 70 points and more where it was carried out."""
    low, high = (150, 196) if one.is_carried_out else (90, 134)
    total = chance.randint(low, high)
    part = total * 2 // 5
    return {"A1": part * 50, "A2": (total - part) * 50}


def judges_marks(chance: Random, order: int) -> list[int]:
    """What five judges give, in hundredths, so that the middle three follow the order; the tenth and the eleventh come
    to the same."""
    middle = middle_of(order)
    halves = [middle // 3 + (number < middle % 3) for number in range(3)]
    found = [*halves, min(halves) - chance.randint(1, 5), min(200, max(halves) + chance.randint(1, 5))]
    chance.shuffle(found)
    return [half * 50 for half in found]


def middle_of(order: int) -> int:
    """What the three middle judges give together, in half points."""
    if order < PLACES - 1:
        return BEST - 3 * order
    return AT_LINE if order <= PLACES else BELOW - (order - PLACES)
