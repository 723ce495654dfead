"""Which years of a committee may somebody hold side by side? Those whose whole league they see."""

from typing import Any

from apps.campaigns.choices import Status
from apps.campaigns.models import Campaign
from apps.evaluations.models import Run
from apps.evaluations.selectors import sees_all, shown_runs


def seen_runs(person: Any, committee: int, before: Campaign | None = None) -> list[Run]:
    """The runs that readers of the committee's ratings see, newest first; `before`: only of the years before it.

    Each has its campaign, committee and rulebook at hand. A rehearsal's years are rehearsals alone.
    """
    campaigns = Campaign.objects.visible_to(person).ratings().filter(committee=committee).exclude(status=Status.DRAFT)
    if before is not None:
        campaigns = campaigns.filter(year__lt=before.year, is_rehearsal=before.is_rehearsal)
    rows = shown_runs(campaigns).filter(branches__gt=0)
    rows = rows.select_related("rulebook_version__rulebook", "campaign__committee")
    found = rows.order_by("-campaign__year", "-campaign__pk")
    return [run for run in found if sees_all(person, run.campaign)]
