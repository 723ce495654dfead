"""Nobody learns from tables, logs or results who chose what, nor when anybody voted."""

import copy
import logging
import random
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.core.cache import cache
from django.core.signals import got_request_exception
from django.test import Client, override_settings
from django.views.debug import SafeExceptionReporterFilter
from prometheus_client import REGISTRY

from apps.accounts.last_seen import key_of
from apps.ballots import sealing
from apps.ballots.answers import unpacked
from apps.ballots.choices import PollStatus
from apps.ballots.codes import LETTERS, mark_of, tidy
from apps.ballots.models import Box, Poll, Roll, Voter
from apps.ballots.results import results_of, results_of_all
from apps.ballots.services import counting
from apps.ballots.services.casting import cast
from apps.core.errors import Refused
from apps.jobs.choices import Status
from apps.jobs.services import run_waiting
from apps.organisations.choices import Role
from tests.ballots.tables import changed, columns_of, everything, points_at, text_of
from tests.factories.houses import House, make_house
from tests.factories.people import sign_in
from tests.factories.polling import answers, close_stage, codes_of, poll_of, polled, roll_of

pytestmark = pytest.mark.django_db
MOMENTS = ("date", "time")
# What a vote may change, and nothing else in the whole database.
WRITTEN = {
    "ballots_voter": {"has_voted"},
    "ballots_roll": {"voted"},
    "ballots_box": {"ballots", "receipts"},
}


def build() -> House:
    house = make_house()
    polled(house)
    return house


@pytest.fixture
def house(built: House) -> House:
    return copy.deepcopy(built)


def send(client: Client, poll: Poll, code: str, option: int) -> str:
    """One vote as a phone sends it; gives the page."""
    fields = {f"a-{question}": chosen for question, chosen in answers(poll, option).items()}
    answer = client.post("/v/", {"code": code, "cast": "1", **fields})
    return answer.content.decode()


def thirty_votes(house: House) -> tuple[list[str], list[str]]:
    """Thirty votes in four boxes in a drawn order; gives codes and receipts."""
    rolls = [roll_of(house, branch, layer) for branch in (0, 1) for layer in (0, 1)]
    codes = [code for roll in rolls for code in codes_of(house, roll)[:8]][:30]
    random.Random(7).shuffle(codes)
    return codes, [cast(code, answers(poll_of(house), number % 5)) for number, code in enumerate(codes)]


def opened(poll: Poll) -> dict[tuple[int, str], list[tuple[str, ...]]]:
    """What all boxes hold, as only the house can read it."""
    key = sealing.private_key(poll.public_key, poll.sealed_key)
    found = {}
    for box in Box.objects.filter(poll=poll):
        name = sealing.box_name(poll.pk, box.assessment_id, box.layer)
        texts = [unpacked(poll, sealing.unseal(key, ballot, name)) for ballot in box.ballots]
        found[box.assessment_id, box.layer] = sorted(tuple(text.values()) for text in texts)
    return found


def test_vote_changes_three_rows_and_no_others(house: House) -> None:
    """Also of who is signed in on the phone: neither session nor record nor job notes anything."""
    poll, codes = poll_of(house), codes_of(house, roll_of(house))
    client = house.client(Role.SECRETARY)
    send(client, poll, codes[0], 1)
    before = everything()

    page = send(client, poll, codes[1], 2)

    assert "ballots/public" not in page
    assert changed(before, everything()) == WRITTEN


def test_tables_know_neither_codes_nor_receipts_nor_answers(house: House) -> None:
    codes, receipts = thirty_votes(house)

    text = text_of(everything())

    assert not [one for one in [*codes, *map(tidy, receipts), *receipts] if one in text]
    boxes = str(list(Box.objects.values_list("ballots", "receipts")))
    assert not [option["code"] for option in poll_of(house).options if option["code"] in boxes]


