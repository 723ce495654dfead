"""A leader asks why one branch stands behind another: from the league table over the comparison to the explanation."""

import pytest
from playwright.sync_api import expect

from apps.organisations.choices import Role
from tests.browser.visitor import DESK, NARROW
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
