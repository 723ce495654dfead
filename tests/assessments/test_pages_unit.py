"""The unit's page: what it says of each branch, what its forms do, what stands signed; and the committee's list."""

from copy import deepcopy
from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from apps.assessments.choices import SubmissionStatus as S
from apps.assessments.models import Handover, Submission
from apps.assessments.services.handovers import hand_over
from apps.campaigns.services import grant_extension
from apps.organisations.choices import Kind, Role
from tests import factories
from tests.factories import sign_in
from tests.factories.units import fill_in, last_year, make_unit_house, set_status, submit_as_is
from tests.pages import Page, words

pytestmark = pytest.mark.django_db


def build():
    """Three branches: approved, submitted, returned."""
    house = make_unit_house(3)
    now = timezone.now()
    set_status(house.assessments[0], S.APPROVED, approved_by_name="邱建国", approved_at=now)
    set_status(house.assessments[2], S.RETURNED, returned_at=now, return_reason="E2 缺会议记录", return_criteria=["E2"])
    return house


@pytest.fixture
def house(built, db):
    return deepcopy(built)


def unit(house, person=None, query=""):
    return Page.of(sign_in(person or house.reviewer).get(f"{house.base}{query}"))


def rows(page):
    """Branch, sum, state of the list on a desk."""
    table = page.by_class("table", "unit-table")
    return [(row[0], row[2], row[-1]) for row in page.rows(table)]


def sums(page):
    """The summary table with its foot."""
    table = page.section("汇总表").find(".//table")
    return page.rows(table) + page.rows(table, "tfoot")


def approve_all(house):
    Submission.objects.filter(assessment__campaign=house.campaign).update(status=S.APPROVED)


def test_unit_page_says_how_far_it_is_and_sums_add_up(house):
    fill_in(house.assessments[2], 1900, A1=None, B1=1000)

    page = unit(house)

    assert page.h1 == "3 个支部，1 个已通过，还差 2 个"
    assert rows(page) == [
        ("市发改委第1党支部 书记1", "450.0", "通过"),
        ("市发改委第2党支部 书记2", "450.0", "待审核"),
        ("市发改委第3党支部 书记3", "24/25", "退回，剩 29 天"),
    ]
    assert sums(page) == [
        ["已通过 1 个", "1", "0", "0", "0", "0", "1", "10", "450.0"],
        ["未通过 2 个", "1", "0", "0", "0", "1", "2", "20", "450.0"],
        ["合计", "2", "0", "0", "0", "1", "3", "30", "450.0"],
    ]
    shut = page.by_class("span", "shut")
    assert words(shut) == "还差 2 个，齐了才能提交市直机关工委"
    assert page.by_id("hand-over") is None


def test_unit_page_opened_without_a_branch_notes_no_look_and_with_one_it_does(house):
    client = sign_in(house.reviewer)
    row = Submission.objects.get(assessment=house.assessments[1])

    start = Page.of(client.get(house.base))
    row.refresh_from_db()
    before = row.looked_at
    page = Page.of(client.get(start.link("开始审核")))
    row.refresh_from_db()

    assert (before, row.looked_at is not None) == (None, True)
    assert words(page.section("市发改委第2党支部").find(".//p")) == "450.0 / 500"


def test_unit_page_seen_by_staff_beside_a_reviewer_is_read_only_and_notes_no_look(house):
    pk = house.assessments[1].pk

    page = unit(house, house.staff, f"?branch={pk}")

    assert "由本单位的审核人审核。" in page.text
    assert (page.by_id("check"), page.by_id("hand-over")) == (None, None)
    assert Submission.objects.get(assessment=pk).looked_at is None


def test_unit_page_of_a_returned_branch_says_whether_it_was_opened(house):
    row = Submission.objects.get(assessment=house.assessments[2])
    unopened = unit(house).text
    row.return_opened_at = timezone.now()
    row.save()

    opened = unit(house, query=f"?branch={row.assessment_id}").text

    assert "E2 缺会议记录" in unopened
    assert "书记 书记3 还没有打开。" in unopened
    assert "已打开，没有再交。" in opened


