"""A day of visits stands on the lists of its team; a signature on the secretary's."""

from copy import deepcopy

import pytest

from apps.assessments.services.signing import Hand, sign_for_branch, sign_for_team
from apps.organisations.choices import Role
from apps.workflow.todo import todo_of
from tests.factories.houses import make_house
from tests.factories.visits import now, see, stop

pytestmark = [pytest.mark.django_db, pytest.mark.pure]
KINDS = ("visit-", "sign-stop-")


def build():
    return make_house()


@pytest.fixture
def house(built, db):
    return deepcopy(built)


def keys(house, role):
    return [item.key for item in todo_of(house.people[role]).items if item.key.startswith(KINDS)]


def told(house):
    return [keys(house, role) for role in (Role.STAFF, Role.ZONE_LEAD, Role.SECRETARY, Role.LEADER)]


def test_team_goes_then_secretary_signs_then_nothing_is_left(house):
    made = stop(house)
    planned = told(house)
    see(house, made)
    sign_for_team(house.staff, made, Hand(now(made).version))
    waits = told(house)

    sign_for_branch(house.people[Role.SECRETARY], made, Hand(now(made).version))

    day, hand = f"visit-{made.visit_id}", f"sign-stop-{made.pk}"
    assert planned == [[day], [day], [], []]
    assert waits == [[], [], [hand], []]
    assert told(house) == [[], [], [], []]
