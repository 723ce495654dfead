"""What becomes of a title: steps by two people, yearly reviews, and what people are told to consider."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from apps.assessments.choices import VetoStatus
from apps.assessments.models import Assessment, VetoCase
from apps.assessments.services.enrolment import round_of
from apps.audit.models import Record
from apps.core.errors import Forbidden, Invalid, Refused
from apps.demonstrations.choices import ReviewStatus, StepKind, TitleStatus
from apps.demonstrations.models import Review, Title
from apps.demonstrations.reviewing import next_review, review_days
from apps.demonstrations.services.reviews import files_of, judge, make_due, report
from apps.demonstrations.services.titles import StepWords, confirm_step, drop_step, possible_steps, propose_step
from apps.demonstrations.title_state import State, endangered, standing_of
from apps.organisations.choices import Role
from apps.workflow.todo import todo_of
from tests.evidence.files import photo, sent
from tests.factories import titles
from tests.factories.houses import make_house

pytestmark = pytest.mark.django_db
WITHDRAWAL = StepWords(StepKind.WITHDRAWAL, "弄虚作假", "工委会议第 14 次")


@pytest.fixture
def house():
    return make_house()


@pytest.fixture
def title(house):
    return titles.own_title(house)


def taken(house, title, words):
    """A step by two people."""
    confirm_step(house.people[Role.LEADER], propose_step(house.staff, title, words))
    return Title.objects.get(pk=title.pk)


def test_withdraw_by_two_people_ends_the_title_with_its_reason(house, title):
    ended = taken(house, title, WITHDRAWAL)

    standing = standing_of(ended)
    assert (standing.state, standing.reason, standing.on) == (State.WITHDRAWN, "弄虚作假", timezone.localdate())
    assert Record.objects.get(act="title.withdrawal").reason == "弄虚作假"
    assert possible_steps(ended) == []


def test_confirm_step_by_the_same_person_is_refused(house, title):
    step = propose_step(house.staff, title, WITHDRAWAL)

    with pytest.raises(Refused) as refused:
        confirm_step(house.staff, step)

    title.refresh_from_db()
    assert (refused.value.code, title.status) == ("same-person", TitleStatus.VALID)


@pytest.mark.parametrize(
    ("words", "field"),
    [(StepWords("withdrawal", "弄虚作假"), "meeting"), (StepWords("warning", " "), "reason")],
)
def test_propose_step_without_what_it_needs_says_which(house, title, words, field):
    with pytest.raises(Invalid) as refused:
        propose_step(house.staff, title, words)

    assert list(refused.value.details) == [field]


def test_propose_step_while_another_waits_is_refused(house, title):
    propose_step(house.staff, title, WITHDRAWAL)

    with pytest.raises(Refused) as refused:
        propose_step(house.staff, title, StepWords("warning", "窗口无人"))

    assert refused.value.code == "step-waits"


def test_warning_is_lifted_and_a_term_renewed_from_its_end(house, title):
    warned = taken(house, title, StepWords("warning", "窗口无人"))
    lifted = taken(house, warned, StepWords("lifted", "已整改"))
    renewed = taken(house, lifted, StepWords("renewal", "三年作用好"))

    assert (warned.status, lifted.status) == (TitleStatus.WARNED, TitleStatus.VALID)
    assert (title.until, renewed.until) == (date(2028, 12, 7), date(2031, 12, 7))
    assert standing_of(renewed, date(2030, 1, 1)).state == State.VALID


def test_dropped_step_leaves_the_title_as_it_was(house, title):
    step = propose_step(house.staff, title, WITHDRAWAL)

    with pytest.raises(Invalid):
        drop_step(house.people[Role.LEADER], step)
    drop_step(house.people[Role.LEADER], step, "证据不足")
    with pytest.raises(Refused):
        confirm_step(house.people[Role.LEADER], step)

    title.refresh_from_db()
    assert title.status == TitleStatus.VALID


def test_title_stands_until_its_last_day(title):
    last = title.until

    assert standing_of(title, last).state == State.VALID
    assert standing_of(title, last + timedelta(days=1)).state == State.EXPIRED


def test_changed_words_do_not_match_the_digest(title):
    Title.objects.filter(pk=title.pk).update(holder="冒名单位")

    assert standing_of(Title.objects.get(pk=title.pk)).state == State.ALTERED


def test_reviews_come_once_a_year_from_the_first_that_is_not_too_soon(title):
    programme = title.conferral.batch.programme

    days = review_days(title, programme, date(2029, 12, 31))

    assert days == [date(2026, 12, 10), date(2027, 12, 10)]
    assert next_review(title, programme, date(2026, 12, 11)) == date(2027, 12, 10)


def test_make_due_begins_each_review_once(title):
    early, due, again = (make_due(day) for day in (date(2026, 10, 1), date(2026, 11, 22), date(2026, 11, 23)))

    assert (early, due, again) == (0, 1, 0)
    assert Review.objects.get().due_on == date(2026, 12, 10)


def test_review_goes_from_report_with_proof_to_its_word(house, title):
    review = titles.make_review(title)

    with pytest.raises(Refused) as too_soon:
        judge(house.people[Role.ZONE_LEAD], review, passes=True)
    report(house.people[Role.REVIEWER], review, "全年接待 1,200 人次。", [sent(photo())])
    judged = judge(house.people[Role.ZONE_LEAD], review, passes=True, finding="作用好")

    assert too_soon.value.code == "not-reported"
    assert (judged.status, judged.by_name) == (ReviewStatus.PASSED, house.people[Role.ZONE_LEAD].name)
    assert [use.file.name for use in files_of(judged)] != []
    with pytest.raises(Refused):
        report(house.people[Role.REVIEWER], review, "再补一句")


def test_judge_is_for_the_zone_and_the_committee(house, title):
    review = titles.make_review(title)

    with pytest.raises(Forbidden):
        judge(house.people[Role.REVIEWER], review, passes=False, finding="不够")


def test_judge_is_refused_to_who_wrote_the_report(house, title):
    review = titles.make_review(title)
    report(house.staff, review, "替单位报的：全年接待 1,200 人次。")

    with pytest.raises(Refused) as own:
        judge(house.staff, review, passes=True)

    assert own.value.code == "own-report"
    assert judge(house.people[Role.ZONE_LEAD], review, passes=True).status == ReviewStatus.PASSED


def failed(title, *years):
    """Reviews that were not passed."""
    for year in years:
        review = titles.make_review(title, year)
        Review.objects.filter(pk=review.pk).update(status=ReviewStatus.FAILED, at=timezone.now())


def keys_of(person) -> set[str]:
    """What stands on a person's list about titles."""
    return {item.key for item in todo_of(person).items if item.key.startswith(("title-", "review-", "conferral-"))}