def test_unit_page_without_a_secretary_says_whom_to_ask(house):
    house.secretaries[2].appointments.all().delete()
    Submission.objects.filter(assessment=house.assessments[2]).delete()

    page = unit(house)

    assert "还没有任命书记，请联系工委任命。" in page.text
    assert "正在填写，还没有提交。" in page.text


def test_approve_leads_to_the_next_branch(house):
    submit_as_is(house.assessments[2])
    pk, following = house.assessments[1].pk, house.assessments[2].pk
    page = unit(house, query=f"?branch={pk}")
    form = page.form(f"{house.base}{pk}/return/")

    answer = sign_in(house.reviewer).post(f"{house.base}{pk}/approve/", form)

    assert (answer.status_code, answer["Location"]) == (302, f"{house.base}?branch={following}")
    assert house.is_now(1) == S.APPROVED


def test_approve_what_changed_since_comes_back_to_the_branch(house):
    pk = house.assessments[1].pk

    page = Page.of(sign_in(house.reviewer).post(f"{house.base}{pk}/approve/", {"version": "0"}, follow=True))

    assert page.notices[0] == "“市发改委第2党支部”在您打开以后改过自评，请再看一遍。"
    assert house.is_now(1) == S.SUBMITTED


def test_return_with_ticked_places_reaches_the_branch(house):
    pk = house.assessments[1].pk

    sign_in(house.reviewer).post(f"{house.base}{pk}/return/", {"reason": "请换照片", "criteria": ["E4", "A4"]})

    row = Submission.objects.get(assessment=pk)
    assert (row.status, row.return_reason, row.return_criteria) == (S.RETURNED, "请换照片", ["A4", "E4"])


def test_return_that_is_refused_keeps_the_words_and_the_ticks(house):
    pk = house.assessments[1].pk
    client, given = sign_in(house.reviewer), {"reason": "字" * 501, "criteria": ["A4"]}

    long = Page.of(client.post(f"{house.base}{pk}/return/", given))
    house.campaign.stages.all().delete()
    late = Page.of(client.post(f"{house.base}{pk}/return/", given | {"reason": "请换照片"}))

    form = long.form(f"{house.base}{pk}/return/")
    ticked = [each.get("value") for each in long.root.iter("input") if "checked" in each.attrib]
    assert (long.status, long.notices[0], form["reason"], ticked) == (422, "最多 500 个字。", "字" * 501, ["A4"])
    assert (late.status, late.by_id("check"), "请换照片" in late.text) == (409, None, True)


def test_all_items_page_holds_every_criterion_with_its_box(house):
    page = unit(house, query=f"{house.assessments[1].pk}/")

    boxes = [each.get("value") for each in page.root.iter("input") if each.get("name") == "criteria"]
    assert (len(boxes), boxes[0], boxes[-1]) == (25, "A1", "E5")


def test_unit_page_of_a_committee_in_between_shows_its_branches_and_who_hands_over(house):
    between = factories.make_node(house.unit, Kind.PARTY_COMMITTEE, "市发改委机关党委")
    branch = factories.make_branch(between, "市发改委第9党支部")
    submit_as_is(factories.make_assessment(house.campaign, branch))
    nearer = factories.make_person("何启明", Role.REVIEWER, between)

    page = unit(house, nearer)

    assert [row[0] for row in rows(page)] == ["市发改委第9党支部 书记"]
    assert "由邱建国统一提交。" in page.text


def test_hand_over_twice_signs_once_and_says_so(house):
    approve_all(house)
    client = sign_in(house.reviewer)
    form = Page.of(client.get(house.base)).form(f"{house.base}hand-over/") | {"is_signed": "on"}

    first = Page.of(client.post(f"{house.base}hand-over/", form, follow=True))
    second = Page.of(client.post(f"{house.base}hand-over/", form, follow=True))

    assert first.h1 == "3 个支部的自评已交市直机关工委"
    assert "已经交给市直机关工委。" in second.notices
    assert Handover.objects.count() == 1


