"""The same branches in earlier years, derived from this year's marks: alike, not the same, with counts of their own."""

from collections.abc import Sequence
from functools import cache
from random import Random

from apps.reports.demonstration.marks import LINE, OTHERS, OWN, Made, Outcome, moved_to, this_year

# How many branches had which outcome in the year; what does not reach this year's number was set up later.
EARLIER = {
    2024: [
        (21, Outcome(4, True)),
        (198, Outcome(3, True)),
        (506, Outcome(2, True)),
        (14, Outcome(2, True, "V1")),
        (58, Outcome(2, False)),
        (88, Outcome(1, True)),
    ],
    2023: [
        (15, Outcome(4, True)),
        (172, Outcome(3, True)),
        (489, Outcome(2, True)),
        (17, Outcome(2, True, "V1")),
        (66, Outcome(2, False)),
        (111, Outcome(1, True)),
    ],
    2022: [
        (9, Outcome(4, True)),
        (131, Outcome(3, True)),
        (462, Outcome(2, True)),
        (21, Outcome(2, True, "V2")),
        (92, Outcome(2, False)),
        (140, Outcome(1, True)),
    ],
}
# The sections of the secretary's own branch, in tenths.
OWN_SUMS = {
    2024: (Outcome(2, True), (662, 764, 880, 956, 955)),
    2023: (Outcome(1, True), (660, 746, 782, 901, 925)),
    2022: (Outcome(2, True), (685, 755, 833, 884, 902)),
}
HIGHEST, LOWEST = 985, 430
# How far luck carries a branch past its neighbours from one year to the next, in stars.
LUCK = 1.6


@cache
def earlier(year: int) -> tuple[Made, ...]:
    """The branches that stood in that year, in the official order, with that year's marks."""
    chance = Random(year)  # noqa: S311
    later = this_year() if year + 1 not in EARLIER else earlier(year + 1)
    outcomes = [outcome for number, outcome in EARLIER[year] for _ in range(number)]
    stood = those_who_stood(later, len(outcomes))
    own, own_sums = OWN_SUMS[year]
    outcomes.remove(own)
    others = [made for made in stood if made.name != OWN]
    ranked = sorted(others, key=lambda made: -stars(made.outcome) - LUCK * chance.random())
    given = {made.name: outcome for made, outcome in zip(ranked, outcomes, strict=True)}
    return tuple(
        of_year(chance, made, own, own_sums)
        if made.name == OWN
        else of_year(chance, made, given[made.name], sums_of(chance, made, given[made.name]))
        for made in stood
    )


def those_who_stood(later: Sequence[Made], number: int) -> list[Made]:
    """All but the last branches of the largest units, which were set up later."""
    units: dict[str, list[Made]] = {}
    for made in later:
        units.setdefault(made.unit, []).append(made)
    largest = sorted(units.values(), key=len, reverse=True)
    new = {branches[-1].name for branches in largest[: len(later) - number]}
    return [made for made in later if made.name not in new]


def stars(outcome: Outcome) -> int:
    """How many stars an outcome has; a veto leaves none that count."""
    return 0 if outcome.vetoes else outcome.others + outcome.is_required_lit


def sums_of(chance: Random, made: Made, outcome: Outcome) -> tuple[int, ...]:
    """Sections near this year's that reach the line where the outcome says."""
    best = sorted(range(len(OTHERS)), key=lambda number: -made.sums[number] - chance.randint(0, 60))
    lit = set(best[: outcome.others]) | ({len(OTHERS)} if outcome.is_required_lit else set())
    near = [total - 8 + chance.randint(-45, 40) for total in made.sums]
    return tuple(
        max(LINE, min(HIGHEST, total)) if number in lit else max(LOWEST, min(LINE - 1, total))
        for number, total in enumerate(near)
    )


def of_year(chance: Random, made: Made, outcome: Outcome, sums: Sequence[int]) -> Made:
    tenths = [mark for number, total in enumerate(sums) for mark in moved_to(chance, made.section(number), total)]
    return Made(made.name, made.unit, made.zone, made.branch_type, made.members, outcome, tuple(tenths))


def levels(year: int) -> dict[str, str]:
    """The level of every branch in that year, by name."""
    return {made.name: made.outcome.level for made in earlier(year)}
