"""Votes are counted once, after voting is over, all or nothing."""

import copy

import pytest

from apps.assessments.models import Assessment
from apps.audit.models import Record
from apps.ballots.choices import FewVotes, PollStatus
from apps.ballots.models import Box, Count, Poll, Voter
from apps.ballots.results import results_of, results_of_all
from apps.ballots.services import counting
from apps.ballots.services.papers import confirm, settle, type_first, type_second
from apps.ballots.services.polls import set_up
from apps.ballots.services.receipts import find
from apps.core.errors import Forbidden, Refused
from apps.jobs.choices import Status
from apps.jobs.models import Job
from apps.jobs.services import run, run_waiting
from apps.organisations.choices import Role
from tests.factories.houses import House, make_house
from tests.factories.polling import asked, close_stage, poll_of, polled, roll_of, vote

pytestmark = pytest.mark.django_db


def build() -> House:
    house = make_house()
    polled(house)
    return house


@pytest.fixture
def house(built: House) -> House:
    return copy.deepcopy(built)


def counted(house: House) -> Job:
    """Voting closes, staff ask for the count, the worker does it."""
    close_stage(house)
    job = counting.request_count(house.staff, poll_of(house))
    run_waiting()
    job.refresh_from_db()
    return job


def pile(poll: Poll, papers: int, option: int = 0) -> dict[str, dict[str, int]]:
    return {question["code"]: {poll.options[option]["code"]: papers} for question in poll.questions}


def test_count_gives_sums_facts_and_receipts(house: House) -> None:
    members, public = roll_of(house, 0, 0), roll_of(house, 0, 1)
    receipt = vote(house, members, [0, 0, 0, 1, 1, 4])[0]
    vote(house, public, [1, 1, 2, 2, 3])

    job = counted(house)

    poll, row = poll_of(house), Assessment.objects.get(pk=house.assessments[0].pk)
    sums = Count.objects.get(assessment=row, layer="members").answers["overall"]
    assert (job.status, job.result["votes"], poll.status) == (Status.DONE, 11, PollStatus.COUNTED)
    assert sums == {"very-good": 3, "good": 2, "fair": 0, "poor": 0, "abstain": 1}
    # Members (3 × 100 + 2 × 80) / 5 = 92, public (2 × 80 + 2 × 60) / 5 = 56: 0.6 × 92 + 0.4 × 56 = 77.6.
    # A quorum asks members: their 6 votes alone are counted towards it.
    assert row.facts == {"ballot.count": 600, "ballot.mean": 7760}
    assert find(receipt).state == "counted"
    assert find(receipt).on == poll.counted_on


def test_count_empties_boxes_and_forgets_the_keys(house: House) -> None:
    vote(house, roll_of(house), [0, 1])

    counted(house)

    poll = poll_of(house)
    assert (poll.sealed_key, [box.ballots for box in Box.objects.all()]) == ("", [[]])
    assert len(Box.objects.get().receipts) == 2
    assert not Voter.objects.exclude(token="").exists()
    assert counting.rebuilt_digest(poll) == poll.digest
    assert Record.objects.get(act="ballot.counted").after["digest"] == poll.digest


def test_count_twice_changes_nothing(house: House) -> None:
    vote(house, roll_of(house), [0, 1])
    job = counted(house)
    before = (poll_of(house).digest, Count.objects.count())
    Job.objects.filter(pk=job.pk).update(status=Status.QUEUED)

    run(job.pk)

    job.refresh_from_db()
    assert (job.status, (poll_of(house).digest, Count.objects.count())) == (Status.DONE, before)


