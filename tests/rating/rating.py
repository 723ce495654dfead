"""Small rulebooks in a few lines, and branches that name only what they have: how steps are tested one by one."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

import numpy as np

from apps.rating.cohort import Cohort, mark_columns, number_groups, veto_columns
from apps.rating.loading import load
from apps.rating.outcome import ResultRow, result_rows
from apps.rating.outcomes import Outcome
from apps.rating.rate import derive as derive_figures
from apps.rating.rate import draw, rate
from apps.rating.rulebook import Rulebook

HEAD = "rulebook: small-2030\ntitle: Small\n"
TAIL = {
    "parties": "{judge: counts}",
    "levels": "[{好: {total: at least 5}}, {差: otherwise}]",
    "order": "[total]",
}
SCOPES = ("zone", "unit", "type")
NOT_INPUTS = ("vetoes", "decided", *SCOPES)

Row = Mapping[str, object]


def rules(**parts: str) -> Rulebook:
    """A rulebook of these top keys (`_` for a hyphen), each a piece of YAML in one line, and of plain other parts."""
    written = {key.replace("_", "-"): value for key, value in parts.items()}
    return load(HEAD + "".join(f"{key}: {value}\n" for key, value in {**TAIL, **written}.items()))


def cohort_of(rulebook: Rulebook, rows: Sequence[Row]) -> Cohort:
    """Branches by input key: numbers and words as people write them, yes and no as True and False; what is not named is
    blank. Beside the inputs: vetoes (codes), zone, unit, type (names), decided (a level)."""
    known = {column.key for column in rulebook.inputs}
    assert all(key in known or key in NOT_INPUTS for row in rows for key in row)
    inputs = [[_hundredths(column.words, row.get(column.key)) for column in rulebook.inputs] for row in rows]
    names = {scope: [str(row.get(scope, "")) for row in rows] for scope in SCOPES}
    levels = [level.name for level in rulebook.levels]
    return Cohort(
        *mark_columns(rulebook, inputs),
        veto_columns(rulebook, [str(row.get("vetoes", "")).split() for row in rows]),
        *(number_groups(names[scope]) for scope in SCOPES),
        words={scope: tuple(dict.fromkeys(names[scope])) for scope in SCOPES},
        decided=np.array([levels.index(str(row["decided"])) if "decided" in row else -1 for row in rows], np.int16),
    )


def rated(rulebook: Rulebook, *rows: Row) -> Outcome:
    """The outcome of these branches."""
    return rate(rulebook, cohort_of(rulebook, rows))


def results(rulebook: Rulebook, *rows: Row) -> list[ResultRow]:
    """The lines of results of these branches."""
    cohort = cohort_of(rulebook, rows)
    return list(result_rows(rulebook, rate(rulebook, cohort), [("", "", "", "")] * len(rows)))


def totals(rulebook: Rulebook, *rows: Row) -> list[str]:
    """The totals of these branches, as they are written."""
    return [row.total for row in results(rulebook, *rows)]


def levels(rulebook: Rulebook, *rows: Row) -> list[str]:
    """The levels of these branches."""
    return [row.level for row in results(rulebook, *rows)]


def figure(rulebook: Rulebook, name: str, *rows: Row) -> list[Decimal | None]:
    """One figure of these branches, None where it is not known."""
    found = derive_figures(rulebook, draw(rulebook, cohort_of(rulebook, rows)))[1][name]
    known = np.ones(len(rows), np.bool_) if found.known is None else found.known
    return [
        Decimal(int(value)) / found.per if given else None for value, given in zip(found.values, known, strict=True)
    ]


def _hundredths(words: tuple[str, ...], written: object) -> int | None:
    if written is None:
        return None
    if isinstance(written, str):
        return (words.index(written) + 1) * 100
    return int(Decimal(str(int(written) if isinstance(written, bool) else written)) * 100)
