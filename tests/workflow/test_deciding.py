"""What waits for whose name around a decision."""

from copy import deepcopy

import pytest

from apps.assessments.services import propose_vetoes
from apps.evaluations.services import propose_change, second_item, sign_decision
from apps.jobs.services import run_waiting
from apps.organisations.choices import Role
from apps.workflow.todo import todo_of
from tests.factories.deciding import SIGNERS, make_decided_house, meet, vote_all

pytestmark = pytest.mark.django_db
KINDS = ("vetoes", "second", "sign", "approve")


def build():
    return make_decided_house()


@pytest.fixture
def house(built, db):
    return deepcopy(built)


def waiting(house):
    """By office, the first word of each thing that waits for that person's own name."""
    found = {}
    for role in (Role.STAFF, Role.LEADER, Role.LIAISON, Role.AUDITOR):
        keys = [item.key.split("-")[0] for item in todo_of(house.people[role]).items if item.url]
        found[role] = [key for key in keys if key in KINDS]
    return found


def nobody(**given):
    return {Role.STAFF: [], Role.LEADER: [], Role.LIAISON: [], Role.AUDITOR: []} | given


def test_veto_waits_for_the_liaison_alone(house):
    words = {"reason": "通报", "document": "市纪委〔2025〕31 号"}
    propose_vetoes(house.staff, assessment=house.assessments[0], vetoes=["V1"], **words)

    assert waiting(house) == nobody(liaison=["vetoes"])


def test_meeting_waits_for_its_second_its_signers_and_the_leader_in_turn(house):
    decision = meet(house)
    words = {"after": "三星", "clause": "第 21 条", "reason": "逾期"}
    item = propose_change(house.staff, decision, assessment=house.assessments[1], **words)
    proposed = waiting(house)
    second_item(house.people[Role.LIAISON], item)
    vote_all(house, decision)
    voted = waiting(house)
    for _function, role in SIGNERS:
        sign_decision(house.people[role], decision)
    run_waiting()

    assert proposed == nobody(leader=["second"], liaison=["second"])
    assert voted == nobody(staff=["sign"], leader=["sign"], liaison=["sign"])
    assert waiting(house) == nobody(leader=["approve"])
