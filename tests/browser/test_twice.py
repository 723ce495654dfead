"""Marked twice: the seed is published and drawn by, two mark blindly, and the league says which places would move."""

import pytest
from playwright.sync_api import expect

from apps.assessments.models import Sheet
from apps.assessments.seconds import second_of
from apps.evaluations.services import start_numbered_run
from apps.jobs.services import run_waiting
from tests.browser.visitor import DESK, NARROW
from tests.factories import make_branch
from tests.factories.campaigns import enrol
from tests.factories.houses import flat_marks, make_house
from tests.factories.twice import PARTY, SEED, finish_both, scorer_of, with_scorers

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]
BRANCHES = 21


def twenty_one():
    """A house of twenty-one branches, given out to two scorers."""
    house = make_house()
    for number in range(3, BRANCHES):
        make_branch(house.units[0], f"市发改委第{number}党支部", branch_type="党政机关")
    house.assessments = enrol(house.campaign)
    return with_scorers(house)


def others_are_finished(house, besides):
    """All branches but one are marked by both."""
    for number, assessment in enumerate(house.assessments):
        if assessment.pk != besides.pk:
            first = flat_marks(1000 + 20 * number)
            finish_both(assessment.pk, first, first | {"A1": first["A1"] + 100 - 200 * (number % 2)})


def next_person(visitor, person):
    """The next person sits down at this window."""
    visitor.page.context.clear_cookies()
    visitor.sign_in(person)


def finish(page):
    """Say that this branch is marked, and wait for the page that answers."""
    with page.expect_navigation():
        page.locator("button[formaction$='/finish/'], form[action$='/finish/'] button").first.click()


def test_branches_are_drawn_marked_blindly_compared_and_banded(visitor):
    house, page = twenty_one(), visitor.page
    base, one = f"/c/{house.campaign.slug}", house.assessments[0]

    visitor.size(DESK).sign_in(house.staff)
    visitor.go(f"{base}/scorers/draw/")
    page.fill("[name=seed]", SEED)
    page.fill("[name=share]", "100")
    page.locator("main form button.main").click()
    expect(page.locator("main")).to_contain_text(SEED)
    with page.expect_navigation():
        page.locator("form[action$='/hold/'] button").click()
    expect(page.locator("tbody tr").first).to_be_visible()
    assert visitor.look().violations() == []
    others_are_finished(house, one)
    first, second = scorer_of(one.pk, PARTY), scorer_of(one.pk, second_of(PARTY))
    Sheet.objects.update_or_create(assessment=one, party=PARTY, defaults={"marks": flat_marks(1800)})
    Sheet.objects.create(assessment=one, party=second_of(PARTY), marks=flat_marks(1800))

    visitor.size(NARROW)
    next_person(visitor, second)
    visitor.go(f"{base}/sheets/")
    page.locator(f"a[href$='/{second_of(PARTY)}/']").click()
    page.wait_for_url(f"{visitor.base}{base}/sheets/{one.pk}/{second_of(PARTY)}/")
    with page.expect_response(lambda answer: answer.request.method != "GET"):
        page.fill("[name=mark-A1]", "9")
        page.keyboard.press("Tab")
    finish(page)

    next_person(visitor, first)
    visitor.expected.add(404)
    page.goto(f"{visitor.base}{base}/sheets/{one.pk}/{second_of(PARTY)}/")
    visitor.go(f"{base}/sheets/{one.pk}/{PARTY}/")
    finish(page)

    visitor.size(DESK)
    next_person(visitor, house.staff)
    visitor.go(f"{base}/scorers/draw/{one.pk}/")
    expect(page.locator("tbody tr").first).to_contain_text("A1")
    assert visitor.violations() == []
    visitor.go(f"{base}/agreement/")
    expect(page.locator("tbody tr").first).to_contain_text("A1")
    assert visitor.violations() == []
    start_numbered_run(house.staff, house.campaign)
    run_waiting()
    visitor.go(f"{base}/noise/")
    assert visitor.violations() == []
    visitor.go(f"{base}/league/")
    expect(page.locator(f"a[href='{base}/noise/']")).to_be_visible()
    expect(page.locator("main tbody")).to_contain_text("–")
    visitor.go(f"{base}/scorers/leniency/")
    assert visitor.violations() == []
