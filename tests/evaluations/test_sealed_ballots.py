"""A sealed file states the digest of its campaign's counted ballot, and verifying compares it with the tables."""

import copy
import hashlib
import json

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from apps.ballots.models import Count, Poll
from apps.ballots.services.counting import rebuilt_digest, request_count
from apps.evaluations.models import Paper, Seal
from apps.evaluations.papers import content_of
from apps.evaluations.sealing.canonical import layout
from apps.evaluations.sealing.verifying import verify
from apps.jobs.services import run_waiting
from tests.factories.houses import make_house
from tests.factories.polling import close_stage, poll_of, polled, roll_of, vote
from tests.factories.sealing import seal

pytestmark = pytest.mark.django_db


def build():
    """A sealed campaign whose votes were counted before."""
    house = make_house()
    polled(house)
    vote(house, roll_of(house), [0, 1, 2, 0, 1])
    close_stage(house)
    request_count(house.staff, poll_of(house))
    run_waiting()
    seal(house)
    return house


@pytest.fixture
def counted(built):
    return copy.deepcopy(built)


def found(house):
    """Every difference as (where, what, stored, recomputed)."""
    return [tuple(each.plain().values()) for each in verify(house.campaign).differences]


def test_sealed_file_states_the_digest_of_the_counted_ballot(counted):
    poll = poll_of(counted)

    stored = json.loads(content_of(Seal.objects.get(campaign=counted.campaign).paper))

    line = {"counted": poll.counted_on.isoformat(), "digest": poll.digest, "votes": 5, "papers": 0}
    assert stored["ballots"] == [line]
    assert found(counted) == []


def test_altered_count_and_altered_digest_are_named(counted):
    poll = poll_of(counted)
    Count.objects.filter(poll=poll, by_code=5).update(by_code=6)
    by_tables = found(counted)
    Poll.objects.filter(pk=poll.pk).update(digest=rebuilt_digest(poll))

    by_file = found(counted)

    assert (_("ballot"), _("digest of the counts"), poll.digest, rebuilt_digest(poll)) in by_tables
    assert (_("ballot"), "1.digest", poll.digest, rebuilt_digest(poll)) in by_file


def test_file_that_was_sealed_before_ballots_were_stated_is_still_the_same(counted):
    row = Seal.objects.get(campaign=counted.campaign)
    older = json.loads(content_of(row.paper))
    older.pop("ballots")
    content = layout(older)
    default_storage.delete(row.paper.path)
    default_storage.save(row.paper.path, ContentFile(content))
    digest = hashlib.sha256(content).hexdigest()
    Seal.objects.filter(pk=row.pk).update(digest=digest)
    Paper.objects.filter(pk=row.paper_id).update(digest=digest, size=len(content))

    assert found(counted) == []
