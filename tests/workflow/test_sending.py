"""Sending: what is done meanwhile is not sent, nothing goes twice, nothing is lost, and no number stands in a log."""

import logging
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.utils import timezone

from apps.assessments.choices import SubmissionStatus as S
from apps.campaigns.models import Campaign
from apps.jobs.models import Job
from apps.jobs.services import run_waiting
from apps.organisations.choices import Role
from apps.workflow.gateway.letters import Gateway
from apps.workflow.models import Delivery, DeliveryItem, Preference
from apps.workflow.reminding import sending
from apps.workflow.reminding.passing import pass_all
from apps.workflow.tasks import remind
from tests.workflow.moves import stands
from tests.workflow.reminding import at, ends_on, reachable, workday
from tests.workflow.servers import gateway_server, mail_server

pytestmark = pytest.mark.django_db


@pytest.fixture
def gateway(settings):
    with gateway_server() as found:
        settings.GATEWAY = Gateway("sms", found.url, "s", seconds=2)
        yield found


@pytest.fixture
def letters(settings):
    with mail_server() as found:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.PUBLIC_URL = "127.0.0.1", found.port, "https://stars.cn"
        yield found


@pytest.fixture
def clock():
    """The Tuesday, nine in the morning."""
    with time_machine.travel(at(workday()), tick=False) as found:
        cache.clear()
        yield found


@pytest.fixture
def own(two, clock):
    Campaign.objects.filter(pk=two.other.campaign.pk).update(status="closed")
    ends_on(two.own.campaign, "self-assessment", workday(3))
    two.own.campaign.stages.exclude(kind="self-assessment").delete()
    return two.own


@pytest.fixture
def person(own):
    """The secretary, reminded by text message alone."""
    found = reachable(own.people[Role.SECRETARY])
    Preference.objects.create(person=found, ways={"due-soon": ["gateway"]})
    return found


def state():
    """The message out of the house."""
    row = Delivery.objects.exclude(way="page").get()
    return row.status, row.tries, row.said


def test_a_text_message_says_who_reminds_of_what_until_when(own, person, gateway):
    remind()
    run_waiting()

    sent = gateway.got[0].json
    day = workday(3)
    assert (len(gateway.got), sent["mobile"]) == (1, person.mobile)
    assert sent["content"] == (
        f"市直机关工委：1 件要办。填完支部自评，市发改委第1党支部，{day.month} 月 {day.day} 日 18:00 截止。"
    )
    assert state() == ("sent", 1, '200 {"code": 0}')


def test_a_letter_lists_everything_and_leads_to_the_list(own, letters):
    reachable(own.people[Role.SECRETARY])
    remind()
    run_waiting()

    letter = letters.letters[0]
    assert (len(letters.letters), letter["Subject"]) == (1, "市直机关工委：1 件要办")
    assert "· 填完支部自评，市发改委第1党支部" in letters.text()
    assert "https://stars.cn/todo/" in letters.text()


def test_staff_read_figures_and_late_work_in_their_digest(own, letters, clock):
    staff = reachable(own.staff)
    Preference.objects.create(person=staff, ways={"digest": ["mail"]})
    clock.move_to(at(workday(4)))
    remind()
    run_waiting()

    lines = letters.text().splitlines()
    assert "市五星支部创建：3 个支部已提交 0 个，2 个单位已接收 0 个，3 个支部已评完 3 个。" in lines
    assert "· 市发改委，支部自评未交 2，逾期 3 天" in lines


def test_a_letter_is_written_in_the_persons_language(own, letters):
    person = reachable(own.people[Role.SECRETARY])
    type(person).objects.filter(pk=person.pk).update(language="en")
    remind()
    run_waiting()

    assert letters.letters[0]["Subject"] == "市直机关工委: 1 thing to be done"


def test_what_was_done_meanwhile_is_not_sent(own, person, gateway):
    pass_all(timezone.now())
    stands(own.assessments[0], S.SUBMITTED, submitted_at=timezone.now())
    sending.announce_sending()
    run_waiting()

    assert (gateway.got, state()) == ([], ("dropped", 1, ""))


def test_quiet_hours_are_kept_at_the_moment_of_sending(own, person, gateway, clock):
    pass_all(timezone.now())
    clock.move_to(at(workday(), 21, 30))
    sending.announce_sending()
    run_waiting()

    row = Delivery.objects.get(way="gateway")
    assert (gateway.got, row.status, row.tries, row.due_at) == ([], "queued", 0, at(workday(1), 7, 30))


