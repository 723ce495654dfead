"""A unit's branches by their self-assessments: each with its state and figures, and what they sum up to."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from apps.assessments.checkers import secretaries_of
from apps.assessments.choices import Party, SubmissionStatus
from apps.assessments.models import Assessment, Submission
from apps.assessments.refining import rules_at
from apps.assessments.self_check import Facts, facts_of_all
from apps.assessments.self_rating import SelfRating, rate_sheets
from apps.campaigns.models import Campaign
from apps.criteria.selectors import rulebook_of
from apps.rating.rulebook import Rulebook

THROUGH = frozenset({SubmissionStatus.APPROVED, SubmissionStatus.HANDED_OVER, SubmissionStatus.RECEIVED})


@dataclass(frozen=True)
class UnitRow:
    """One branch: who answers for it, how far its self-assessment is, what it adds up to, and last year's sum."""

    assessment: Assessment
    submission: Submission
    secretaries: tuple[str, ...]
    facts: Facts
    rating: SelfRating
    last_total: int | None

    @property
    def status(self) -> str:
        return self.submission.status

    @property
    def answerable(self) -> list[str]:
        """Who answers for the branch: today's secretaries, else who signed its self-assessment."""
        signed = self.submission.submitted_by_name
        return list(self.secretaries) or ([signed] if signed else [])

    @property
    def is_through(self) -> bool:
        """Whether the unit has approved it."""
        return self.status in THROUGH

    @property
    def proof(self) -> int:
        """How many files stand beside its marks."""
        return sum(self.facts.proof.values())

    @property
    def rise(self) -> int | None:
        """The sum against last year's, where both sheets are whole."""
        return None if self.last_total is None or not self.rating.is_whole else self.rating.total - self.last_total


def unit_rows(campaign: Campaign, assessments: Iterable[Assessment]) -> list[UnitRow]:
    """The rows of branches of one unit in a campaign, in the official order; a constant number of queries."""
    found = sorted(assessments, key=lambda each: each.order_path)
    submissions = {each.assessment_id: each for each in Submission.objects.filter(assessment__in=found)}
    facts, names = facts_of_all(campaign, found), secretaries_of([each.node_id for each in found])
    rules = rulebook_of(campaign.rulebook_version)
    asked = rules_at(campaign, rules, found[0].path) if found else rules
    now = rate_sheets(asked, [(facts[each.pk].marks, each) for each in found], Party.SELF)
    last = last_totals(rules, [(facts[each.pk], each) for each in found])
    return [
        UnitRow(
            assessment=each,
            submission=submissions.get(each.pk) or Submission(assessment=each),
            secretaries=tuple(names.get(each.node_id, ())),
            facts=facts[each.pk],
            rating=rating,
            last_total=total,
        )
        for each, rating, total in zip(found, now, last, strict=True)
    ]


def last_totals(rules: Rulebook, found: Sequence[tuple[Facts, Assessment]]) -> list[int | None]:
    """Last year's own sums by this year's rules; none where not every criterion of today was marked then."""
    rated = rate_sheets(rules, [(facts.last_marks, who) for facts, who in found], Party.SELF)
    return [rating.total if rating.is_whole else None for rating in rated]


@dataclass(frozen=True)
class Tally:
    """Some branches summed up; `mean` in units of 10**-decimals, rounded as sums are shown, of those with marks."""

    branches: int
    levels: tuple[int, ...]
    unfilled: int
    members: int
    proof: int
    mean: int | None


def tally(rules: Rulebook, rows: Sequence[UnitRow]) -> Tally:
    """Counts by level of whole sheets; `unfilled` are the others, so that all counts add up to the branches."""
    whole = [row for row in rows if row.rating.is_whole]
    levels = Counter(row.rating.level for row in whole)
    totals = [row.rating.total for row in whole]
    return Tally(
        branches=len(rows),
        levels=tuple(levels[number] for number in range(len(rules.levels))),
        unfilled=len(rows) - len(whole),
        members=sum(row.assessment.members or 0 for row in rows),
        proof=sum(row.proof for row in rows),
        mean=mean(totals, rules.decimals - rules.places) if totals else None,
    )


def mean(totals: Sequence[int], dropped: int) -> int:
    """The mean of whole numbers, half up with the last `dropped` digits 0, without floats."""
    grain = 10 ** max(0, dropped)
    return (2 * sum(totals) + len(totals) * grain) // (2 * len(totals) * grain) * grain


def summary_of(campaign: Campaign, rows: Sequence[UnitRow]) -> dict[str, Any]:
    """The summary sheet as it is kept with a hand-over: sums and one row a branch, in units of 10**-decimals."""
    rules = rulebook_of(campaign.rulebook_version)
    sums = tally(rules, rows)
    return {
        "branches": sums.branches,
        "members": sums.members,
        "proof": sums.proof,
        "mean": sums.mean,
        "levels": dict(zip((level.name for level in rules.levels), sums.levels, strict=True)),
        "rows": [summary_row(rules, row) for row in rows],
    }


def summary_row(rules: Rulebook, row: UnitRow) -> dict[str, Any]:
    """One branch of the summary."""
    lit = [star.code for star, is_lit in zip(rules.stars, row.rating.lit, strict=True) if is_lit]
    return {
        "assessment": row.assessment.pk,
        "name": row.assessment.name,
        "secretary": "、".join(row.answerable),
        "members": row.assessment.members,
        "sections": list(row.rating.sections),
        "total": row.rating.total,
        "is_whole": row.rating.is_whole,
        "last_total": row.last_total,
        "lit": lit,
        "level": rules.levels[row.rating.level].name,
        "proof": row.proof,
    }
