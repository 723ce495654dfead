"""Why these stars and this level? What each asks, and every step from the level that is reached to the one that
stays."""

from collections.abc import Collection
from dataclasses import replace
from fractions import Fraction

from apps.rating.cohort import Cohort
from apps.rating.conditions import Condition
from apps.rating.rate import judge
from apps.rating.reasons.branch import Branch
from apps.rating.reasons.conditions import asked_by
from apps.rating.reasons.shapes import Asked, Cost, LevelPath, LevelReason, Move, StarReason
from apps.rating.rulebook import Ladder, Rulebook, Star, Veto


def star_reasons(branch: Branch) -> tuple[StarReason, ...]:
    """Every star in the rulebook's order."""
    return tuple(_star(branch, number, star) for number, star in enumerate(branch.rulebook.stars))


def _star(branch: Branch, number: int, star: Star) -> StarReason:
    judgement = branch.judgement
    asked = asked_by(branch, star.condition)
    medal = int(judgement.medals[0, number]) if judgement.medals is not None else -1
    out = next((veto.code for veto in standing(branch) if puts_out(veto, star)), "")
    return StarReason(
        code=star.code,
        section=star.section,
        kind=star.kind,
        lit=bool(judgement.lit[0, number]),
        asked=asked,
        gap=gap_of(asked),
        medal=star.medals[medal][0] if star.medals and medal >= 0 else "",
        out=out,
    )


def puts_out(veto: Veto, star: Star) -> bool:
    """Whether a veto that stands leaves a star dark."""
    return veto.effect == "no stars" or (veto.effect == "star out" and veto.star == star.code)


def gap_of(asked: Collection[Asked]) -> Fraction | None:
    """What is missing where one number alone decides; 0 where nothing is, None where no single number says it."""
    failing = [each for each in asked if not each.holds]
    if not failing:
        return Fraction(0)
    return failing[0].gap if len(failing) == 1 else None


def standing(branch: Branch) -> tuple[Veto, ...]:
    """The vetoes that stand, typed or found by the rules."""
    flags = branch.judgement.vetoes[0]
    return tuple(veto for column, veto in enumerate(branch.rulebook.vetoes) if flags[column])


def level_path(branch: Branch) -> LevelPath:
    """What each level asks down to the one that is reached, and what then moved it."""
    reached = int(branch.judgement.reached[0])
    final = int(branch.judgement.level[0])
    return LevelPath(
        above=tuple(level_reason(branch, index) for index in range(reached)),
        reached=level_reason(branch, reached),
        moves=_moves(branch, reached),
        final=final,
        costs=_costs(branch, final),
    )


def level_reason(branch: Branch, index: int) -> LevelReason:
    """What one level asks."""
    condition: Condition = branch.rulebook.levels[index].condition
    return LevelReason(index, bool(branch.figures.holds(condition)[0]), asked_by(branch, condition))


def _moves(branch: Branch, reached: int) -> tuple[Move, ...]:
    """Grants, ladder and vetoes, one after the other: each found by judging the branch without what comes later."""
    rulebook, stand = branch.rulebook, standing(branch)
    level, moves = reached, []

    def go(kind: str, after: int, code: str = "", condition: Condition | None = None) -> None:
        nonlocal level
        if after != level:
            moves.append(Move(kind, level, after, code, asked_by(branch, condition), last_level(branch)))
        level = after

    if rulebook.grants:
        after = judged(branch, ladder=None, vetoes=_stars_out(rulebook))
        position = _grant(branch, rulebook.levels[after].name)
        go("grant", after, str(position), rulebook.grants[position].condition)
    if rulebook.ladder is not None:
        go("ladder", judged(branch, ladder=rulebook.ladder, vetoes=_stars_out(rulebook)))
    kept = _stars_out(rulebook)
    for veto in stand:
        if veto.effect != "star out":
            kept |= {veto.code}
            go("veto", judged(branch, ladder=rulebook.ladder, vetoes=kept), veto.code, veto.condition)
    return tuple(moves)


def last_level(branch: Branch) -> dict[str, str]:
    """Last year's level, empty without a record; nothing where the rules do not read it."""
    return {"last": branch.word("last-level") or ""} if "last-level" in branch.figures.words else {}


def _grant(branch: Branch, level: str) -> int:
    """The position of the first grant that gives this level here."""
    grants = enumerate(branch.rulebook.grants)
    return next((n for n, each in grants if each.level == level and branch.figures.holds(each.condition)[0]), 0)


def _stars_out(rulebook: Rulebook) -> frozenset[str]:
    return frozenset(veto.code for veto in rulebook.vetoes if veto.effect == "star out")


def _costs(branch: Branch, final: int) -> tuple[Cost, ...]:
    """The level that there would be without the vetoes that stand, and without the ladder."""
    rulebook = branch.rulebook
    everything = frozenset(veto.code for veto in rulebook.vetoes)
    costs = [
        Cost("veto", veto.code, judged(branch, rulebook.ladder, everything - {veto.code})) for veto in standing(branch)
    ]
    if rulebook.ladder is not None:
        costs.append(Cost("ladder", "", judged(branch, None, everything)))
    if len(costs) > 1:
        costs.append(Cost("all", "", judged(branch, None, frozenset())))
    return tuple(cost for cost in costs if cost.level != final)


def judged(branch: Branch, ladder: Ladder | None, vetoes: Collection[str]) -> int:
    """The level that the branch is judged to have under another ladder, and with only those vetoes in the rules."""
    rulebook, cohort = without(branch.rulebook, branch.cohort, ladder, vetoes)
    return int(judge(rulebook, cohort).level[0])


def without(
    rulebook: Rulebook, cohort: Cohort, ladder: Ladder | None, vetoes: Collection[str]
) -> tuple[Rulebook, Cohort]:
    """The rules with another ladder and only those vetoes, and the cohort that fits them."""
    columns = [column for column, veto in enumerate(rulebook.vetoes) if veto.code in vetoes]
    kept = tuple(rulebook.vetoes[column] for column in columns)
    return replace(rulebook, ladder=ladder, vetoes=kept), replace(cohort, vetoes=cohort.vetoes[:, columns])
