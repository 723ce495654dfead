"""Celery's side: run one job by id, sweep."""

from celery import shared_task

from apps.jobs import services


@shared_task(name="jobs.run")
def run_job(job_id: int) -> None:
    services.run(job_id)


@shared_task(name="jobs.sweep")
def sweep() -> None:
    services.sweep()
