"""Site visits: who is sent where, what a team writes, who signs, what stays as it is, what becomes a mark."""

from copy import deepcopy
from datetime import time, timedelta

import pytest
from django.utils import timezone

from apps.assessments.models import Sheet, Stop, StopCheck
from apps.assessments.services.signing import Hand, sign_for_branch, sign_for_team, take_back_sign
from apps.assessments.services.stops import (
    add_finding,
    add_photo,
    answer_finding,
    save_check,
    skip_stop,
    start_stop,
    take_over_check,
)
from apps.assessments.services.visits import cancel_visit, change_visit, move_stop, plan_visit
from apps.audit.models import Record
from apps.core.errors import Conflict, Forbidden, Invalid, Refused
from apps.evidence.models import Use
from apps.organisations.choices import Role
from apps.organisations.services import appoint
from tests import factories
from tests.evidence.files import photo, sent
from tests.factories.houses import make_house
from tests.factories.visits import DRAWN, now, open_visits, plan, see, sign_both, stop, visit

pytestmark = pytest.mark.django_db


def build():
    house = make_house()
    open_visits(house)
    return house


@pytest.fixture
def house(built, db):
    return deepcopy(built)


def secretary(house):
    return house.people[Role.SECRETARY]


def test_plan_keeps_order_times_and_team(house):
    made = visit(house, assessments=house.assessments[::-1], team=[house.staff], first_at=time(9))

    stops = [(row.assessment, row.planned_at) for row in made.stops.all()]
    assert stops == list(zip(house.assessments[::-1], [time(9), time(10, 30), time(12)], strict=True))
    assert [member.person for member in made.team.all()] == [house.staff]


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("on", lambda h: {"on": timezone.localdate() + timedelta(days=90)}),
        ("assessments", lambda h: {"assessments": []}),
        ("criteria", lambda h: {"criteria": ["Z9"]}),
        ("leader", lambda h: {"leader": h.people[Role.LEADER]}),
        ("team", lambda h: {"assessments": h.assessments}),
    ],
    ids=["day", "no-branch", "criterion", "leader", "zone-lead-elsewhere"],
)
def test_plan_that_cannot_be_is_refused_at_its_field(house, field, given):
    with pytest.raises(Invalid) as refused:
        visit(house, **given(house))

    assert list(refused.value.details) == [field]


def test_plan_sends_nobody_to_the_own_unit(house):
    near = factories.make_person("发改委借调", Role.STAFF, house.committee)
    appoint(
        None, person=near, role=Role.CONTACT, node=house.units[0], zone=None, since=timezone.localdate(), until=None
    )

    with pytest.raises(Invalid) as refused:
        visit(house, team=[house.staff, near])

    assert refused.value.details["team"][0].startswith(near.name)


def test_plan_is_for_who_conducts(house):
    with pytest.raises(Forbidden):
        plan_visit(house.people[Role.ZONE_LEAD], house.campaign, plan(house))


def test_change_keeps_stops_that_began(house):
    made = stop(house)
    start_stop(house.staff, made)

    with pytest.raises(Refused) as refused:
        change_visit(house.staff, made.visit, plan(house, assessments=house.assessments[1:2]))

    assert refused.value.code == "stop-begun"


@pytest.mark.parametrize("changed", [{"criteria": ["B1"]}, {"on": timezone.localdate() + timedelta(days=1)}])
def test_change_leaves_what_a_team_has_signed(house, changed):
    """The branch signs, and everybody later reads, what the team signed."""
    made = stop(house)
    see(house, made)
    sign_for_team(house.staff, made, Hand(now(made).version, DRAWN))

    change_visit(house.staff, made.visit, plan(house, title="另一个名称"))
    with pytest.raises(Refused) as refused:
        change_visit(house.staff, made.visit, plan(house, **changed))

    visit = now(made).visit
    assert refused.value.code == "team-signed"
    assert (visit.title, visit.criteria, visit.on) == ("另一个名称", list(plan(house).criteria), plan(house).on)


def test_move_swaps_the_order_and_leaves_the_times(house):
    made = visit(house, assessments=house.assessments[:2], first_at=time(9))

    move_stop(house.staff, made.stops.last(), "up")

    rows = [(row.assessment, row.planned_at) for row in made.stops.order_by("position")]
    assert rows == [(house.assessments[1], time(9)), (house.assessments[0], time(10, 30))]


def test_cancelled_visit_takes_no_marks(house):
    made = stop(house)
    cancel_visit(house.staff, made.visit, "下雪")

    with pytest.raises(Refused) as refused:
        save_check(house.staff, made, "A1", mark=1900, seen="", version=0)

    assert refused.value.code == "visit-cancelled"


@pytest.mark.parametrize("role", [role for role in Role.values if role not in (Role.STAFF, Role.ZONE_LEAD)])
def test_only_the_team_writes(house, role):
    with pytest.raises(Forbidden):
        save_check(house.people[role], stop(house), "A1", mark=1900, seen="", version=0)


def test_two_members_at_one_criterion_see_both_values(house):
    made = stop(house)
    save_check(house.staff, made, "A1", mark=1900, seen="有党旗", version=0)

    with pytest.raises(Conflict) as refused:
        save_check(house.people[Role.ZONE_LEAD], made, "A1", mark=1700, seen="", version=0)

    stands = StopCheck.objects.get()
    theirs = {"mark": "19", "seen": "有党旗", "by": house.staff.name, "at": stands.changed_at.isoformat()}
    assert (refused.value.details["theirs"], stands.mark) == (theirs, 1900)


