"""What next? The ways to each star and to the level above, and what stands before them that no mark can move."""

from fractions import Fraction

from apps.rating.cohort import Cohort
from apps.rating.conditions import All, Condition, comparisons
from apps.rating.exact import Flags
from apps.rating.levers import figures_asked
from apps.rating.rate import Judgement
from apps.rating.reasons.aims import Hurdle, Way
from apps.rating.reasons.branch import Branch
from apps.rating.reasons.conditions import asked_by
from apps.rating.reasons.levels import judged, standing, without
from apps.rating.rulebook import Star
from apps.rating.ways import Found, Goal, Search


def star_ways(branch: Branch, search: Search) -> tuple[Way, ...]:
    """A way for every star that is not lit and that marks can light, nearest first; of stars that are given one by one
    for points only the next."""
    ways = []
    for number, star in enumerate(branch.rulebook.stars):
        if branch.judgement.lit[0, number] or _waits(branch, star):
            continue
        found = search.find(_lights(number), figures_asked(star))
        if found is not None:
            ways.append(_way(branch, "star", star.code, star.condition, found))
    return tuple(sorted(ways, key=_nearness))


def level_way(branch: Branch, search: Search) -> Way | None:
    """The way to the level above; None at the top, or where no change of marks leads there."""
    target = int(branch.judgement.level[0]) - 1
    if target < 0 or int(branch.judgement.unrated[0]) >= 0:
        return None
    level = branch.rulebook.levels[target]
    asked = comparisons(level.condition)
    found = search.find(_attains(target), [name for each in asked for name in each.expression.figures])
    return None if found is None else _way(branch, "level", level.name, level.condition, found)


def seat_way(branch: Branch, search: Search, goal: Goal, number: int) -> Way | None:
    """The way into the seats of the quota of that position; None where no change of marks leads there."""
    quota = branch.rulebook.quotas[number]
    found = search.find(goal, [name for key in quota.by for name in key.expression.figures])
    return None if found is None else _way(branch, "seat", str(number), All(), found)


def hurdles(branch: Branch, search: Search) -> tuple[Hurdle, ...]:
    """Why no change of marks leads to the level above: what takes the branch out of rating, vetoes, the ladder, and
    what the level asks of facts and votes."""
    judgement, rulebook = branch.judgement, branch.rulebook
    target = int(judgement.level[0]) - 1
    if int(judgement.unrated[0]) >= 0:
        return (Hurdle("unrated", str(int(judgement.unrated[0]))),)
    if target < 0:
        return ()
    best = Branch.of(rulebook, search.at_best())
    everything = frozenset(veto.code for veto in rulebook.vetoes)
    reached = int(best.judgement.level[0])
    stand = standing(best)
    found = [
        Hurdle("veto", veto.code) for veto in stand if judged(best, rulebook.ladder, everything - {veto.code}) < reached
    ]
    if not found and len(stand) > 1 and judged(best, rulebook.ladder, frozenset()) < reached:
        found.append(Hurdle("vetoes"))
    if rulebook.ladder is not None and judged(best, None, everything) < reached:
        found.append(Hurdle("ladder"))
    free = Branch.of(*without(rulebook, best.cohort, None, ()))
    failing = tuple(asked for asked in asked_by(free, rulebook.levels[target].condition) if not asked.holds)
    return (*found, *(Hurdle("asks", asked=(asked,)) for asked in failing))


def _lights(number: int) -> Goal:
    def lights(judgement: Judgement) -> Flags:
        return judgement.lit[:, number]

    return lights


def _attains(target: int) -> Goal:
    def attains(judgement: Judgement) -> Flags:
        return (judgement.level <= target) & (judgement.unrated < 0)

    return attains


def _waits(branch: Branch, star: Star) -> bool:
    """Whether a star of points comes only after another of the same kind that is not lit yet."""
    return star.kind == "points" and any(
        other.kind == "points" and other.section == star.section and other.nth < star.nth and not lit
        for other, lit in zip(branch.rulebook.stars, branch.judgement.lit[0], strict=True)
    )


def _way(branch: Branch, kind: str, code: str, condition: Condition, found: Found) -> Way:
    after = Branch.of(branch.rulebook, found.after)
    return Way(
        kind=kind,
        code=code,
        gap=_points_short(branch, condition),
        options=found.options,
        changes=found.changes,
        level=int(after.judgement.level[0]),
        stars=shown_stars(after),
        inputs=_row(branch, found.after),
    )


def _points_short(branch: Branch, condition: Condition) -> Fraction | None:
    """The points that are missing, where nothing else is."""
    failing = [asked for asked in asked_by(branch, condition) if not asked.holds]
    if len(failing) != 1 or failing[0].comparison is None:
        return None
    rulebook = branch.rulebook
    points = {"total", *rulebook.figures, *rulebook.parties, *(score.code for score in rulebook.scores)}
    points |= {section.code for section in rulebook.sections}
    names = {name.rpartition(".")[2] for name in failing[0].comparison.expression.figures}
    return failing[0].gap if names <= points else None


def _row(branch: Branch, after: Cohort) -> tuple[int | None, ...]:
    return tuple(int(mark) if marked else None for mark, marked in zip(after.marks[0], after.marked[0], strict=True))


def shown_stars(branch: Branch) -> int:
    """The stars that the branch's own level shows, or those that are lit where levels show none."""
    levels = branch.rulebook.levels
    if any(level.stars for level in levels):
        return levels[int(branch.judgement.level[0])].stars
    return int(branch.judgement.lit[0].sum())


def _nearness(way: Way) -> tuple[bool, Fraction, int]:
    return way.gap is None, way.gap or Fraction(0), len(way.changes)