def test_summary_stands_as_signed_whatever_comes_later(house):
    approve_all(house)
    last_year(house, points=1700)
    signed = {"meeting_on": timezone.localdate(), "is_signed": True}
    hand_over(house.reviewer, house.campaign, house.unit, **signed)
    fill_in(house.assessments[0], 1000)

    page = unit(house, query="summary/")
    book = load_workbook(BytesIO(sign_in(house.reviewer).get(f"{house.base}summary.xlsx").getvalue())).active

    assert page.rows()[0][-4:] == ["450.0", "+25.0", "五星", "0"]
    assert page.rows(part="tfoot")[0][2] == "30"
    cells = [[cell.value for cell in row] for row in book.iter_rows(min_row=2)]
    assert cells[0] == ["市发改委第1党支部", "书记1", 10, 90, 90, 90, 90, 90, 450, 425, "五星", 0]
    assert cells[-2][2] == sum(row[2] for row in cells[:3])
    assert cells[-1][8] == 450


def test_handovers_receive_one_and_send_it_back(house):
    approve_all(house)
    row = hand_over(house.reviewer, house.campaign, house.unit, meeting_on=timezone.localdate(), is_signed=True)
    other = factories.make_unit(house.committee, "市财政局", house.zone)
    factories.make_assessment(house.campaign, factories.make_branch(other, "市财政局第1党支部"))
    client, url = sign_in(house.staff), f"/c/{house.campaign.slug}/handovers/"

    before = Page.of(client.get(url))
    client.post(f"{url}{row.pk}/receive/")
    received = Page.of(client.get(url))
    client.post(f"{url}{row.pk}/return/", {"reason": "缺佐证"})
    back = unit(house)

    assert before.h1 == "2 个单位，1 个已提交，还差 1 个"
    assert [line[3] for line in before.rows()] == ["待接收", "进行中"]
    assert [line[3] for line in received.rows()] == ["已接收", "进行中"]
    assert "缺佐证" in back.notices[0]
    assert states(house) == [S.APPROVED] * 3


def states(house):
    return [house.is_now(number) for number in range(3)]


def test_handovers_after_the_stage_call_the_missing_late(house):
    now = timezone.now()
    stage = house.campaign.stages.filter(kind="self-assessment")
    stage.update(opens_at=now - timedelta(days=9), closes_at=now - timedelta(days=3))

    page = Page.of(sign_in(house.staff).get(f"/c/{house.campaign.slug}/handovers/?state=missing"))

    assert page.rows()[0][3] == "逾期 3 天"
    assert "延长阶段" in page.links()


def test_handovers_after_the_stage_tell_who_has_more_time(house):
    now, branch = timezone.now(), house.assessments[0]
    stage = house.campaign.stages.filter(kind="self-assessment")
    stage.update(opens_at=now - timedelta(days=9), closes_at=now - timedelta(days=3))
    for each in house.assessments[:2]:
        set_status(each, S.FILLING)
    grant_extension(
        house.staff,
        house.campaign,
        kind="self-assessment",
        node=branch.node,
        closes_at=now + timedelta(days=2),
        reason="书记换届",
    )

    page = Page.of(sign_in(house.staff).get(f"/c/{house.campaign.slug}/handovers/?state=missing"))
    states = [state for _name, _sum, state in rows(unit(house))]

    assert "逾期" not in page.rows()[0][3]
    assert states[:2] == ["未提交，剩 2 天", "未提交，逾期 3 天"]


def test_unit_page_asks_as_often_for_six_branches_as_for_two():
    counted = []
    for branches in (2, 6):
        house = make_unit_house(branches, slug=f"five-{branches}", name=f"{branches}号工委")
        last_year(house)
        client = sign_in(house.reviewer)
        client.get(house.base)
        with CaptureQueriesContext(connection) as asked:
            client.get(f"{house.base}?branch={house.assessments[0].pk}")
        with CaptureQueriesContext(connection) as listed:
            client.get(house.base)
        counted.append((len(asked), len(listed)))

    assert counted[0] == counted[1]
