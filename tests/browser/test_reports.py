"""Reports and trends in a real browser: a report asked for, seen to come, and fetched; years narrowed to one unit."""

import pytest
from playwright.sync_api import expect

from apps.jobs.services import run_waiting
from apps.organisations.choices import Role
from tests import factories
from tests.browser.visitor import DESK, NARROW, PHONE
from tests.factories.deciding import make_decided_house
from tests.factories.houses import flat_marks, make_house

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]


def test_staff_has_a_report_made_and_fetches_it(visitor):
    house, page = make_decided_house(), visitor.page
    unit = house.units[0]
    visitor.sign_in(house.staff).go(f"{house.base}units/{unit.pk}/")

    page.locator(".actions a[href*='/reports/']").click()
    expect(page.get_by_label("范围")).to_have_value(f"unit:{unit.pk}")
    page.get_by_label("哪种报告").select_option("unit:docx")
    visitor.press("生成")
    row = page.locator("#made li.job", has_text=unit.name)
    expect(row.locator(".chip")).to_have_text("排队")
    waits = visitor.violations()
    run_waiting()

    expect(row.get_by_role("link", name="下载")).to_be_visible()
    with page.expect_download() as fetched:
        row.get_by_role("link", name="下载").click()
    assert fetched.value.path().read_bytes()[:2] == b"PK"
    assert fetched.value.suggested_filename.endswith(".docx")
    assert waits + visitor.size(PHONE).look().violations() == []
    visitor.size(NARROW).look()


def test_leader_narrows_the_years_to_one_unit(visitor):
    house, page = make_house(), visitor.page
    last = factories.make_campaign(house.committee, year=2024, slug="five-2024")
    for assessment, low in zip(factories.enrol(last), ("ABCDE", "A", ""), strict=True):
        factories.mark(house.staff, assessment, flat_marks(low=low))
    run_waiting()
    visitor.size(PHONE).sign_in(house.people[Role.LEADER]).go("/trends/")
    visitor.heading("四星及以上：2024 年 66.7%，2025 年 66.7%")
    page.locator("#zones-table summary").click()
    expect(page.locator("#zones-table th a", has_text="市第一协作区")).to_be_visible()

    page.locator("select[name=part]").select_option(label="市发改委")

    visitor.heading("四星及以上：2024 年 50.0%，2025 年 100.0%")
    expect(page.locator(".chart canvas, .chart svg").first).to_be_visible()
    narrow = visitor.look().violations()
    visitor.size(NARROW).look()
    assert narrow + visitor.size(DESK).look().violations() == []
    page.locator("a", has_text="清除").click()
    visitor.heading("四星及以上：2024 年 66.7%，2025 年 66.7%")
