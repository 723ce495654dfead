"""Celery's side: link the acts that have been recorded since."""

from celery import shared_task

from apps.audit import services


@shared_task(name="audit.link")
def link_records() -> None:
    services.link_records()
