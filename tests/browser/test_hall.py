"""The hall screen in a real browser: it turns, can be read from afar, survives a lost connection and many refreshes."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from apps.reports.services.screens import withdraw_screen
from apps.reports.views import screen as door
from tests.factories import notices
from tests.factories.houses import make_house
from tests.factories.screens import hang

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]
HALL, WIDE, WIDER, SMALL = (3840, 2160), (3840, 1080), (7680, 2160), (960, 540)
NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)
LEAST_LETTERS, HALL_WIDTH = 34, 3840
EARLY, MANY, MOST_GROWTH, PATIENCE = 100, 2000, 1.2, 120_000
# Longer than any look at one page takes, so that no wall turns by itself.
LONG = 99
PAGES = ["overview", "maps", "counts", "first"]
SMALLEST = """() => Math.min(...[...document.querySelectorAll("body *")]
  .filter(e => !["SCRIPT", "TEMPLATE", "NOSCRIPT"].includes(e.tagName))
  .filter(e => [...e.childNodes].some(n => n.nodeType === Node.TEXT_NODE && n.data.trim()))
  .map(e => parseFloat(getComputedStyle(e).fontSize)))"""
BEYOND = """() => [...document.querySelectorAll(".shown *, .hall-head *, .hall-foot *")].filter(e => {
  const r = e.getBoundingClientRect(); return r.right > innerWidth + 1 || r.bottom > innerHeight + 1;
}).map(e => e.outerHTML.slice(0, 120))"""
# Asks at once, as the key does, and waits for the answer; so many times.
ASK = """async times => { for (let n = 0; n < times; n += 1) {
  const answered = new Promise(done => document.addEventListener("hall:asked", done, { once: true }));
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "r", bubbles: true }));
  await answered;
} }"""


@pytest.fixture
def house():
    house = make_house()
    house.notice = notices.stand(house)
    return house


def fill(run):
    """The figures of a committee of 900 branches in five zones."""
    zones = [[4, 45, 83, 24], [6, 50, 96, 26], [5, 45, 97, 27], [7, 55, 146, 32], [6, 34, 90, 22]]
    first, second, *_rest = run.counts["zone"]
    held = [[sum(column) for column in zip(*part, strict=True)] for part in (zones[:2], zones[2:])]
    run.counts |= {"levels": [28, 229, 512, 131], "zone": dict(zip((first, second), held, strict=True))}
    run.branches = 900
    run.save()


@pytest.mark.parametrize("size", [HALL, WIDE, WIDER])
def test_wall_is_read_from_afar(visitor, house, size):
    fill(house.notice.run)
    page, (_screen, token) = visitor.page, hang(house, shows_marks=True, seconds=LONG)

    visitor.size(size).go(f"/screen/{token}/")

    for name in PAGES:
        expect(page.locator(".shown")).to_have_attribute("data-page", name)
        assert page.evaluate(SMALLEST) >= LEAST_LETTERS * size[0] / HALL_WIDTH - 0.01
        assert page.evaluate(BEYOND) == []
        assert visitor.violations() == []
        page.keyboard.press("ArrowRight")
    assert page.context.cookies() == []


def test_wall_turns_until_it_is_stopped(visitor, house):
    page, (_screen, token) = visitor.page, hang(house, seconds=30)
    page.clock.install(time=NOON)
    page.clock.pause_at(NOON + timedelta(seconds=1))
    # Its clock stands still: only what runs below makes it go on, and nothing in the page can wait.
    visitor.size(HALL).page.goto(f"{visitor.base}/screen/{token}/")
    shown = page.locator(".shown")

    page.clock.run_for(30_000)
    expect(shown).to_have_attribute("data-page", "maps")
    expect(page.locator("[data-turns]")).to_have_text(re.compile(r"2 / 4$"))

    page.mouse.move(400, 400)
    expect(page.locator(".hall-controls")).to_have_css("opacity", "1")
    page.locator("[data-act=pause]").click()
    page.clock.run_for(60_000)
    expect(shown).to_have_attribute("data-page", "maps")
    expect(page.locator(".hall-controls")).to_have_css("opacity", "1")
    page.keyboard.press("p")
    page.clock.run_for(30_000)
    expect(shown).to_have_attribute("data-page", "counts")


def test_wall_keeps_its_figures_without_a_connection_and_goes_dark_once_withdrawn(visitor, house):
    page, (screen, token) = visitor.page, hang(house, seconds=LONG)
    visitor.size(HALL).go(f"/screen/{token}/")
    lost, counts = page.locator(".hall-lost"), page.locator(".shown .hall-counts dd")

    page.context.set_offline(True)
    expect(lost).to_have_text(re.compile(r"\d\d:\d\d"))
    expect(counts).to_have_text(["1", "1", "0", "1"])
    page.context.set_offline(False)
    expect(lost).to_have_text("")

    visitor.expected.add(404)
    withdraw_screen(house.staff, screen)
    page.keyboard.press("r")
    expect(page.locator(".waiting h1")).to_have_text(house.campaign.name)
    expect(counts).to_have_count(0)


@pytest.mark.soak
def test_wall_stays_small_through_many_refreshes(visitor, house, monkeypatch):
    monkeypatch.setattr(door, "MOST_QUESTIONS", 10 * MANY)
    fill(house.notice.run)
    page, (_screen, token) = visitor.page, hang(house)
    # Without the mark of what it shows, a wall gets the whole sheet each time.
    page.route("**/sheet/", lambda route: route.continue_(headers=unmarked(route.request.headers)))
    page.set_default_timeout(PATIENCE)
    visitor.size(SMALL).go(f"/screen/{token}/")

    page.evaluate(ASK, EARLY)
    early = heap(page)
    page.evaluate(ASK, MANY - EARLY)
    late = heap(page)

    assert late["usedSize"] <= MOST_GROWTH * early["usedSize"]
    # Besides the sheet that stands, the browser may still hold the one before.
    assert late["nodes"] <= 2 * early["nodes"]
    assert late["jsEventListeners"] == early["jsEventListeners"]


def unmarked(headers):
    return {name: value for name, value in headers.items() if name != "if-none-match"}


def heap(page):
    """What the page holds once everything that can go is gone."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    held = session.send("Runtime.getHeapUsage") | session.send("Memory.getDOMCounters")
    session.detach()
    return held
