"""A clerk tries other rules in a real browser, sends the address on, and takes a draft of next year's rulebook."""

import pytest
from playwright.sync_api import expect

from apps.criteria.models import Draft
from tests.browser.visitor import DESK, NARROW, PHONE
from tests.factories.houses import make_house

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]
LINE = "/stars/0/lit-when"


@pytest.fixture
def house():
    return make_house()


def test_clerk_tries_a_lower_line_and_takes_it_on_as_a_draft(visitor, house):
    page = visitor.page
    visitor.size(DESK).sign_in(house.staff)
    with page.expect_navigation():
        page.locator(f"a[href='{house.base}whatif/'] >> visible=true").click()
    page.locator("select[name=add]").select_option(LINE)
    field = page.locator(f"input[name='{LINE}']")
    expect(field).to_have_value("80")

    field.fill("50")
    field.press("Enter")

    expect(page.locator(".from-to .went.up")).to_have_text("1")
    expect(page.locator("#movers tbody tr")).to_have_count(1)
    expect(page.locator("#movers tbody tr")).to_contain_text("50 ≥ 50")
    assert visitor.violations() == []
    visitor.size(PHONE).look().size(NARROW).look()
    assert visitor.violations() == []

    visitor.size(DESK).go(visitor.path)
    page.locator(".from-to .went.up").click()
    expect(page.locator("#movers tbody tr")).to_have_count(1)
    page.locator("form[action*='whatif/draft'] button").click()
    page.wait_for_url("**/rulebooks/drafts/**")
    draft = Draft.objects.get()
    assert "lit-when: at least 50" in draft.text


def test_leader_sees_whether_criteria_are_sound(visitor, house):
    visitor.size(DESK).sign_in(house.people["leader"])

    visitor.go(f"{house.base}health/?scope=type")

    expect(visitor.page.locator("[aria-labelledby=fair] tbody tr")).to_have_count(2)
    assert visitor.violations() == []
    visitor.size(NARROW).look()
    assert visitor.violations() == []
