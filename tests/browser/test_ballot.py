"""A secret ballot from its questions to its results: three phones vote, one without scripts; papers are typed twice."""

import pytest
from playwright.sync_api import expect

from apps.ballots.models import Count, Roll
from apps.jobs.services import run_waiting
from apps.organisations.choices import Role
from tests.browser.test_without_scripts import plain_window
from tests.browser.visitor import DESK, PHONE, Visitor, soon
from tests.factories import polling
from tests.factories.houses import House, make_house

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]
QUESTIONS, FEW = 5, 5


def test_ballot_from_questions_to_results(visitor, browser, live_server):
    house = make_house()
    polling.open_stage(house)
    codes = set_up(visitor.sign_in(house.staff), house)

    receipt = vote_by_square(visitor, codes[0], leaves=True)
    vote_by_square(visitor, codes[1])
    with plain_window(browser, live_server.url, PHONE) as plain:
        vote_without_scripts(plain, codes[2])
    visitor.size(DESK)
    type_pile(visitor.go(f"{house.base}ballot/papers/new/?unit={house.units[0].pk}"), polling.roll_of(house))
    with browser.new_context(locale="zh-CN") as other:
        again = Visitor(other.new_page(), live_server.url)
        type_pile(again.sign_in(house.people[Role.REVIEWER]).go(f"{house.base}ballot/papers/1/"))
        assert again.complaints == []

    roll = Roll.objects.get(pk=polling.roll_of(house).pk)
    assert (roll.voted, roll.on_paper) == (3, 2)

    polling.close_stage(house)
    count(visitor, house)
    expect(visitor.go("/v/receipt/").page.locator("#receipt")).to_be_visible()
    visitor.page.fill("#receipt", receipt)
    visitor.page.locator("main .button.main").click()
    expect(visitor.page.locator(".ballot-tick")).to_be_visible()
    visitor.go(f"{house.base}ballot/results/{house.assessments[0].pk}/")
    expect(visitor.page.locator("table")).to_have_count(1)
    assert visitor.violations() == []
    assert Count.objects.get(assessment=house.assessments[0], layer=roll.layer).answers["overall"]["very-good"] == FEW


def set_up(visitor: Visitor, house: House) -> list[str]:
    """Staff keep the questions as they are proposed, say who may vote and take the slips; gives codes of one layer.

    The file of slips cannot be read here, so the codes come out of a second print.
    """
    page = visitor.go(f"{house.base}ballot/").page
    page.locator(".empty .button.main").click()
    assert visitor.violations() == []
    with page.expect_navigation():
        page.locator("main form[data-guard] .button.main").click()
    visitor.go(f"{house.base}ballot/voters/?unit={house.units[0].pk}")
    for field in page.locator("input.mark").all():
        field.fill("12")
    with page.expect_navigation():
        page.locator(".table-foot .button.main").click()
    visitor.go(f"{house.base}ballot/slips/{house.units[0].pk}/")
    assert visitor.violations() == []
    with page.expect_download() as download:
        page.locator("main form .button.main").click()
    assert download.value.suggested_filename.endswith(".pdf")
    return polling.codes_of(house, polling.roll_of(house))


def vote_by_square(visitor: Visitor, code: str, *, leaves: bool = False) -> str:
    """Scan the square; the address forgets the code, the answers wait on the phone; gives the receipt."""
    page = visitor.size(PHONE).page
    scan(visitor, code)
    page.locator("[data-screen='1'] label").first.click()
    assert visitor.path == "/v/"
    if leaves:
        page.goto("about:blank")
        scan(visitor, code)
    else:
        page.locator("[data-screen='1'] [data-go=next]").click()
    for number in range(2, QUESTIONS + 1):
        page.locator(f"[data-screen='{number}'] label").first.click()
        page.locator(f"[data-screen='{number}'] [data-go=next]").click()
    assert visitor.look().violations() == []
    page.locator("[data-cast]").click()
    receipt = page.locator("[data-receipt]").text_content()
    assert soon(page, "Object.keys(localStorage).length === 0")
    assert visitor.violations() == []
    return receipt


def scan(visitor: Visitor, code: str) -> None:
    """A square's address, whose script sends the code on as a form; then begin, once the next page's script runs."""
    visitor.page.goto(f"{visitor.base}/v/#{code}")
    begin = visitor.page.locator("[data-screen='0'] .main")
    expect(begin).to_be_visible()
    visitor.settle()
    begin.click()


def vote_without_scripts(visitor: Visitor, code: str) -> None:
    """Type the code; a request a step; sent twice, it counts once and says the same receipt."""
    page = visitor.go("/v/").page
    page.fill("#code", code.lower())
    page.locator(".ballot-foot .main").click()
    page.locator("[data-screen='0'] .main").click()
    for number in range(1, QUESTIONS + 1):
        page.locator(f"[data-screen='{number}'] label").first.click()
        page.locator(f"[data-screen='{number}'] [data-go=next]").click()
    page.locator("[data-cast]").click()
    receipt = page.locator("[data-receipt]").text_content()
    page.reload()
    expect(page.locator("[data-receipt]")).to_have_text(receipt)


def type_pile(visitor: Visitor, roll: Roll | None = None) -> None:
    """Two papers that give every question its first answer, by the keyboard."""
    page = visitor.page
    if roll:
        page.select_option("#roll", str(roll.pk))
    page.fill("[data-papers]", "2")
    for question in range(QUESTIONS):
        page.fill(f"[name=p-{question}-0]", "2")
    page.press("[name=p-0-0]", "Enter")
    expect(page.locator("[name=p-0-1]")).to_be_focused()
    expect(page.locator("[data-total='0']")).to_have_text("2 / 2")
    with page.expect_navigation():
        page.locator("main .button.main").click()
    expect(page.locator("[data-pile]")).to_have_count(0)


def count(visitor: Visitor, house: House) -> None:
    """Staff count once voting is over, and the page leads to the results."""
    page = visitor.go(f"{house.base}ballot/").page
    assert visitor.violations() == []
    page.locator("[data-dialog=count]").click()
    with page.expect_navigation():
        page.locator("#count .button.main").click()
    run_waiting()
    visitor.go(f"{house.base}ballot/")
    page.locator(".page-head .button.main").click()
    expect(page.locator("table")).to_have_count(2)
