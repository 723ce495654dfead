"""Made-up branches of a province by jiangsu-2022: 17% reach 先进, 78% 达标, 5% 后进; the same for a seed.

The published shares are those of 6,280 branches; the branches, people and figures here are all invented.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

BRANCHES = 6280
SEED = 2022
# Kinds of unit: how they are called, the type of their branches, and of a hundred units so many.
KINDS = (
    ("省直机关单位", "党政机关", 34),
    ("省属事业单位", "事业单位", 22),
    ("省属企业", "国有企业", 14),
    ("省属高校", "高等院校", 9),
    ("省属科研院所", "科研院所", 6),
    ("省属医院", "医疗卫生", 6),
    ("省级行业协会", "社会组织", 5),
    ("省直离退休干部服务处", "离退休干部", 4),
)
PER_UNIT = 52
TOP, LOW, VETOED = 1700, 500, 30
SHARE = 10_000
CODES = tuple(f"{section}{number}" for section in "ZDHJB" for number in (1, 2, 3))
OWN = "X"
MOST, MOST_OWN = 600, 1000
OPTIONS = ("very-good", "good", "fair", "poor", "abstain")


@dataclass(frozen=True, slots=True)
class Row:
    """One branch as the roster reads it; the marks in hundredths by code, and the votes by question and option."""

    branch: str
    unit: str
    type: str
    members: int
    vetoes: tuple[str, ...]
    own: Mapping[str, int]
    superior: Mapping[str, int]
    voted: int
    votes: Mapping[str, Mapping[str, int]]
    zone: str = ""
    previous_level: str = ""


@dataclass(frozen=True, slots=True)
class Aim:
    """What a branch is to come to: the quality of its votes, the totals of both sheets in hundredths, a full turnout or
    one below half, and a veto."""

    liking: float
    own: int
    superior: int
    is_half: bool = True
    vetoes: tuple[str, ...] = ()


def made_up(questions: Sequence[str], branches: int = BRANCHES, seed: int = SEED) -> Iterator[Row]:
    """All branches, unit by unit; `questions` are the codes of what the ballot asks."""
    chance = Random(seed)  # noqa: S311
    for unit, kind, size in units(branches):
        aims = aims_of(chance, size)
        for number, aim in enumerate(aims, 1):
            members = chance.randint(8, 52)
            voted = turnout(chance, members, aim.is_half)
            yield Row(
                branch=f"{unit}第{number}党支部",
                unit=unit,
                type=kind,
                members=members,
                vetoes=aim.vetoes,
                own=split(chance, aim.own),
                superior=split(chance, aim.superior),
                voted=voted,
                votes={question: answers(chance, voted, aim.liking) for question in questions},
            )


def units(branches: int) -> Iterator[tuple[str, str, int]]:
    """Name, type and size of each unit; the sizes add up to `branches`."""
    number = max(1, round(branches / PER_UNIT))
    names = [
        (f"{name}{count:03}", kind)
        for name, kind, share in KINDS
        for count in range(1, 1 + max(1, round(number * share / 100)))
    ]
    for place, (name, kind) in enumerate(names):
        yield name, kind, branches * (place + 1) // len(names) - branches * place // len(names)


def aims_of(chance: Random, size: int) -> list[Aim]:
    """A unit's branches in mixed order: the best stay within its places, the worst fall short or hold a veto."""
    top = min(rounded(chance, size * TOP), max(1, size // 5))
    low = min(rounded(chance, size * LOW), size - top)
    aims = [best(chance) for _ in range(top)] + [worst(chance) for _ in range(low)]
    aims += [middling(chance) for _ in range(size - top - low)]
    chance.shuffle(aims)
    return aims


def rounded(chance: Random, parts: int) -> int:
    """So many ten-thousandths as a whole number, up or down by chance, so that the sum over units holds."""
    whole, rest = divmod(parts, SHARE)
    return whole + (chance.random() < rest / SHARE)


def best(chance: Random) -> Aim:
    """Above 90 with room for what votes may do."""
    return Aim(chance.uniform(0.95, 0.995), chance.randint(9550, 9900), chance.randint(9200, 9850))


def middling(chance: Random) -> Aim:
    """Between 60 and 90; now and then too few voted."""
    superior = min(8650, max(6200, round(chance.gauss(7900, 560))))
    return Aim(
        chance.uniform(0.7, 0.93), min(9700, superior + chance.randint(0, 900)), superior, chance.random() > 0.02
    )


def worst(chance: Random) -> Aim:
    """Below 60, or a veto."""
    if chance.random() < VETOED / 1000:
        return Aim(chance.uniform(0.6, 0.8), 8000, 7600, vetoes=(chance.choice(("V1", "V2")),))
    return Aim(chance.uniform(0.3, 0.55), chance.randint(6000, 7500), chance.randint(4300, 5700), chance.random() > 0.1)


def turnout(chance: Random, members: int, is_half: bool) -> int:
    """How many of the members voted."""
    if not is_half:
        return max(1, members * chance.randint(20, 45) // 100)
    return min(members, -(-members * chance.randint(62, 100) // 100))


def answers(chance: Random, voted: int, liking: float) -> dict[str, int]:
    """Votes by option whose points come to about `liking` of a hundred."""
    found = dict.fromkeys(OPTIONS, 0)
    for _ in range(voted):
        feeling = chance.gauss(liking, 0.11)
        if chance.random() < 0.015:
            found["abstain"] += 1
        elif feeling > 0.88:
            found["very-good"] += 1
        elif feeling > 0.7:
            found["good"] += 1
        else:
            found["fair" if feeling > 0.32 else "poor"] += 1
    return found


def split(chance: Random, total: int) -> dict[str, int]:
    """Marks by criterion, in tenths of a point, that add up to `total` hundredths or a little less."""
    share = total / (len(CODES) * MOST + MOST_OWN)
    found = {code: tenths(min(MOST, share * MOST + chance.uniform(-40, 40))) for code in CODES}
    found[OWN] = max(0, min(MOST_OWN, tenths(total - sum(found.values()))))
    return found


def tenths(points: float) -> int:
    """Hundredths that are whole tenths of a point."""
    return int(points) // 10 * 10
