"""The rulebooks that rating is tested with, and small ways to rate with them."""

from dataclasses import dataclass
from pathlib import Path

from apps.rating.loading import load
from apps.rating.rulebook import Rulebook

ROOT = Path(__file__).parents[2]
XUCHANG_TEXT = (ROOT / "apps/criteria/rulebooks/xuchang-2025.yaml").read_text(encoding="utf-8")
TINY_TEXT = (ROOT / "tests/data/rulebooks/tiny-2030.yaml").read_text(encoding="utf-8")
EVERY_TEXT = (ROOT / "tests/data/rulebooks/every-2031.yaml").read_text(encoding="utf-8")
XUCHANG = load(XUCHANG_TEXT)
TINY = load(TINY_TEXT)
EVERY = load(EVERY_TEXT)


@dataclass(frozen=True)
class Branch:
    """A branch as sheets give it: marks in hundredths in the rulebook's order, None where blank."""

    marks: tuple[int | None, ...]
    vetoes: tuple[str, ...] = ()
    zone: str = ""
    unit: str = ""
    type: str = ""

    @property
    def inputs(self) -> tuple[int | None, ...]:
        """What the engine reads: of these rulebooks, the marks alone."""
        return self.marks


def even_branch(rulebook: Rulebook, **section_marks: int | None) -> Branch:
    """A branch with the same mark on every criterion of a section; sections that are not named are blank."""
    return Branch(tuple(section_marks.get(criterion.section) for criterion in rulebook.criteria))


def marks_by_code(rulebook: Rulebook, branch: Branch) -> dict[str, int | None]:
    """The marks of a branch by criterion code."""
    return {criterion.code: mark for criterion, mark in zip(rulebook.criteria, branch.marks, strict=True)}
