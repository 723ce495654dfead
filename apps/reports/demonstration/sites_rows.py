"""Which organisations apply for a demonstration site, in which batch, and what did each gate give them? All made up."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

FILE = Path(__file__).parent / "sites.csv"
SCREENING = {"A1": 200, "A2": 300, "A3": 300, "A4": 200}
VISIT = {"A1": 300, "A2": 300, "A3": 400}
MOST, HALF, EXPERTS = 1000, 5, 7
# What the seven experts gave where a picture shows it, in tenths.
SEVEN = {"一窗办": (925, 900, 930, 915, 940, 910, 920)}


@dataclass(frozen=True)
class Site:
    """One candidate: a unit (no `branch`) or a branch by its number; totals of the gates in tenths, None where it had
    left before."""

    batch: int
    unit: str
    branch: int | None
    name: str
    brand: str
    screening: int
    panel: int | None
    visit: int | None


@cache
def sites() -> tuple[Site, ...]:
    """All candidates, batch by batch, in the official order of the units."""
    with FILE.open(encoding="utf-8") as file:
        return tuple(
            Site(
                batch=int(row["batch"]),
                unit=row["unit"],
                branch=int(row["branch"]) if row["branch"] else None,
                name=row["name"],
                brand=row["brand"],
                screening=tenths(row["screening"]) or 0,
                panel=tenths(row["panel"]),
                visit=tenths(row["visit"]),
            )
            for row in csv.DictReader(file)
        )


def tenths(text: str) -> int | None:
    """Points with one decimal as a whole number of tenths."""
    return int(text.replace(".", "")) if text else None


@cache
def own_names() -> Mapping[tuple[str, int], str]:
    """Branches that go by a name of their own, by unit and number."""
    return {(site.unit, site.branch): site.name for site in sites() if site.branch is not None}


def split(chance: Random, total: int, most: Mapping[str, int]) -> dict[str, int]:
    """Marks by criterion in tenths that add up to `total`, none above its most."""
    found = {code: total * limit // MOST for code, limit in most.items()}
    while (lacking := total - sum(found.values())) > 0:
        code = chance.choice(list(most))
        found[code] += min(lacking, chance.randint(1, 8), most[code] - found[code])
    return found


def seven(chance: Random, site: Site, total: int) -> Sequence[int]:
    """What seven experts give, in tenths and half points, so that without the highest and the lowest the mean is
    `total`."""
    if site.brand in SEVEN:
        return SEVEN[site.brand]
    middle = [total // HALF * HALF] * (EXPERTS - 2)
    for number in range((total * len(middle) - sum(middle)) // HALF):
        middle[number] += HALF
    for _ in range(2):
        giver, taker = chance.sample(range(len(middle)), 2)
        moved = HALF * chance.randint(0, 3)
        middle[giver] -= moved
        middle[taker] += moved
    ends = [min(middle) - HALF * chance.randint(1, 4), min(MOST, max(middle) + HALF * chance.randint(1, 4))]
    found = middle + ends
    chance.shuffle(found)
    return found