@pytest.mark.parametrize(("code", "mark"), [("A1", 2100), ("A3", 1800)], ids=["too-much", "not-on-site"])
def test_mark_that_the_sheet_does_not_take_is_refused(house, code, mark):
    with pytest.raises(Invalid):
        save_check(house.staff, stop(house), code, mark=mark, seen="", version=0)


def test_photo_stands_at_its_criterion_with_the_branch_as_owner(house):
    made = stop(house)

    add_photo(house.staff, made, "A1", sent(photo()))

    use = Use.objects.get()
    assert (use.kind, use.key, use.part, use.path) == ("stop", made.pk, "A1", made.assessment.path)
    assert use.evidence.owner == made.assessment.node


def test_both_sign_and_nothing_changes_any_more(house):
    made = stop(house)
    see(house, made)

    signed = sign_both(house, made)

    assert (signed.status, signed.team_signed_by_name, signed.branch_signed_by_name) == (
        "signed",
        house.staff.name,
        secretary(house).name,
    )
    root = factories.make_person(is_superuser=True)
    for change in (
        lambda who: save_check(who, made, "A1", mark=100, seen="", version=1),
        lambda who: add_finding(who, made, text="再记"),
        lambda who: skip_stop(who, made, "不验了"),
        lambda who: answer_finding(who, made.findings.get(), "补"),
        lambda who: sign_for_branch(who, made, Hand(now(made).version)),
    ):
        with pytest.raises(Refused):
            change(root)


def test_branch_signs_only_after_the_team(house):
    made = stop(house)
    see(house, made)

    with pytest.raises(Refused) as refused:
        sign_for_branch(secretary(house), made, Hand(now(made).version))

    assert refused.value.code == "team-first"


def test_team_signs_by_its_leader_alone(house):
    made = stop(house)
    see(house, made)

    for person in (house.people[Role.ZONE_LEAD], factories.make_person(is_superuser=True)):
        with pytest.raises(Forbidden):
            sign_for_team(person, made, Hand(now(made).version))


def test_nobody_signs_what_they_have_not_read(house):
    made = stop(house)
    see(house, made)
    read = now(made).version
    add_finding(house.people[Role.ZONE_LEAD], made, text="又记一条")

    with pytest.raises(Conflict):
        sign_for_team(house.staff, made, Hand(read))


def test_team_changes_nothing_after_signing_until_it_takes_that_back(house):
    made = stop(house)
    see(house, made)
    sign_for_team(house.staff, made, Hand(now(made).version))
    with pytest.raises(Refused) as refused:
        add_finding(house.staff, made, text="再记")

    take_back_sign(house.staff, made)
    add_finding(house.staff, made, text="再记")

    assert (refused.value.code, made.findings.count()) == ("team-signed", 2)


def test_branch_signs_on_the_teams_phone_with_a_name_of_its_own(house):
    made = stop(house)
    see(house, made)
    finding = made.findings.get()
    version = sign_for_team(house.staff, made, Hand(now(made).version)).version
    with pytest.raises(Invalid):
        sign_for_branch(house.staff, made, Hand(version, name=house.people[Role.ZONE_LEAD].name))

    hand = Hand(version, DRAWN, name="梁文静", answers={finding.pk: "回去补登"})
    signed = sign_for_branch(house.staff, made, hand)

    assert (signed.status, signed.branch_signed_by, signed.branch_signed_by_name) == ("signed", None, "梁文静")
    finding.refresh_from_db()
    assert finding.answer == "回去补登"


@pytest.mark.parametrize("strokes", [[[1, 2, 3]], [[1, 700]], [[1.5, 2]], [[0, 0] * 4000]])
def test_hand_that_is_none_is_refused(house, strokes):
    made = stop(house)
    see(house, made)

    with pytest.raises(Invalid):
        sign_for_team(house.staff, made, Hand(now(made).version, strokes))


def test_secretary_answers_a_finding_from_the_own_account(house):
    made = stop(house)
    see(house, made)

    answer_finding(secretary(house), made.findings.get(), "已补")

    assert made.findings.get().answer == "已补"
    assert Record.objects.get(act="stop.answered").after == {"finding": "3 月台账没有登记", "answer": "已补"}


def test_take_over_waits_for_both_hands_and_overwrites_nothing_unseen(house):
    made = stop(house)
    see(house, made)
    check = made.checks.select_related("stop__visit__campaign", "stop__assessment__campaign").get()
    with pytest.raises(Refused) as refused:
        take_over_check(house.staff, check, 1800)
    sign_both(house, made)
    check.stop.refresh_from_db()
    with pytest.raises(Conflict):
        take_over_check(house.staff, check, None)

    take_over_check(house.staff, check, 1800)

    sheet = Sheet.objects.get(assessment=made.assessment, party="superior")
    assert (refused.value.code, sheet.typed["A1"]) == ("not-signed", 1900)


def test_left_out_stop_needs_a_reason(house):
    made = stop(house)
    with pytest.raises(Invalid):
        skip_stop(house.staff, made, " ")

    skip_stop(house.staff, made, "书记出差")

    assert Stop.objects.get().skip_reason == "书记出差"