def test_no_value_of_a_box_stands_anywhere_else(house: House) -> None:
    thirty_votes(house)

    tables = everything()

    boxes = tables.pop("ballots_box")
    tables.pop("sqlite_sequence", None)
    rest = text_of(tables)
    kept = [str(box.pk) for box in Box.objects.all()]
    kept += [one for box in Box.objects.all() for one in [*box.ballots, *box.receipts]]
    assert (len(boxes), len(kept)) == (4, 4 + 60)
    assert not [one for one in kept if one in rest]


def test_no_table_joins_a_voter_with_a_box(house: House) -> None:
    """Votes point at the ballot and the branch, voters at their roll; nothing points at either."""
    names = [model._meta.db_table for model in apps.get_models()]

    assert points_at("ballots_box") == points_at("ballots_count") == {"ballots_poll", "assessments_assessment"}
    assert points_at("ballots_voter") == {"ballots_roll"}
    assert [name for name in names if {"ballots_box", "ballots_voter"} & points_at(name)] == []


@pytest.mark.parametrize("table", ["ballots_voter", "ballots_roll", "ballots_box", "ballots_count"])
def test_tables_of_votes_and_voters_know_no_moment(house: House, table: str) -> None:
    types = " ".join(columns_of(table).values()).lower()

    assert not [word for word in MOMENTS if word in types]


def test_box_tells_no_order(house: House) -> None:
    """The same votes in two orders leave the same box, and lists that are sorted by what is drawn."""
    poll, options = poll_of(house), [0, 1, 2, 3, 4, 0, 1, 2]
    found = []
    for branch, order in enumerate((options, options[::-1])):
        for code, option in zip(codes_of(house, roll_of(house, branch)), order, strict=False):
            cast(code, answers(poll, option))
        found.append(opened(poll_of(house))[house.assessments[branch].pk, "members"])
    boxes = list(Box.objects.all())

    assert found[0] == found[1] == sorted(tuple(answers(poll, option).values()) for option in options)
    assert all(box.ballots == sorted(box.ballots) and box.receipts == sorted(box.receipts) for box in boxes)
    assert {len(one) for box in boxes for one in box.ballots} == {152}
    assert all(box.pk > 2**40 for box in boxes)


def test_equal_votes_look_different(house: House) -> None:
    poll = poll_of(house)
    for code in codes_of(house, roll_of(house))[:6]:
        cast(code, answers(poll))

    assert len(set(Box.objects.get().ballots)) == 6


def test_tables_alone_open_nothing(house: House) -> None:
    """A copy of the database in another house, with another key, gives neither ballots nor codes."""
    codes, _receipts = thirty_votes(house)
    poll = poll_of(house)

    with override_settings(BALLOT_KEY="another house"), pytest.raises(sealing.Unopened):
        sealing.private_key(poll.public_key, poll.sealed_key)
    with override_settings(BALLOT_KEY="another house"), pytest.raises(Refused) as refused:
        cast(codes[0], answers(poll))
    close_stage(house)
    with override_settings(BALLOT_KEY="another house"):
        job = counting.request_count(house.staff, poll)
        run_waiting()
    job.refresh_from_db()
    assert refused.value.code == "unknown-code"
    assert (job.status, poll_of(house).status) == (Status.FAILED, PollStatus.VOTING)


def test_codes_are_not_told_by_their_hash(house: House) -> None:
    """Whoever tries codes one by one against the table needs the house's key as well."""
    code = codes_of(house, roll_of(house))[0]
    tokens = set(Voter.objects.values_list("token", flat=True))

    assert mark_of(code) not in tokens
    assert set(code) <= set(LETTERS)


@pytest.fixture
def every_line() -> Iterator[list[str]]:
    """What every logger says at its most talkative, those of others included."""
    lines: list[str] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(f"{record.name} {record.getMessage()} {record.__dict__}")

    handler, root = Keep(logging.NOTSET), logging.getLogger()
    loggers = [root, *map(logging.getLogger, ("axes", "django", "django.request", "django_structlog", "celery"))]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.DEBUG)
    root.addHandler(handler)
    yield lines
    root.removeHandler(handler)
    for logger, level in zip(loggers, levels, strict=True):
        logger.setLevel(level)


