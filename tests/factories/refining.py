"""A committee whose rulebook leaves units room for indicators of their own: two units, people, dates that lie ahead."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from apps.accounts.models import User
from apps.assessments.indicators import Indicator
from apps.assessments.models import Assessment, Refinement
from apps.assessments.services.refinements import approve_indicators, submit_indicators, write_indicators
from apps.campaigns.choices import StageKind
from apps.campaigns.models import Campaign
from apps.campaigns.services import StageDates
from apps.organisations.choices import Role
from apps.organisations.models import Node
from tests.factories.campaigns import enrol, make_campaign, published_rulebook
from tests.factories.people import make_person
from tests.factories.tree import make_branch, make_committee, make_unit

OWN = (Indicator("党员科技攻关", "有项目、有成果", 600, 1), Indicator("党建联建共建", "", 400))


@dataclass
class RefiningHouse:
    """One committee with two units of two branches each, graded by jiangsu-2022; marking begins in two days."""

    committee: Node
    units: list[Node]
    campaign: Campaign
    assessments: list[Assessment]
    staff: User
    reviewer: User
    secretary: User

    @property
    def unit(self) -> Node:
        return self.units[0]

    def row(self) -> Refinement:
        """What stands for the first unit."""
        return Refinement.objects.get(campaign=self.campaign, node=self.unit, section="X")

    def write(self, *indicators: Indicator, actor: Any = None, **more: Any) -> Refinement:
        """The first unit's reviewer writes."""
        return write_indicators(actor or self.reviewer, self.campaign, self.unit, "X", indicators or OWN, **more)

    def submit(self) -> Refinement:
        return submit_indicators(self.reviewer, self.campaign, self.unit, "X")

    def approve(self) -> Refinement:
        return approve_indicators(self.staff, self.campaign, self.unit, "X")

    def approved(self) -> Refinement:
        """Written, submitted and approved."""
        self.write()
        self.submit()
        return self.approve()

    def begin_marking(self) -> None:
        """Every stage stands open since yesterday."""
        self.campaign.stages.update(opens_at=timezone.now() - timedelta(days=1))


def dates_ahead(days: int = 2) -> list[StageDates]:
    """One stage of each kind, from in two days on."""
    opens = timezone.now() + timedelta(days=days)
    return [StageDates(kind=kind, opens_at=opens, closes_at=opens + timedelta(days=30)) for kind in StageKind]


def make_refining_house(name: str = "省级机关工委", slug: str = "grading-2025", **campaign: Any) -> RefiningHouse:
    """The committee, its people and its campaign; nothing is written yet."""
    committee = make_committee(name)
    units = [make_unit(committee, title) for title in ("省科学院", "省图书馆")]
    branches = [
        make_branch(unit, f"{unit.name}第{number}党支部", branch_type="科研院所", members=10)
        for unit in units
        for number in (1, 2)
    ]
    version = published_rulebook("jiangsu-2022")
    fields = {"slug": slug, "rulebook_version": version, "stages": dates_ahead()} | campaign
    made = make_campaign(committee, **fields)
    return RefiningHouse(
        committee,
        units,
        made,
        enrol(made),
        staff=make_person("周敏", Role.STAFF, committee),
        reviewer=make_person("邱建国", Role.REVIEWER, units[0]),
        secretary=make_person("郑宏", Role.SECRETARY, branches[0].node),
    )
