"""Journeys in a real browser: from a one-time password to 28, 229, 512, 131; faults; a phone; keys; no scripts."""

import re

import pytest
from playwright.sync_api import expect

from apps.accounts.services import create_person
from apps.campaigns.models import Campaign
from apps.criteria.services import install_rulebooks
from apps.jobs.services import run_waiting
from apps.organisations.choices import Role
from apps.organisations.services import appoint
from tests import factories
from tests.browser.visitor import NARROW, PHONE
from tests.factories.houses import make_house
from tests.factories.vetoes import confirm_all
from tests.factories.workbooks import DATA

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]

OWN = "plum-ferry-71-lantern"


@pytest.fixture
def newcomer():
    """Staff of a committee without anything yet, and the one-time password on their slip."""
    install_rulebooks()
    committee = factories.make_committee("市直机关工委")
    person, password = create_person(None, username="zhoumin", name="周敏")
    appoint(None, person=person, role=Role.STAFF, node=committee)
    return person, password


def counts(page):
    """The four level counts of the dashboard."""
    return [re.sub(r"\s+", " ", text).strip() for text in page.locator(".level-count").all_inner_texts()]


def test_staff_from_a_one_time_password_to_the_results(visitor, newcomer):
    page = visitor.page

    visitor.sign_in(*newcomer)
    visitor.heading("请先设自己的密码")
    page.fill("[name=oldpassword]", newcomer[1])
    page.fill("[name=password1]", OWN)
    page.fill("[name=password2]", OWN)
    visitor.press("保存密码")
    page.wait_for_url("**/campaigns/")
    visitor.look()

    visitor.go("/campaigns/new/")
    page.fill("[name=name]", "2025 年五星支部创建")
    page.fill("[name=slug]", "wuxing-2025")
    page.fill("[name=year]", "2025")
    page.select_option("[name=rulebook_version]", label="机关“五星”支部考评办法 第 1 版")
    visitor.press("创建")
    page.wait_for_url("**/c/wuxing-2025/campaign/")
    visitor.look()
    visitor.press("开放", role="link")
    page.get_by_role("dialog").get_by_role("button", name="开放", exact=True).click()
    expect(page.locator("#messages")).to_contain_text("进行中")

    visitor.go("/c/wuxing-2025/imports/")
    page.set_input_files("[name=file]", DATA / "clean.xlsx")
    visitor.press("试导入")
    visitor.heading("正在读表，还没有写入任何一行")
    run_waiting()
    visitor.heading("900 行都能读，请确认要新建的单位和支部")
    expect(page.locator("#creation")).to_have_text("将新建 5 个协作区、89 个单位、900 个党支部")
    visitor.look()
    with page.expect_navigation():
        page.get_by_role("button", name=re.compile("^写入")).click()
    run_waiting()
    visitor.heading("已写入 900 行")
    confirm_all(Campaign.objects.get(slug="wuxing-2025"))
    run_waiting()

    visitor.follow("看结果")
    visitor.heading("900 个支部，28 个五星")
    assert counts(page) == ["五星 28 3.1%", "四星 229 25.4%", "三星 512 56.9%", "未评星 131 14.6%"]
    page.locator(".level-count a").first.click()
    visitor.heading("排行榜")
    visitor.look()
    expect(page.locator("table.league tbody tr[data-href]")).to_have_count(28)

    page.locator("table.league tbody tr[data-href] a").first.click()
    page.wait_for_url("**/branches/*/")
    expect(page.locator(".level-word")).to_have_text("五星")
    visitor.look()
    page.locator("table.derivation td.mark-cell a").nth(6).click()
    page.wait_for_url("**/?criterion=B2#mark")
    expect(page.locator("#mark")).to_contain_text("B2")


