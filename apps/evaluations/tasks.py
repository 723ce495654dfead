"""Celery's side: notices that become public, notices that end; seals recomputed and the record checked each night."""

from celery import shared_task

from apps.evaluations.services import audits, checks, publishing


@shared_task(name="evaluations.notices")
def tick_notices() -> None:
    publishing.tick()


@shared_task(name="evaluations.verify-seals")
def verify_seals() -> None:
    checks.check_every_seal()


@shared_task(name="evaluations.verify-audit")
def verify_audit() -> None:
    audits.check_whole_record()
