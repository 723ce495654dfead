"""Two people seal what they both saw; the file is the same byte for byte each time; corrections stand beside it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from apps.assessments.models import Assessment, Sheet
from apps.audit.models import Record
from apps.campaigns.choices import Status
from apps.campaigns.services import close_campaign
from apps.core.errors import Forbidden, Invalid, Refused
from apps.evaluations import services
from apps.evaluations.models import CurrentRun, Seal, SealProposal
from apps.evaluations.papers import content_of
from apps.evaluations.sealing.canonical import layout
from apps.evaluations.sealing.contents import contents_of
from apps.evaluations.sealing.verifying import stamp_of, verify
from apps.organisations.choices import Role
from apps.workflow.todo import todo_of
from tests.factories.houses import make_house
from tests.factories.sealing import close, correct, propose, seal
from tests.pages import Page

pytestmark = pytest.mark.django_db
CHECKER = Path(__file__).parents[2] / "static/check/check.py"


@pytest.fixture
def house():
    return make_house()


def run_checker(*arguments):
    """The checker as anybody runs it: no site packages, no environment."""
    command = [sys.executable, "-I", "-S", str(CHECKER), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True)


def test_seal_by_two_people_keeps_a_file_that_can_be_made_again(house, tmp_path):
    made = seal(house)

    content = content_of(made.paper)

    assert layout(contents_of(made.run, stamp_of(made))) == content
    assert (made.by_name, made.second_name) == (house.staff.name, house.people[Role.LEADER].name)
    assert (house.campaign.status, CurrentRun.objects.get(campaign=house.campaign).run) == (Status.SEALED, made.run)
    assert json.loads(content)["digests"] == made.parts
    assert verify(house.campaign).differences == []
    (tmp_path / "2025.seal").write_bytes(content)
    found = run_checker(tmp_path / "2025.seal", made.digest)
    assert (found.returncode, found.stderr) == (0, "")


def test_sealed_file_names_no_voter_and_no_person_of_a_branch(house):
    content = content_of(seal(house).paper).decode()

    assert house.people[Role.SECRETARY].name not in content
    assert house.people[Role.SECRETARY].username not in content


def test_confirm_by_who_proposed_it_is_refused(house):
    propose(house)

    with pytest.raises(Refused) as refused:
        services.confirm_seal(house.staff, house.campaign)

    assert refused.value.code == "same-person"
    assert not Seal.objects.exists()


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.AUDITOR, Role.ZONE_LEAD, Role.ADMINISTRATOR])
def test_confirm_by_an_office_without_the_second_hand_is_refused(house, role):
    propose(house)

    with pytest.raises(Forbidden):
        services.confirm_seal(house.people[role], house.campaign)

    assert not Seal.objects.exists()


def test_propose_before_closing_is_refused(house):
    with pytest.raises(Refused) as refused:
        services.propose_seal(house.staff, house.campaign)

    assert refused.value.code == "lifecycle"


def test_propose_without_a_numbered_run_names_what_is_left(house):
    close_campaign(house.staff, house.campaign, "到期", despite=True)

    with pytest.raises(Refused) as refused:
        services.propose_seal(house.staff, house.campaign)

    assert (refused.value.code, refused.value.details) == ("blocked", {"blockers": ["还没有综合评定"]})


def test_second_proposal_is_refused(house):
    propose(house)

    with pytest.raises(Refused) as refused:
        services.propose_seal(house.staff, house.campaign)

    assert refused.value.code == "proposed"


def test_confirm_after_a_change_is_refused(house):
    propose(house)
    Assessment.objects.filter(pk=house.assessments[0].pk).update(members=99)

    with pytest.raises(Refused) as refused:
        services.confirm_seal(house.people[Role.LEADER], house.campaign)

    assert refused.value.code == "changed"


def test_proposal_sent_back_by_the_second_person_can_be_made_anew(house):
    propose(house)

    services.withdraw_seal(house.people[Role.LEADER], house.campaign, "先核对名册")
    services.propose_seal(house.staff, house.campaign)

    assert list(SealProposal.objects.values_list("end_reason", flat=True)) == ["", "先核对名册"]
    assert Record.objects.get(act="seal.withdrawn").reason == "先核对名册"


def test_withdraw_without_a_reason_is_refused(house):
    propose(house)

    with pytest.raises(Invalid):
        services.withdraw_seal(house.staff, house.campaign, " ")


def test_erratum_tells_what_it_moves_and_leaves_the_old_text(house):
    made = seal(house)
    content = content_of(made.paper)

    erratum = services.confirm_erratum(house.people[Role.LEADER], correct(house, made))

    first = house.assessments[0].pk
    assert erratum.moved == [
        {
            "branch": first,
            "name": "市发改委第1党支部",
            "level": "五星",
            "place": 1,
            "level_after": "四星",
            "place_after": 1,
        }
    ]
    assert erratum.changes[0] | {"name": ""} == {
        "branch": first,
        "name": "",
        "what": "mark:A1",
        "before": 1800,
        "after": 0,
    }
    assert content_of(made.paper) == content
    assert made.run.results.get(assessment=first).total == 45000
    assert Sheet.objects.get(assessment=first, party="superior").marks["A1"] == 1800
    assert verify(house.campaign).differences == []


def test_published_correction_is_told_on_the_branch_page_and_over_the_league(house):
    made, base = seal(house), f"/c/{house.campaign.slug}/"
    waiting = correct(house, made)
    before = Page.of(house.client().get(f"{base}league/")).notices

    services.confirm_erratum(house.people[Role.LEADER], waiting)

    leader = house.client(Role.LEADER)
    first, second = (Page.of(leader.get(f"{base}branches/{each.pk}/")) for each in house.assessments[:2])
    league = Page.of(house.client().get(f"{base}league/")).notices
    assert [len(before), len(league)] == [1, 2]
    assert "18 → 0" in first.notices[0]
    assert second.notices == []


def test_second_erratum_begins_where_the_first_left_off(house):
    made = seal(house)
    services.confirm_erratum(house.people[Role.LEADER], correct(house, made))

    second = correct(house, made, after="18")

    assert (second.number, second.changes[0]["before"]) == (2, 0)
    assert second.moved[0]["level_after"] == "五星"


def test_erratum_of_a_name_moves_nothing(house):
    made = seal(house)
    change = {"branch": house.assessments[0].pk, "what": "members", "after": "24"}

    erratum = services.propose_erratum(house.staff, made, title="党员人数", reason="名册笔误", changes=[change])

    assert (erratum.changes[0]["before"], erratum.changes[0]["after"], erratum.moved) == (12, 24, [])


@pytest.mark.parametrize(("what", "after"), [("mark:A1", "21"), ("mark:Z9", "1"), ("veto:V1", "x"), ("level", "九星")])
def test_erratum_that_the_rules_do_not_know_is_refused(house, what, after):
    made = seal(house)
    change = {"branch": house.assessments[0].pk, "what": what, "after": after}

    with pytest.raises(Invalid):
        services.propose_erratum(house.staff, made, title="x", reason="y", changes=[change])


def test_erratum_confirmed_by_who_proposed_it_is_refused(house):
    erratum = correct(house, seal(house))

    with pytest.raises(Refused) as refused:
        services.confirm_erratum(house.staff, erratum)

    assert refused.value.code == "same-person"


def test_confirmed_erratum_cannot_be_taken_back(house):
    erratum = services.confirm_erratum(house.people[Role.LEADER], correct(house, seal(house)))

    with pytest.raises(Refused):
        services.withdraw_erratum(house.staff, erratum, "再想想")


def test_close_leaves_a_numbered_run(house):
    close(house)

    assert verify(house.campaign).runs == 1


def test_seal_and_correction_stand_on_the_list_of_the_second_person(house):
    leader = house.people[Role.LEADER]
    made = seal(house)
    correct(house, made)

    found = [item.key for item in todo_of(leader).items]

    assert f"erratum-{house.campaign.pk}" in found
    assert f"erratum-{house.campaign.pk}" not in [item.key for item in todo_of(house.staff).items]
