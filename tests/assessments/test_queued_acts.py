"""Acts that a phone kept: one effect a key, nothing of one's own unseen, conflicts with others, both times."""

from copy import deepcopy
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from apps.assessments.along import along
from apps.assessments.models import QueuedAct, StopCheck, StopFinding
from apps.assessments.services.queued import Queued, accept
from apps.assessments.services.signing import Hand, sign_for_team
from apps.assessments.services.stops import add_finding, save_check
from apps.assessments.services.visits import cancel_visit
from apps.audit.models import Record
from apps.core.errors import Conflict, Forbidden, Invalid, Refused
from apps.evidence.models import Use
from apps.organisations.choices import Role
from tests.api.client import rest
from tests.evidence.files import photo, sent
from tests.factories import sign_in
from tests.factories.houses import make_house
from tests.factories.visits import DRAWN, now, open_visits, see, stop, visit

pytestmark = pytest.mark.django_db
EARLIER = timedelta(hours=2)


def build():
    house = make_house()
    open_visits(house)
    return house


@pytest.fixture
def house(built, db):
    return deepcopy(built)


def act(kind, **given):
    moment = timezone.now()
    return Queued(kind, uuid4(), moment - EARLIER, moment, given)


def check(mark=1900, seen="有党旗", version=0, criterion="A1"):
    return act("check", criterion=criterion, mark=mark, seen=seen, version=version)


def hand(kind, version, name=""):
    return act(kind, version=version, strokes=DRAWN, name=name, word=None, answers={})


def found(text="3 月台账没有登记"):
    return act("finding", text=text, criterion="B1", due_on=None)


@pytest.mark.parametrize(
    ("made", "count"),
    [
        (lambda: check(), lambda: Record.objects.filter(act="stop.checked").count()),
        (lambda: found(), StopFinding.objects.count),
        (lambda: act("photo", criterion="A1", file=sent(photo())), Use.objects.count),
    ],
    ids=["check", "finding", "photo"],
)
def test_act_that_is_sent_again_has_one_effect(house, made, count):
    where, queued = stop(house), made()

    first, again = (accept(house.staff, where, queued) for _time in range(2))

    assert (again.pk, count(), QueuedAct.objects.count()) == (first.pk, 1, 1)


def test_another_act_under_the_same_key_is_refused(house):
    where, queued = stop(house), found()
    accept(house.staff, where, queued)

    with pytest.raises(Refused) as refused:
        accept(house.staff, where, replace(queued, given={**queued.given, "text": "别的"}))

    assert (refused.value.code, StopFinding.objects.count()) == ("key-used", 1)


def test_refused_act_leaves_no_receipt_and_may_be_mended(house):
    where, queued = stop(house), check(mark=2100)
    with pytest.raises(Invalid):
        accept(house.staff, where, queued)

    accept(house.staff, where, replace(queued, given={**queued.given, "mark": 2000}))

    assert StopCheck.objects.get().mark == 2000


def test_times_of_the_phone_stand_and_arrival_beside_them(house):
    where, seen = stop(house), check()
    picture = act("photo", criterion="A1", file=sent(photo(taken="")))

    receipt = accept(house.staff, where, seen)
    accept(house.staff, where, picture)

    assert (StopCheck.objects.get().changed_at, now(where).started_at) == (seen.at, seen.at)
    assert Use.objects.get().file.taken_at == picture.at
    assert receipt.arrived_at - receipt.told_at >= EARLIER
    assert Record.objects.get(act="stop.checked").after["done"] == seen.at.isoformat(timespec="seconds")


def test_clock_of_the_phone_is_measured(house):
    queued = check()
    fast = replace(queued, sent_at=queued.sent_at + timedelta(hours=3))

    receipt = accept(house.staff, stop(house), fast)

    assert receipt.clock_off // 60 == 179