def test_count_broken_off_leaves_nothing_half(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    vote(house, roll_of(house), [0, 1])
    before = Box.objects.values().get()
    monkeypatch.setattr(counting, "announce_evaluation", lambda *_: 1 / 0)

    job = counted(house)
    monkeypatch.undo()
    half = (job.status, Count.objects.count(), Box.objects.values().get(), poll_of(house).status)
    counting.request_count(house.staff, poll_of(house))
    run_waiting()

    assert half == (Status.FAILED, 0, before, PollStatus.VOTING)
    assert poll_of(house).status == PollStatus.COUNTED


def test_count_while_voting_is_refused_even_for_superusers(house: House) -> None:
    house.staff.is_superuser = True
    vote(house, roll_of(house), [0])

    with pytest.raises(Refused) as refused:
        counting.request_count(house.staff, poll_of(house))

    assert refused.value.code == "voting"


def test_count_by_others_than_the_committee_is_forbidden(house: House) -> None:
    close_stage(house)

    for role in (Role.SECRETARY, Role.REVIEWER, Role.LEADER, Role.AUDITOR):
        with pytest.raises(Forbidden):
            counting.request_count(house.people[role], poll_of(house))


def test_count_refuses_while_papers_wait(house: House) -> None:
    poll, roll = poll_of(house), roll_of(house)
    type_first(house.staff, roll, 3, pile(poll, 3))
    close_stage(house)

    with pytest.raises(Refused) as refused:
        counting.request_count(house.staff, poll)

    assert refused.value.code == "papers-wait"


def test_count_refuses_a_changed_box_and_says_where(house: House) -> None:
    vote(house, roll_of(house), [0, 1])
    box = Box.objects.get()
    box.ballots = [box.ballots[0]]
    box.save()

    job = counted(house)

    assert (job.status, house.assessments[0].name in job.error) == (Status.FAILED, True)
    assert poll_of(house).status == PollStatus.VOTING


def test_count_refuses_a_ballot_of_another_box(house: House) -> None:
    vote(house, roll_of(house, 0), [0])
    vote(house, roll_of(house, 1), [3])
    one, other = Box.objects.order_by("assessment__order_path")
    one.ballots, other.ballots = other.ballots, one.ballots
    one.save()
    other.save()

    assert counted(house).status == Status.FAILED


def test_settled_papers_are_counted_with_votes(house: House) -> None:
    poll, roll = poll_of(house), roll_of(house)
    second = house.people[Role.REVIEWER]
    vote(house, roll, [0, 0])
    batch = type_first(house.staff, roll, 4, pile(poll, 4))
    batch = type_second(second, batch, 4, pile(poll, 4, 1))
    batch = settle(second, batch, 4, pile(poll, 4, 1))
    confirm(house.staff, batch)

    counted(house)

    count = Count.objects.get(assessment=house.assessments[0], layer="members")
    assert (count.by_code, count.on_paper) == (2, 4)
    assert count.answers["overall"]["good"] == 4
    batch.refresh_from_db()
    assert (batch.first, batch.second, batch.settled) == ({}, {}, {})


def test_few_votes_are_counted_and_never_shown(house: House) -> None:
    vote(house, roll_of(house, 0, 0), [0] * 6)
    vote(house, roll_of(house, 0, 1), [3] * 4)

    counted(house)

    members, public = results_of(house.assessments[0])
    everywhere = results_of_all(poll_of(house), house.staff)
    assert (members.mean, members.answers["overall"]["very-good"]) == (10_000, 6)
    assert (public.votes, public.answers, public.mean) == (4, None, None)
    assert [layer.votes for layer in everywhere] == [6, 0]
    assert Assessment.objects.get(pk=house.assessments[0].pk).facts["ballot.mean"] == 6_000


def test_few_votes_left_out_count_nowhere(house: House) -> None:
    set_up(house.staff, house.campaign, **asked(house), few_votes=FewVotes.LEFT_OUT)
    vote(house, roll_of(house, 0, 0), [0] * 6)
    vote(house, roll_of(house, 0, 1), [3] * 4)

    counted(house)

    facts = Assessment.objects.get(pk=house.assessments[0].pk).facts
    assert (facts["ballot.count"], facts["ballot.mean"]) == (600, 10_000)
    assert Count.objects.get(assessment=house.assessments[0], layer="public").answers == {}


def test_results_before_the_count_are_refused(house: House) -> None:
    vote(house, roll_of(house), [0] * 6)

    assert results_of(house.assessments[0]) == []
    with pytest.raises(Refused):
        results_of_all(poll_of(house), house.staff)
