"""Which honour may a branch be put forward for, by the result that stands?"""

from apps.assessments.models import Assessment
from apps.campaigns.models import Campaign
from apps.criteria.selectors import rulebook_of
from apps.evaluations.models import Result, Run
from apps.evaluations.noticing import decided, standing_notice
from apps.evaluations.selectors import latest_numbered_run
from apps.rating.rulebook import Honour


def honour_named(campaign: Campaign, name: str) -> Honour | None:
    """The rulebook's honour of that name."""
    return next((honour for honour in rulebook_of(campaign.rulebook_version).honours if honour.name == name), None)


def standing_run(campaign: Campaign) -> Run | None:
    """The run whose results count now: the notice's, else the one decided on, else the last numbered one."""
    notice = standing_notice(campaign)
    if notice:
        return notice.run
    decision = decided(campaign)
    return decision.final_run if decision else latest_numbered_run(campaign)


def level_of(assessment: Assessment) -> str | None:
    """The branch's level in the run that counts; None before there is one."""
    run = standing_run(assessment.campaign)
    if run is None:
        return None
    level = Result.objects.filter(run=run, assessment=assessment).values_list("level", flat=True).first()
    return None if level is None else rulebook_of(run.rulebook_version).outcomes[level].name


def candidates(campaign: Campaign, honour: Honour) -> list[Assessment]:
    """Branches of the honour's levels by the run that counts, in the official order."""
    run = standing_run(campaign)
    if run is None:
        return []
    words = [level.name for level in rulebook_of(run.rulebook_version).outcomes]
    positions = [position for position, word in enumerate(words) if word in honour.levels]
    rows = Assessment.objects.filter(results__run=run, results__level__in=positions, results__rank__isnull=False)
    return list(rows.in_order())
