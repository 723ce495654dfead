"""What do a file's own rules make of its own inputs? The engine, on what was sealed and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from apps.criteria.selectors import compiled
from apps.rating.cohort import Cohort, mark_columns, number_groups, veto_columns
from apps.rating.dumping import dump_results
from apps.rating.rate import Outcome, rate
from apps.rating.rulebook import Rulebook


@dataclass(frozen=True)
class Rated:
    """A file's branches rated anew: its rules, their outcome, and one line of results a branch, in the file's order."""

    rules: Rulebook
    outcome: Outcome
    lines: list[dict[str, Any]]


def rated_again(contents: Mapping[str, Any]) -> Rated:
    """Everybody's results from the text of the rules and the inputs that stand in the file."""
    rules = compiled(contents["rulebook"]["text"])
    outcome = rate(rules, cohort_of(rules, contents["inputs"]))
    lines = dump_results(rules, outcome)
    ids = [row["id"] for row in contents["inputs"]["branches"]]
    return Rated(rules, outcome, [{"id": pk} | line for pk, line in zip(ids, lines, strict=True)])


def cohort_of(rules: Rulebook, inputs: Mapping[str, Any]) -> Cohort:
    """A file's branches as columns, in its order."""
    rows = inputs["branches"]
    cohort = Cohort(
        *mark_columns(rules, [row["marks"] for row in rows]),
        veto_columns(rules, [row["vetoes"] for row in rows]),
        **{scope: number_groups(str(row[scope]) for row in rows) for scope in ("zone", "unit", "type")},
        words={
            "zone": group_names(inputs["zones"], rows, "zone"),
            "unit": group_names(inputs["units"], rows, "unit"),
            "type": tuple(dict.fromkeys(row["type"] for row in rows)),
        },
    )
    levels = [level.name for level in rules.levels]
    decided = [levels.index(row["decided"]) if row["decided"] in levels else -1 for row in rows]
    return replace(cohort, decided=np.array(decided, np.int16)) if any(each >= 0 for each in decided) else cohort


def group_names(names: Mapping[str, str], rows: list[dict[str, Any]], scope: str) -> tuple[str, ...]:
    """The names of the groups, in the order in which they first appear."""
    return tuple(names.get(str(group), "") for group in dict.fromkeys(row[scope] for row in rows))
