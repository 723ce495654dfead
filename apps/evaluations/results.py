"""From an outcome's columns to the columns of results, and to what is counted over all of them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np

from apps.evaluations.cells import Cells, empty, flags, lists, numbers, repeated, structures, words
from apps.evaluations.finished import Finished
from apps.evaluations.gaps import nearest_gaps
from apps.evaluations.roll import Roll
from apps.evaluations.totals import count_totals
from apps.rating.rate import Outcome
from apps.rating.rulebook import Rulebook

FIELDS = (
    *("run", "assessment", "position", "name", "path", "unit", "zone", "branch_type"),
    *("sections", "total", "stars", "lit", "medals", "level", "reached", "pushed", "grade", "programme", "keys"),
    *("gap", "gap_star", "rank", "rank_zone", "rank_unit", "rank_type", "is_tied"),
)
Column = Callable[[np.ndarray], Cells]


def league_order(outcome: Outcome) -> np.ndarray:
    """int32[n]: the rows in league order; equal branches follow the official list, who is not rated stands last."""
    campaign = outcome.places.campaign
    return np.argsort(np.where(campaign > 0, campaign, len(campaign) + 1), kind="stable").astype(np.int32)


def result_columns(finished: Finished) -> list[Column]:
    """The columns that FIELDS names without `position`, each as a function from rows to cells."""
    roll, outcome = finished.roll, finished.outcome
    units, types = np.array(roll.unit_ids, np.int64), roll.types
    zones = np.array([found or 0 for found in roll.zone_ids], np.int64)
    return [
        lambda rows: repeated(finished.run.pk, len(rows)),
        plain(roll.assessments),
        lambda rows: words(roll.names.take(rows)),
        lambda rows: words(roll.paths.take(rows)),
        lambda rows: numbers(units[roll.unit[rows]]),
        lambda rows: numbers(zones[roll.zone[rows]], zones[roll.zone[rows]] > 0),
        lambda rows: words([types[number] for number in roll.type[rows].tolist()]),
        *figure_columns(finished.rules, outcome),
    ]


def figure_columns(rules: Rulebook, outcome: Outcome) -> Iterator[Column]:
    """The figures of FIELDS from `sections` on."""
    judgement, places = outcome.judgement, outcome.places
    campaign = places.campaign
    shared = np.bincount(campaign, minlength=len(campaign) + 1) > 1
    tied = shared[campaign] & (campaign > 0)
    bits = np.arange(outcome.lit.shape[1])
    yield lambda rows: lists(judgement.sections[rows])
    yield plain(judgement.total)
    yield lambda rows: numbers(outcome.stars[rows], np.full(len(rows), rules.shows_stars))
    yield lambda rows: numbers((outcome.lit[rows].astype(np.int64) << bits).sum(axis=1))
    yield medals_of(rules, outcome)
    yield plain(final_words(rules, outcome))
    yield plain(judgement.reached)
    for found in (outcome.pushed, outcome.grade, outcome.programme):
        yield given(found, found >= 0)
    yield lambda rows: lists(outcome.keys[rows])
    yield from gap_columns(rules, outcome)
    for found in (campaign, places.zone, places.unit, places.type):
        yield given(found, found > 0)
    yield lambda rows: flags(tied[rows])


def gap_columns(rules: Rulebook, outcome: Outcome) -> tuple[Column, Column]:
    """What is lacking, and which star; both are asked for the same rows, one after the other."""
    found: dict[str, Any] = {}

    def of(rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        if found.get("rows") is not rows:
            found.update(rows=rows, gaps=nearest_gaps(rules, outcome.judgement, rows))
        gaps: tuple[np.ndarray, np.ndarray] = found["gaps"]
        return gaps

    return (
        lambda rows: numbers(of(rows)[0], of(rows)[1] >= 0),
        lambda rows: numbers(of(rows)[1], of(rows)[1] >= 0),
    )


def plain(column: np.ndarray) -> Column:
    """Numbers that everybody has."""
    return lambda rows: numbers(column[rows])


def given(column: np.ndarray, known: np.ndarray) -> Column:
    """Numbers, None where there is none."""
    return lambda rows: numbers(column[rows], known[rows])


def medals_of(rules: Rulebook, outcome: Outcome) -> Column:
    """The word won by star, for the stars that have medals."""
    won = outcome.judgement.medals
    if won is None:
        return lambda rows: empty(len(rows))
    named = [(number, star) for number, star in enumerate(rules.stars) if star.medals]
    return lambda rows: structures(
        [
            {star.code: star.medals[row[number]][0] for number, star in named if row[number] >= 0}
            for row in won[rows].tolist()
        ]
    )


def final_words(rules: Rulebook, outcome: Outcome) -> np.ndarray:
    """int16[n]: the position of each branch's word in the rulebook's outcomes.

    Whom a veto or a blank takes out of rating keeps the level that stands for it.
    """
    unrated = outcome.judgement.unrated
    named = (unrated >= 0) & (unrated < len(rules.unrated))
    return np.where(named, len(rules.levels) + unrated, outcome.level).astype(np.int16)


def count_results(finished: Finished) -> dict[str, Any]:
    """How many branches hold each outcome: in all, by zone, by unit and by type (keys as text, outcomes by number);
    each grade and programme; and every quota's groups."""
    rules, roll, outcome = finished.rules, finished.roll, finished.outcome
    level, width = final_words(rules, outcome), len(rules.outcomes)
    return {
        "levels": np.bincount(level, minlength=width).tolist(),
        "zone": counted(roll.zone, roll.zone_ids, level, width),
        "unit": counted(roll.unit, roll.unit_ids, level, width),
        "type": counted(roll.type, roll.types, level, width),
        "grades": held(outcome.grade, len(rules.grades)),
        "programmes": held(outcome.programme, len(rules.programmes)),
        "rated": int(outcome.rated.sum()),
        "quotas": quota_groups(rules, roll, outcome),
        "totals": totals_of(finished, level),
    }


