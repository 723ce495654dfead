"""Pairs of files that are alike stand on the list of who is to look at them, until somebody has."""

from copy import deepcopy

import pytest

from apps.accounts.models import User
from apps.assessments.services.alike import judge_likeness
from apps.assessments.services.proof import add_proof
from apps.evidence.choices import LikeKind
from apps.evidence.models import Likeness
from apps.organisations.choices import Role
from apps.organisations.models import Appointment
from apps.workflow.todo import todo_of
from tests import factories
from tests.evidence.files import photo, sent
from tests.factories.houses import make_house

pytestmark = [pytest.mark.django_db, pytest.mark.pure]
OFFICES = (Role.STAFF, Role.REVIEWER, Role.ZONE_LEAD, Role.SECRETARY, Role.LEADER)


def build():
    return make_house()


@pytest.fixture
def house(built, db):
    return deepcopy(built)


def pair(house, *places):
    """Files beside a mark of two branches, by their place in the house, that are found alike."""
    author = factories.make_person("系统", is_superuser=True)
    first, second = (
        add_proof(author, house.assessments[place], "A1", sent(photo((400 + number, 300)))).file
        for number, place in enumerate(places)
    )
    return Likeness.objects.create(first=first, second=second, kind=LikeKind.NEAR, share=90)


def told(house):
    """Who has it on the list."""
    people = [(role, User.objects.get(pk=house.people[role].pk)) for role in OFFICES]
    return [role for role, person in people if any(item.icon == "photo" for item in todo_of(person).items)]


def test_pair_within_a_unit_is_its_reviewers_else_the_committees(house):
    found = pair(house, 0, 1)
    here = told(house)

    Appointment.objects.filter(person=house.people[Role.REVIEWER]).delete()

    assert (here, told(house)) == ([Role.REVIEWER], [Role.STAFF])
    judge_likeness(house.staff, house.campaign, found, "allowed", "同一场活动")
    assert told(house) == []


def test_pair_between_units_is_the_committees(house):
    pair(house, 0, 2)

    assert told(house) == [Role.STAFF]
