"""From an outcome's columns to result rows and counts."""

from collections import Counter

import numpy as np

from apps.assessments.models import Assessment
from apps.evaluations.models import Result, Run
from apps.rating.rate import Outcome
from apps.rating.rulebook import Rulebook


def result_rows(run: Run, rules: Rulebook, assessments: list[Assessment], outcome: Outcome) -> list[Result]:
    """One unsaved Result a branch, in league order; equal branches follow the official list."""
    judgement, places = outcome.judgement, outcome.places
    order = np.argsort(places.campaign, kind="stable")
    tied = np.bincount(places.campaign, minlength=len(order) + 1)[places.campaign] > 1
    lit_bits = (judgement.lit.astype(np.int64) << np.arange(judgement.lit.shape[1])).sum(axis=1)
    gaps, gap_stars = nearest_gaps(rules, outcome)
    rows = []
    for position, row in enumerate(order.tolist(), start=1):
        assessment = assessments[row]
        has_gap = gap_stars[row] >= 0
        rows.append(
            Result(
                run=run,
                assessment=assessment,
                position=position,
                name=assessment.name,
                path=assessment.path,
                unit_id=assessment.unit_id,
                zone_id=assessment.zone_id,
                branch_type=assessment.branch_type,
                sections=judgement.sections[row].tolist(),
                total=int(judgement.total[row]),
                stars=int(judgement.stars[row]),
                lit=int(lit_bits[row]),
                level=int(judgement.level[row]),
                gap=int(gaps[row]) if has_gap else None,
                gap_star=int(gap_stars[row]) if has_gap else None,
                rank=int(places.campaign[row]),
                rank_zone=int(places.zone[row]),
                rank_unit=int(places.unit[row]),
                rank_type=int(places.type[row]),
                is_tied=bool(tied[row]),
            )
        )
    return rows


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


def count_results(rules: Rulebook, assessments: list[Assessment], outcome: Outcome) -> dict:
    """How many branches hold each level: in all, by zone, by unit and by type (keys as text, levels by number)."""
    level = outcome.judgement.level.tolist()
    pairs = {
        "zone": Counter(zip((a.zone_id for a in assessments), level, strict=True)),
        "unit": Counter(zip((a.unit_id for a in assessments), level, strict=True)),
        "type": Counter(zip((a.branch_type for a in assessments), level, strict=True)),
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
