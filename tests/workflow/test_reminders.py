"""Who is reminded, when, by which way, of what; who is not."""

from datetime import time, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.assessments.choices import SubmissionStatus as S
from apps.campaigns.models import Campaign
from apps.campaigns.services import grant_extension
from apps.organisations.choices import Role
from apps.workflow.gateway.letters import Gateway
from apps.workflow.models import Delivery, DeliveryItem, Note, Preference, Reminding
from apps.workflow.reminding.passing import pass_all
from apps.workflow.reminding.quiet import Hours, next_permitted
from apps.workflow.reminding.returned import tell_returned
from apps.workflow.reminding.told import own_reminders
from tests import factories
from tests.workflow.moves import stands
from tests.workflow.reminding import at, ends_on, made, reachable, workday

pytestmark = pytest.mark.django_db


@pytest.fixture
def own(two, settings):
    """One campaign with a stage that ends on the Tuesday's third working day; mail and gateway both work."""
    settings.EMAIL_HOST, settings.GATEWAY = "127.0.0.1", Gateway("sms", "http://127.0.0.1:9/", "s")
    Campaign.objects.filter(pk=two.other.campaign.pk).update(status="closed")
    ends_on(two.own.campaign, "self-assessment", workday(3))
    two.own.campaign.stages.exclude(kind="self-assessment").delete()
    return two.own


def passed(moment):
    with time_machine.travel(moment, tick=False):
        return pass_all(timezone.now())


def secretary(own):
    return reachable(own.people[Role.SECRETARY])


def told(person):
    """What the person's messages are about."""
    rows = Delivery.objects.filter(person=person).order_by("pk")
    return [(row.way, row.kind, sorted(item.key for item in row.items.all())) for row in rows]


def test_branches_are_reminded_on_the_set_working_days_before_the_end(own):
    person = secretary(own)
    key = f"self-{own.assessments[0].pk}"
    Preference.objects.create(person=person, ways={"due-soon": ["gateway"]})
    counts = []
    for n in range(4):
        before = Delivery.objects.filter(person=person).count()
        passed(at(workday(n)))
        counts.append(Delivery.objects.filter(person=person).count() - before)

    assert counts == [2, 0, 2, 0]
    assert told(person) == [
        ("page", "due-soon", [key]),
        ("gateway", "due-soon", [key]),
        ("page", "due-soon", [key]),
        ("gateway", "due-soon", [key]),
    ]


def test_whoever_wants_a_digest_has_one_letter_with_everything(own):
    person = secretary(own)

    passed(at(workday()))

    key = f"self-{own.assessments[0].pk}"
    assert told(person) == [("page", "due-soon", [key]), ("mail", "digest", [key])]


def test_only_those_who_have_not_answered_are_reminded(own):
    secretary(own), reachable(own.people[Role.REVIEWER])
    for assessment in own.assessments:
        stands(assessment, S.RECEIVED)

    passed(at(workday()))

    assert [row for row in made() if row[2] != "digest"] == []


def test_a_day_is_gone_through_once_and_not_before_its_hour(own):
    secretary(own)

    counts = [passed(at(workday(), *hour)) for hour in ((8, 29), (8, 30), (9, 0))]

    assert (counts[0], counts[1] > 0, counts[2]) == (0, True, 0)


def test_nobody_is_reminded_on_a_free_day_or_where_it_is_off(own):
    secretary(own)
    saturday = workday() + timedelta(days=4)

    first = passed(at(saturday))
    Reminding.objects.create(committee=own.committee, is_on=False)
    second = passed(at(workday()))

    assert (first, second, made()) == (0, 0, [])


def test_rehearsals_and_closed_campaigns_remind_nobody(own):
    secretary(own)
    Campaign.objects.filter(pk=own.campaign.pk).update(is_rehearsal=True)

    assert (passed(at(workday())), made()) == (0, [])


def test_late_branches_are_reminded_and_their_unit_and_the_staff_are_told_once(own):
    person, reviewer = secretary(own), reachable(own.people[Role.REVIEWER])
    staff = reachable(own.staff)
    for one in (person, reviewer, staff):
        Preference.objects.create(person=one, ways={"late": ["mail"]})

    for n in range(4, 10):
        passed(at(workday(n)))

    def by_mail(person):
        rows = Delivery.objects.filter(person=person, way="mail").order_by("pk")
        return [(row.kind, timezone.localdate(row.created_at)) for row in rows]

    assert by_mail(person) == [("late", workday(n)) for n in (4, 6, 8)]
    assert by_mail(reviewer) == [("escalation", workday(4))]
    assert by_mail(staff) == [("escalation", workday(6))]
    units = set(DeliveryItem.objects.filter(delivery__person=staff).values_list("unit__name", flat=True))
    assert units == {"市发改委", "市财政局"}


