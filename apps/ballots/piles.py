"""Which piles of paper ballots does a person work on, and whose figures may they see?"""

from typing import Any

from django.db.models import Q, QuerySet

from apps.ballots.choices import BatchStatus
from apps.ballots.models import PaperBatch, Poll, Roll
from apps.organisations.choices import Power
from apps.organisations.models import reach_of

Figures = dict[str, dict[str, int]]


def handed_out(person: Any, path: str, zone: str) -> Q:
    """Rows of branches where the person hands out slips and types papers."""
    reach = reach_of(person)
    return reach.where(Power.CHECK, path, zone) | reach.where(Power.CAMPAIGN, path, zone)


def piles_of(poll: Poll, person: Any) -> QuerySet[PaperBatch]:
    """The piles of the branches where the person types papers."""
    here = handed_out(person, "roll__assessment__path", "roll__assessment__zone_id")
    return PaperBatch.objects.filter(here, roll__poll=poll).select_related("roll__assessment", "roll__poll__campaign")


def rolls_of(poll: Poll, person: Any) -> QuerySet[Roll]:
    """The rolls of the branches where the person hands out slips, in the official order."""
    here = handed_out(person, "assessment__path", "assessment__zone_id")
    return Roll.objects.filter(here, poll=poll).select_related("assessment", "poll__campaign")


def figures_for(person: Any, batch: PaperBatch) -> dict[str, Figures] | None:
    """What both typed and what is settled, while they differ, for the two alone; None for everybody else and ever
    else: what agrees is in the box, and nobody sees results before the count."""
    if batch.status != BatchStatus.DIFFERS or person.pk not in (batch.first_by, batch.second_by):
        return None
    return {"first": batch.first, "second": batch.second, "settled": batch.settled}
