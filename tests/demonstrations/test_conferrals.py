"""A batch is named by two people: looked at before, numbered through, with its papers; then nothing of it changes."""

from datetime import date
from io import BytesIO

import pypdfium2
import pytest
from docx import Document

from apps.core.errors import Forbidden, Invalid, Refused
from apps.demonstrations.before_naming import before_naming
from apps.demonstrations.choices import BatchStatus, CandidateStatus
from apps.demonstrations.conferring import last_day
from apps.demonstrations.models import Title
from apps.demonstrations.services.conferral_papers import kept_papers
from apps.demonstrations.services.conferrals import (
    confer,
    draft_conferral,
    propose_conferral,
    return_conferral,
)
from apps.demonstrations.title_state import State, standing_of
from apps.evaluations.choices import NoticeStatus
from apps.evaluations.papers import content_of
from apps.jobs.services import run_waiting
from apps.organisations.choices import Role
from tests.factories import titles
from tests.factories.houses import make_house

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return make_house()


def text_of(paper) -> list[str]:
    """What each page says, its lines joined."""
    pages = pypdfium2.PdfDocument(content_of(paper))
    return [page.get_textpage().get_text_range().replace("\r\n", "") for page in pages]


@pytest.mark.parametrize(
    ("first", "months", "expected"),
    [
        (date(2025, 12, 8), 36, date(2028, 12, 7)),
        (date(2025, 12, 31), 2, date(2026, 2, 27)),
        (date(2024, 2, 29), 12, date(2025, 2, 27)),
        (date(2025, 1, 1), 12, date(2025, 12, 31)),
        (date(2025, 1, 1), None, None),
    ],
)
def test_term_ends_the_day_before_it_would_begin_anew(first, months, expected):
    assert last_day(first, months) == expected


def test_confer_makes_titles_with_numbers_term_and_digest(house):
    batch = titles.make_chosen(house, 2, prefix="XS")

    first, second = titles.name(house, batch)

    batch.refresh_from_db()
    assert [first.number, second.number] == ["XS-2025-001", "XS-2025-002"]
    assert (first.word, first.holder, first.brand) == ("党建示范点", "第1批示范单位1", "品牌1")
    assert (first.named_on, first.until) == (date(2025, 12, 8), date(2028, 12, 7))
    assert (batch.status, set(batch.candidates.values_list("status", flat=True))) == (
        BatchStatus.NAMED,
        {CandidateStatus.NAMED},
    )
    assert standing_of(first, date(2026, 1, 1)).state == State.VALID


def test_numbers_go_on_over_the_batches_of_a_programme(house):
    [first, *_rest] = titles.make_titles(house, 3, prefix="XS")
    later = titles.chosen_batch(house, first.conferral.batch.programme, 2)

    named = titles.name(house, later, number="47 号", day=date(2026, 3, 2))

    assert [title.number for title in named] == ["XS-2026-004", "XS-2026-005"]


def test_papers_hold_every_name_and_a_plaque_for_each(house):
    first, _second = titles.name(house, titles.make_chosen(house, 2, prefix="XS"))
    run_waiting()

    pdf, word, plaques = kept_papers(first.conferral)
    first.conferral.refresh_from_db()
    paragraphs = [part.text for part in Document(BytesIO(content_of(word))).paragraphs]
    line = "1. 第1批示范单位1，品牌“品牌1”（XS-2025-001）"
    assert line in paragraphs
    assert line in "".join(text_of(pdf))
    assert ["XS-2025-001" in page for page in text_of(plaques)] == [True, False]
    assert first.conferral.paper == pdf


def test_confer_by_the_same_person_is_refused(house):
    conferral = titles.propose(house.staff, titles.make_chosen(house))

    with pytest.raises(Refused) as refused:
        confer(house.staff, conferral)

    assert (refused.value.code, Title.objects.exists()) == ("same-person", False)


def test_confer_after_the_list_changed_is_refused(house):
    batch = titles.make_chosen(house)
    conferral = titles.propose(house.staff, batch)
    batch.candidates.filter(number=1).update(brand="另一个")

    with pytest.raises(Refused) as refused:
        confer(house.people[Role.LEADER], conferral)

    assert refused.value.code == "list-changed"


def test_propose_without_number_or_date_says_which(house):
    conferral = draft_conferral(house.staff, titles.make_chosen(house))

    with pytest.raises(Invalid) as refused:
        propose_conferral(house.staff, conferral)

    assert list(refused.value.details) == ["number", "dated_on"]


@pytest.mark.parametrize(
    ("status", "ok", "said"),
    [
        (NoticeStatus.PUBLIC, False, "公示 11 月 24 日–11 月 28 日还没结束"),
        (NoticeStatus.ENDED, True, "公示 11 月 24 日–11 月 28 日，没有异议"),
    ],
)
def test_before_naming_looks_at_the_notice(house, status, ok, said):
    batch = titles.make_chosen(house)
    titles.give_notice(house, batch, status)

    [check] = [check for check in before_naming(batch) if check.key == "notice"]

    assert (check.ok, check.text) == (ok, said)


def test_propose_while_the_notice_runs_is_refused(house):
    batch = titles.make_chosen(house)
    titles.give_notice(house, batch, NoticeStatus.PUBLIC)

    with pytest.raises(Refused) as refused:
        titles.propose(house.staff, batch)

    assert refused.value.code == "not-in-order"


def test_before_naming_tells_the_numbers_that_are_next(house):
    [first, *_rest] = titles.make_titles(house, 2)
    later = titles.chosen_batch(house, first.conferral.batch.programme, 2)

    told = {check.key: (check.ok, check.text) for check in before_naming(later)}

    assert told == {
        "vetoes": (True, "2 个候选都没有一票否决"),
        "interests": (True, "没有人申报回避"),
        "numbers": (True, "牌匾编号 003–004，无重号"),
    }


def test_return_leads_back_to_a_draft_and_asks_others_for_a_reason(house):
    conferral = titles.propose(house.staff, titles.make_chosen(house))
    leader = house.people[Role.LEADER]

    with pytest.raises(Invalid):
        return_conferral(leader, conferral)
    returned = return_conferral(leader, conferral, "文号有误")

    assert (returned.status, returned.digest) == ("draft", "")


def test_named_is_fixed(house):
    [title, *_rest] = titles.make_titles(house)
    leader = house.people[Role.LEADER]

    for act in (propose_conferral, return_conferral, confer):
        with pytest.raises(Refused):
            act(leader if act is confer else house.staff, title.conferral)


def test_confer_is_for_those_who_may_sign_second(house):
    conferral = titles.propose(house.staff, titles.make_chosen(house))

    with pytest.raises(Forbidden):
        confer(house.people[Role.AUDITOR], conferral)
