"""Own indicators from the first word to the result: a unit writes on a phone, they come back, stand, and are marked."""

import pytest
from playwright.sync_api import expect

from apps.assessments.choices import RefinementStatus as S
from apps.assessments.models import Sheet
from apps.evaluations.selectors import current_run
from apps.jobs.services import run_waiting
from tests.browser.visitor import DESK, NARROW
from tests.factories import mark
from tests.factories.refining import make_refining_house

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]
BASICS = [f"{section}{number}" for section in "ZDHJB" for number in (1, 2, 3)]


def write(page, *rows):
    """Fill in rows of title and points."""
    for number, (title, points) in enumerate(rows, start=1):
        page.fill(f"#title-{number}", title)
        page.fill(f"#points-{number}", points)


def next_person(visitor, person):
    """The next person sits down at this window."""
    visitor.page.context.clear_cookies()
    visitor.sign_in(person)


def test_own_indicators_are_written_returned_approved_marked_and_counted(visitor):
    house, page = make_refining_house(), visitor.page
    base = f"/c/{house.campaign.slug}"
    own = f"{base}/refinements/{house.unit.pk}/X/"
    first = house.assessments[0]

    visitor.size(NARROW).sign_in(house.reviewer)
    visitor.go(f"{base}/refinements/")
    assert visitor.path == own
    visitor.expected.add(422)
    write(page, ("党员科技攻关", "6"), ("党建联建共建", "5"))
    page.locator("[name=submit]").click()
    expect(page.locator("[role=alert]")).to_contain_text("11")
    assert visitor.look().violations() == []
    page.fill("#points-2", "4")
    page.locator("[name=submit]").click()
    expect(page.locator("tfoot")).to_contain_text("10 / 10")

    visitor.size(DESK)
    next_person(visitor, house.staff)
    visitor.go(f"{base}/refinements/")
    assert visitor.violations() == []
    page.locator("tbody a").first.click()
    visitor.settle().page.locator("[data-dialog=return]").click()
    page.fill("#return-reason", "第2条改为3.5分，写明计分办法。")
    with page.expect_navigation():
        page.locator("#return button").click()
    assert house.row().status == S.RETURNED

    next_person(visitor, house.reviewer)
    visitor.go(own)
    expect(page.locator("main")).to_contain_text("写明计分办法")
    page.fill("#points-2", "3.5")
    page.fill("#guide-2", "结对一个村得1分")
    page.locator("[name=submit]").click()
    expect(page.locator("tfoot")).to_contain_text("9.5 / 10")

    next_person(visitor, house.staff)
    visitor.go(own)
    page.locator("form[action$='/approve/'] button").click()
    expect(page.locator("[data-dialog=return]")).to_be_visible()
    assert house.row().status == S.APPROVED
    house.begin_marking()
    mark(house.secretary, first, dict.fromkeys(BASICS, 600), "self")
    mark(house.staff, first, dict.fromkeys(BASICS, 550))

    visitor.size(NARROW)
    next_person(visitor, house.secretary)
    visitor.go(f"{base}/self/{first.pk}/X/")
    for code, points in (("X.1", "6"), ("X.2", "3.5")):
        page.locator(f"[id='mark-{code}']").fill(points)
    page.locator("[id='remark-X.2']").fill("与三个村结对。")
    visitor.saved()
    expect(page.locator("h1 + *, .self-sum").first).to_contain_text("9.50")
    assert visitor.look().violations() == []

    visitor.size(DESK)
    next_person(visitor, house.staff)
    visitor.go(f"{base}/sheets/{first.pk}/superior/")
    for code, points in (("X.1", "5.5"), ("X.2", "3.25")):
        page.locator(f"[data-mark='{code}']").fill(points)
        page.keyboard.press("Enter")
    expect(page.locator(".task[aria-current] .task-figure")).to_have_text("91.25")
    run_waiting()

    marks = dict(Sheet.objects.filter(assessment=first).values_list("party", "marks__X"))
    result = current_run(house.campaign).results.get(assessment=first)
    # 10% of 15 × 6 + 9.5, no ballot, 70% of 15 × 5.5 + 8.75: 9.95 + 63.875, half up
    assert (marks, result.total) == ({"self": 950, "superior": 875}, 7383)
