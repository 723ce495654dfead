"""People come in: from a workbook over a printed slip to the own branch, on a phone."""

import pytest
from playwright.sync_api import expect

from apps.accounts.models import User
from apps.jobs.services import run_waiting
from tests.browser.visitor import NARROW, PHONE
from tests.factories.houses import make_house

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]

OWN = "plum-ferry-71-lantern"
ROLL = "序号,姓名,手机,角色,所在单位,党支部\n1,许嘉宁,138 0013 9001,支部书记,市发改委,市发改委第2党支部\n".encode()


def test_secretary_comes_in_by_the_slip_that_staff_printed(visitor):
    house, page = make_house(), visitor.page
    committee, unit = house.committee.pk, house.units[0].pk
    act = page.locator(".page-head .button.main")

    visitor.sign_in(house.staff)
    visitor.go(f"/organisations/{committee}/rolls/")
    page.set_input_files("[name=file]", {"name": "名册.csv", "mimeType": "text/csv", "buffer": ROLL})
    page.locator("main form .button.main").click()
    page.wait_for_url("**/rolls/*/")
    run_waiting()
    expect(page.locator(".facts")).to_be_visible()
    assert visitor.look().violations() == []
    with page.expect_navigation():
        act.click()
    run_waiting()
    expect(act).to_have_attribute("href", f"/organisations/{committee}/people/")
    act.click()
    page.locator(f"a[href='/organisations/{unit}/people/']").first.click()
    page.wait_for_url(f"**/organisations/{unit}/people/")
    assert visitor.look().violations() == []
    page.locator(".table-foot .button.main").click()
    expect(page.locator(".slip")).to_have_count(1)
    assert visitor.size(NARROW).look().violations() == []
    password = page.locator(".slip-password").inner_text()
    person = User.objects.get(mobile="13800139001")
    expect(page.locator(".slip")).to_contain_text(person.username)

    page.context.clear_cookies()
    visitor.size(PHONE).go("/accounts/login/")
    page.fill("[name=login]", "138 0013 9001")
    page.fill("[name=password]", password)
    visitor.press("登录")
    visitor.heading("请先设自己的密码")
    page.fill("[name=oldpassword]", password)
    page.fill("[name=password1]", OWN)
    page.fill("[name=password2]", OWN)
    visitor.press("保存密码")
    visitor.heading("市发改委第2党支部")
    expect(page.locator("#messages")).to_contain_text(house.staff.name)
    visitor.look().go("/accounts/sessions/")
    assert visitor.violations() == []
    assert page.locator("main .list li").count() == 1
