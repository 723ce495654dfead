"""Why this level, and what next? Every figure of one branch, and the shortest ways to its next star."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from apps.rating.cohort import Cohort
from apps.rating.levels import measure
from apps.rating.rate import Judgement, judge
from apps.rating.rulebook import Level, Rulebook, Section
from apps.rating.ways import Way, find_ways


@dataclass(frozen=True, slots=True)
class SectionReason:
    """How one section came about. marks: (criterion, hundredths or None where blank); `sum` is what they add up to,
    `total` what counts of it; `line` and `gap` belong to its star (None and 0 without one, 0 when lit)."""

    code: str
    marks: tuple[tuple[str, int | None], ...]
    sum: int
    total: int
    maximum: int
    line: int | None
    lit: bool
    gap: int


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing a level asks. kind: "lit" (codes: the lit stars), "with" (codes: the stars asked by name), "no-veto"
    (codes: the vetoes that stand; `needed` is then the most that may stand)."""

    kind: str
    needed: int
    actual: int
    holds: bool
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything behind one branch's level; points in hundredths. `next_level` is None at the top."""

    sections: tuple[SectionReason, ...]
    total: int
    stars: int
    level: Level
    lit: tuple[str, ...]
    vetoes: tuple[str, ...]
    conditions: tuple[Condition, ...]
    next_level: Level | None
    next_conditions: tuple[Condition, ...]
    ways: tuple[Way, ...]
    keys: tuple[int, ...]


def explain(rulebook: Rulebook, marks: Mapping[str, int | None], vetoes: Collection[str]) -> Explanation:
    """The reasons for one branch's result, by the same judgement that rates everybody.

    marks: hundredths by criterion code; a code that is absent or None is blank. Refuses with ValueError a criterion
    or veto that the rulebook does not know.
    """
    judgement = judge(rulebook, Cohort.of_one(rulebook, marks, vetoes))
    standing = tuple(veto.code for veto in rulebook.vetoes if veto.code in vetoes)
    index = int(judgement.level[0])
    level = rulebook.levels[index]
    above = rulebook.levels[index - 1] if index else None
    return Explanation(
        sections=_section_reasons(rulebook, marks, judgement),
        total=int(judgement.total[0]),
        stars=int(judgement.stars[0]),
        level=level,
        lit=lit_codes(rulebook, judgement),
        vetoes=standing,
        conditions=_conditions(rulebook, level, judgement, standing),
        next_level=above,
        next_conditions=_conditions(rulebook, above, judgement, standing) if above else (),
        ways=find_ways(rulebook, marks, standing),
        keys=tuple(judgement.keys[0].tolist()),
    )


def lit_codes(rulebook: Rulebook, judgement: Judgement) -> tuple[str, ...]:
    """The codes of the stars that the first branch of a judgement has lit, in the rulebook's order."""
    return tuple(star.code for star, lit in zip(rulebook.stars, judgement.lit[0], strict=True) if lit)


def _section_reasons(
    rulebook: Rulebook, marks: Mapping[str, int | None], judgement: Judgement
) -> tuple[SectionReason, ...]:
    totals = judgement.sections[0].tolist()
    return tuple(
        _section_reason(rulebook, section, total, tuple((code, marks.get(code)) for code in section.criteria))
        for section, total in zip(rulebook.sections, totals, strict=True)
    )


def _section_reason(
    rulebook: Rulebook, section: Section, total: int, marks: tuple[tuple[str, int | None], ...]
) -> SectionReason:
    line = next((star.line for star in rulebook.stars if star.section == section.code), None)
    return SectionReason(
        code=section.code,
        marks=marks,
        sum=sum(rulebook.blank.counts if mark is None else mark for _, mark in marks),
        total=total,
        maximum=section.maximum,
        line=line,
        lit=line is not None and total >= line,
        gap=0 if line is None else max(0, line - total),
    )


def _conditions(
    rulebook: Rulebook, level: Level, judgement: Judgement, standing: tuple[str, ...]
) -> tuple[Condition, ...]:
    asked = []
    for condition in level.conditions:
        actual = int(measure(rulebook, condition, judgement.lit)[0])
        codes = condition.codes or lit_codes(rulebook, judgement)
        asked.append(Condition(condition.kind, condition.needed, actual, actual >= condition.needed, codes))
    if asked and rulebook.vetoes:
        asked.append(Condition("no-veto", 0, len(standing), not standing, standing))
    return tuple(asked)