def test_staff_sees_each_fault_of_a_messy_workbook(visitor):
    committee = factories.make_committee()
    campaign = factories.make_campaign(committee, slug="wuxing-2025")
    staff = factories.make_person("周敏", Role.STAFF, committee)
    factories.write_workbook(staff, campaign, "clean.xlsx")
    page = visitor.page
    visitor.sign_in(staff)
    visitor.go("/c/wuxing-2025/imports/")

    page.set_input_files("[name=file]", DATA / "messy.xlsx")
    with page.expect_navigation():
        visitor.press("试导入")
    run_waiting()

    visitor.heading("25 行要改，还没有写入任何一行")
    expect(page.locator("table.faults tbody tr")).to_have_count(25)
    page.locator("#row-430-O a").click()
    expect(page.locator("#row-430-O")).to_have_class("in-hand")
    expect(page.locator("table.excerpt td.wrong")).to_have_text("20.5")
    visitor.look()
    page.get_by_role("link", name="步长不对 3").click()
    expect(page.locator("table.faults tbody tr")).to_have_count(3)
    with page.expect_download() as download:
        visitor.press("下载标注好的原表", role="link")
    assert download.value.suggested_filename == "已标注-messy.xlsx"
    expect(page.locator(".button.shut")).to_have_text("改完 25 行才能写入")
    visitor.size(PHONE).look().size(NARROW).look()


def test_secretary_on_a_phone_sees_the_own_branch(visitor):
    house = make_house()
    page = visitor.page
    visitor.size(PHONE).sign_in(house.people[Role.SECRETARY])

    visitor.heading("市发改委第1党支部")
    visitor.look().size(NARROW).look().size(PHONE)
    page.get_by_role("navigation", name="主要").last.get_by_role("link", name="排行").click()
    visitor.heading("排行榜")
    expect(page.locator("table.league tbody tr[data-href]")).to_have_count(1)


def test_leader_walks_by_keys_and_changes_the_look(visitor):
    house = make_house()
    page = visitor.page
    visitor.sign_in(house.people[Role.LEADER])
    visitor.heading("3 个支部，1 个五星")

    page.keyboard.press("/")
    expect(page.locator("[data-search]")).to_be_focused()
    page.keyboard.type("sczj")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="市财政局第1党支部")).to_be_visible()
    visitor.look()

    visitor.go(f"{house.base}league/")
    for key in ("j", "j", "j", "k"):
        page.keyboard.press(key)
    expect(page.locator("table.league tbody tr[data-href]").nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    visitor.heading("市发改委第2党支部")

    assert page.locator("html").get_attribute("data-theme") is None
    page.get_by_role("button", name="明暗").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.locator("body")).to_have_css("background-color", "rgb(15, 21, 24)")
    page.locator("details.person summary").click()
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    visitor.go(f"{house.base}league/")
    visitor.heading("League table")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_staff_marks_a_branch_and_the_results_follow(visitor):
    house = make_house()
    page = visitor.page
    visitor.sign_in(house.staff)
    visitor.go(f"{house.base}sheets/")

    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    visitor.heading("市发改委第2党支部")
    for number in range(1, 6):
        page.fill(f"[name=mark-A{number}]", "18")
    expect(page.locator(".star-head").first).to_contain_text("已点亮")
    run_waiting()

    visitor.go(f"{house.base}league/")
    places = page.locator("table.league tbody tr[data-href] td.row-lead").all_inner_texts()
    assert [re.sub(r"\s+", " ", place).strip() for place in places] == ["1 并列", "1 并列", "3"]


def test_everything_needed_works_without_scripts(browser, live_server):
    house = make_house()
    context = browser.new_context(java_script_enabled=False, locale="zh-CN", viewport={"width": 1440, "height": 900})
    page = context.new_page()

    page.goto(live_server.url + "/")
    page.fill("[name=login]", house.staff.username)
    page.fill("[name=password]", factories.PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("3 个支部，1 个五星")
    page.goto(live_server.url + house.base + "league/")
    page.select_option("[name=level]", "0")
    page.get_by_role("button", name="筛选").click()
    expect(page.locator("table.league tbody tr[data-href]")).to_have_count(1)
    page.goto(live_server.url + house.base + "campaign/")
    page.get_by_role("link", name="不等了").click()
    page.fill("#act-close-reason", "到期")
    page.get_by_label("这些事确定不办了").check()
    page.locator("#act-close").get_by_role("button", name="结束").click()
    expect(page.locator("#messages")).to_contain_text("活动现在是：已结束。")

    context.close()