def test_own_earlier_acts_are_nothing_unseen(house):
    where = stop(house)
    for queued in (check(), check(mark=1800), found()):
        accept(house.staff, where, queued)

    accept(house.staff, where, hand("team", version=0))
    accept(house.staff, where, hand("branch", version=0, name="梁文静"))

    signed = now(where)
    assert (signed.status, signed.branch_signed_by_name) == ("signed", "梁文静")
    assert (StopCheck.objects.get().mark, StopCheck.objects.get().version) == (1800, 2)


def test_mark_that_another_member_wrote_meanwhile_is_shown_with_name_and_minute(house):
    where, other = stop(house), house.people[Role.ZONE_LEAD]
    save_check(other, where, "A1", mark=1700, seen="缺党旗", version=0)

    with pytest.raises(Conflict) as refused:
        accept(house.staff, where, check())

    stands = StopCheck.objects.get()
    theirs = {"mark": "17", "seen": "缺党旗", "by": other.name, "at": stands.changed_at.isoformat()}
    assert (refused.value.details["theirs"], stands.mark) == (theirs, 1700)


def test_hand_over_what_another_wrote_meanwhile_is_a_conflict(house):
    where = stop(house)
    accept(house.staff, where, check())
    add_finding(house.people[Role.ZONE_LEAD], where, text="又记一条")

    with pytest.raises(Conflict) as refused:
        accept(house.staff, where, hand("team", version=0))

    assert [row["seen"] for row in refused.value.details["stands"]] == ["又记一条", "有党旗"]


def test_mark_after_both_signed_says_who_whom_to_ask_and_what_stands(house):
    where = stop(house)
    see(house, where)
    sign_for_team(house.staff, where, Hand(now(where).version))

    with pytest.raises(Refused) as refused:
        accept(house.staff, where, check(mark=1500, version=1))

    details = refused.value.details
    assert (details["by"], details["ask"], details["theirs"]["mark"]) == (house.staff.name, house.staff.name, "19")


@pytest.mark.parametrize(
    ("code", "end"),
    [
        ("visit-cancelled", lambda where, house: cancel_visit(house.staff, where.visit, "下雪")),
        ("stage-not-open", lambda where, house: house.campaign.stages.all().delete()),
    ],
)
def test_act_that_comes_too_late_says_why_and_whom_to_ask(house, code, end):
    where = stop(house)
    end(where, house)

    with pytest.raises(Refused) as refused:
        accept(house.staff, where, check())

    assert (refused.value.code, refused.value.details["ask"]) == (code, house.staff.name)


def test_act_is_taken_under_its_own_name_only(house):
    where, moment = stop(house), timezone.now().isoformat()
    client = rest()
    client.cookies = sign_in(house.people[Role.ZONE_LEAD]).cookies
    body = {"kind": "finding", "key": str(uuid4()), "at": moment, "sent_at": moment, "text": "缺台账"}

    answer = client.post(f"/api/v1/stops/{where.pk}/queue/", body | {"person": house.staff.pk}, format="json")

    assert (answer.status_code, answer.json()["error"]["code"], StopFinding.objects.count()) == (409, "other-person", 0)


@pytest.mark.parametrize("kind", ["drop-photo", "drop-finding"])
def test_only_the_team_takes_back_even_what_is_gone(house, kind):
    with pytest.raises(Forbidden):
        accept(house.people[Role.SECRETARY], stop(house), act(kind, made=1))

    assert QueuedAct.objects.count() == 0


def test_team_takes_along_its_own_day_alone(house):
    made = visit(house, team=[house.staff], assessments=house.assessments[:2])
    visit(house, team=[house.staff], assessments=house.assessments[2:])

    taken = along(house.staff, made)

    base = f"{house.base}visits/"
    stops = [f"{base}stops/{row.pk}/{end}" for row in made.stops.all() for end in ("", "sign/")]
    assert (taken.pages, taken.person, taken.on) == ([f"{base}{made.pk}/", *stops], house.staff.pk, made.on)
    with pytest.raises(Forbidden):
        along(house.people[Role.LEADER], made)
