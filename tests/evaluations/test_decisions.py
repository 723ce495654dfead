"""A combined decision: matters, two people, votes, signatures, what it changes, approval, and what is refused."""

from copy import deepcopy

import pypdfium2
import pytest
from django.utils import timezone

from apps.assessments.models import Assessment, Remark, Reply
from apps.audit.models import Record
from apps.core.errors import Forbidden, Invalid, Refused
from apps.evaluations.branch_words import words_of
from apps.evaluations.decision_sheet import branch_words
from apps.evaluations.models import Decision
from apps.evaluations.papers import content_of
from apps.evaluations.selectors import current_run
from apps.evaluations.services import (
    Meeting,
    Signer,
    add_matter,
    approve_decision,
    open_decision,
    propose_change,
    record_votes,
    second_item,
    set_attendance,
    sign_decision,
    start_numbered_run,
)
from apps.jobs.services import run_waiting
from apps.organisations.choices import Role
from tests import factories
from tests.factories.deciding import SIGNERS, make_decided_house, meet, vote_all

pytestmark = pytest.mark.django_db


def build():
    return make_decided_house()


@pytest.fixture
def house(built, db):
    return deepcopy(built)


def change(house, decision, number=1, after="三星"):
    """The second branch has four stars by the rules."""
    return propose_change(
        house.staff,
        decision,
        assessment=house.assessments[number],
        after=after,
        clause="办法第 21 条",
        reason="帮扶整改逾期未销号",
    )


def sign_all(house, decision):
    for _function, role in SIGNERS:
        sign_decision(house.people[role], decision)
    run_waiting()
    decision.refresh_from_db()


def decided(house, votes=(7, 1, 0)):
    """A signed decision that lowers the second branch."""
    decision = meet(house)
    second_item(house.people[Role.LEADER], change(house, decision))
    vote_all(house, decision, votes)
    sign_all(house, decision)
    return decision


def level(house, number=1):
    return current_run(house.campaign).results.get(assessment=house.assessments[number]).level


def refusal(act, *args, **given):
    with pytest.raises(Refused) as refused:
        act(*args, **given)
    return refused.value.code


def test_signed_change_of_level_makes_the_next_numbered_run(house):
    decision = decided(house)

    assert (decision.status, decision.run.number, decision.final_run.number) == ("signed", 1, 2)
    assert Assessment.objects.get(pk=house.assessments[1].pk).decided_level == "三星"
    assert decision.run.results.get(assessment=house.assessments[1]).level == 1
    assert level(house) == 2


def test_signed_without_changes_keeps_the_run(house):
    decision = meet(house)
    add_matter(house.staff, decision, "通报情况")
    vote_all(house, decision)

    sign_all(house, decision)

    assert (decision.status, decision.final_run_id) == ("signed", decision.run_id)


def test_change_that_is_voted_down_changes_nothing(house):
    decision = decided(house, votes=(4, 4, 0))

    assert decision.items.get().outcome == "refused"
    assert (decision.final_run_id, level(house)) == (decision.run_id, 1)


def test_sheet_holds_run_change_votes_and_signers_on_one_page(house):
    factories.veto(house.assessments[0], "V1")
    start_numbered_run(house.staff, house.campaign)
    run_waiting()

    decision = decided(house)

    document = pypdfium2.PdfDocument(content_of(decision.paper))
    text = document[0].get_textpage().get_text_bounded().replace("\r\n", "")
    assert len(document) == 1
    for words in ("市发改委第2党支部", "办法第 21 条", "7 / 1 / 0", house.staff.name, decision.digest):
        assert words in text


def test_words_of_the_branch_stand_by_its_matter_on_page_and_sheet(house):
    branch, decision = house.assessments[1], meet(house)
    item = change(house, decision)
    own, counted = (branch.sheets.get_or_create(party=party)[0] for party in ("self", "superior"))
    own.marks = counted.marks | {"B1": counted.marks["B1"] + 50, "B2": counted.marks["B2"]}
    own.save()
    for code, text in (("B1", "窗口轮岗，台账随后补齐"), ("B2", "按时办结")):
        Remark.objects.create(sheet=own, criterion=code, text=text, by_name="书记")

    first = words_of(item)
    sheet = branch_words(item)
    Reply.objects.create(assessment=branch, part="B1", text="项目用地 11 月才批下来", by_name="书记")
    second = words_of(item)

    assert [(word.text, word.is_own) for word in first] == [("窗口轮岗，台账随后补齐", True)]
    assert sheet.endswith("窗口轮岗，台账随后补齐")
    assert [(word.text, word.is_own) for word in second] == [("项目用地 11 月才批下来", False)]


def test_approved_by_the_leader(house):
    decision = decided(house)

    approve_decision(house.people[Role.LEADER], decision, is_agreed=True)

    decision.refresh_from_db()
    assert decision.status == "approved"
    assert refusal(approve_decision, house.people[Role.LEADER], decision, is_agreed=True) == "not-waiting"


