"""Work is announced once for a burst, claimed by one process at a time, and never lost."""

import os
import socket
from datetime import timedelta

import pytest
from django.utils import timezone

from apps.core.errors import Invalid, Refused
from apps.jobs import handlers, services
from apps.jobs.choices import Status
from apps.jobs.models import Job
from apps.jobs.progress import Stopped

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _handlers():
    """Kinds of work that exist for these tests only."""

    def count_to_three(job, progress):
        for number in range(3):
            progress("count", number, 3)
        return {"counted": 3}

    def refuse(job, progress):
        raise Invalid("第 3 行没有名称")

    def break_down(job, progress):
        raise RuntimeError("out of paper")

    def stop_itself(job, progress):
        Job.objects.filter(pk=job.pk).update(is_stop_asked=True)
        progress("late")

    for kind, handler in {"count": count_to_three, "refuse": refuse, "break": break_down, "stop": stop_itself}.items():
        handlers.register(kind, kind, handler)


def test_announce_burst_coalesces_into_one_waiting_job():
    first = services.announce("count", 7, "数三下")
    second = services.announce("count", 7, "数三下")
    other = services.announce("count", 8, "数三下")

    assert second.pk == first.pk
    assert second.announcements == 2
    assert other.pk != first.pk


def test_announce_while_running_queues_another_that_waits_its_turn():
    first = services.announce("count", 7, "数三下")
    claimed = services.claim(first.pk)
    second = services.announce("count", 7, "数三下")

    assert claimed.status == Status.RUNNING
    assert second.pk != first.pk
    assert services.claim(second.pk) is None


def test_run_done_keeps_result_and_figures():
    job = services.announce("count", 7, "数三下")

    services.run(job.pk)

    job.refresh_from_db()
    assert (job.status, job.result, job.attempts) == (Status.DONE, {"counted": 3}, 1)
    assert job.finished_at >= job.started_at


def test_run_twice_does_the_work_once():
    job = services.announce("count", 7, "数三下")

    assert services.run(job.pk) is not None
    assert services.run(job.pk) is None


def test_run_refused_keeps_the_sentence():
    job = services.announce("refuse", 1, "读表")

    services.run(job.pk)

    job.refresh_from_db()
    assert (job.status, job.error, job.error_number) == (Status.FAILED, "第 3 行没有名称", "")


def test_run_broken_keeps_a_number_and_no_innards():
    job = services.announce("break", 1, "打印")

    services.run(job.pk)

    job.refresh_from_db()
    assert job.status == Status.FAILED
    assert len(job.error_number) == 8
    assert "paper" not in job.error


def test_stop_waiting_job_ends_it_at_once():
    job = services.announce("count", 7, "数三下")

    services.stop(job)

    job.refresh_from_db()
    assert job.status == Status.STOPPED
    with pytest.raises(Refused):
        services.stop(job)


def test_stop_running_job_ends_it_at_its_next_step():
    job = services.announce("stop", 7, "数三下")

    services.run(job.pk)

    job.refresh_from_db()
    assert job.status == Status.STOPPED
    assert issubclass(Stopped, Exception)


def test_sweep_gives_back_a_job_whose_holder_is_gone():
    job = services.announce("count", 7, "数三下")
    services.claim(job.pk)
    gone = f"{socket.gethostname()}:{dead_process()}"
    Job.objects.filter(pk=job.pk).update(holder=gone)

    services.sweep()

    job.refresh_from_db()
    assert (job.status, job.holder, job.attempts) == (Status.QUEUED, "", 1)


def test_sweep_gives_back_a_silent_job_of_another_host():
    job = services.announce("count", 7, "数三下")
    services.claim(job.pk)
    silent = timezone.now() - services.SILENCE - timedelta(seconds=1)
    Job.objects.filter(pk=job.pk).update(holder="elsewhere:1", heartbeat_at=silent)

    services.sweep()

    job.refresh_from_db()
    assert job.status == Status.QUEUED


def test_sweep_leaves_a_living_job_alone():
    job = services.announce("count", 7, "数三下")
    services.claim(job.pk)

    services.sweep()

    job.refresh_from_db()
    assert (job.status, job.holder) == (Status.RUNNING, f"{socket.gethostname()}:{os.getpid()}")


def test_sweep_after_too_many_attempts_fails_the_job():
    job = services.announce("count", 7, "数三下")
    services.claim(job.pk)
    gone = f"{socket.gethostname()}:{dead_process()}"
    Job.objects.filter(pk=job.pk).update(holder=gone, attempts=services.ATTEMPTS)

    services.sweep()

    job.refresh_from_db()
    assert job.status == Status.FAILED


def test_give_back_where_the_work_is_queued_anew_closes_the_lost_row():
    lost = services.announce("count", 7, "数三下")
    services.claim(lost.pk)
    lost.refresh_from_db()
    again = services.announce("count", 7, "数三下")

    services.give_back(lost)

    lost.refresh_from_db()
    again.refresh_from_db()
    assert (lost.status, again.status) == (Status.STOPPED, Status.QUEUED)


def test_finish_by_a_process_that_lost_the_job_changes_nothing():
    job = services.announce("count", 7, "数三下")
    held = services.claim(job.pk)
    Job.objects.filter(pk=job.pk).update(holder="elsewhere:1")

    services.finish(held, Status.DONE, result={"stale": True})

    job.refresh_from_db()
    assert (job.status, job.result) == (Status.RUNNING, {})


def test_run_waiting_does_everything():
    for key in range(3):
        services.announce("count", key, "数三下")

    assert services.run_waiting() == 3
    assert not Job.objects.unfinished().exists()


def dead_process() -> int:
    """The id of a process that has ended."""
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)
    return pid


def test_is_alive_killed_but_uncollected_process_is_gone():
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)

    alive = services.is_alive(pid)
    os.waitpid(pid, 0)

    assert not alive
    assert services.is_alive(os.getpid())
