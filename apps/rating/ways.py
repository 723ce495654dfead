"""What would light the next star? For each unlit star: how far, by which criteria, and what it would bring."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from apps.rating.cohort import Cohort
from apps.rating.rate import judge
from apps.rating.rulebook import Criterion, Level, Rulebook, Star


@dataclass(frozen=True, slots=True)
class Option:
    """Raise one criterion from `now` (None: blank) to `needed`, in hundredths."""

    criterion: str
    now: int | None
    needed: int


@dataclass(frozen=True, slots=True)
class Way:
    """How one star would light, and what follows. gap: hundredths to its line; options: the single criteria that
    would do, most headroom first; changes: the shortest list that would do (the first option where there is one);
    level, stars, keys: the result after `changes`, everything else as it is."""

    star: str
    gap: int
    options: tuple[Option, ...]
    changes: tuple[Option, ...]
    level: Level
    stars: int
    keys: tuple[int, ...]


Marks = Mapping[str, int | None]
Plan = tuple[Star, int, tuple[Option, ...], tuple[Option, ...]]


def find_ways(rulebook: Rulebook, marks: Marks, vetoes: Collection[str]) -> tuple[Way, ...]:
    """A way for every star that is not lit, nearest first; stars equally near stand in the rulebook's order.

    marks: hundredths by criterion code, absent or None where blank. A star is lit by its section alone, so a way
    never lowers another.
    """
    plans = sorted(_plans(rulebook, marks), key=lambda plan: plan[1])
    return tuple(_way(rulebook, marks, vetoes, plan) for plan in plans)


def _plans(rulebook: Rulebook, marks: Marks) -> list[Plan]:
    plans = []
    for star in rulebook.stars:
        criteria = [criterion for criterion in rulebook.criteria if criterion.section == star.section]
        gap = star.line - sum(_counted(rulebook, marks, criterion) for criterion in criteria)
        if gap > 0:
            by_headroom = sorted(criteria, key=lambda each: _counted(rulebook, marks, each) - each.maximum)
            options = tuple(
                _raised(rulebook, marks, each, gap)
                for each in by_headroom
                if each.maximum - _counted(rulebook, marks, each) >= gap
            )
            plans.append((star, gap, options, _fewest(rulebook, marks, by_headroom, gap)))
    return plans


def _fewest(rulebook: Rulebook, marks: Marks, by_headroom: Sequence[Criterion], gap: int) -> tuple[Option, ...]:
    changes = []
    for criterion in by_headroom:
        share = min(gap, criterion.maximum - _counted(rulebook, marks, criterion))
        changes.append(_raised(rulebook, marks, criterion, share))
        gap -= share
        if not gap:
            break
    return tuple(changes)


def _raised(rulebook: Rulebook, marks: Marks, criterion: Criterion, by: int) -> Option:
    steps = -(-by // criterion.step)
    needed = min(criterion.maximum, _counted(rulebook, marks, criterion) + steps * criterion.step)
    return Option(criterion.code, marks.get(criterion.code), needed)


def _counted(rulebook: Rulebook, marks: Marks, criterion: Criterion) -> int:
    mark = marks.get(criterion.code)
    return rulebook.blank.counts if mark is None else mark


def _way(rulebook: Rulebook, marks: Marks, vetoes: Collection[str], plan: Plan) -> Way:
    star, gap, options, changes = plan
    after = {**marks, **{change.criterion: change.needed for change in changes}}
    judgement = judge(rulebook, Cohort.of_one(rulebook, after, vetoes))
    return Way(
        star=star.code,
        gap=gap,
        options=options,
        changes=changes,
        level=rulebook.levels[int(judgement.level[0])],
        stars=int(judgement.stars[0]),
        keys=tuple(judgement.keys[0].tolist()),
    )
