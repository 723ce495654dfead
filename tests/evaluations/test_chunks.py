"""Inputs of a run wait in a file until they are written: the same run, and a full disk leaves the former one."""

import os
import resource
import subprocess
import sys
from contextlib import contextmanager
from copy import deepcopy
from zlib import compress

import pytest
from django.forms.models import model_to_dict

from apps.assessments.services import announce_evaluation
from apps.core.disk import no_room
from apps.evaluations import chunks, judging, reading
from apps.evaluations.chunks import Chunks
from apps.evaluations.models import Run
from apps.evaluations.packing import COMPRESSION
from apps.evaluations.sealing.verifying import stored_digest
from apps.evaluations.selectors import current_run
from apps.jobs.choices import Status
from apps.jobs.models import Job
from apps.jobs.services import run_waiting
from tests.factories.houses import make_house

pytestmark = pytest.mark.django_db


def build():
    """Three branches, rated."""
    return make_house()


@pytest.fixture
def house(built, db):
    return deepcopy(built)


@pytest.fixture
def on_disk(monkeypatch, settings, tmp_path):
    """Nothing waits in memory: every chunk goes to a file in the home folder, which is given."""
    monkeypatch.setattr(chunks, "IN_MEMORY", 1)
    settings.HOME = tmp_path / "home"
    return settings.HOME


def rated_again(house):
    """The run that stands once the campaign is rated anew."""
    announce_evaluation(house.campaign)
    run_waiting()
    return current_run(house.campaign)


def told(run):
    """All that a run stores, without what numbers its rows."""
    inputs = run.inputs.values_list("position", "branches", "stamps", "columns")
    results = [model_to_dict(row, exclude=["id", "run"]) for row in run.results.order_by("position")]
    figures = run.figures.order_by("scope", "group").values_list("scope", "group", "data")
    bare = [(position, branches, bytes(stamps), bytes(columns)) for position, branches, stamps, columns in inputs]
    return run.digest, run.counts, run.branches, bare, results, list(figures)


@pytest.mark.parametrize("rows", [1, 2, 5000])
def test_a_run_through_a_file_stores_what_one_in_memory_does(house, on_disk, monkeypatch, rows):
    monkeypatch.setattr(judging, "CHUNK", rows)
    monkeypatch.setattr(chunks, "IN_MEMORY", 1 << 20)
    first = told(rated_again(house))
    monkeypatch.setattr(chunks, "IN_MEMORY", 1)
    for module, name in ((chunks, "AT_ONCE"), (reading, "AT_ONCE"), (judging, "TOGETHER")):
        monkeypatch.setattr(module, name, rows)

    run = rated_again(house)

    assert told(run) == first
    assert stored_digest(run) == run.digest
    assert [branches for _position, branches, *_bytes in first[3]] == {1: [1, 1, 1], 2: [2, 1], 5000: [3]}[rows]


def test_chunks_come_back_as_they_were_added_and_no_folder_lists_them(house, on_disk):
    run = current_run(house.campaign)

    with Chunks() as kept:
        for number in range(3):
            kept.add(number, b"s" * number, b"c" * 1000 * number)
        lying = list(on_disk.iterdir())
        rows = [(row.position, row.branches, row.stamps, row.columns) for row in kept.rows(run)]

    assert lying == []
    assert rows == [(n, n, b"s" * n, compress(b"c" * 1000 * n, COMPRESSION)) for n in range(3)]


def test_a_full_disk_fails_the_run_and_leaves_the_former_one(house, on_disk, monkeypatch):
    before = current_run(house.campaign)
    with monkeypatch.context() as full:
        full.setattr(Chunks, "add", limited(Chunks.add))
        during = rated_again(house)

    failed = Job.objects.filter(kind="evaluate").latest("pk")

    assert (failed.status, failed.error, failed.error_number) == (Status.FAILED, no_room(), "")
    assert (during, Run.objects.count(), during.results.count()) == (before, 1, 3)
    assert rated_again(house) != before


def limited(add):
    """The same while files may not grow at all."""

    def tried(*given):
        with no_room_for_files():
            add(*given)

    return tried


@contextmanager
def no_room_for_files():
    """What this process writes into files is refused, as by a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


# The file of a process of its own may hold the first chunk and not the second.
CHILD = """
import os, resource
import django
django.setup()
from django.conf import settings
from apps.core.errors import Refused
from apps.evaluations import chunks
chunks.IN_MEMORY = 10_000
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
with chunks.Chunks() as kept:
    kept.add(1, b"", os.urandom(20_000))
    try:
        kept.add(1, b"", os.urandom(1_000_000))
    except Refused as error:
        print(error.code, len(kept.sizes))
print(*settings.HOME.iterdir())
"""


def test_a_disk_that_fills_up_meanwhile_refuses_and_leaves_no_file(tmp_path):
    home = {"STARBRANCH_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "starbranch.settings.local"}

    done = subprocess.run([sys.executable, "-c", CHILD], capture_output=True, text=True, env=os.environ | home)

    assert (done.stdout, done.stderr) == ("not-kept 1\n\n", "")
