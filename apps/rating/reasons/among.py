"""What is a branch's result among everybody, and what would it be after a change or without what moved it?"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from apps.rating.cohort import Cohort
from apps.rating.exact import Flags
from apps.rating.keys import order_keys
from apps.rating.levels import name_level, shown_stars
from apps.rating.outcomes import Judgement, Outcome
from apps.rating.places import places_of
from apps.rating.rate import rate, settle
from apps.rating.reasons.aims import Way
from apps.rating.reasons.others import Others
from apps.rating.reasons.shapes import Cost, LevelPath, Move
from apps.rating.reasons.standing import before_quota, candidates, quota_keys
from apps.rating.rulebook import Rulebook
from apps.rating.scopes import groups_of
from apps.rating.ways import Goal


def settled_path(rulebook: Rulebook, cohort: Cohort, outcome: Outcome, row: int, path: LevelPath) -> LevelPath:
    """The path of one row on to its final level: what a quota and what people made of it, and what each thing cost."""
    judged, by_rules, final = (int(level[row]) for level in (outcome.judgement.level, outcome.by_rules, outcome.level))
    moves, costs = list(path.moves), [_settled(rulebook, cohort, outcome, row, cost) for cost in path.costs]
    pushed = str(int(outcome.pushed[row]))
    if by_rules != judged:
        moves.append(Move("quota", judged, by_rules, pushed))
        costs.append(Cost("quota", pushed, judged))
    if final != by_rules:
        moves.append(Move("decision", by_rules, final))
    return replace(path, moves=tuple(moves), final=final, costs=tuple(cost for cost in costs if cost.level != final))


def _settled(rulebook: Rulebook, cohort: Cohort, outcome: Outcome, row: int, cost: Cost) -> Cost:
    """The cost after quotas, if the branch alone had that other level."""
    if not rulebook.quotas:
        return cost
    level = outcome.judgement.level.copy()
    level[row] = cost.level
    undecided = replace(cohort, decided=None)
    settled = settle(rulebook, replace(outcome.judgement, level=level), undecided)
    return replace(cost, level=int(settled.level[row]))


def placed(
    rulebook: Rulebook, cohort: Cohort, outcome: Outcome, row: int, ways: Sequence[Way], others: Others | None
) -> list[Way]:
    """Each way with the level and the place that it leads to among everybody."""
    if others is None:
        found = [after(rulebook, cohort, outcome, row, way.inputs) for way in ways]
    else:
        found = after_each(rulebook, cohort, outcome, row, [way.inputs for way in ways], others)
    return [replace(way, level=level, place=place or None) for way, (level, place) in zip(ways, found, strict=True)]


def after(
    rulebook: Rulebook, cohort: Cohort, outcome: Outcome, row: int, inputs: Sequence[int | None]
) -> tuple[int, int]:
    """The level and the place in the campaign that a row would have with other inputs, everybody else as they are; the
    place is 0 where it would not be rated."""
    changed = changed_row(cohort, row, inputs)
    if rulebook.quotas or any(column.kind == "drawn" for column in rulebook.inputs):
        whole = rate(rulebook, changed)
        return int(whole.level[row]), int(whole.places.campaign[row])
    alone = rate(rulebook, changed.slice(row, row + 1))
    others = outcome.rated.copy()
    others[row] = False
    place = places_of(alone.keys[0], outcome.keys[others]) if alone.rated[0] else 0
    return int(alone.level[0]), place


def after_each(
    rulebook: Rulebook, tied: Cohort, outcome: Outcome, row: int, rows: Sequence[Sequence[int | None]], others: Others
) -> list[tuple[int, int]]:
    """`after` for each of several rows of inputs, where `tied` holds only those whom the row's change can move."""
    found = [rate(rulebook, changed_row(tied, row, inputs)) for inputs in rows]
    ahead = others.ahead([each.keys[row].tolist() for each in found])
    levels_and_places = []
    for each, better in zip(found, ahead, strict=True):
        stood, stand = (places_of(each.keys[row], all_.keys[all_.rated]) - 1 for all_ in (outcome, each))
        place = 1 + better - stood + stand if each.rated[row] else 0
        levels_and_places.append((int(each.level[row]), place))
    return levels_and_places


def changed_row(cohort: Cohort, row: int, inputs: Sequence[int | None]) -> Cohort:
    """The cohort with other inputs of one row."""
    marks, marked = cohort.marks.astype(np.int64), cohort.marked.copy()
    marks[row] = [value or 0 for value in inputs]
    marked[row] = [value is not None for value in inputs]
    return replace(cohort, marks=marks, marked=marked)


def within_seats(rulebook: Rulebook, cohort: Cohort, outcome: Outcome, row: int, number: int) -> Goal:
    """The goal of standing before whoever would take the last seat of a quota's group, had the branch not asked."""
    quota = rulebook.quotas[number]
    groups = groups_of(rulebook, cohort, quota.within)
    figures, level = before_quota(rulebook, cohort, outcome, number)
    order = quota_keys(rulebook, quota)
    others = candidates(rulebook, quota, figures, level, outcome.rated) & (groups == groups[row])
    others[row] = False
    keys = order_keys(order, figures)[others]
    best = keys[np.lexsort(-keys.T[::-1])]
    told = next(each for each in outcome.quotas if each.quota == number and each.group == int(groups[row]))
    line = best[told.seats - 1] if 0 < told.seats <= len(best) else None
    named = np.array([each.name in quota.levels for each in rulebook.levels], np.bool_)

    def stands_before(judgement: Judgement) -> Flags:
        reached: Flags = named[judgement.level] & (judgement.unrated < 0) & (told.seats > 0)
        if line is None:
            return reached
        own = judgement.figures.copy()
        name_level(rulebook, own, judgement.level, shown_stars(rulebook, judgement.level, own["lit"].values))
        mine = order_keys(order, own)
        before, level_so_far = np.zeros(len(mine), np.bool_), np.ones(len(mine), np.bool_)
        for column, limit in enumerate(line):
            before |= level_so_far & (mine[:, column] > limit)
            level_so_far &= mine[:, column] == limit
        return reached & before

    return stands_before
