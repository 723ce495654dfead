"""Random rulebooks of every mechanism, and branches that crowd where rules bite: bounds, blanks, ties, tiny groups."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from random import Random

import numpy as np
from hypothesis import reject
from hypothesis import strategies as st

from apps.rating.cohort import Cohort
from apps.rating.faults import RulebookError, RulebookFault
from apps.rating.inputs import Input
from apps.rating.loading import load
from apps.rating.rulebook import Rulebook
from tests.rating.random_rules.criteria import KINDS, POINTS
from tests.rating.random_rules.outcomes import OUTCOMES, QUOTAS, STARS
from tests.rating.random_rules.parties import MIXES, PANELS
from tests.rating.random_rules.rules import Feature, Rules
from tests.rating.random_rules.sections import SECTIONS, TOTALS
from tests.rating.random_rules.variations import VARIATIONS

SEEDS = st.integers(0, 2**32 - 1)
FEATURES: tuple[Feature, ...] = (
    *(*STARS, *POINTS, *KINDS, *SECTIONS, *MIXES, *PANELS, *OUTCOMES, *TOTALS, *QUOTAS),
    *VARIATIONS,
)
TRIES = 8
GROUPS = ("", "甲", "乙", "丙")
TYPES = ("", "机关", "学校", "机关")


class Refused(Exception):
    """Some features never go together."""


@dataclass(frozen=True)
class Row:
    """One branch as a marks file gives it: inputs in hundredths in the rulebook's order, None where blank."""

    inputs: tuple[int | None, ...]
    vetoes: tuple[str, ...] = ()
    zone: str = ""
    unit: str = ""
    type: str = ""
    decided: str = ""


def write_text(features: Sequence[Feature], seed: int) -> str:
    """A rulebook with these features, and with the roundings that it cannot do without; what is refused for other
    reasons (a part that could never work) is drawn again, a few times."""
    random = Random(seed)
    for _ in range(TRIES):
        rules = Rules.plain(random)
        for feature in sorted(features, key=FEATURES.index):
            feature(rules)
        faults = faults_of(rules.text())
        if any(fault.code == "needs-rounding" for fault in faults):
            add_rounding(rules)
            faults = faults_of(rules.text())
        if not faults:
            return rules.text()
    raise Refused(f"{[(fault.field, fault.code) for fault in faults]}: {rules.text()}")


def faults_of(text: str) -> tuple[RulebookFault, ...]:
    try:
        load(text)
    except RulebookError as error:
        return error.faults
    return ()


def add_rounding(rules: Rules) -> None:
    """State a rounding wherever one can stand."""
    for section in rules.values["sections"].values():
        section.setdefault("round", 2)
    rules.values.setdefault("total", {}).setdefault("round", 1)


@st.composite
def rulebook_texts(draw: st.DrawFn) -> str:
    """A rulebook with up to eight mechanisms at once, any that go together, and up to two variations of them all."""
    features = draw(st.lists(st.sampled_from((*POINTS, *SECTIONS, *OUTCOMES)), max_size=3, unique=True))
    for group in (draw(st.sampled_from((MIXES, PANELS))), KINDS, TOTALS, STARS, QUOTAS):
        features += draw(st.lists(st.sampled_from(group), max_size=1))
    features += draw(st.lists(st.sampled_from(VARIATIONS), max_size=2, unique=True))
    try:
        return write_text(features, draw(SEEDS))
    except Refused:
        reject()


def rows_of(rulebook: Rulebook, count: int, seed: int) -> list[Row]:
    """So many branches; every fourth has its marks from the one before, so that they tie."""
    random = Random(seed)
    rows: list[Row] = []
    for number in range(count):
        tied = number % 4 == 3
        inputs = rows[-1].inputs if tied else tuple(value_of(each, random) for each in rulebook.inputs)
        groups = [random.choice(GROUPS) for _ in range(2)]
        rows.append(Row(inputs, vetoes_of(rulebook, random), *groups, random.choice(TYPES), decided(rulebook, random)))
    return rows


def value_of(given: Input, random: Random) -> int | None:
    """A value on a bound, next to one, in the middle, anywhere, or blank."""
    if given.kind == "drawn" or random.random() < 0.12:
        return None
    if given.words:
        return 100 * random.randint(1, len(given.words))
    if given.kind in ("members", "votes") or given.key == "ballot.count":
        return 100 * random.randint(max(0, given.minimum // 100), 8)
    steps = (given.maximum - given.minimum) // given.step
    wanted = random.choice((0, 1, steps // 2, steps // 2 + 1, steps - 1, steps, random.randint(0, steps)))
    return given.minimum + given.step * max(0, min(steps, wanted))


def vetoes_of(rulebook: Rulebook, random: Random) -> tuple[str, ...]:
    """Mostly none; now and then this year's or one of years ago."""
    return tuple(veto.code + random.choice(("", "@1", "@2")) for veto in rulebook.vetoes if random.random() < 0.2)


def decided(rulebook: Rulebook, random: Random) -> str:
    """People decide about few."""
    return random.choice(rulebook.levels).name if random.random() < 0.05 else ""


def cohort_of(rulebook: Rulebook, rows: Sequence[Row]) -> Cohort:
    """The columns of the rows, people's decisions with them."""
    positions = [level.name for level in rulebook.levels]
    levels = [positions.index(row.decided) if row.decided else -1 for row in rows]
    return replace(Cohort.of(rulebook, rows), decided=np.array(levels, np.int16))


@lru_cache(maxsize=256)
def loaded(text: str) -> Rulebook:
    """The rulebook of a text, loaded once."""
    return load(text)
