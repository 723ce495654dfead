"""From an outcome's columns to result rows and counts."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from apps.evaluations.columns import Subject
from apps.evaluations.models import Run
from apps.rating.rate import Outcome
from apps.rating.rulebook import Rulebook

FIELDS = (
    *("run", "assessment", "position", "name", "path", "unit", "zone", "branch_type"),
    *("sections", "total", "stars", "lit", "level", "gap", "gap_star"),
    *("rank", "rank_zone", "rank_unit", "rank_type", "is_tied"),
)


def result_rows(run: Run, rules: Rulebook, subjects: Sequence[Subject], outcome: Outcome) -> list[tuple]:
    """One tuple a branch, as FIELDS names its values, in league order; equal branches follow the official list."""
    judgement, places = outcome.judgement, outcome.places
    order = np.argsort(places.campaign, kind="stable")
    tied = np.bincount(places.campaign, minlength=len(order) + 1)[places.campaign] > 1
    lit = (judgement.lit.astype(np.int64) << np.arange(judgement.lit.shape[1])).sum(axis=1)
    gaps, gap_stars = nearest_gaps(rules, outcome)
    figures = zip(
        (subjects[row] for row in order.tolist()),
        *(
            column[order].tolist()
            for column in (judgement.sections, judgement.total, judgement.stars, lit, judgement.level, gaps, gap_stars)
        ),
        *(column[order].tolist() for column in (places.campaign, places.zone, places.unit, places.type, tied)),
        strict=True,
    )
    return [
        (
            *(run.pk, who.pk, position, who.name, who.path, who.unit_id, who.zone_id, who.branch_type),
            *(sections, total, stars, bits, level, None if star < 0 else gap, None if star < 0 else star, *ranks),
        )
        for position, (who, sections, total, stars, bits, level, gap, star, *ranks) in enumerate(figures, start=1)
    ]


def nearest_gaps(rules: Rulebook, outcome: Outcome) -> tuple[np.ndarray, np.ndarray]:
    """For each branch the least hundredths that an unlit star lacks, and that star's number (−1 where all are lit)."""
    codes = [section.code for section in rules.sections]
    columns = [codes.index(star.section) for star in rules.stars]
    lines = np.array([star.line for star in rules.stars], dtype=np.int64)
    lacking = lines - outcome.judgement.sections[:, columns]
    lacking = np.where(outcome.judgement.lit, np.iinfo(np.int64).max, lacking)
    stars = lacking.argmin(axis=1) if lacking.size else np.zeros(len(lacking), dtype=np.int64)
    gaps = np.take_along_axis(lacking, stars[:, None], axis=1)[:, 0] if lacking.size else stars
    return gaps, np.where(outcome.judgement.lit.all(axis=1), -1, stars)


def count_results(rules: Rulebook, subjects: Sequence[Subject], outcome: Outcome) -> dict:
    """How many branches hold each level: in all, by zone, by unit and by type (keys as text, levels by number)."""
    level = outcome.judgement.level.tolist()
    pairs = {
        "zone": Counter(zip((a.zone_id for a in subjects), level, strict=True)),
        "unit": Counter(zip((a.unit_id for a in subjects), level, strict=True)),
        "type": Counter(zip((a.branch_type for a in subjects), level, strict=True)),
    }
    width = len(rules.levels)
    totals = Counter(level)
    counts: dict = {"levels": [totals[n] for n in range(width)]}
    for scope, counter in pairs.items():
        groups: dict[str, list[int]] = {}
        for (group, n), number in counter.items():
            groups.setdefault("" if group is None else str(group), [0] * width)[n] = number
        counts[scope] = groups
    return counts
