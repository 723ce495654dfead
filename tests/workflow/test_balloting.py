"""A ballot on its campaign's way: what is left to do, what its stage's turns bring, which piles wait for whom."""

import copy
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from apps.assessments.trial import has_ballot
from apps.ballots.choices import PollStatus
from apps.ballots.services.counting import require_counted_votes
from apps.ballots.services.papers import settle, type_first, type_second
from apps.ballots.services.polls import set_up
from apps.campaigns.choices import StageKind
from apps.campaigns.models import Campaign
from apps.core.errors import Refused
from apps.evaluations.services import start_numbered_run
from apps.jobs.services import run_waiting
from apps.organisations.choices import Role
from apps.workflow.blockers import blockers
from apps.workflow.facts import gather, with_facts
from apps.workflow.stages import tick
from apps.workflow.todo import todo_of
from tests.factories.balloting import figures
from tests.factories.campaigns import published_rulebook
from tests.factories.houses import House, make_house
from tests.factories.polling import asked, close_stage, open_stage, poll_of, polled, roll_of, vote

pytestmark = pytest.mark.django_db
ABOUT = {"ballot", "turnout", "papers", "count"}


def build() -> House:
    return make_house()


@pytest.fixture
def house(built: House) -> House:
    return copy.deepcopy(built)


def left(house: House) -> list[str]:
    """The keys of what the ballot leaves to do."""
    facts = gather(with_facts(Campaign.objects.filter(pk=house.campaign.pk)))[house.campaign.pk]
    return [one.key for one in blockers(facts) if one.key in ABOUT]


def reads_votes(house: House) -> None:
    """The campaign follows a rulebook in which votes count."""
    version = published_rulebook("jiangsu-2022")
    Campaign.objects.filter(pk=house.campaign.pk).update(rulebook_version=version)
    house.campaign.refresh_from_db()


def piles(person: Any) -> list[str]:
    return [item.key for item in todo_of(person).items if item.key.startswith("papers-")]


def test_blockers_follow_the_ballot(house: House) -> None:
    without = left(house)
    open_stage(house)
    nothing = left(house)
    set_up(house.staff, house.campaign, **asked(house))
    nobody = left(house)
    polled(house)
    type_first(house.staff, roll_of(house), 3, figures(house))
    voting = left(house)
    close_stage(house)
    over = left(house)

    assert (without, nothing, nobody) == ([], ["ballot"], ["ballot"])
    assert (voting, over) == (["papers", "turnout"], ["papers", "count"])


def test_closing_the_stage_counts_the_votes(house: House) -> None:
    polled(house)
    vote(house, roll_of(house), [0, 1])
    stage = house.campaign.stages.get(kind=StageKind.BALLOT)
    end = stage.closes_at

    tick(end - timedelta(minutes=1))
    begun = poll_of(house).status
    close_stage(house)
    tick(timezone.now())
    run_waiting()

    assert (begun, poll_of(house).status, left(house)) == (PollStatus.VOTING, PollStatus.COUNTED, [])


def test_numbered_run_waits_for_votes_that_count(house: House) -> None:
    polled(house)
    require_counted_votes(house.campaign)
    reads_votes(house)

    with pytest.raises(Refused) as refused:
        start_numbered_run(house.staff, house.campaign)

    assert refused.value.code == "votes-uncounted"
    assert has_ballot(Campaign.objects.get(pk=house.campaign.pk))


def test_pile_waits_for_the_one_who_is_next(house: House) -> None:
    polled(house)
    staff, reviewer = house.staff, house.people[Role.REVIEWER]
    batch = type_first(reviewer, roll_of(house), 3, figures(house))
    first = (piles(staff), piles(reviewer), piles(house.people[Role.SECRETARY]))
    other = {question: {"poor": 3} for question in figures(house)}
    batch = type_second(staff, batch, 3, other)
    differing = (piles(staff), piles(reviewer))
    settle(staff, batch, 3, other)

    key = [f"papers-{batch.pk}"]
    assert first == (key, [], [])
    assert differing == (key, key)
    assert (piles(staff), piles(reviewer)) == ([], key)
