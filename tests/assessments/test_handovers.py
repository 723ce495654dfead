"""From the unit to the work committee: all branches or none, sums that add up, back while it is not received."""

from copy import deepcopy
from datetime import date, timedelta

import pytest
from django.utils import timezone

from apps.assessments.choices import SubmissionStatus as S
from apps.assessments.models import Handover, Submission
from apps.assessments.services.handovers import hand_over, recall, receive, receive_all, send_back_unit
from apps.audit.models import Record
from apps.core.errors import Forbidden, Invalid, Refused
from apps.organisations.choices import Kind, Role
from tests import factories
from tests.factories.units import fill_in, last_year, make_unit_house, set_status, submit_as_is

pytestmark = pytest.mark.django_db


def build():
    """Two branches, both approved."""
    return approved(make_unit_house())


@pytest.fixture
def house(built, db):
    return deepcopy(built)


def approved(house):
    Submission.objects.filter(assessment__campaign=house.campaign).update(status=S.APPROVED)
    return house


def given(house, actor=None, day=None, is_signed=True):
    """The unit hands over, having met today."""
    day = day or timezone.localdate()
    return hand_over(actor or house.reviewer, house.campaign, house.unit, meeting_on=day, is_signed=is_signed)


def states(house):
    return [house.is_now(number) for number in range(len(house.assessments))]


def test_hand_over_moves_every_branch_and_keeps_the_summary(house):
    last_year(house, points=1700)
    fill_in(house.assessments[0], 1800, A1=1000, A2=1000)
    fill_in(house.assessments[1], 1900, B1=1910)

    handover = given(house)

    assert states(house) == [S.HANDED_OVER, S.HANDED_OVER]
    kept = handover.summary
    assert {key: kept[key] for key in ("branches", "members", "proof", "mean")} == {
        "branches": 2,
        "members": 20,
        "proof": 0,
        "mean": 45460,
    }
    assert kept["levels"] == {"五星": 1, "四星": 1, "三星": 0, "未评星": 0}
    rows = [(row["name"], row["secretary"], row["total"], row["last_total"], row["level"]) for row in kept["rows"]]
    assert rows == [
        ("市发改委第1党支部", "书记1", 43400, 42500, "四星"),
        ("市发改委第2党支部", "书记2", 47510, 42500, "五星"),
    ]
    assert [sum(row["sections"]) for row in kept["rows"]] == [43400, 47510]
    assert (handover.by_name, handover.meeting_on) == ("邱建国", timezone.localdate())
    record = Record.objects.get(act="unit.hand-over")
    assert record.after == {"branches": 2, "proof": 0, "meeting_on": timezone.localdate().isoformat()}


def test_hand_over_twice_refused_and_stands_once(house):
    given(house)

    with pytest.raises(Refused) as refused:
        given(house)

    assert (refused.value.code, Handover.objects.count()) == ("handed-over", 1)


@pytest.mark.parametrize("status", [S.FILLING, S.READY, S.SUBMITTED, S.RETURNED])
def test_hand_over_leaves_nobody_out(house, status):
    set_status(house.assessments[1], status)

    with pytest.raises(Refused) as refused:
        given(house)

    assert (refused.value.code, refused.value.details) == ("not-all-approved", {"市发改委第2党支部": [status]})
    assert states(house) == [S.APPROVED, status]


def test_hand_over_without_what_a_branch_never_began_refused(house):
    Submission.objects.filter(assessment=house.assessments[0]).delete()

    with pytest.raises(Refused) as refused:
        given(house)

    assert refused.value.details == {"市发改委第1党支部": [S.FILLING]}


@pytest.mark.parametrize(
    ("day", "is_signed", "field"),
    [
        (None, True, "meeting_on"),
        (timezone.localdate() + timedelta(days=1), True, "meeting_on"),
        (date(timezone.localdate().year - 1, 12, 31), True, "meeting_on"),
        (timezone.localdate(), False, "is_signed"),
    ],
)
def test_hand_over_without_day_or_signature_refused(house, day, is_signed, field):
    with pytest.raises(Invalid) as refused:
        hand_over(house.reviewer, house.campaign, house.unit, meeting_on=day, is_signed=is_signed)

    assert (list(refused.value.details), states(house)) == ([field], [S.APPROVED, S.APPROVED])


