"""A rated house whose whole year is open, with a numbered run and a meeting on it."""

from dataclasses import asdict
from typing import Any

from django.utils import timezone

from apps.campaigns.choices import StageKind
from apps.campaigns.models import Stage
from apps.evaluations.models import Decision
from apps.evaluations.services import Meeting, Signer, open_decision, record_votes, start_numbered_run
from apps.jobs.services import run_waiting
from apps.organisations.choices import Role
from tests.factories.campaigns import all_stages
from tests.factories.houses import House, make_house

SIGNERS = (("主持人", Role.LEADER), ("记录人", Role.STAFF), ("监督", Role.LIAISON))


def open_year(house: House) -> None:
    """Every stage stands open."""
    have = set(house.campaign.stages.values_list("kind", flat=True))
    lacking = [each for each in all_stages(kinds=StageKind) if each.kind not in have]
    Stage.objects.bulk_create(Stage(campaign=house.campaign, **asdict(each)) for each in lacking)


def make_decided_house(**fields: Any) -> House:
    """Three branches (five stars, four, none), evaluation 1 made, the whole year open."""
    house = make_house(**fields)
    open_year(house)
    start_numbered_run(house.staff, house.campaign)
    run_waiting()
    return house


def meet(house: House, present: int | None = 8) -> Decision:
    """A meeting of eight on the newest run; leader, staff and liaison sign."""
    meeting = Meeting("综合评定会", timezone.now(), "工委 302 会议室", 9, present)
    signers = [Signer(function, house.people[role]) for function, role in SIGNERS]
    return open_decision(house.staff, house.campaign, meeting, signers)


def vote_all(house: House, decision: Decision, votes: tuple[int, int, int] = (8, 0, 0)) -> None:
    """The same votes on whatever is not decided."""
    for item in decision.items.filter(outcome=""):
        record_votes(house.staff, item, votes_for=votes[0], against=votes[1], abstentions=votes[2])