def test_a_branch_with_more_time_is_neither_late_nor_escalated(own):
    person, reviewer = secretary(own), reachable(own.people[Role.REVIEWER])
    with time_machine.travel(at(workday(3)), tick=False):
        for unit in own.units:
            end = {"closes_at": at(workday(8), 18), "reason": "停电"}
            grant_extension(own.staff, own.campaign, kind="self-assessment", node=unit, **end)

    passed(at(workday(4)))

    assert [row for row in [*told(person), *told(reviewer)] if row[1] in {"late", "escalation"}] == []
    passed(at(workday(5)))
    assert [row[1] for row in told(person) if row[0] == "page"] == ["due-soon"]


def test_quiet_hours_and_free_days_hold_a_message_until_the_next_permitted_minute(own):
    tuesday, is_working = workday(), lambda day: day.weekday() < 5
    friday, monday = tuesday + timedelta(days=3), tuesday + timedelta(days=6)
    cases = [
        (at(tuesday, 9), Hours(), at(tuesday, 9)),
        (at(tuesday, 21), Hours(), at(tuesday + timedelta(days=1), 7, 30)),
        (at(tuesday, 3), Hours(), at(tuesday, 7, 30)),
        (at(friday, 22), Hours(), at(monday, 7, 30)),
        (at(friday, 22), Hours(on_free_days=True), at(friday + timedelta(days=1), 7, 30)),
        (at(tuesday, 12, 30), Hours(time(12), time(14)), at(tuesday, 14)),
        (at(tuesday, 23), Hours(time(9), time(9)), at(tuesday, 23)),
    ]

    assert [next_permitted(moment, hours, is_working) for moment, hours, _then in cases] == [case[2] for case in cases]


def test_a_return_is_told_within_minutes_once_and_quiet_hours_are_kept(own):
    person = secretary(own)
    late_evening = at(workday(), 22)
    stands(own.assessments[0], S.RETURNED, returned_at=late_evening, returned_by_name="马志远", return_reason="缺记录")

    with time_machine.travel(late_evening + timedelta(minutes=3), tick=False):
        counts = [tell_returned(timezone.now()), tell_returned(timezone.now())]

    rows = Delivery.objects.filter(person=person).exclude(way="page").values_list("way", "kind", "due_at")
    morning = at(workday(1), 7, 30)
    assert counts[1] == 0
    assert list(rows.order_by("-way")) == [("mail", "returned", morning), ("gateway", "returned", morning)]


def test_leaders_have_a_weekly_digest_only_if_they_want_one(own):
    leader = reachable(own.people[Role.LEADER])
    tuesday, following = workday(), workday() + timedelta(days=6)

    Preference.objects.create(person=leader, weekly=False)
    passed(at(tuesday - timedelta(days=1)))
    Preference.objects.filter(person=leader).update(weekly=True)
    Reminding.objects.update(passed_on=None)
    passed(at(tuesday))
    Reminding.objects.update(passed_on=None)
    passed(at(tuesday - timedelta(days=1), 10))

    assert following.weekday() == 0
    assert told(leader) == [("mail", "weekly", [])]


def test_own_notes_near_their_day_are_told_in_the_page_once_and_stand_on_the_list(own):
    person = secretary(own)
    Preference.objects.create(person=person, ways={"due-soon": ["mail"]})
    due = {"near": workday(2), "late": workday(0), "far": workday(9), "undated": None}
    notes = {name: Note.objects.create(person=person, title=name, due_on=day) for name, day in due.items()}
    Note.objects.create(person=own.staff, title="done", due_on=workday(1), done_at=timezone.now())
    near, late = (f"note-{notes[name].pk}" for name in ("near", "late"))

    passed(at(workday(1)))
    Reminding.objects.update(passed_on=None)
    passed(at(workday(1), 10))

    assert told(person) == [("page", "late", sorted([near, late]))]
    reminders = own_reminders(person, [near, late])
    assert {one: who for one, (who, _at) in reminders.items()} == dict.fromkeys([near, late], own.committee.name)


def test_notes_of_people_elsewhere_are_told_by_their_own_committee(two, own):
    note = Note.objects.create(person=two.other.staff, title="近", due_on=workday(1))

    passed(at(workday()))

    assert not DeliveryItem.objects.filter(key=f"note-{note.pk}").exists()


def test_reminding_asks_as_often_for_many_branches_as_for_one(own):
    def asked(n):
        with CaptureQueriesContext(connection) as queries:
            passed(at(workday(n)))
        return len(queries)

    asked(0)
    before = asked(2)
    Reminding.objects.update(passed_on=None)
    Delivery.objects.all().delete()
    for number in range(3):
        node = factories.make_branch(own.units[0], f"新党支部{number}").node
        reachable(factories.make_person(f"新书记{number}", Role.SECRETARY, node))
    factories.enrol(own.campaign)

    assert (before, asked(2)) == (before, before)
