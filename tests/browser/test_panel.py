"""An expert from the letter to the finished branch: invited at a desk, come by the square with a phone."""

import pytest
from playwright.sync_api import expect

from apps.assessments.models import Assignment, Invitation, Sheet
from apps.assessments.proposing import Asked, Proposal
from apps.assessments.services.assigning import adopt
from apps.assessments.services.finishing import finish_sheet
from tests import factories
from tests.browser.visitor import PHONE
from tests.factories.houses import make_house
from tests.factories.panels import judge, open_panel
from tests.factories.people import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]


@pytest.fixture
def house():
    """A panel of which the second judge has finished the first branch."""
    house = open_panel(make_house())
    second = judge(house, 2)
    factories.mark(second, house.assessments[0], {"A1": 350, "A2": 900}, party="judge2")
    finish_sheet(second, house.assessments[0], "judge2")
    return house


def test_expert_comes_by_the_square_marks_finishes_and_sees_the_others(visitor, house):
    page = visitor.sign_in(house.staff).page
    visitor.go(f"{house.base}scorers/invitations/")
    page.fill("[name=name]", "林专家")
    page.select_option("[name=party]", "judge1")
    with page.expect_navigation():
        page.locator("form:has([name=name]) button.main").click()
    link = page.locator("input[readonly]").input_value()
    assert visitor.look().violations() == []

    page.context.clear_cookies()
    visitor.size(PHONE)
    page.goto(link)
    page.locator("[name=username]").fill("lin")
    for field in ("password1", "password2"):
        page.locator(f"[name={field}]").fill(PASSWORD)
    assert "#" not in page.url
    assert visitor.look().violations() == []
    page.locator("button.main").click()
    page.wait_for_url("**/panel/")
    adopt(house.staff, house.campaign, "judge1", Asked(), Proposal(house.campaign, "judge1", Asked()).digest)
    visitor.go("/panel/")
    assert visitor.violations() == []
    with page.expect_navigation():
        page.locator("main li a").first.click()
    for code, mark in (("A1", "8"), ("A2", "9")):
        page.locator(f"[data-mark={code}]").fill(mark)
        page.locator(f"[data-mark={code}]").press("Enter")
    expect(page.locator(".others-marks")).to_have_count(0)
    # At once: the page itself sees to it that the last mark comes before the sheet is shut.
    with page.expect_navigation():
        page.locator("form[action$='/finish/'] button").click()

    expect(page.locator(".others-marks tbody td")).to_have_text(["8", "3.5", "9", "9"])
    assert visitor.look().violations() == []
    sheet = Sheet.objects.get(party="judge1", assessment=house.assessments[0])
    assert sheet.marks == {"A1": 800, "A2": 900}
    assert Assignment.objects.get(party="judge1", assessment=house.assessments[0]).finished_at is not None
    assert Invitation.objects.get(party="judge1").person.appointments.count() == 0
