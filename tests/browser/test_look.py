"""The page of parts, measured in the browser: colours, contrast, sizes, focus, fit, forced colours, stillness."""

import pytest
from playwright.sync_api import expect

from apps.organisations.choices import Role
from tests import factories
from tests.browser.visitor import DESK, NARROW, PHONE
from tests.factories.houses import make_house

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]

# The table of the design: light, dark.
TOKENS = {
    "ground": ("#F3F5F5", "#0F1518"),
    "surface": ("#FFFFFF", "#172024"),
    "sunk": ("#EBEFEF", "#10181B"),
    "raise": ("#FFFFFF", "#1E292E"),
    "line": ("#DCE2E3", "#2A363B"),
    "line-2": ("#B4BFC2", "#45545A"),
    "ctl": ("#7D8A8F", "#7C8C92"),
    "ink": ("#182126", "#E7EDEF"),
    "ink-2": ("#46545A", "#B7C3C7"),
    "ink-3": ("#5D6B71", "#93A1A6"),
    "on-ink": ("#FFFFFF", "#11181B"),
    "red": ("#AE1F23", "#F0857B"),
    "red-wash": ("#FAEFED", "#34191A"),
    "seal": ("#AE1F23", "#C93A36"),
    "on-seal": ("#FFFFFF", "#FFFFFF"),
    "gold": ("#B67F17", "#E4B354"),
    "gold-text": ("#74500E", "#EBC67C"),
    "gold-wash": ("#FBF5E6", "#262115"),
    "gold-3": ("#EEDDB5", "#4A3D22"),
    "star-off": ("#7F8C91", "#75848A"),
    "star-part": ("#E4D2A4", "#5B4A25"),
    "ok": ("#1D6A55", "#6CC5A6"),
    "ok-wash": ("#E8F3EF", "#14302A"),
    "warn": ("#8A5600", "#E9B45C"),
    "warn-wash": ("#FCF3DF", "#332713"),
    "bad": ("#A3430C", "#F0935C"),
    "bad-wash": ("#FBEEE5", "#372014"),
    "info": ("#20608C", "#82B9E2"),
    "info-wash": ("#E8F1F7", "#152B3A"),
    "focus": ("#1C5FA8", "#7DB8F2"),
}
READ = "names => names.map(name => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim())"
SMALL = """least => [...document.querySelectorAll('main a, main button, main input, main select, main summary')]
    .filter(el => el.offsetParent && !el.matches('.link, .figure, .name a, [type=radio], [type=checkbox]'))
    .map(el => [el.outerHTML.slice(0, 90), el.getBoundingClientRect()])
    .filter(([, box]) => Math.min(box.width, box.height) < least).map(([said]) => said)"""
ACTS = "main .cell :is(.button, .step, .stepper .mark, .option), .dialog .button"
LOW = f"""least => [...document.querySelectorAll('{ACTS}')]
    .filter(el => el.offsetParent && el.getBoundingClientRect().height < least).map(el => el.outerHTML.slice(0, 90))"""
CLIPPED = """() => [...document.querySelectorAll('body *')]
    .filter(el => el.offsetParent && el.scrollWidth > el.clientWidth + 1 && el.clientWidth > 1
        && ['hidden', 'clip'].includes(getComputedStyle(el).overflowX)
        && getComputedStyle(el).textOverflow !== 'ellipsis')
    .map(el => el.outerHTML.slice(0, 90))"""
STYLE = "([selector, name]) => getComputedStyle(document.querySelector(selector))[name]"


@pytest.fixture
def parts(visitor):
    """The page of parts, open before somebody who runs the house."""
    committee = factories.make_committee()
    visitor.sign_in(factories.make_person("周敏", Role.STAFF, committee))
    return visitor.go("/parts/")


def faults(visitor):
    """What is too small, cut off or doubled on the page as it stands; axe's findings with it."""
    page = visitor.look().page
    return [
        *page.evaluate(CLIPPED),
        *page.evaluate(SMALL, 24),
        *visitor.violations(),
        *([] if page.locator("h1").count() == 1 else ["not one h1"]),
        *([] if page.locator(".button.sign:visible").count() == 1 else ["not one red button"]),
    ]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_parts_have_the_colours_and_sizes_of_the_design(parts, theme):
    page = parts.go(f"/parts/?theme={theme}").page

    at_desk = faults(parts)
    parts.size(PHONE)
    on_phone = [*faults(parts), *page.evaluate(LOW, 48)]
    parts.size(NARROW).look()

    colours = [pair[theme == "dark"] for pair in TOKENS.values()]
    assert page.evaluate(READ, list(TOKENS)) == colours
    assert (at_desk, on_phone) == ([], [])


def test_signing_stands_at_the_foot_of_a_phone_and_goes_back_where_it_began(parts):
    page = parts.size(PHONE).go("/parts/").page
    opener = page.locator("[data-dialog=signing]")

    opener.click()
    box = page.locator("#signing").bounding_box()
    low = page.evaluate(LOW, 48)
    barriers = parts.violations()
    page.keyboard.press("Escape")

    expect(opener).to_be_focused()
    assert (box["x"], box["width"], box["y"] + box["height"]) == (0, PHONE[0], PHONE[1])
    assert (low, barriers) == ([], [])


def test_steps_of_a_mark_stay_within_its_limits(parts):
    page = parts.page
    field = page.locator("#mark-step")
    less, more = page.locator("[data-step='-0.5']"), page.locator("[data-step='0.5']")

    for _ in range(9):
        more.click()
    full = field.input_value()
    field.fill("")
    more.click()
    begun = field.input_value()
    less.click()
    less.click()

    assert (full, begun, field.input_value()) == ("20", "0.5", "0")


def test_keys_reach_every_act_and_the_focus_is_seen(parts):
    page = parts.page
    page.evaluate("document.querySelector('main').focus()")
    wanted = page.locator("main :is(a, button, input):visible:not([disabled])").count()

    rings = []
    for _ in range(wanted):
        page.keyboard.press("Tab")
        if page.evaluate("!!document.activeElement.closest('main')"):
            rings.append(page.evaluate("getComputedStyle(document.activeElement).outline"))

    # A group of three radio buttons is one stop.
    assert len(rings) == wanted - 2
    assert {ring.split(") ")[-1] for ring in rings} == {"solid 3px"}


def test_parts_hold_in_forced_colours_and_without_motion(parts):
    page = parts.page
    usual = page.evaluate(STYLE, [".s-lit", "fill"])

    page.emulate_media(forced_colors="active", reduced_motion="reduce")

    assert page.evaluate(STYLE, [".s-lit", "fill"]) != usual
    assert page.evaluate(STYLE, [".button.main", "transitionDuration"]) == "0s"
    assert parts.size(DESK).look().complaints == []


def test_chosen_tab_of_many_is_in_sight_on_a_phone(visitor):
    house = make_house()
    page = visitor.size(PHONE).sign_in(house.staff).go(f"{house.base}scorers/leniency/").page

    expect(page.locator(".segments [aria-current]").first).to_be_in_viewport(ratio=1)