def totals_of(finished: Finished, level: np.ndarray) -> dict[str, Any]:
    """Sums and spread of totals by group."""
    rules, roll, judgement = finished.rules, finished.roll, finished.outcome.judgement
    ids = {"zone": roll.zone_ids, "unit": roll.unit_ids, "type": roll.types}
    groups = {scope: (keys_of(found), getattr(roll, scope)) for scope, found in ids.items()}
    return count_totals(rules, groups, judgement.sections, judgement.total, level < len(rules.levels))


def keys_of(ids: Sequence[Any]) -> list[str]:
    """Groups as text, "" for none."""
    return ["" if pk is None else str(pk) for pk in ids]


def counted(group: np.ndarray, ids: Sequence[Any], level: np.ndarray, width: int) -> dict[str, list[int]]:
    """By group, how many hold each outcome."""
    table = np.bincount(group * width + level, minlength=len(ids) * width).reshape(len(ids), width)
    return dict(zip(keys_of(ids), table.tolist(), strict=True))


def quota_groups(rules: Rulebook, roll: Roll, outcome: Outcome) -> list[dict[str, Any]]:
    """How every quota went in every group: `scope` and `group` name it as the counts do, the rest is the engine's."""
    ids: dict[str, Sequence[Any]] = {"zone": roll.zone_ids, "unit": roll.unit_ids, "type": roll.types}
    found = []
    for each in outcome.quotas:
        scope = rules.quotas[each.quota].within
        group = ids[scope][each.group] if scope in ids else each.group if scope == "size" else ""
        found.append(asdict(each) | {"scope": scope, "group": "" if group is None else str(group)})
    return found


def held(column: np.ndarray, words: int) -> list[int]:
    """How many hold each word, by position."""
    return [int((column == number).sum()) for number in range(words)]
