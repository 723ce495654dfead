"""Links to voters: only who has not voted, each once, by ways that one person reads; nothing about a voter is kept."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import models
from django.utils import timezone

from apps.audit.models import Record
from apps.ballots.models import Voter
from apps.ballots.services.casting import open_ballot
from apps.core.errors import Forbidden, Refused
from apps.jobs.models import Job
from apps.jobs.services import run_waiting
from apps.organisations.choices import Role
from apps.workflow.gateway.letters import Gateway
from apps.workflow.models import VoterRound
from apps.workflow.reminding.voters import announce_rounds, to_be_reminded
from apps.workflow.services import remind_voters, voters_left
from tests.factories.polling import close_stage, polled, roll_of
from tests.workflow.servers import gateway_server

pytestmark = pytest.mark.django_db
MOBILES = [f"1390000000{number}" for number in range(4)]


@pytest.fixture
def server(settings):
    cache.clear()
    with gateway_server() as found:
        settings.GATEWAY, settings.PUBLIC_URL = Gateway("sms", found.url, "s", seconds=2), "https://stars.cn"
        settings.EMAIL_HOST = ""
        yield found


@pytest.fixture
def poll(two, server):
    """Four named voters with a mobile number; one of them has voted; a fifth has a slip alone."""
    found = polled(two.own)
    roll = roll_of(two.own)
    rows = [Voter(roll=roll, number=n, name=f"党员{n}", mobile=mobile) for n, mobile in enumerate(MOBILES, 50)]
    rows[0].has_voted = True
    Voter.objects.bulk_create([*rows, Voter(roll=roll, number=60)])
    return found


def rounds():
    cache.clear()
    announce_rounds()
    run_waiting()


def test_links_go_to_those_who_have_not_voted_and_open_their_ballots(two, poll, server):
    remind_voters(two.own.staff, poll)
    run_waiting()

    sent = {got.json["mobile"]: got.json["content"] for got in server.got}
    assert sorted(sent) == MOBILES[1:]
    codes = [text.rpartition("https://stars.cn/v/#")[2] for text in sent.values()]
    assert [open_ballot(code).branch for code in codes] == [two.own.assessments[0].name] * 3


def test_only_counts_are_kept(two, poll, server):
    row = remind_voters(two.own.staff, poll)
    run_waiting()
    row.refresh_from_db()

    assert (row.wanted, row.gateway, row.mail, row.failed, row.after, row.is_over) == (3, 3, 0, 0, 0, True)
    kept = [str(vars(one)) for one in (*Job.objects.all(), *Record.objects.all(), row)]
    assert [words for words in kept if any(mobile in words for mobile in MOBILES)] == []
    fields = {field.name for field in VoterRound._meta.get_fields() if isinstance(field, models.ForeignKey)}
    assert fields == {"poll"}


def test_a_round_goes_on_after_a_pause_and_sends_nobody_two_links(two, poll, server, settings):
    settings.GATEWAY = Gateway("sms", server.url, "s", per_minute=1)
    server.answers = [(200, b""), (503, b"busy"), (200, b"")]
    remind_voters(two.own.staff, poll)
    counts = []
    for _minute in range(5):
        rounds()
        counts.append(VoterRound.objects.get().gateway)

    assert counts[-1] == 3
    assert [got.json["mobile"] for got in server.got] == [MOBILES[1], MOBILES[2], MOBILES[2], MOBILES[3]]


def test_voters_brought_in_another_order_than_that_of_their_branches_each_get_one_link(two, poll, server, settings):
    """The gateway is busy once, and nobody is left out for it or told twice."""
    Voter.objects.exclude(name="").delete()
    later, sooner = roll_of(two.own, branch=1), roll_of(two.own)
    for roll, mobile in zip([later, later, sooner, sooner], MOBILES, strict=True):
        Voter.objects.create(roll=roll, number=70 + int(mobile[-1]), name="党员", mobile=mobile)
    server.answers = [(200, b""), (503, b"busy"), (200, b"")]
    remind_voters(two.own.staff, poll)
    rounds()
    rounds()

    assert [got.json["mobile"] for got in server.got] == [MOBILES[0], MOBILES[1], *MOBILES[1:]]


def test_a_worker_that_dies_leaves_out_one_voter_at_most(two, poll, server):
    row = remind_voters(two.own.staff, poll)
    first = to_be_reminded(poll).first()
    VoterRound.objects.filter(pk=row.pk).update(after=first.pk)
    rounds()

    assert [got.json["mobile"] for got in server.got] == MOBILES[2:]


def test_robots_that_post_into_groups_are_never_given_a_link(two, poll, server, settings):
    settings.GATEWAY = Gateway("dingtalk", server.url, "s")

    assert sum(voters_left(two.own.staff, poll).values()) == 0
    with pytest.raises(Refused) as refused:
        remind_voters(two.own.staff, poll)
    assert refused.value.code == "nobody-left"


def test_who_may_and_when(two, poll, server, settings):
    with pytest.raises(Forbidden):
        remind_voters(two.own.people[Role.LEADER], poll)
    remind_voters(two.own.staff, poll)
    codes = []
    for change in (lambda: None, run_waiting, lambda: close_stage(two.own)):
        change()
        with pytest.raises(Refused) as refused:
            remind_voters(two.own.staff, poll)
        codes.append(refused.value.code)

    assert codes == ["under-way", "sent-today", "not-open"]


def test_a_round_ends_with_voting(two, poll, server):
    remind_voters(two.own.staff, poll)
    two.own.campaign.stages.filter(kind="ballot").update(closes_at=timezone.now() - timedelta(seconds=1))
    rounds()

    assert (server.got, VoterRound.objects.get().is_over) == ([], True)