def test_logs_say_nothing_of_voters(house: House, every_line: list[str]) -> None:
    poll, codes = poll_of(house), codes_of(house, roll_of(house))
    client = house.client(Role.SECRETARY)
    client.get("/todo/")
    others = len([line for line in every_line if "/todo/" in line])
    every_line.clear()

    send(client, poll, codes[0], 1)
    send(client, poll, codes[0], 1)
    send(client, poll, "ABCD-EFGH-JKMN", 1)
    client.get("/v/")

    said = "\n".join(every_line)
    assert others > 0
    assert not [word for word in [codes[0], "ABCDEFGHJKMN", "ABCD-EFGH", "/v/", "very-good", "good"] if word in said]


def test_neither_metrics_nor_last_seen_know_voters(house: House) -> None:
    """The same phone on another page is counted and seen; at the ballot it is not."""
    client = house.client(Role.SECRETARY)
    key = key_of(client.session.session_key)
    cache.delete(key)

    send(client, poll_of(house), codes_of(house, roll_of(house))[0], 1)
    at_ballot = cache.get(key)
    client.get("/todo/")

    views = {sample.labels.get("view") for metric in REGISTRY.collect() for sample in metric.samples}
    assert (at_ballot, cache.get(key) is None) == (None, False)
    assert ("reports:todo" in views, "vote:vote" in views) == (True, False)


def test_error_while_voting_hides_what_was_sent(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """The report of an error names neither code nor answer."""
    poll, code = poll_of(house), codes_of(house, roll_of(house))[0]
    reports: list[str] = []

    def fail(*_: Any) -> None:
        raise RuntimeError

    def keep(sender: Any, request: Any, **_: Any) -> None:
        reports.append(str(SafeExceptionReporterFilter().get_post_parameters(request)))

    got_request_exception.connect(keep)
    monkeypatch.setattr("apps.ballots.services.casting.new_receipt", fail)
    client = Client(raise_request_exception=False)

    send(client, poll, code, 1)

    got_request_exception.disconnect(keep)
    assert len(reports) == 1
    assert not [word for word in (code, "good") if word in reports[0]]
    assert not Voter.objects.filter(has_voted=True).exists()


def test_superusers_see_no_result_before_the_count(house: House) -> None:
    poll = poll_of(house)
    boss = house.staff
    boss.is_superuser = True
    boss.save()
    for code in codes_of(house, roll_of(house))[:8]:
        cast(code, answers(poll, 3))

    with pytest.raises(Refused):
        results_of_all(poll, boss)

    client, base = sign_in(boss), f"/api/v1/campaigns/{house.campaign.slug}/ballot/"
    pk = house.assessments[0].pk
    answers_given = [client.get(f"{base}results/"), client.get(f"{base}results/{pk}/"), client.post(f"{base}count/")]
    assert results_of(house.assessments[0]) == []
    assert [answer.status_code for answer in answers_given] == [409, 409, 409]


def test_superusers_see_no_result_of_few(house: House) -> None:
    """Four votes of one layer; another layer and other branches have enough."""
    poll, boss = poll_of(house), house.staff
    boss.is_superuser = True
    boss.save()
    for place, (votes, option) in {(0, 0): (6, 0), (0, 1): (4, 3), (1, 0): (7, 1)}.items():
        for code in codes_of(house, roll_of(house, *place))[:votes]:
            cast(code, answers(poll, option))
    close_stage(house)
    counting.request_count(boss, poll)
    run_waiting()

    base = f"/api/v1/campaigns/{house.campaign.slug}/ballot/"
    client = sign_in(boss)
    branch = client.get(f"{base}results/{house.assessments[0].pk}/").json()
    whole = client.get(f"{base}results/").json()

    assert [(one["by_code"], one["answers"] is None) for one in branch["layers"]] == [(6, False), (4, True)]
    assert [(one["by_code"], one["answers"] is None) for one in whole["layers"]] == [(13, False), (0, True)]
    assert "public" not in whole["medians"]
    assert Roll.objects.get(pk=roll_of(house, 0, 1).pk).voted == 4
