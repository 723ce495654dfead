"""A leader asks why one branch stands behind another: from the league table over the comparison to the explanation."""

import pytest
from playwright.sync_api import expect

from apps.organisations.choices import Role
from tests.browser.visitor import DESK, NARROW, PHONE
from tests.factories.houses import make_house

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]


def test_leader_from_the_league_over_the_comparison_to_why(visitor):
    house, page = make_house(), visitor.page
    visitor.sign_in(house.people[Role.LEADER])

    visitor.go(f"{house.base}league/")
    boxes = page.locator("table.league input[name=branch]")
    boxes.nth(0).check()
    boxes.nth(1).check()
    page.locator("#compare button, button[form=compare]").first.click()
    table = page.locator("table.compare-table")
    expect(table.locator("thead .compare-name")).to_have_count(2)
    assert visitor.violations() == []
    visitor.size(NARROW).look().size(DESK)

    page.locator("#fold-A").click()
    row = table.locator("tr.criterion", has_text="A2 重点任务")
    expect(row.locator("td.num").nth(1)).to_have_text("10.0")
    row.locator("a.figure").nth(1).click()
    visitor.heading("市发改委第2党支部")
    expect(page.locator("#mark")).to_contain_text("A2")


def test_leader_on_a_phone_ticks_and_compares(visitor):
    house, page = make_house(), visitor.page
    visitor.size(PHONE).sign_in(house.people[Role.LEADER]).go(f"{house.base}league/")
    ticks, more = page.locator("input[name=branch]"), page.locator("details.more")
    expect(ticks.first).to_be_hidden()

    more.locator("summary").first.click()
    assert visitor.violations() == []
    page.locator("#ticking").check()
    expect(more).not_to_have_attribute("open", "")
    boxes = [label.bounding_box() for label in page.locator(".tick-cell label").all()]
    ticks.nth(0).check()
    expect(page.locator("#compare button").first).to_be_disabled()
    ticks.nth(2).check()
    barriers = visitor.look().violations()
    visitor.size(NARROW).look().size(PHONE)

    assert (len(boxes), min(min(box["width"], box["height"]) for box in boxes) >= 44, barriers) == (3, True, [])
    page.locator("#compare button").last.click()
    expect(ticks.first).to_be_hidden()
    more.locator("summary").first.click()
    page.locator("#ticking").check()
    assert [tick.is_checked() for tick in ticks.all()] == [False] * 3
    ticks.nth(0).check()
    ticks.nth(2).check()
    page.locator("#compare button").first.click()
    expect(page.locator("table.compare-table thead .compare-name")).to_have_count(2)


def test_phone_offers_columns_files_and_the_comparison_of_a_branch(visitor):
    house, page = make_house(), visitor.page
    visitor.size(PHONE).sign_in(house.people[Role.LEADER]).go(f"{house.base}league/")

    page.locator("details.more > summary").click()
    with page.expect_download() as fetched:
        page.locator("details.more a", has_text=".csv").click()
    page.locator("details.more details summary").click()
    page.locator("details.more input[value=unit]").check()
    page.locator("details.more form button").first.click()

    expect(page.locator(".row-more").first).to_be_visible()
    assert page.locator(".row-more").first.inner_text().startswith("单位 市发改委")
    assert fetched.value.suggested_filename == "league-five-2025.csv"
    assert visitor.look().violations() == []
    visitor.go(f"{house.base}branches/{house.assessments[0].pk}/")
    page.locator("details.more > summary").click()
    page.locator("details.more a", has_text="对比").click()
    expect(page.locator("table.compare-table thead .compare-name")).to_have_count(2)
    assert (fetch(visitor), fetch(visitor.go(house.base))) == ("compare-five-2025.xlsx", "league-five-2025.xlsx")
    assert visitor.size(NARROW).look().violations() == []


def fetch(visitor) -> str:
    """The name of the workbook that a phone's menu of a page gives."""
    visitor.page.locator("details.more > summary").click()
    with visitor.page.expect_download() as fetched:
        visitor.page.locator("details.more a", has_text=".xlsx").click()
    return fetched.value.suggested_filename


def test_phone_narrows_the_league_by_points_and_jumps_to_a_place(visitor):
    house, page = make_house(), visitor.page
    visitor.size(NARROW).sign_in(house.people[Role.LEADER]).go(f"{house.base}league/")
    rows = page.locator("table.league tr[data-href]")
    expect(rows).to_have_count(3)

    page.get_by_label("至多差").fill("0.01")
    page.get_by_label("至多差").blur()
    page.wait_for_url("**within=0.01**")
    expect(rows).to_have_count(0)
    visitor.follow("清除")
    expect(rows).to_have_count(3)
    page.get_by_label("跳到名次").fill("2")
    page.get_by_label("跳到名次").blur()

    page.wait_for_url("**place=2**")
    expect(page.locator("table.league .row-lead").first).to_have_text("2")
    assert visitor.look().violations() == []


def test_names_of_the_english_league_keep_to_one_line_on_a_phone(visitor):
    house, page = make_house(), visitor.page
    visitor.size(PHONE).sign_in(house.people[Role.LEADER])
    page.locator("details.person summary").click()
    page.get_by_role("button", name="English").click()

    visitor.go(f"{house.base}league/")

    heights = [name.bounding_box()["height"] for name in page.locator("table.league .row-name").all()]
    assert [height < 48 for height in heights] == [True] * 3
    assert page.locator("table.league .row-figure-note").last.inner_text().startswith("Outstanding work lacks")
    assert visitor.size(NARROW).look().violations() == []
