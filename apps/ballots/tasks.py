"""Celery's side: the end of a day of voting."""

from celery import shared_task

from apps.ballots.services.days import write_days
from apps.ballots.traces import wipe_traces


@shared_task(name="ballots.end-of-day")
def end_of_day() -> None:
    """Keep the day's totals; where votes are being cast, wipe what files tell of their order."""
    if write_days():
        wipe_traces()
