"""Marking lines that are chosen, not typed, in a real browser: passes and feature points of a branch with ten stars."""

import pytest
from playwright.sync_api import expect

from apps.assessments.choices import Party
from apps.assessments.models import Sheet
from apps.organisations.choices import Role
from tests import factories
from tests.browser.visitor import NARROW, PHONE
from tests.factories.campaigns import enrol, make_campaign, published_rulebook

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]


def test_passes_are_chosen_by_key_until_the_gate_opens(visitor):
    committee = factories.make_committee("旗直机关工委")
    unit = factories.make_unit(committee, "旗发改委")
    factories.make_branch(unit, "旗发改委第1党支部", branch_type="机关", members=12)
    campaign = make_campaign(committee, slug="ten-2023", rulebook_version=published_rulebook("chifeng-2023"))
    (assessment,) = enrol(campaign)
    staff = factories.make_person("周敏", Role.STAFF, committee)
    page = visitor.page
    visitor.sign_in(staff).go(f"/c/ten-2023/sheets/{assessment.pk}/superior/")
    expect(page.locator("[data-mark='B1.1']")).to_be_focused()

    for key in ["1", "Enter"] * 14 + ["0", "Enter"]:
        page.keyboard.press(key)
    for points in ("18", "17", "16", "15", "14"):
        page.keyboard.type(points)
        page.keyboard.press("Enter")
    page.keyboard.type("4")
    page.keyboard.press("Enter")
    visitor.saved()

    expect(page.locator("[data-head='B5'] .failed-square")).to_have_count(1)
    expect(page.locator("[data-shut='F']")).to_be_visible()

    for key in ("g", "b", "g", "b", "ArrowDown", "ArrowUp", "Delete", "1"):
        page.keyboard.press(key)
    expect(page.locator("[data-mark='B2.1']")).to_be_focused()
    page.locator("[data-mark='B5.3']").focus()
    page.keyboard.press("1")
    expect(page.locator("[data-shut='F']")).to_be_hidden()
    expect(page.locator("[data-head='F'] .s-lit")).to_have_count(4)
    visitor.saved()
    stored = Sheet.objects.get(assessment=assessment, party=Party.SUPERIOR).marks
    passes = {f"B{star}.{item}": 100 for star in range(1, 6) for item in (1, 2, 3)}
    assert stored == passes | {"F1": 1800, "F2": 1700, "F3": 1600, "F4": 1500, "F5": 1400, "H": 400}
    assert visitor.violations() == []
    visitor.size(PHONE).look().size(NARROW).look()