def test_returned_decision_gives_the_levels_back_and_a_new_meeting_follows(house):
    decision = decided(house)

    with pytest.raises(Invalid):
        approve_decision(house.people[Role.LEADER], decision, is_agreed=False)
    approve_decision(house.people[Role.LEADER], decision, is_agreed=False, reason="依据不足")
    run_waiting()

    decision.refresh_from_db()
    assert decision.status == "returned"
    assert (Assessment.objects.get(pk=house.assessments[1].pk).decided_level, level(house)) == ("", 1)
    assert meet(house).run.number == 3


@pytest.mark.parametrize("role", [role for role in Role.values if role != Role.STAFF])
def test_open_is_for_who_conducts(house, role):
    house.people[Role.STAFF] = house.people[role]

    with pytest.raises(Forbidden):
        meet(house)


def test_open_twice_and_on_a_decided_run_is_refused(house):
    decision = meet(house)
    assert refusal(meet, house) == "decision-open"
    sign_all(house, decision)
    approve_decision(house.people[Role.LEADER], decision, is_agreed=True)

    assert refusal(meet, house) == "decided"


def test_open_outside_its_stage_is_refused(house):
    now = timezone.now()
    house.campaign.stages.filter(kind__in=["decision", "notice"]).update(closes_at=now)

    assert refusal(meet, house) == "stage-not-open"


def test_open_with_one_signer_or_one_who_sees_nothing_is_refused(house):
    meeting = Meeting("评定会", timezone.now())
    one, stranger = Signer("主持人", house.staff), Signer("监督", house.people[Role.SECRETARY])

    for signers in ([one], [one, one], [one, stranger]):
        with pytest.raises(Invalid):
            open_decision(house.staff, house.campaign, meeting, signers)

    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    "given",
    [{"after": "四星"}, {"after": "六星"}, {"clause": " "}, {"reason": ""}],
    ids=["same", "none", "clause", "why"],
)
def test_propose_without_another_level_clause_or_reason_is_refused(house, given):
    decision = meet(house)
    fields = {"after": "三星", "clause": "第 21 条", "reason": "逾期"} | given

    with pytest.raises(Invalid):
        propose_change(house.staff, decision, assessment=house.assessments[1], **fields)


def test_second_by_who_proposed_is_refused(house):
    item = change(house, meet(house))

    assert refusal(second_item, house.staff, item) == "same-person"
    assert refusal(record_votes, house.staff, item, votes_for=8, against=0, abstentions=0) == "not-seconded"


def test_votes_that_do_not_add_up_are_refused(house):
    decision = meet(house)
    item = add_matter(house.staff, decision, "通报情况")

    with pytest.raises(Invalid):
        record_votes(house.staff, item, votes_for=7, against=0, abstentions=0)
    record_votes(house.staff, item, votes_for=8, against=0, abstentions=0)

    assert refusal(set_attendance, house.staff, decision, due=9, present=7) == "voted"


def test_votes_before_anybody_is_counted_are_refused(house):
    item = add_matter(house.staff, meet(house, present=None), "通报情况")

    assert refusal(record_votes, house.staff, item, votes_for=0, against=0, abstentions=0) == "no-attendance"


def test_sign_before_every_matter_is_decided_is_refused(house):
    decision = meet(house)
    add_matter(house.staff, decision, "通报情况")

    assert refusal(sign_decision, house.staff, decision) == "undecided"


def test_sign_by_another_and_twice_is_refused(house):
    decision = meet(house)
    superuser = factories.make_person(is_superuser=True)

    with pytest.raises(Forbidden):
        sign_decision(superuser, decision)
    sign_decision(house.staff, decision)

    assert refusal(sign_decision, house.staff, decision) == "signed"


def test_nothing_changes_after_the_first_signature(house):
    decision = meet(house)
    item = add_matter(house.staff, decision, "通报情况")
    vote_all(house, decision)
    sign_decision(house.staff, decision)

    codes = [
        refusal(record_votes, house.staff, item, votes_for=0, against=8, abstentions=0),
        refusal(add_matter, house.staff, decision, "又一件"),
        refusal(change, house, decision),
        refusal(set_attendance, house.staff, decision, due=9, present=9),
    ]

    assert codes == ["signed"] * 4


def test_sign_after_a_mark_changed_is_refused(house):
    decision = meet(house)
    factories.mark(house.staff, house.assessments[1], {"A1": 1900})

    assert refusal(sign_decision, house.staff, decision) == "run-outdated"


def test_sign_after_a_veto_was_confirmed_is_refused(house):
    decision = meet(house)
    factories.veto(house.assessments[0], "V1")

    assert refusal(sign_decision, house.staff, decision) == "run-outdated"


def test_vetoes_stand_on_the_agenda_as_one_matter(house):
    factories.veto(house.assessments[0], "V1")
    start_numbered_run(house.staff, house.campaign)
    run_waiting()

    decision = meet(house)

    assert [item.kind for item in decision.items.all()] == ["vetoes"]


def test_every_step_is_recorded(house):
    decided(house)

    acts = Record.objects.filter(act__startswith="decision.").order_by("pk").values_list("act", flat=True)
    assert list(acts) == [
        "decision.opened",
        "decision.change-proposed",
        "decision.seconded",
        "decision.voted",
        *["decision.signed"] * 3,
        "decision.complete",
    ]
