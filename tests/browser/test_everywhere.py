"""All pages of the table of addresses, each before an office that works with it: no barrier, none too wide."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from apps.assessments.choices import Party
from apps.jobs.services import announce, run_waiting
from apps.organisations.choices import Role
from tests.architecture.pages import pages
from tests.browser.visitor import DESK, NARROW, PHONE, Visitor, soon
from tests.factories.houses import make_house

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]

PAGES = pages()
# What a smaller window and darkness can change; all rules are asked at the desk.
BY_LAYOUT = ("color-contrast", "target-size", "scrollable-region-focusable", "aria-hidden-focus", "link-in-text-block")
# One h1 that is not hidden, at most one red act in sight, no own order of the tab key, every main act within its reach.
SHAPE = """() => {
    const seen = (selector) => [...document.querySelectorAll(selector)].filter((el) => el.offsetParent);
    const acts = seen('.button.main, .button.sign').filter((el) => !el.disabled && el.tabIndex < 0);
    const heads = [...document.querySelectorAll('h1')].filter((el) => !el.closest('[hidden]'));
    return [
        heads.length === 1 ? '' : 'not one h1',
        seen('.button.sign').length > 1 ? 'more than one red act' : '',
        document.querySelector('[tabindex]:not([tabindex="0"], [tabindex="-1"])') ? 'an order of its own' : '',
        ...acts.map((el) => 'no key reaches ' + el.outerHTML.slice(0, 90)),
    ].filter(Boolean);
}"""

# What came after version 109 is taken away before any script of ours runs.
OLDER = """
for (const [owner, names] of [
    [Object, ['groupBy']], [Map, ['groupBy']], [Array, ['fromAsync']], [Promise, ['withResolvers', 'try']],
    [Array.prototype, ['toSorted', 'toReversed', 'toSpliced', 'with']], [URL, ['canParse', 'parse']],
    [Set.prototype, ['union', 'intersection', 'difference', 'symmetricDifference', 'isSubsetOf', 'isSupersetOf']],
    [Document, ['parseHTMLUnsafe', 'parseHTML']], [Document.prototype, ['startViewTransition', 'moveBefore']],
    [Element.prototype, ['moveBefore', 'setHTMLUnsafe', 'setHTML']], [AbortSignal, ['any']], [RegExp, ['escape']],
    [HTMLElement.prototype, ['showPopover', 'hidePopover', 'togglePopover']],
    [HTMLDialogElement.prototype, ['requestClose']],
    [String.prototype, ['isWellFormed', 'toWellFormed']],
]) for (const name of names) if (owner) delete owner[name];
"""


def within(visitor, name):
    """What is wrong with the page as it stands; pages too wide complain by themselves."""
    faults = {f"{name} desk {fault}" for fault in visitor.size(DESK).look().violations()}
    faults |= {f"{name} {fault}" for fault in visitor.page.evaluate(SHAPE)}
    visitor.page.emulate_media(color_scheme="dark")
    faults |= {f"{name} phone {fault}" for fault in visitor.size(PHONE).look().violations(*BY_LAYOUT)}
    visitor.page.emulate_media(color_scheme="light")
    visitor.size(NARROW).look()
    return faults


@pytest.mark.soak
@pytest.mark.parametrize("office", list(PAGES))
def test_every_page_has_no_barrier(visitor, office):
    house = make_house()
    visitor.sign_in(house.people[office])

    faults = set()
    for route in PAGES[office]:
        visitor.size(DESK).go(reverse(route.name, kwargs=route.args(house)))
        faults |= within(visitor, route.name)

    assert sorted(faults) == []


@pytest.mark.soak
def test_every_page_fits_in_english(visitor):
    house = make_house()
    for person in house.people.values():
        person.language = "en"
        person.save()

    for office, routes in PAGES.items():
        visitor.page.context.clear_cookies()
        visitor.page.context.add_cookies(session_of(house, office, visitor))
        for route in routes:
            visitor.size(DESK).go(reverse(route.name, kwargs=route.args(house))).size(NARROW).look()
            assert (route.name, visitor.page.locator("html").get_attribute("lang")) == (route.name, "en")


def session_of(house, office, visitor):
    """The cookie of somebody who has just signed in."""
    cookies = house.client(office).cookies
    return [{"name": name, "value": morsel.value, "url": visitor.base} for name, morsel in cookies.items()]


def test_marks_need_nothing_newer_than_chromium_109(browser, live_server):
    house = make_house()
    context = browser.new_context(locale="zh-CN", viewport={"width": 1440, "height": 900})
    context.add_init_script(OLDER)
    visitor = Visitor(context.new_page(), live_server.url)
    page = visitor.page
    visitor.sign_in(house.staff).go(f"{house.base}sheets/{house.assessments[0].pk}/superior/")

    page.fill("[data-mark=A1]", "17")
    page.keyboard.press("Enter")
    expect(page.locator("[data-save-state]")).to_have_class("save-state ok")
    visitor.go(f"{house.base}league/")
    page.keyboard.press("j")

    assert page.evaluate("typeof Object.groupBy + typeof [].toSorted + typeof document.startViewTransition") == (
        "undefined" * 3
    )
    assert visitor.complaints == []
    assert house.assessments[0].sheets.get(party="superior").marks["A1"] == 1700
    context.close()


@pytest.mark.parametrize(("role", "party"), [(Role.STAFF, Party.SUPERIOR), (Role.SECRETARY, Party.SELF)])
def test_what_was_typed_before_the_scripts_have_come_is_saved(visitor, role, party):
    house, page = make_house(), visitor.page
    first = house.assessments[0]
    visitor.sign_in(house.people[role])
    place = f"sheets/{first.pk}/superior/" if party == Party.SUPERIOR else f"self/{first.pk}/A/"

    def late(route):
        page.fill("[data-mark=A1]", "17")
        page.fill("[data-remark=A1]", "每季督办一次")
        route.continue_()

    page.route("**/js/outbox.js", late)
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        visitor.go(house.base + place)
    visitor.saved()

    assert first.sheets.get(party=party).marks["A1"] == 1700
    assert [row.text for row in first.sheets.get(party=party).remarks.all()] == ["每季督办一次"]


def test_typed_words_are_not_left_without_a_question(visitor):
    house = make_house()
    asked = []
    page = visitor.page
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    visitor.sign_in(house.staff).go("/campaigns/new/")

    page.fill("[name=name]", "新活动")
    page.get_by_role("link", name="排行").first.click()
    assert soon(page, "!document.hidden")

    assert asked == ["beforeunload"]
    assert (visitor.path, page.input_value("[name=name]")) == ("/campaigns/new/", "新活动")


def test_running_jobs_leave_the_top_bar_when_they_end(visitor):
    house = make_house()
    announce("evaluate", house.campaign.pk, house.campaign.name, actor=house.staff, node_path=house.committee.path)
    visitor.sign_in(house.staff).go(f"{house.base}league/")
    line = visitor.page.locator(".top-job")
    expect(line).to_be_visible()

    run_waiting()

    expect(line).to_have_count(0)
