"""Voters' pages without a script: step by step, cast once, and what stands where a code opens nothing."""

from copy import deepcopy
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from apps.ballots.models import Roll
from tests.factories import polling as ballots
from tests.factories.houses import House, make_house
from tests.pages import Page

pytestmark = pytest.mark.django_db


def build():
    house = make_house()
    ballots.polled(house)
    return house, ballots.codes_of(house, ballots.roll_of(house))


@pytest.fixture
def house(built) -> House:
    return deepcopy(built[0])


@pytest.fixture
def code(built) -> str:
    return built[1][0]


def sent(code: str, **more: str):
    return Client().post("/v/", {"code": code} | more)


def filled(house: House, option: int = 0) -> dict[str, str]:
    return {f"a-{question}": chosen for question, chosen in ballots.answers(ballots.poll_of(house), option).items()}


def open_screen(answer) -> int:
    return answer.context["screen"]


def test_code_opens_the_welcome_with_branch_layer_and_time(house, code):
    answer = sent(code)

    assert answer.status_code == 200
    assert open_screen(answer) == 0
    assert house.assessments[0].name in Page.of(answer).text


def test_address_never_holds_a_code_and_nothing_is_kept_of_the_way(house, code):
    answer = sent(code, to="1")

    assert answer["Cache-Control"] == "no-store"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer.cookies == {}
    assert code not in "".join(str(value) for value in answer.headers.values())


def test_next_without_an_answer_stays_and_says_what_is_missing(house, code):
    answer = sent(code, to="2")

    assert open_screen(answer) == 1
    assert answer.context["questions"][0]["is_missing"]


def test_step_keeps_what_was_chosen_before(house, code):
    answer = sent(code, to="2", **{"a-meetings": "good"})

    assert open_screen(answer) == 2
    assert [option["is_chosen"] for option in answer.context["questions"][0]["options"]] == [
        False,
        True,
        False,
        False,
        False,
    ]


def test_cast_gives_a_receipt_and_one_vote(house, code):
    answer = sent(code, cast="1", **filled(house))

    assert answer.status_code == 200
    assert len(answer.context["receipt"].replace("-", "")) == 10
    assert Roll.objects.get(pk=ballots.roll_of(house).pk).voted == 1


def test_cast_again_says_so_and_adds_nothing(house, code):
    sent(code, cast="1", **filled(house))

    again = sent(code, cast="1", **filled(house, 1))

    assert again.context["is_done"]
    assert Roll.objects.get(pk=ballots.roll_of(house).pk).voted == 1


def test_cast_sent_again_with_its_receipt_gives_that_receipt_again(house, code):
    receipt = sent(code, to="1").context["receipt"]
    first = sent(code, cast="1", receipt=receipt, **filled(house))

    again = sent(code, cast="1", receipt=receipt, **filled(house, 1))
    other = sent(code, cast="1", receipt="7Q4M-K2PD-93", **filled(house))

    assert [answer.context.get("receipt") for answer in (first, again)] == [receipt, receipt]
    assert other.context["is_done"]
    assert Roll.objects.get(pk=ballots.roll_of(house).pk).voted == 1


def test_receipt_stands_on_every_screen_before_casting_and_stays_the_same(house, code):
    receipt = sent(code).context["receipt"]

    later = sent(code, to="2", receipt=receipt, **{"a-meetings": "good"})
    broken = sent(code, to="2", receipt="<b>", **{"a-meetings": "good"})

    assert later.context["receipt"] == receipt
    assert receipt in Page.of(later).text
    assert len(broken.context["receipt"].replace("-", "")) == 10


def test_cast_with_an_open_question_shows_it(house, code):
    posted = filled(house)
    posted.pop("a-members")

    answer = sent(code, cast="1", **posted)

    assert open_screen(answer) == 2


def test_every_answer_has_one_status_so_that_no_log_tells_them_apart(house, code):
    answers = [sent(code), sent(code, cast="1"), sent("0" * 12), sent(code, cast="1", **filled(house)), sent(code)]

    assert {answer.status_code for answer in answers} == {200}


def test_unknown_code_stays_in_its_field(house):
    answer = sent("ABCD-2345-WXYZ", to="1")

    assert answer.context["code"] == "ABCD2345WXYZ"
    assert "fault" in answer.context


def test_ballot_before_and_after_its_time_says_when_to_come(house, code):
    now = timezone.now()
    ballots.open_stage(house, opens_at=now + timedelta(days=1), closes_at=now + timedelta(days=2))
    early = sent(code)
    ballots.open_stage(house, opens_at=now - timedelta(days=3), closes_at=now - timedelta(days=1))
    late = sent(code)

    assert early.context["head"] != late.context["head"]


def test_receipt_waits_for_the_count_and_a_wrong_one_is_not_found(house, code):
    receipt = sent(code, cast="1", **filled(house)).context["receipt"]

    waiting = Client().post("/v/receipt/", {"receipt": receipt.lower()})
    wrong = Client().post("/v/receipt/", {"receipt": "0000-0000-00"})

    assert "市五星支部创建" in waiting.context["answer"]["text"]
    assert "市五星支部创建" not in wrong.context["answer"]["text"]
