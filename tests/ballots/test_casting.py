"""A vote is cast once, under conditions, and what is written is sealed."""

import copy
from datetime import timedelta

import pytest
from django.utils import timezone

from apps.ballots.choices import PollStatus
from apps.ballots.codes import mark_of
from apps.ballots.models import Box, Voter
from apps.ballots.services import casting
from apps.ballots.services.receipts import Found, find
from apps.ballots.services.rolls import set_entitled
from apps.ballots.services.voters import bring_voters
from apps.ballots.voter_file import VoterLine
from apps.core.errors import Invalid, Refused
from tests.factories.houses import House, make_house
from tests.factories.polling import answers, close_stage, codes_of, open_stage, poll_of, polled, roll_of, vote

pytestmark = pytest.mark.django_db


def build() -> House:
    house = make_house()
    polled(house)
    return house


@pytest.fixture
def house(built: House) -> House:
    return copy.deepcopy(built)


def refusal(code: str, given: dict[str, str]) -> str:
    with pytest.raises(Refused) as refused:
        casting.cast(code, given)
    return refused.value.code


def test_cast_once_puts_one_sealed_ballot_in(house: House) -> None:
    poll, roll = poll_of(house), roll_of(house)
    code = codes_of(house, roll)[0]

    receipt = casting.cast(code, answers(poll))

    box = Box.objects.get()
    roll.refresh_from_db()
    assert (roll.voted, Voter.objects.filter(has_voted=True).count()) == (1, 1)
    assert (len(box.ballots), box.receipts, box.part) == (1, [mark_of(receipt)], 0)
    assert poll_of(house).status == PollStatus.VOTING


def test_cast_asks_seven_times_within_its_transaction(house: House, django_assert_num_queries) -> None:
    poll, (first, second, *_others) = poll_of(house), codes_of(house, roll_of(house))
    casting.cast(first, answers(poll))

    with django_assert_num_queries(7 + len(("SAVEPOINT", "RELEASE"))):
        casting.cast(second, answers(poll))


def test_cast_twice_is_refused_and_changes_nothing(house: House) -> None:
    poll, roll = poll_of(house), roll_of(house)
    code = codes_of(house, roll)[0]
    casting.cast(code, answers(poll))
    before = Box.objects.values().get()

    assert refusal(code, answers(poll, 3)) == "already-voted"

    assert Box.objects.values().get() == before


def test_cast_with_a_strange_code_is_refused(house: House) -> None:
    assert refusal("0000-0000-0000", answers(poll_of(house))) == "unknown-code"


def test_code_is_known_as_people_type_it(house: House) -> None:
    code = codes_of(house, roll_of(house))[0]
    typed = f" {code[:4]} {code[4:8]}-{code[8:]}".lower().replace("0", "o").replace("1", "l")

    assert casting.open_ballot(typed).branch == house.assessments[0].name


def test_cast_outside_the_stage_is_refused(house: House) -> None:
    code, given = codes_of(house, roll_of(house))[0], answers(poll_of(house))
    tomorrow = timezone.now() + timedelta(days=1)

    close_stage(house)
    after = refusal(code, given)
    open_stage(house, opens_at=tomorrow, closes_at=tomorrow + timedelta(days=1))
    before = refusal(code, given)

    assert (after, before, Box.objects.count()) == ("closed", "not-yet-open", 0)


def test_cast_with_a_question_left_open_names_it(house: House) -> None:
    code, given = codes_of(house, roll_of(house))[0], dict(answers(poll_of(house)))
    given.pop("service")
    given["members"] = "excellent"

    with pytest.raises(Invalid) as refused:
        casting.cast(code, given)

    assert sorted(refused.value.details) == ["members", "service"]
    assert not Voter.objects.filter(has_voted=True).exists()


def test_cast_beyond_those_who_may_vote_is_refused(house: House) -> None:
    poll, roll = poll_of(house), roll_of(house)
    codes = codes_of(house, roll)
    casting.cast(codes[0], answers(poll))
    set_entitled(house.staff, poll, {(roll.assessment_id, roll.layer): 1})

    assert refusal(codes[1], answers(poll)) == "roll-full"


def test_slips_printed_anew_kill_the_old_and_spare_who_voted(house: House) -> None:
    poll, roll = poll_of(house), roll_of(house)
    old = codes_of(house, roll)
    casting.cast(old[0], answers(poll))

    new = codes_of(house, roll)

    assert len(new) == len(old) - 1
    assert (refusal(old[1], answers(poll)), refusal(old[0], answers(poll))) == ("unknown-code", "already-voted")


def test_slips_printed_anew_after_names_leave_one_code_for_each_who_may_vote(house: House) -> None:
    poll, roll = poll_of(house), roll_of(house)
    set_entitled(house.staff, poll, {(roll.assessment_id, roll.layer): 3})
    old = codes_of(house, roll)
    lines = [VoterLine(roll.assessment_id, roll.layer, name, mobile="13800000000") for name in ("张三", "李四")]
    bring_voters(house.staff, poll, lines)
    voters = Voter.objects.filter(roll=roll)
    held = voters.count()

    new = codes_of(house, roll)

    assert (held, len(new), voters.count()) == (5, 1, 3)
    assert {refusal(code, answers(poll)) for code in old} == {"unknown-code"}


def test_full_box_is_closed_under_the_next_number(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(casting, "PART", 3)

    vote(house, roll_of(house), [0] * 8)

    assert sorted((box.part, len(box.ballots)) for box in Box.objects.all()) == [(0, 2), (1, 3), (2, 3)]


def test_receipt_waits_for_the_count_and_unknown_ones_are_told(house: House) -> None:
    receipt = vote(house, roll_of(house), [2])[0]
    stage = open_stage(house)

    found = find(receipt.lower().replace("-", " "))

    assert found == Found("waiting", timezone.localdate(stage.closes_at), house.campaign.name)
    assert (find("ABCDEFGHJK"), find("ABC")) == (Found("unknown"), Found("unknown"))
