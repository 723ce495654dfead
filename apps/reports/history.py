"""A branch through the years: totals, levels and places of its campaigns, and where rules changed in between."""

from dataclasses import dataclass, replace
from typing import Any

from apps.assessments.models import Assessment
from apps.campaigns.choices import Status
from apps.campaigns.models import Campaign
from apps.criteria.dictionaries import translated
from apps.criteria.selectors import is_same_method, rulebook_of
from apps.evaluations.models import Result
from apps.evaluations.selectors import shown_runs
from apps.organisations.models import Node
from apps.reports.present import Presenter

YEARS = 5


@dataclass(frozen=True)
class Year:
    """One campaign's result of the branch; `is_new_rules` where it was rated by other rules than the year before.

    equal: what a level of another rulebook is in the words of the last year's, `read_by` whose dictionary says so.
    """

    year: int
    slug: str
    assessment: int
    total: int
    total_text: str
    total_plain: str
    maximum_text: str
    level: str
    is_rated: bool
    place: int | None
    rules: str
    is_new_rules: bool
    equal: str = ""
    read_by: str = ""


def years_of(person: Any, assessment: Assessment) -> list[Year]:
    """The last years of the branch up to this campaign's, the earliest first; also those with another committee.

    Rules are the same only in the same text of a rulebook: others mark differently, so totals do not compare.
    """
    campaigns = Campaign.objects.visible_to(person).ratings().filter(year__lte=assessment.campaign.year)
    runs = shown_runs(campaigns.exclude(status=Status.DRAFT))
    rows = Result.objects.filter(run__in=runs, assessment__node=assessment.node_id)
    named = rows.select_related("run__campaign", "run__rulebook_version__rulebook")
    newest = list(named.order_by("-run__campaign__year", "-run__campaign__pk")[:YEARS])[::-1]
    before = [None, *newest[:-1]]
    committee = assessment.campaign.committee
    return [
        replace(year_of(row, earlier), **equal_of(committee, row, newest[-1]))
        for row, earlier in zip(newest, before, strict=True)
    ]


def equal_of(committee: Node, row: Result, last: Result) -> dict[str, str]:
    """What a level of another rulebook is in the last year's words, and whose dictionary says so; nothing otherwise."""
    source, target = row.run.rulebook_version, last.run.rulebook_version
    found = translated(committee, source, rulebook_of(source).outcomes[row.level].name, target)
    if found is None:
        return {}
    show = Presenter.of(rulebook_of(target))
    return {"equal": show.level_name(found.level), "read_by": found.dictionary.committee.name}


def year_of(row: Result, before: Result | None) -> Year:
    rules = rulebook_of(row.run.rulebook_version)
    show, level = Presenter.of(rules), rules.outcomes[row.level]
    is_new = before is not None and not is_same_method(before.run.rulebook_version, row.run.rulebook_version)
    return Year(
        year=row.run.campaign.year,
        slug=row.run.campaign.slug,
        assessment=row.assessment_id,
        total=row.total,
        total_text=show.points(row.total),
        total_plain=show.gap(row.total),
        maximum_text=show.maximum,
        level=show.level_name(level),
        is_rated=level.rated,
        place=row.rank,
        rules=rules.title.get(show.language),
        is_new_rules=is_new,
    )
