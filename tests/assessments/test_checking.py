"""The unit's check: who may look, approve and send back; when; what a second click and a stale page do."""

from copy import deepcopy
from datetime import timedelta

import pytest
from django.utils import timezone

from apps.assessments.choices import SubmissionStatus as S
from apps.assessments.models import Submission
from apps.assessments.services.checking import approve, look, send_back
from apps.audit.models import Record
from apps.core.errors import Conflict, Forbidden, Invalid, Refused
from apps.organisations.choices import Kind, Role
from tests import factories
from tests.factories.units import make_unit_house, set_status

pytestmark = pytest.mark.django_db

ACTS = {
    "look": look,
    "approve": approve,
    "return": lambda actor, assessment: send_back(actor, assessment, reason="请补材料"),
}


def build():
    return make_unit_house()


@pytest.fixture
def house(built, db):
    return deepcopy(built)


def acts():
    """What the record keeps about a submission, in order."""
    return list(Record.objects.filter(object_kind="submission").order_by("pk").values_list("act", flat=True))


def test_look_counts_the_first_time_only(house):
    first = look(house.reviewer, house.assessments[0]).looked_at

    again = look(house.reviewer, house.assessments[0]).looked_at

    assert (first is not None, again) == (True, first)
    assert acts() == ["submission.look"]


def test_approve_twice_is_once(house):
    approve(house.reviewer, house.assessments[0])

    stands = approve(house.reviewer, house.assessments[0])

    assert (stands.status, stands.approved_by_name, stands.looked_at) == (S.APPROVED, "邱建国", stands.approved_at)
    assert acts() == ["submission.approve"]


def test_approve_what_the_branch_changed_since_is_a_conflict(house):
    with pytest.raises(Conflict) as refused:
        approve(house.reviewer, house.assessments[0], version=0)

    assert (refused.value.details, house.is_now(0)) == ({"version": 1}, S.SUBMITTED)


def test_send_back_keeps_reason_and_criteria_in_the_rulebooks_order(house):
    approve(house.reviewer, house.assessments[0])

    row = send_back(house.reviewer, house.assessments[0], reason=" E4 请换照片 ", criteria=["E4", "C1"])

    assert (row.status, row.return_reason, row.return_criteria) == (S.RETURNED, "E4 请换照片", ["C1", "E4"])
    assert (row.returned_by_name, row.approved_at, row.return_opened_at) == ("邱建国", None, None)
    kept = Record.objects.get(act="submission.return")
    assert (kept.before, kept.after, kept.reason) == (S.APPROVED, S.RETURNED, "E4 请换照片")


@pytest.mark.parametrize(
    ("reason", "criteria", "field"), [("  ", [], "reason"), ("字" * 501, [], "reason"), ("补", ["Q9"], "Q9")]
)
def test_send_back_without_a_usable_reason_refused(house, reason, criteria, field):
    with pytest.raises(Invalid) as refused:
        send_back(house.reviewer, house.assessments[0], reason=reason, criteria=criteria)

    assert (list(refused.value.details), house.is_now(0)) == ([field], S.SUBMITTED)


@pytest.mark.parametrize("status", [S.FILLING, S.READY, S.RETURNED, S.HANDED_OVER, S.RECEIVED])
@pytest.mark.parametrize("act", ["approve", "return"])
def test_act_in_a_state_that_does_not_permit_it_refused(house, act, status):
    set_status(house.assessments[0], status)

    with pytest.raises(Refused) as refused:
        ACTS[act](house.reviewer, house.assessments[0])

    assert (refused.value.code, house.is_now(0)) == ("lifecycle", status)
    assert "市发改委第1党支部" in refused.value.message


@pytest.mark.parametrize("act", ACTS)
def test_act_before_anything_was_submitted_refused(house, act):
    Submission.objects.all().delete()

    with pytest.raises(Refused) as refused:
        ACTS[act](house.reviewer, house.assessments[0])

    assert refused.value.code == "not-submitted"


@pytest.mark.parametrize("act", ACTS)
def test_act_after_the_stage_refused(house, act):
    house.campaign.stages.filter(kind="self-assessment").update(closes_at=timezone.now() - timedelta(minutes=1))

    with pytest.raises(Refused) as refused:
        ACTS[act](house.reviewer, house.assessments[0])

    assert (refused.value.code, house.is_now(0)) == ("stage-not-open", S.SUBMITTED)


@pytest.mark.parametrize("role", sorted(set(Role.values) - {Role.REVIEWER}))
def test_acts_by_another_office_refused_staff_too_while_the_unit_has_a_reviewer(house, role):
    node = house.assessments[0].node if role in {Role.SECRETARY, Role.CLERK} else house.committee
    person = factories.make_person("别人", role, node, house.zone if role == Role.ZONE_LEAD else None)

    for act in ACTS.values():
        with pytest.raises(Forbidden):
            act(person, house.assessments[0])

    assert house.is_now(0) == S.SUBMITTED


def test_staff_stand_in_where_nobody_is_appointed_to_check(house):
    house.reviewer.appointments.update(until=timezone.localdate() - timedelta(days=1))

    assert approve(house.staff, house.assessments[0]).approved_by_name == "周敏"


def test_staff_stand_in_where_the_reviewers_account_is_closed(house):
    house.reviewer.is_active = False
    house.reviewer.save()

    assert approve(house.staff, house.assessments[0]).approved_by_name == "周敏"


def test_reviewer_of_another_unit_refused(house):
    other = factories.make_person("别人", Role.REVIEWER, factories.make_unit(house.committee))

    with pytest.raises(Forbidden):
        approve(other, house.assessments[0])


def test_reviewers_of_the_unit_and_of_a_committee_in_between_both_check(house):
    between = factories.make_node(house.unit, Kind.PARTY_COMMITTEE, "市发改委机关党委")
    branch = factories.make_branch(between, "市发改委第9党支部")
    below = factories.make_assessment(house.campaign, branch)
    set_status(below, S.SUBMITTED)
    nearer = factories.make_person("何启明", Role.REVIEWER, between)

    look(nearer, below)
    approve(house.reviewer, below)
    returned = send_back(nearer, below, reason="请补材料")

    assert (below.unit, returned.returned_by_name) == (house.unit, "何启明")
    with pytest.raises(Forbidden):
        approve(nearer, house.assessments[0])
