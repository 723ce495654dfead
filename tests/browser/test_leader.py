"""A leader's minute in a real browser: what is weak, who moved, and why one branch stands where it does."""

import pytest
from playwright.sync_api import expect

from apps.campaigns.services import PlannedShare, write_targets
from apps.jobs.services import run_waiting
from apps.organisations.choices import Role
from tests import factories
from tests.browser.visitor import DESK, NARROW, PHONE
from tests.factories.houses import flat_marks, make_house

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]


@pytest.fixture
def house():
    """Three branches this year, and last year the other way round."""
    house = make_house()
    last = factories.make_campaign(house.committee, year=2024, slug="five-2024")
    for assessment, low in zip(factories.enrol(last), ("ABCDE", "A", ""), strict=True):
        factories.mark(house.staff, assessment, flat_marks(low=low))
    run_waiting()
    write_targets(house.staff, house.campaign, [PlannedShare("at-least", "四星", now="100%")])
    return house


def test_leader_from_the_dashboard_to_why(visitor, house):
    page = visitor.page
    visitor.sign_in(house.people[Role.LEADER])
    visitor.heading("3 个支部，1 个五星")
    assert visitor.violations() == []

    page.locator("table.heat:visible tbody tr").nth(0).locator("td a").first.click()
    visitor.heading("A1 中心工作")
    rows = page.locator("table[data-rows] tbody tr[data-href]")
    expect(rows).to_have_count(2)
    visitor.look()
    assert visitor.violations() == []
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    visitor.heading("市发改委第2党支部")
    expect(page.locator("#mark")).to_contain_text("A1")

    visitor.go(house.base)
    expect(page.locator("ul.targets li")).to_contain_text("66.7%")
    page.locator("ul.targets a.figure").click()
    expect(page.locator("table[data-rows] tbody tr[data-href]")).to_have_count(2)
    page.get_by_role("link", name="市发改委第2党支部").first.click()
    visitor.heading("市发改委第2党支部")

    visitor.go(house.base)
    page.locator("nav.segments a", has_text="单位").click()
    expect(page.locator("table.groups tbody tr").first).to_contain_text("市财政局")
    visitor.look()
    page.locator("[aria-labelledby=movers] li a").first.click()
    visitor.heading("市发改委第1党支部")
    expect(page.locator(".standing .move.up")).to_have_text("上升 2")
    page.locator("table.derivation a.figure").nth(6).click()
    expect(page.locator("#mark")).to_contain_text("B2")
    assert visitor.violations() == []


def test_leader_on_a_phone_and_in_english(visitor, house):
    page = visitor.page
    visitor.size(PHONE).sign_in(house.people[Role.LEADER])

    visitor.size(NARROW).look().size(PHONE)
    page.locator("table.turned:visible tbody tr").nth(7).locator("td a").last.click()
    visitor.heading("B3 联系群众")
    visitor.look().size(NARROW).look()
    page.locator("table[data-rows] tbody tr[data-href] a").first.click()
    page.wait_for_url("**/branches/**")
    visitor.size(PHONE).look().size(NARROW).look()
    expect(page.locator("details.unfold[open]")).to_have_count(1)
    assert visitor.violations() == []

    page.locator("details.person summary").click()
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    visitor.size(DESK).go(house.base)
    expect(page.locator("table.heat:visible thead a").first).to_have_text("A1")
    visitor.go(f"{house.base}criteria/").size(NARROW).look()
