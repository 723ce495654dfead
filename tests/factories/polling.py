"""Ballots for tests: a poll with an open stage, rolls and codes, votes cast, papers typed, counted."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from apps.ballots.asking import first_asked
from apps.ballots.models import Poll, Roll
from apps.ballots.services.casting import cast
from apps.ballots.services.polls import set_up
from apps.ballots.services.rolls import set_entitled
from apps.ballots.services.slips import mint
from apps.campaigns.choices import StageKind
from apps.campaigns.models import Stage
from tests.factories.campaigns import all_stages
from tests.factories.houses import House

MANY = 12


def open_stage(house: House, **dates: Any) -> Stage:
    """The campaign's ballot stage, open since yesterday unless dates say otherwise."""
    [given] = all_stages(kinds=[StageKind.BALLOT])
    when = {"opens_at": given.opens_at, "closes_at": given.closes_at} | dates
    return house.campaign.stages.update_or_create(kind=StageKind.BALLOT, defaults=when)[0]


def close_stage(house: House) -> None:
    """Voting ended a minute ago."""
    house.campaign.stages.filter(kind=StageKind.BALLOT).update(closes_at=timezone.now() - timedelta(minutes=1))


def asked(house: House) -> dict[str, Any]:
    """What a new ballot of the house's campaign begins with."""
    first = first_asked(house.campaign)
    return {"questions": first.questions, "options": first.options, "layers": first.layers}


def polled(house: House, entitled: int = MANY, **changed: Any) -> Poll:
    """The house's ballot, open; so many may vote in each layer of each branch."""
    open_stage(house)
    poll = set_up(house.staff, house.campaign, **(asked(house) | changed))
    keys = [(row.pk, layer["code"]) for row in house.assessments for layer in poll.layers]
    set_entitled(house.staff, poll, dict.fromkeys(keys, entitled))
    return poll


def poll_of(house: House) -> Poll:
    """The house's ballot as it stands."""
    return Poll.objects.select_related("campaign__committee").get(campaign=house.campaign)


def roll_of(house: House, branch: int = 0, layer: int = 0) -> Roll:
    """One layer of one branch, by their places."""
    poll = poll_of(house)
    return Roll.objects.get(assessment=house.assessments[branch], layer=poll.layers[layer]["code"])


def codes_of(house: House, roll: Roll) -> list[str]:
    """New codes for all of a roll who have not voted."""
    [(_roll, slips)] = mint(house.staff, [roll])
    return [code for _number, code in slips]


def answers(poll: Poll, option: int = 0) -> Mapping[str, str]:
    """The same answer to every question, by its place."""
    return {question["code"]: poll.options[option]["code"] for question in poll.questions}


def vote(house: House, roll: Roll, options: list[int]) -> list[str]:
    """One vote for each of `options`, with new codes; gives the receipts."""
    codes = codes_of(house, roll)
    return [cast(code, answers(roll.poll, option)) for code, option in zip(codes, options, strict=False)]
