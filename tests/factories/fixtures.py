"""Committees and campaigns that the tests of a module look at; each test takes its own changes back."""

from dataclasses import dataclass

import pytest

from apps.campaigns.models import Campaign
from apps.organisations.choices import Role
from apps.organisations.models import Node
from tests import factories
from tests.factories.houses import House, make_house, shared


@dataclass
class Two:
    """A house and its neighbour, of which it must never see anything."""

    own: House
    other: House


@pytest.fixture(scope="module")
def two(django_db_setup, django_db_blocker):
    """Two committees with a rated campaign each."""
    with shared(django_db_blocker):
        yield Two(make_house(), make_house("县直机关工委", "county-2025", "县"))


@dataclass
class Clean:
    """The campaign of clean.xlsx, imported and rated, and its staff."""

    committee: Node
    campaign: Campaign
    staff: object

    @property
    def base(self) -> str:
        return f"/c/{self.campaign.slug}/"


@pytest.fixture(scope="module")
def clean(django_db_setup, django_db_blocker):
    """900 branches with the published results."""
    with shared(django_db_blocker):
        committee = factories.make_committee()
        campaign = factories.make_campaign(committee, slug="clean-2025", name="2025 年五星支部创建")
        staff = factories.make_person("周敏", Role.STAFF, committee)
        factories.write_workbook(staff, campaign, "clean.xlsx")
        yield Clean(committee, campaign, staff)
