"""kill -9 of the worker in the middle of a run: nothing is lost, nothing is half done."""

from contextlib import contextmanager
from itertools import count

import pytest
from django.db import connection, transaction

from apps.assessments.models import Sheet
from apps.evaluations.models import Result, Run
from apps.evaluations.selectors import current_run
from apps.jobs.choices import Status
from apps.jobs.models import Job
from apps.jobs.services import sweep
from apps.organisations.choices import Role
from tests import factories
from tests.jobs.workers import kill, start_worker, wait_until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("workers")]


@contextmanager
def writing_blocked():
    """Nobody can write results meanwhile, so that a run stands in its middle."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("LOCK TABLE evaluations_result IN EXCLUSIVE MODE")
        yield


def test_kill_worker_in_the_middle_of_a_run_loses_nothing():
    committee = factories.make_committee()
    unit = factories.make_unit(committee)
    for _ in range(30):
        factories.make_branch(unit)
    campaign = factories.make_campaign(committee)
    staff = factories.make_person(role=Role.STAFF, node=committee)
    for assessment in factories.enrol(campaign):
        factories.mark(staff, assessment, {"A1": 1500, "E5": 900})
    worker = start_worker()
    try:
        stop_in_the_middle(campaign, worker)
    finally:
        kill(worker)

    assert_whole_or_nothing(campaign)
    assert Sheet.objects.filter(marks={"A1": 1500, "E5": 900}).count() == 30

    second = start_worker()
    try:
        wait_until(all_done_by_sweeping(), "the job's end")
    finally:
        kill(second)

    run = current_run(campaign)
    assert (run.branches, run.results.count(), Run.objects.count()) == (30, 30, 1)
    assert set(run.results.values_list("total", flat=True)) == {2400}
    assert not Job.objects.exclude(status=Status.DONE).exists()


def all_done_by_sweeping():
    """Whether every job has ended; sweeps at every hundredth look, as beat does every few seconds.

    Once would not do: a worker's killed child may still be on its way out when the first sweep looks for it.
    """
    looks = count()

    def look():
        if next(looks) % 100 == 0:
            sweep()
        return not Job.objects.unfinished().exists()

    return look


def stop_in_the_middle(campaign, worker):
    """Kill the worker while its job runs: on PostgreSQL with the writing held back, on SQLite once it is claimed."""
    running = Job.objects.filter(kind="evaluate", key=str(campaign.pk), status=Status.RUNNING)
    if connection.vendor == "postgresql":
        with writing_blocked():
            wait_until(lambda: running.filter(step="write").exists(), "a run about to write")
            kill(worker)
        return
    wait_until(running.exists, "a claimed run")
    kill(worker)


def assert_whole_or_nothing(campaign):
    """Readers see no run, or all of one; on PostgreSQL, where the writing was held back, surely none."""
    run = current_run(campaign)
    if connection.vendor == "postgresql":
        assert run is None
    assert Result.objects.count() == (0 if run is None else 30)
