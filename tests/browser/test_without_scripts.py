"""A window without scripts: the secretary fills in and submits on a phone, staff mark a branch at a desk."""

from contextlib import contextmanager

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from apps.assessments.models import Submission
from apps.organisations.choices import Role
from tests.browser.visitor import DESK, PHONE, Visitor
from tests.factories.houses import make_house
from tests.factories.submissions import fill_in, prove

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]


@contextmanager
def plain_window(browser, address, size):
    """A visitor whose window runs no script; nothing may have gone wrong at the end."""
    viewport = {"width": size[0], "height": size[1]}
    context = browser.new_context(java_script_enabled=False, locale="zh-CN", viewport=viewport)
    visitor = Visitor(context.new_page(), address)
    # The width is measured by a script; other journeys measure it.
    visitor.look = lambda: visitor
    yield visitor
    assert visitor.complaints == []
    context.close()


def test_secretary_fills_in_and_submits(browser, live_server):
    house = make_house()
    branch, secretary = house.assessments[0], house.people[Role.SECRETARY]
    fill_in(secretary, branch, E5=None)
    prove(secretary, branch)

    with plain_window(browser, live_server.url, PHONE) as visitor:
        page = visitor.page
        visitor.sign_in(secretary).go(f"{house.base}self/{branch.pk}/E/")
        page.fill("[data-mark=E5]", "17.5")
        page.locator("button[name=go][value=check]").click()
        page.check("[name=is_true]")
        page.fill("[name=meeting_on]", timezone.localdate().isoformat())
        page.locator(".button.sign").click()
        expect(page.locator(".button.sign")).to_have_count(0)

    assert branch.sheets.get(party="self").marks["E5"] == 1750
    assert Submission.objects.get(assessment=branch).status == "submitted"


def test_staff_mark_a_branch_and_go_on_to_the_next(browser, live_server):
    house = make_house()

    with plain_window(browser, live_server.url, DESK) as visitor:
        page = visitor.page
        visitor.sign_in(house.staff).go(f"{house.base}sheets/{house.assessments[0].pk}/superior/")
        page.fill("[data-mark=A1]", "17")
        page.locator("button[name=next]").click()
        visitor.heading("市发改委第2党支部")

    assert house.assessments[0].sheets.get(party="superior").marks["A1"] == 1700
