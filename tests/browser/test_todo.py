"""From the bell to a thing, done, gone: staff at a desk, a secretary on a phone."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from apps.accounts.models import User
from apps.assessments.choices import SubmissionStatus as S
from apps.jobs.services import run_waiting
from apps.organisations.choices import Role
from apps.workflow.services import add_note
from tests import factories
from tests.browser.visitor import DESK, NARROW, PHONE
from tests.factories.houses import make_house
from tests.workflow.moves import ends, stands

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]


def test_staff_go_from_the_bell_to_a_thing_do_it_and_it_is_gone(visitor):
    house = make_house()
    factories.make_person("何启明", Role.STAFF, house.committee)
    page = visitor.page
    visitor.sign_in(house.staff)

    page.locator(".bell").click()
    visitor.heading("1 件要办")
    visitor.look()
    visitor.press("记一件", role="link")
    page.get_by_role("dialog").get_by_label("要办什么").fill("核对公示稿文字")
    page.get_by_role("dialog").get_by_label("期限").fill(f"{timezone.localdate():%Y-%m-%d}")
    visitor.press("记下")
    visitor.heading("2 件要办")
    visitor.press("转交 核对公示稿文字", role="link")
    page.get_by_label("何启明").check()
    visitor.look().press("转交")
    visitor.heading("1 件要办")
    expect(page.get_by_role("region", name="等别人")).to_contain_text("核对公示稿文字 何启明 今天", use_inner_text=True)

    visitor.press("开始评定 还没有综合评定")
    expect(page.locator("#messages")).to_contain_text("第 1 次评定已开始")
    run_waiting()
    page.locator(".bell").click()
    visitor.heading("没有要办的事")
    expect(page.locator(".done-list")).to_contain_text("开始综合评定")
    visitor.go(f"{house.base}campaign/")
    expect(page.locator(".blockers-done")).to_contain_text("第 1 次评定已留存")
    visitor.look()


def test_secretary_on_a_phone_is_led_to_what_was_returned(visitor):
    house = make_house()
    secretary = house.people[Role.SECRETARY]
    returned = {"returned_by_name": "马志远", "return_reason": "缺支委会记录", "return_criteria": ["D1"]}
    stands(house.assessments[0], S.RETURNED, **returned)
    add_note(secretary, title="打印测评二维码", due_on=timezone.localdate())
    page = visitor.page
    visitor.size(PHONE).sign_in(User.objects.get(pk=secretary.pk))

    page.locator(".bell").click()
    visitor.heading("2 件要办")
    visitor.look().size(NARROW).look().size(PHONE)
    heights = [act.bounding_box()["height"] for act in page.locator(".todo-act").all()]
    assert min(heights) >= 48
    visitor.press("办完了 打印测评二维码")
    visitor.heading("1 件要办")
    expect(page.locator(".todo-why")).to_have_text("D1 · 马志远：缺支委会记录")
    visitor.press("去改 改好退回的自评", role="link")
    page.wait_for_url(f"**{house.base}self/**")
    visitor.look()


def test_staff_remind_branches_and_a_secretary_sees_who_did(visitor):
    house = make_house()
    ends(house.campaign, "self-assessment", -2)
    page = visitor.page
    visitor.sign_in(house.staff)

    visitor.go("/todo/").look()
    expect(page.get_by_role("region", name="等别人")).to_contain_text("还没催")
    visitor.press("催办 3 个支部还没有交自评", role="link")
    visitor.heading("将催 2 人")
    visitor.look().size(NARROW).look().size(DESK).press("现在催办")
    expect(page.locator("#messages")).to_contain_text("已催 2 人")
    visitor.go("/todo/messages/").look().size(NARROW).look()
    visitor.heading("已发 2 条")

    page.context.clear_cookies()
    visitor.size(PHONE).sign_in(house.people[Role.SECRETARY])
    visitor.go("/todo/").look()
    expect(page.locator(".todo-item").first).to_contain_text(f"{house.staff.name} ")
    page.get_by_role("region", name="提醒怎么发").get_by_role("link", name="修改").click()
    visitor.look().size(NARROW).look()
    page.get_by_label("周末和节假日也发").check()
    visitor.press("保存")
    expect(page.get_by_role("region", name="提醒怎么发")).to_contain_text("21:00–07:30")
