"""Units whose branches have assessed themselves, as far as a test needs them."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils import timezone

from apps.accounts.models import User
from apps.assessments.choices import Party, SubmissionStatus
from apps.assessments.models import Assessment, Remark, Sheet, Submission
from apps.campaigns.models import Campaign
from apps.organisations.choices import Role
from apps.organisations.models import Node, Zone
from tests.factories.campaigns import enrol, make_campaign
from tests.factories.people import make_person
from tests.factories.tree import make_branch, make_committee, make_unit, make_zone

CODES = [f"{section}{number}" for section in "ABCDE" for number in range(1, 6)]


@dataclass
class UnitHouse:
    """A committee with one unit in one zone, its campaign, its reviewer, staff, and a secretary for each branch."""

    committee: Node
    zone: Zone
    unit: Node
    campaign: Campaign
    assessments: list[Assessment]
    reviewer: User
    staff: User
    secretaries: list[User] = field(default_factory=list)

    @property
    def base(self) -> str:
        """The address of the unit's page."""
        return f"/c/{self.campaign.slug}/check/{self.unit.pk}/"

    def is_now(self, number: int) -> str:
        """The state of a branch's self-assessment as it is stored."""
        return Submission.objects.get(assessment=self.assessments[number]).status


def make_unit_house(branches: int = 2, *, slug: str = "five-2025", name: str = "市直机关工委") -> UnitHouse:
    """A unit of so many branches of 10 members each; every one has submitted 18 of 20 throughout."""
    committee = make_committee(name)
    zone = make_zone(committee, "第一协作区")
    unit = make_unit(committee, "市发改委", zone)
    nodes = [make_branch(unit, f"市发改委第{n}党支部", members=10).node for n in range(1, branches + 1)]
    campaign = make_campaign(committee, slug=slug, name="五星支部创建", year=timezone.localdate().year)
    house = UnitHouse(
        committee,
        zone,
        unit,
        campaign,
        enrol(campaign),
        reviewer=make_person("邱建国", Role.REVIEWER, unit, username=f"{slug}-reviewer"),
        staff=make_person("周敏", Role.STAFF, committee, username=f"{slug}-staff"),
    )
    for number, node in enumerate(nodes, start=1):
        person = make_person(f"书记{number}", Role.SECRETARY, node, username=f"{slug}-secretary{number}")
        house.secretaries.append(person)
    for assessment in house.assessments:
        submit_as_is(assessment)
    return house


def fill_in(assessment: Assessment, points: int = 1800, party: str = Party.SELF, **changed: int) -> Sheet:
    """Every criterion at `points` hundredths, some changed by code."""
    marks = dict.fromkeys(CODES, points) | changed
    return Sheet.objects.update_or_create(
        assessment=assessment, party=party, defaults={"marks": marks, "version": 1, "changed_at": timezone.now()}
    )[0]


def submit_as_is(assessment: Assessment, points: int = 1800, **changed: int) -> Submission:
    """The branch's sheet filled in, and submitted an hour ago."""
    fill_in(assessment, points, **changed)
    return set_status(assessment, SubmissionStatus.SUBMITTED)


def set_status(assessment: Assessment, status: str, **fields: Any) -> Submission:
    """A self-assessment in any state."""
    now = timezone.now() - timedelta(hours=1)
    defaults = {"status": status, "submitted_at": now, "submitted_by_name": "书记"} | fields
    return Submission.objects.update_or_create(assessment=assessment, defaults=defaults)[0]


def say(assessment: Assessment, code: str, text: str) -> Remark:
    """The branch's words beside a mark."""
    sheet = Sheet.objects.get(assessment=assessment, party=Party.SELF)
    return Remark.objects.create(sheet=sheet, criterion=code, text=text, by_name="书记")


def last_year(house: UnitHouse, points: int = 1700, superior: int = 1700) -> list[Assessment]:
    """The same branches in the campaign of the year before, with both parties' marks."""
    campaign = make_campaign(house.committee, slug=f"{house.campaign.slug}-before", year=house.campaign.year - 1)
    found = enrol(campaign)
    for assessment in found:
        fill_in(assessment, points)
        fill_in(assessment, superior, party=Party.SUPERIOR)
    return found