def test_two_failed_reviews_put_a_withdrawal_up_for_thought_and_withdraw_nothing(house, title):
    failed(title, 2025)
    once = keys_of(house.staff)
    failed(title, 2026)
    twice = keys_of(house.staff)

    title.refresh_from_db()
    assert (once, twice, title.status) == (set(), {f"title-doubt-{title.pk}"}, TitleStatus.VALID)


def test_veto_since_the_naming_puts_a_withdrawal_up_for_thought(house, title):
    node = title.candidate.node
    place = {"unit": node, "zone": node.zone, "path": node.path, "order_path": node.order_path, "name": node.name}
    assessment = Assessment.objects.create(round=round_of(house.campaign), campaign=house.campaign, node=node, **place)
    case = VetoCase.objects.create(assessment=assessment, code="V1", reason="处分", document="1 号", by_name="周敏")
    before = list(endangered(Title.objects.all()))
    VetoCase.objects.filter(pk=case.pk).update(status=VetoStatus.CONFIRMED, decided_at=timezone.now())

    assert (before, list(endangered(Title.objects.all()))) == ([], [title])


def test_lists_hold_what_each_has_to_do_about_a_review(house, title):
    review = titles.make_review(title)
    key = {f"review-{review.pk}"}
    reviewer, lead = house.people[Role.REVIEWER], house.people[Role.ZONE_LEAD]

    before = keys_of(reviewer), keys_of(lead), keys_of(house.staff)
    report(reviewer, review, "全年接待 1,200 人次。")
    after = keys_of(reviewer), keys_of(lead), keys_of(house.staff)

    assert before == (key, set(), set())
    assert after == (set(), key, key)


def test_second_person_finds_the_naming_and_the_step_on_the_list(house, title):
    step = propose_step(house.staff, title, WITHDRAWAL)
    conferral = titles.propose(house.staff, titles.chosen_batch(house, title.conferral.batch.programme, 1), "47 号")
    leader = house.people[Role.LEADER]

    assert keys_of(leader) == {f"title-step-{step.pk}", f"conferral-{conferral.pk}"}
    assert keys_of(house.staff) == set()
