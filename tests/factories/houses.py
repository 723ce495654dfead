"""Two committees with people in every office and a rated campaign each; and rows that a module's tests share."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.test import Client

from apps.accounts.models import User
from apps.assessments.models import Assessment
from apps.campaigns.models import Campaign
from apps.jobs.services import run_waiting
from apps.organisations.choices import Role
from apps.organisations.models import Node, Zone
from tests.factories.campaigns import enrol, make_campaign, mark
from tests.factories.people import make_person, sign_in
from tests.factories.tree import make_branch, make_committee, make_unit, make_zone

DARK = "ABCDE"
AT_BRANCH = {Role.SECRETARY, Role.CLERK}
AT_UNIT = {Role.REVIEWER, Role.CONTACT}


@dataclass
class House:
    """One committee, its zones, units and branches in order, its campaign, and a person in each office."""

    committee: Node
    campaign: Campaign
    zones: list[Zone]
    units: list[Node]
    assessments: list[Assessment]
    people: dict[str, User] = field(default_factory=dict)

    @property
    def staff(self) -> User:
        return self.people[Role.STAFF]

    @property
    def base(self) -> str:
        """The address of the campaign's pages."""
        return f"/c/{self.campaign.slug}/"

    def client(self, role: str = Role.STAFF) -> Client:
        """A browser in which this house's person of that office has signed in."""
        return sign_in(self.people[role])


@contextmanager
def shared(blocker: Any) -> Iterator[None]:
    """Rows made inside are seen by every test of a module, and gone after it; each test's own changes go after it."""
    with blocker.unblock():
        atomic = transaction.atomic()
        atomic.__enter__()
    try:
        with blocker.unblock():
            yield
    finally:
        with blocker.unblock():
            transaction.set_rollback(True)
            atomic.__exit__(None, None, None)


def flat_marks(points: int = 1800, low: str = "", **changed: int) -> dict[str, int]:
    """Every criterion at `points` hundredths, those of the sections `low` at 1000, and some changed by code."""
    return {f"{s}{n}": 1000 if s in low else points for s in DARK for n in range(1, 6)} | changed


def make_house(name: str = "市直机关工委", slug: str = "five-2025", prefix: str = "市") -> House:
    """Three branches of two units in two zones: five stars, four stars, none; evaluated."""
    committee = make_committee(name)
    zones = [make_zone(committee, f"{prefix}{title}协作区") for title in ("第一", "第二")]
    units = [
        make_unit(committee, f"{prefix}{title}", zone) for title, zone in zip(("发改委", "财政局"), zones, strict=True)
    ]
    first = make_branch(units[0], f"{prefix}发改委第1党支部", branch_type="党政机关", members=12)
    make_branch(units[0], f"{prefix}发改委第2党支部", branch_type="党政机关", members=9)
    make_branch(units[1], f"{prefix}财政局第1党支部", branch_type="事业单位", members=21)
    campaign = make_campaign(committee, name=f"{prefix}五星支部创建", slug=slug)
    house = House(committee, campaign, zones, units, enrol(campaign))
    for role in Role.values:
        node = first.node if role in AT_BRANCH else units[0] if role in AT_UNIT else committee
        zone = zones[0] if role == Role.ZONE_LEAD else None
        house.people[role] = make_person(f"{prefix}{Role(role).label}", role, node, zone, username=f"{slug}-{role}")
    for assessment, low in zip(house.assessments, ("", "A", DARK), strict=True):
        mark(house.staff, assessment, flat_marks(low=low))
    run_waiting()
    return house
