"""Celery's side: the nightly look for proof that was kept long enough, and for files that were never compared."""

from celery import shared_task

from apps.assessments.keeping import find_due
from apps.evidence.likeness import print_missing


@shared_task(name="assessments.proof")
def look_through_proof() -> None:
    print_missing()
    find_due()
