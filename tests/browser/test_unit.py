"""The unit's reviewer at a desk and on a phone: seven branches, one sent back and mended, all handed over, received."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from apps.assessments.choices import SubmissionStatus as S
from apps.assessments.models import Handover, Submission
from tests.browser.visitor import NARROW, PHONE
from tests.factories.submissions import prove
from tests.factories.units import fill_in, last_year, make_unit_house

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]


def leave(visitor):
    """The next person sits down at this window."""
    visitor.page.context.clear_cookies()


def test_unit_checks_seven_branches_and_the_work_committee_receives_them(visitor):
    house, page = make_unit_house(7), visitor.page
    last_year(house, points=1700, superior=1750)
    fill_in(house.assessments[4], 1800, A4=2000)

    visitor.sign_in(house.reviewer)
    visitor.heading("7 个支部，0 个已通过，还差 7 个")
    page.get_by_role("link", name="开始审核").click()
    for number in range(1, 5):
        expect(page.locator("#hand")).to_have_text(f"市发改委第{number}党支部")
        page.get_by_role("button", name="通过，看下一个").click()
    expect(page.locator("#hand")).to_have_text("市发改委第5党支部")
    expect(page.locator("#looks + ul")).to_contain_text("20，比去年上级评分 17.5 高 2.5 分")
    assert visitor.look().violations() == []
    page.get_by_label("退回 A4 创新创优").check()
    page.fill("#reason", "A4 请补市里转发的通知。")
    page.get_by_role("button", name="退回这 1 处").click()
    for number in (6, 7):
        expect(page.locator("#hand")).to_have_text(f"市发改委第{number}党支部")
        page.locator("#check").get_by_role("button").last.click()
    visitor.heading("7 个支部，6 个已通过，还差 1 个")
    expect(page.locator(".button.shut").first).to_contain_text("还差 1 个，齐了才能提交市直机关工委")

    leave(visitor)
    secretary, mended = house.secretaries[4], house.assessments[4]
    visitor.sign_in(secretary)
    visitor.go(f"/c/{house.campaign.slug}/self/{mended.pk}/check/")
    expect(page.locator("main")).to_contain_text("A4 请补市里转发的通知。")
    prove(secretary, mended)
    page.reload()
    page.fill("[name=meeting_on]", timezone.localdate().isoformat())
    page.check("#is-true")
    with page.expect_navigation():
        visitor.press("提交支部自评")
    assert house.is_now(4) == S.SUBMITTED

    leave(visitor)
    visitor.sign_in(house.reviewer)
    visitor.go(f"{house.base}?branch={mended.pk}")
    visitor.press("通过")
    visitor.heading("7 个支部都通过了")
    page.get_by_role("link", name="提交 7 个支部").first.click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("7 张自评表、5 份佐证、1 张汇总表")
    dialog.get_by_label("代表签字").check()
    dialog.get_by_role("button", name="提交 7 个支部").click()
    visitor.heading("7 个支部的自评已交市直机关工委")
    visitor.go(f"{house.base}summary/")
    expect(page.locator("tfoot")).to_contain_text("合计 7 个支部")

    leave(visitor)
    visitor.sign_in(house.staff)
    visitor.go(f"/c/{house.campaign.slug}/handovers/")
    assert visitor.violations() == []
    visitor.press("接收 1 个单位")
    expect(page.locator("tbody .chip")).to_have_text("已接收")
    assert Handover.objects.get().received_by_name == "周敏"


def test_unit_is_checked_and_handed_over_on_a_phone(visitor):
    house, page = make_unit_house(2), visitor.page
    visitor.size(PHONE).sign_in(house.reviewer)

    visitor.heading("2 个支部，0 个已通过，还差 2 个")
    assert visitor.look().violations() == []
    page.locator(".unit-cards a").first.click()
    expect(page.locator("#hand")).to_be_visible()
    expect(page.locator(".unit-cards").first).to_be_hidden()
    button = visitor.settle().page.get_by_role("button", name="通过，看下一个")
    assert button.bounding_box()["height"] >= 48
    assert visitor.look().size(NARROW).look().size(PHONE).violations() == []
    button.click()
    page.get_by_role("button", name="通过", exact=True).click()
    visitor.heading("2 个支部都通过了")
    page.locator(".foot-bar").get_by_role("link", name="提交 2 个支部").click()
    sheet = page.get_by_role("dialog")
    box = sheet.bounding_box()
    assert (box["x"], box["width"], round(box["y"] + box["height"])) == (0, PHONE[0], PHONE[1])
    assert page.locator(".button.sign:visible").count() == 1
    assert visitor.violations() == []
    sheet.get_by_label("代表签字").check()
    today, before = page.input_value("#meeting-on"), f"{house.campaign.year - 1}-12-31"
    page.fill("#meeting-on", before)
    visitor.expected.add(422)
    sheet.get_by_role("button", name="提交 2 个支部").click()
    expect(sheet).to_contain_text("这一天早于参评年度")
    assert (page.input_value("#meeting-on"), sheet.get_by_label("代表签字").is_checked()) == (before, True)
    assert visitor.look().violations() == []
    page.fill("#meeting-on", today)
    sheet.get_by_role("button", name="提交 2 个支部").click()

    visitor.heading("2 个支部的自评已交市直机关工委")
    assert set(Submission.objects.values_list("status", flat=True)) == {S.HANDED_OVER}