def test_a_failed_message_is_tried_again_with_growing_pauses_and_then_kept(own, person, gateway, clock):
    gateway.answers = [(503, b"busy")]
    remind()
    waits = []
    for _try in range(6):
        run_waiting()
        row = Delivery.objects.get(way="gateway")
        waits.append((row.status, int((row.due_at - timezone.now()).total_seconds()) // 60))
        clock.move_to(max(row.due_at, timezone.now()) + timedelta(seconds=1))
        sending.announce_sending()

    assert waits[:5] == [("queued", 1), ("queued", 5), ("queued", 20), ("queued", 60), ("failed", waits[4][1])]
    assert (len(gateway.got), state()) == (5, ("failed", 5, "503 busy"))
    assert len({got.headers["Idempotency-Key"] for got in gateway.got}) == 1


def test_a_refused_message_is_not_tried_again(own, person, gateway):
    gateway.answers = [(400, b"bad")]
    remind()
    run_waiting()

    assert (len(gateway.got), state()) == (1, ("failed", 1, "400 bad"))


@pytest.mark.parametrize(("kind", "after"), [("sms", ("sent", 2)), ("wecom", ("unclear", 1))])
def test_a_worker_killed_while_sending_sends_nothing_twice(own, person, gateway, settings, clock, kind, after):
    settings.GATEWAY = Gateway(kind, gateway.url, "s", seconds=2)
    pass_all(timezone.now())
    row = sending.claim(timezone.now(), set())
    sending.gateway.send_short(sending.Short(str(row.number), person.mobile, "x"))

    clock.move_to(timezone.now() + timedelta(minutes=3))
    sending.announce_sending()
    run_waiting()

    effects = {got.headers["Idempotency-Key"] for got in gateway.got} if kind == "sms" else gateway.got
    assert (len(effects), state()[:2]) == (1, after)


def test_a_claimed_message_is_not_taken_by_a_second_worker(own, person, gateway):
    pass_all(timezone.now())

    first, second = sending.claim(timezone.now(), set()), sending.claim(timezone.now(), set())

    assert (first.status, second) == ("sending", None)


def test_no_more_messages_go_in_a_minute_than_the_setting_says(own, person, gateway, settings, clock):
    settings.GATEWAY = Gateway("sms", gateway.url, "s", per_minute=2)
    for number in range(5):
        Delivery.objects.create(
            key=f"x-{number}",
            number=f"00000000-0000-0000-0000-00000000000{number}",
            person=person,
            committee=own.committee,
            way="gateway",
            kind="returned",
            due_at=timezone.now(),
            created_at=timezone.now(),
        ).items.create(key=f"self-{own.assessments[0].pk}", topic="submit", campaign=own.campaign)
    counts = []
    for _minute in range(3):
        sending.announce_sending()
        run_waiting()
        counts.append(len(gateway.got))
        clock.shift(60)

    assert counts == [2, 4, 5]


def test_the_same_thing_is_told_once_a_day_by_one_way(own, person, gateway):
    remind()
    run_waiting()
    again = Delivery.objects.get(way="gateway")
    copy = Delivery.objects.create(
        key="again",
        number="00000000-0000-0000-0000-000000000001",
        person=person,
        committee=own.committee,
        way="gateway",
        kind="by-hand",
        due_at=timezone.now(),
        created_at=timezone.now(),
    )
    DeliveryItem.objects.create(
        delivery=copy, key=again.items.get().key, topic="submit", campaign=own.campaign, unit=own.units[0]
    )
    sending.announce_sending()
    run_waiting()

    copy.refresh_from_db()
    assert (len(gateway.got), copy.status) == (1, "dropped")


def test_neither_log_nor_row_nor_job_holds_the_number(own, person, gateway, caplog):
    caplog.set_level(logging.DEBUG)
    gateway.answers = [(400, f"bad number {person.mobile}".encode())]
    remind()
    run_waiting()

    kept = [*caplog.messages, *(str(vars(row)) for row in (*Delivery.objects.all(), *Job.objects.all()))]
    assert [words for words in kept if person.mobile in words] == []
    assert state() == ("failed", 1, f"400 bad number {person.masked_mobile}")


def test_a_gateway_that_says_nothing_is_asked_again_later(own, person, gateway, settings):
    settings.GATEWAY = Gateway("sms", gateway.url, "s", seconds=0.2)
    gateway.answers = [None]
    remind()
    run_waiting()

    assert state()[:2] == ("queued", 1)


def test_a_digest_of_yesterday_is_not_sent(own, letters, clock):
    reachable(own.people[Role.SECRETARY])
    pass_all(timezone.now())
    clock.move_to(at(workday(1), 8))
    sending.announce_sending()
    run_waiting()

    assert (letters.letters, state()[0]) == ([], "dropped")