def test_hand_over_by_others_refused(house):
    between = factories.make_node(house.unit, Kind.PARTY_COMMITTEE, "市发改委机关党委")
    nearer = factories.make_person("何启明", Role.REVIEWER, between)

    for person in (nearer, house.staff, house.secretaries[0]):
        with pytest.raises(Forbidden):
            given(house, person)

    assert not Handover.objects.exists()


def test_staff_hand_over_for_a_unit_without_a_reviewer(house):
    house.reviewer.appointments.all().delete()

    assert given(house, house.staff).by_name == "周敏"


def test_recall_until_it_is_received(house):
    first = given(house)
    recall(house.reviewer, first, reason="第2党支部还要补")
    back = states(house)
    second = given(house)

    receive(house.staff, second)
    with pytest.raises(Refused) as refused:
        recall(house.reviewer, second)

    assert (back, states(house)) == ([S.APPROVED, S.APPROVED], [S.RECEIVED, S.RECEIVED])
    assert refused.value.code == "received"
    first.refresh_from_db()
    assert (first.ended_by_name, first.end_reason) == ("邱建国", "第2党支部还要补")


def test_receive_twice_is_once_and_what_was_taken_back_is_not_received(house):
    first = given(house)
    recall(house.reviewer, first)

    with pytest.raises(Refused) as refused:
        receive(house.staff, first)
    second = given(house)
    stamp = receive(house.staff, second).received_at
    again = receive(house.staff, second)

    assert (refused.value.code, again.received_at) == ("handover-ended", stamp)
    assert Record.objects.filter(act="unit.receive").count() == 1


def test_send_back_after_receipt_with_a_reason(house):
    handover = given(house)
    receive(house.staff, handover)

    with pytest.raises(Invalid):
        send_back_unit(house.staff, handover, reason=" ")
    row = send_back_unit(house.staff, handover, reason="第1党支部缺佐证")

    assert (states(house), row.end_reason, row.ended_by_name) == ([S.APPROVED, S.APPROVED], "第1党支部缺佐证", "周敏")
    assert given(house).summary["branches"] == 2


def test_receiving_is_the_work_committees(house):
    handover = given(house)

    for act in (
        lambda: receive(house.reviewer, handover),
        lambda: receive_all(house.reviewer, house.campaign),
        lambda: send_back_unit(house.reviewer, handover, reason="补"),
    ):
        with pytest.raises(Forbidden):
            act()

    assert states(house) == [S.HANDED_OVER, S.HANDED_OVER]


def test_receive_all_takes_each_waiting_unit_once(house):
    other = factories.make_unit(house.committee, "市财政局", house.zone)
    branch = factories.make_branch(other, "市财政局第1党支部")
    submit_as_is(factories.make_assessment(house.campaign, branch))
    approved(house)
    handed = [given(house), hand_over(house.staff, house.campaign, other, meeting_on=day(), is_signed=True)]
    receive(house.staff, handed[0])

    came = receive_all(house.staff, house.campaign)

    assert [each.pk for each in came] == [handed[1].pk]
    assert receive_all(house.staff, house.campaign) == []


def day():
    return timezone.localdate()


def test_stages_receiving_goes_on_while_marking_is_open_and_nothing_else_does(house):
    handover = given(house)
    house.campaign.stages.filter(kind="self-assessment").update(closes_at=timezone.now() - timedelta(minutes=1))

    for act in (
        lambda: given(house),
        lambda: recall(house.reviewer, handover),
        lambda: send_back_unit(house.staff, handover, reason="补"),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "stage-not-open"
    assert receive(house.staff, handover).received_by_name == "周敏"

    house.campaign.stages.all().delete()
    with pytest.raises(Refused):
        receive(house.staff, handover)
