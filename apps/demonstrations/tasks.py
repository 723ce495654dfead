"""Celery's side: gates whose day has come; once a day the reviews that come due."""

from celery import shared_task

from apps.demonstrations.services.clock import open_due_gates
from apps.demonstrations.services.reviews import make_due


@shared_task(name="demonstrations.gates")
def tick_gates() -> None:
    open_due_gates()


@shared_task(name="demonstrations.reviews")
def make_reviews_due() -> None:
    make_due()
