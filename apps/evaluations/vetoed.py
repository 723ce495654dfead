"""What did each veto cost? The level and the place that a branch would have, if only its own vetoes did not stand."""

from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
from django.db.models import QuerySet

from apps.assessments.drawn_stars import drawn_stars
from apps.assessments.models import Reply, VetoCase
from apps.campaigns.models import Campaign
from apps.criteria.selectors import rulebook_of
from apps.evaluations.columns import RUNS_AT_HAND, inputs_of
from apps.evaluations.models import Result, Run
from apps.evaluations.outcomes import settled
from apps.rating.places import places_of
from apps.rating.points import show_figure
from apps.rating.rate import rate
from apps.rating.rulebook import Rulebook


@dataclass(frozen=True)
class Without:
    """What there would be: `level` by position, `place` in the campaign (0: not rated)."""

    level: int
    place: int


def without_vetoes(run: Run) -> dict[int, Without]:
    """For every branch on which a typed veto stands in the run, by the assessment's id."""
    return dict(_without(run.pk, run.digest))


@lru_cache(maxsize=RUNS_AT_HAND)
def _without(run_id: int, _digest: str) -> tuple[tuple[int, Without], ...]:
    run = Run.objects.select_related("rulebook_version").get(pk=run_id)
    rules, inputs = rulebook_of(run.rulebook_version), inputs_of(run)
    rows = np.flatnonzero(inputs.vetoes.any(axis=1)).tolist()
    one = _among_all if rules.quotas else _alone
    return tuple((inputs.assessments[row], one(run, rules, row)) for row in rows)


def _alone(run: Run, rules: Rulebook, row: int) -> Without:
    """Without quotas a branch's level is its own affair; only its place needs the others."""
    cohort, outcome = settled(run)
    single = cohort.slice(row, row + 1)
    free = rate(rules, replace(single, vetoes=np.zeros_like(single.vetoes)))
    others = outcome.rated.copy()
    others[row] = False
    place = places_of(free.keys[0], outcome.keys[others]) if free.rated[0] else 0
    return Without(int(free.level[0]), int(place))


def _among_all(run: Run, rules: Rulebook, row: int) -> Without:
    """Where seats are counted, everybody is settled anew."""
    cohort, _outcome = settled(run)
    vetoes = cohort.vetoes.copy()
    vetoes[row] = False
    free = rate(rules, replace(cohort, vetoes=vetoes))
    return Without(int(free.level[row]), int(free.places.campaign[row]))


@dataclass(frozen=True)
class VetoRow:
    """One case beside what it did: `would` and `result` are None where no run holds the branch's veto yet."""

    case: VetoCase
    title: str
    result: Result | None
    would: Without | None
    would_level: str
    reply: str
    stars: list[dict[str, Any]]
    total: str

    @property
    def keep_id(self) -> str:
        return f"keep-{self.case.pk}"

    @property
    def refuse_id(self) -> str:
        return f"refuse-{self.case.pk}"


def veto_rows(cases: QuerySet[VetoCase], campaign: Campaign, run: Run | None, language: str) -> list[VetoRow]:
    """Every case with its counterfactual in a run and the branch's word, those that cost most first."""
    rules = rulebook_of(campaign.rulebook_version)
    titles = {veto.code: veto.title.get(language) for veto in rules.vetoes}
    found = list(cases.select_related("assessment__unit", "file"))
    pks = [case.assessment_id for case in found]
    results = {row.assessment_id: row for row in run.results.filter(assessment__in=pks)} if run else {}
    would = without_vetoes(run) if run else {}
    replies = replies_of(pks)
    rows = [
        VetoRow(
            case,
            titles.get(case.code, ""),
            results.get(case.assessment_id),
            would.get(case.assessment_id),
            rules.levels[would[case.assessment_id].level].title.get(language) if case.assessment_id in would else "",
            replies.get((case.assessment_id, f"veto:{case.code}"), ""),
            *drawn(rules, results.get(case.assessment_id), language),
        )
        for case in found
    ]
    return sorted(rows, key=lambda row: (row.would is None, row.would.place if row.would else 0))


def drawn(rules: Rulebook, result: Result | None, language: str) -> tuple[list[dict[str, Any]], str]:
    """The stars that are lit all the same, outlined, and the total; nothing without a result."""
    if result is None:
        return [], ""
    bits = [bool(result.lit >> n & 1) for n in range(len(rules.stars))]
    stars = drawn_stars(rules, result.sections, bits, language, is_rated=False) if rules.stars else []
    return stars, show_figure(result.total, rules.decimals, rules.places)


def replies_of(assessments: list[int]) -> dict[tuple[int, str], str]:
    """The branches' standing words on their vetoes."""
    rows = Reply.objects.standing().filter(assessment__in=assessments, part__startswith="veto:")
    return {(row.assessment_id, row.part): row.text for row in rows}


def would_counts(rows: list[VetoRow]) -> list[tuple[str, int]]:
    """How many branches would have each level, best level first; a branch with several vetoes counts once."""
    by_branch: dict[int, Any] = {row.case.assessment_id: row for row in rows if row.would}
    found = Counter((row.would.level, row.would_level) for row in by_branch.values())
    return [(name, n) for (_level, name), n in sorted(found.items())]
