"""Remind now, what people and committees set, and messages that staff send again: by service, page and REST."""

from datetime import time

import pytest
import time_machine
from django.core.cache import cache

from apps.audit.models import Record
from apps.campaigns.models import Campaign
from apps.core.errors import Forbidden, Invalid, Refused
from apps.organisations.choices import Role
from apps.workflow.gateway.letters import Gateway
from apps.workflow.models import Delivery, Preference, Reminding
from apps.workflow.services import preview, remind_now, retry_message, set_reminding
from apps.workflow.todo import todo_of
from tests.factories import sign_in
from tests.pages import Page
from tests.workflow.reminding import at, ends_on, reachable, workday

pytestmark = pytest.mark.django_db


@pytest.fixture
def own(two, settings):
    settings.EMAIL_HOST, settings.GATEWAY = "127.0.0.1", Gateway("sms", "http://127.0.0.1:9/", "s")
    ends_on(two.own.campaign, "self-assessment", workday(3))
    with time_machine.travel(at(workday()), tick=False):
        cache.clear()
        yield two.own


def campaign(own):
    return Campaign.objects.select_related("committee").get(pk=own.campaign.pk)


def test_the_preview_says_how_many_by_which_way_and_reminds_nobody(own):
    reachable(own.people[Role.SECRETARY])

    found = preview(own.staff, campaign(own), "submit")

    assert (found.people, dict(found.by_way), found.page_only) == (2, {"mail": 1, "gateway": 1}, 1)
    assert Delivery.objects.count() == 0


def test_remind_now_tells_each_once_a_day_and_is_recorded(own):
    person = reachable(own.people[Role.SECRETARY])
    remind_now(own.staff, campaign(own), "submit")

    with pytest.raises(Refused) as refused:
        remind_now(own.staff, campaign(own), "submit")

    rows = Delivery.objects.filter(person=person).order_by("way").values_list("way", "kind", "by_name")
    assert refused.value.code == "nobody-left"
    assert list(rows) == [(way, "by-hand", own.staff.name) for way in ("gateway", "mail", "page")]
    record = Record.objects.get(act="people.reminded")
    assert record.after == {"topic": "submit", "people": 2, "mail": 1, "gateway": 1}


def test_only_who_conducts_the_campaign_reminds(own):
    with pytest.raises(Forbidden):
        remind_now(own.people[Role.LEADER], campaign(own), "submit")


def test_the_lists_tell_of_the_last_reminder(own):
    remind_now(own.staff, campaign(own), "submit")

    staff = Page.of(sign_in(own.staff).get("/todo/"))
    secretary = Page.of(sign_in(own.people[Role.SECRETARY]).get("/todo/"))

    day = workday()
    assert f"已提醒 1 次，最近 {day.month} 月 {day.day} 日" in staff.text
    assert f"{own.staff.name} {day.month} 月 {day.day} 日提醒" in secretary.text


def test_a_committee_sets_days_in_order_and_levels_one_after_another(own):
    row = set_reminding(own.staff, own.committee, days_before=[1, 5, 1], days_late=[4, 2], digest_at=time(9))

    assert (row.days_before, row.days_late) == ([5, 1], [2, 4])
    for wrong in ({"unit_after": 5, "staff_after": 2}, {"days_before": [99]}, {"days_late": [0]}):
        with pytest.raises(Invalid):
            set_reminding(own.staff, own.committee, **wrong)
    with pytest.raises(Forbidden):
        set_reminding(own.people[Role.ZONE_LEAD], own.committee, is_on=False)


def test_reminders_that_are_off_cannot_be_sent_by_hand(own):
    Reminding.objects.create(committee=own.committee, is_on=False)

    with pytest.raises(Refused) as refused:
        remind_now(own.staff, campaign(own), "submit")
    assert refused.value.code == "switched-off"


def test_a_person_chooses_ways_and_hours_on_the_page(own):
    person = reachable(own.people[Role.SECRETARY])
    client = sign_in(person)
    sent = {"late": ["gateway"], "digest": [], "quiet_from": "20:00", "quiet_until": "08:00", "on_free_days": "on"}

    answer = client.post("/todo/reminders/", sent)

    row = Preference.objects.get(person=person)
    assert answer.status_code == 302
    assert row.ways == {"due-soon": [], "late": ["gateway"], "returned": [], "digest": []}
    assert (row.quiet_from, row.quiet_until, row.on_free_days, row.weekly) == (time(20), time(8), True, False)


def test_a_failed_message_stands_on_the_staffs_list_and_is_sent_again(own):
    person = reachable(own.people[Role.SECRETARY])
    remind_now(own.staff, campaign(own), "submit")
    row = Delivery.objects.get(person=person, way="gateway")
    Delivery.objects.filter(pk=row.pk).update(status="failed", tries=5, said="503 busy")

    [item] = [item for item in todo_of(own.staff).items if item.key == "messages"]
    page = Page.of(sign_in(own.staff).get(item.url))
    row.refresh_from_db()
    retry_message(own.staff, row)

    row.refresh_from_db()
    assert item.why == "对方的答复：503 busy"
    assert person.masked_mobile in page.text
    assert person.mobile not in page.html
    assert (row.status, row.tries) == ("queued", 0)
    with pytest.raises(Refused):
        retry_message(own.staff, row)


def test_the_list_of_messages_holds_only_what_one_may_see(own, two):
    remind_now(own.staff, campaign(own), "submit")

    def seen(person):
        return Delivery.objects.visible_to(person).count()

    total = Delivery.objects.count()
    assert (seen(own.staff), seen(own.people[Role.SECRETARY]), seen(two.other.staff)) == (total, 1, 0)
    assert sign_in(own.staff).get("/todo/messages/file/").status_code == 200
