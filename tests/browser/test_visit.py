"""A site visit on a phone: what was seen, a photo, a finding, and two people who sign each for the own side."""

import pytest
from playwright.sync_api import Page, expect

from apps.assessments.models import Stop
from tests.browser.visitor import PHONE, soon
from tests.evidence.files import photo
from tests.factories.houses import make_house
from tests.factories.visits import stop

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]
PICTURE = {"name": "现场.jpg", "mimeType": "image/jpeg", "buffer": photo()}


# A page of a visit is in the hands of its scripts once they have opened this phone's store; before, it sends its form.
OPENED = "!starbranch.sender || !document.querySelector('#stop[data-guard], #sign[data-guard]')"
DRAWN = "canvas => canvas.closest('[data-hand]').querySelector('[name=strokes]').value"


def opened(page: Page) -> None:
    """What is typed, taken and pressed from here on goes through this phone's store."""
    page.wait_for_load_state()
    assert soon(page, OPENED)


def draw(page: Page) -> None:
    """A stroke with the mouse over the box, in the middle of the window; again where the page moved meanwhile."""
    opened(page)
    pad = page.locator("[data-hand] canvas:visible")
    for _attempt in range(5):
        pad.evaluate("canvas => canvas.scrollIntoView({ block: 'center', behavior: 'instant' })")
        box = pad.bounding_box()
        page.mouse.move(box["x"] + 30, box["y"] + 60)
        page.mouse.down()
        for step in range(1, 8):
            page.mouse.move(box["x"] + 30 + 30 * step, box["y"] + 60 - 20 * (-1) ** step)
        page.mouse.up()
        if pad.evaluate(DRAWN):
            return
    raise AssertionError("nothing was drawn")


def test_team_and_secretary_sign_what_was_seen(visitor):
    house = make_house()
    made = stop(house)
    page = visitor.size(PHONE).sign_in(house.staff).page
    visitor.go(f"{house.base}visits/stops/{made.pk}/")
    opened(page)

    page.locator("#mark-A1").fill("18.5")
    page.locator("[data-for=mark-A1][data-step='0.5']").click()
    page.locator("[name=photo-A1]").set_input_files([PICTURE])
    expect(page.locator("#criterion-A1 .queued.sent")).to_have_count(1)
    assert visitor.violations() == []
    page.locator("#finding-text").fill("3 月台账没有登记")
    page.get_by_role("button", name="下一项：A2").click()
    expect(page.locator("#criterion-A2")).to_have_attribute("open", "")
    visitor.go(f"{house.base}visits/stops/{made.pk}/sign/")
    draw(page)
    page.get_by_role("button", name="验收组签字").click()
    expect(page.locator("#visit[data-team-signed]")).to_have_count(1)
    expect(page.locator(".hand.signed")).to_have_count(1)
    assert visitor.violations() == []

    page.context.clear_cookies()
    visitor.sign_in(house.people["secretary"])
    visitor.go(f"{house.base}visits/stops/{made.pk}/sign/")
    page.get_by_label("支部说明", exact=True).fill("回去补登")
    draw(page)
    page.get_by_role("button", name="支部签字").click()
    expect(page.locator("#visit[data-branch-signed]")).to_have_count(1)
    expect(page.locator(".hand-drawn")).to_have_count(2)
    assert visitor.violations() == []

    signed = Stop.objects.get()
    check, finding = signed.checks.get(), signed.findings.get()
    assert (signed.status, signed.branch_signed_by) == ("signed", house.people["secretary"].pk)
    assert (check.criterion, check.mark, finding.answer) == ("A1", 1900, "回去补登")
