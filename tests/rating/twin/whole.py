"""What do the rules give every branch of a cohort? All steps in order, one branch at a time, then all together."""

from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass
from fractions import Fraction

from apps.rating.cohort import MarkedBranch
from apps.rating.rulebook import Rulebook, Word
from tests.rating.twin.drawing import draw, same_group
from tests.rating.twin.facts import Branch, count_ballots, read_facts
from tests.rating.twin.levels import (
    apply_vetoes,
    find_unrated,
    find_vetoes,
    grant_and_climb,
    light_stars,
    reach_level,
)
from tests.rating.twin.numbers import plain
from tests.rating.twin.parties import mix_parties
from tests.rating.twin.quotas import fill_quotas, key_of, whole_order, write_level

SCOPES = ("campaign", "zone", "unit", "type")


@dataclass(frozen=True)
class TwinRow:
    """One branch's results as a file writes them, and its sections as exact numbers."""

    total: str
    stars: str
    lit: str
    level: str
    grade: str
    programme: str
    rank: str
    rank_zone: str
    rank_unit: str
    rank_type: str
    sections: tuple[Fraction, ...]

    @property
    def written(self) -> tuple[str, ...]:
        """What a file of results says after the branch and its groups."""
        return astuple(self)[:-1]


def twin_rows(rulebook: Rulebook, rows: Sequence[MarkedBranch]) -> list[TwinRow]:
    """The results of every row."""
    branches = [branch_of(rulebook, row) for row in rows]
    for branch in branches:
        read_facts(branch)
    draw(branches)
    for branch in branches:
        judge(branch)
    fill_quotas(branches)
    for branch, row in zip(branches, rows, strict=True):
        decide(branch, getattr(row, "decided", ""))
    return [result(branch, branches) for branch in branches]


def branch_of(rulebook: Rulebook, row: MarkedBranch) -> Branch:
    inputs = {
        each.key: None if value is None else Fraction(value, 100)
        for each, value in zip(rulebook.inputs, row.inputs, strict=True)
    }
    return Branch(rulebook, inputs, tuple(row.vetoes), row.zone, row.unit, row.type)


STEPS: tuple[Callable[[Branch], None], ...] = (
    count_ballots,
    mix_parties,
    find_vetoes,
    light_stars,
    reach_level,
    grant_and_climb,
    apply_vetoes,
    find_unrated,
    write_level,
)


def judge(branch: Branch) -> None:
    """Everything that concerns one branch alone."""
    for step in STEPS:
        step(branch)


def decide(branch: Branch, level: str) -> None:
    """People's decision replaces the level of whoever is rated."""
    if level and branch.unrated is None:
        branch.level = [each.name for each in branch.rulebook.levels].index(level)
        write_level(branch)


def result(branch: Branch, branches: list[Branch]) -> TwinRow:
    rulebook = branch.rulebook
    is_rated = branch.unrated is None
    ranks = [str(place(branch, branches, scope)) if is_rated else "" for scope in SCOPES]
    total, stars = branch.figures["total"], branch.figures["stars"]
    assert isinstance(total, Fraction) and isinstance(stars, Fraction)
    return TwinRow(
        plain(total),
        plain(stars if is_rated else Fraction(0)) if rulebook.shows_stars else "",
        " ".join(code + word for code, word in branch.lit.items() if word is not None),
        rulebook.levels[branch.level].name if branch.unrated is None else branch.unrated,
        word_of(branch, rulebook.grades) if is_rated else "",
        word_of(branch, rulebook.programmes) if is_rated else "",
        *ranks,
        sections=tuple(plain_section(branch, section.code) for section in rulebook.sections),
    )


def plain_section(branch: Branch, code: str) -> Fraction:
    value = branch.figures[code]
    assert isinstance(value, Fraction)
    return value


def word_of(branch: Branch, words: tuple[Word, ...]) -> str:
    """The first word whose condition holds."""
    return next((word.name for word in words if branch.holds(word.condition)), "")


def place(branch: Branch, branches: list[Branch], scope: str) -> int:
    """One more than the number of rated branches of its group that stand before it."""
    rulebook = branch.rulebook
    keys = whole_order(rulebook)
    mine = key_of(branch, keys)
    return 1 + sum(
        other.unrated is None and same_group(branch, other, scope) and key_of(other, keys) > mine for other in branches
    )
