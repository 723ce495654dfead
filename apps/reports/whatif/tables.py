"""The tables of a what-if: levels from and to, and who reaches a level by zone, type or size."""

from collections.abc import Sequence
from typing import Any

from apps.evaluations.whatif.trial import Trial
from apps.organisations.models import Zone
from apps.rating.compare import by_group
from apps.reports.grouping import groups_of
from apps.reports.present import percent
from apps.reports.whatif.asked import Asked
from apps.reports.whatif.movers import level_word


def matrix(trial: Trial, asked: Asked) -> dict[str, Any]:
    """How many went from which level to which, with sums; each figure that moves leads to its branches."""
    compared = trial.comparison
    before, after = trial.before.rules, trial.after.rules
    counts, ways = compared.matrix.tolist(), compared.directions().tolist()
    return {
        "heads": [level_word(after, number) for number in range(len(compared.after.levels))],
        "rows": [
            {
                "name": level_word(before, start),
                "cells": [
                    {
                        "count": counts[start][end],
                        "way": ways[start][end],
                        "url": asked.query(cell=(start, end), way="") + "#movers",
                        "current": asked.cell == (start, end),
                    }
                    for end in range(len(counts[start]))
                ],
                "sum": sum(counts[start]),
            }
            for start in range(len(compared.before.levels))
        ],
        "sums": compared.matrix.sum(axis=0).tolist(),
        "sum": int(compared.matrix.sum()),
    }


def level_asked(trial: Trial, asked: Asked) -> str:
    """The level from which shares are counted: the one asked for, else the second, else the only one that is rated."""
    names = [level.name for level in trial.after.rules.levels if level.rated]
    if asked.level in names:
        return asked.level
    return names[min(1, len(names) - 1)] if names else ""


def shares(trial: Trial, asked: Asked, zones: Sequence[Zone]) -> list[dict[str, Any]]:
    """Each zone, type or size with who rose and fell, and who reaches the level before and after."""
    numbers, names = groups_of(trial.run, asked.scope, zones)
    return [
        {
            "name": names[found.group],
            "risen": found.risen,
            "fallen": found.fallen,
            "branches": found.branches,
            "before": percent(found.before, found.branches),
            "after": percent(found.after, found.branches),
            "before_count": found.before,
            "after_count": found.after,
        }
        for found in by_group(trial.comparison, numbers, level_asked(trial, asked))
    ]
