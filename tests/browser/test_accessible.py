"""States of pages, light and dark, at a desk and on a phone: axe finds nothing, nothing is wider than the window."""

import pytest

from apps.accounts.services import create_person
from apps.jobs.services import announce, run_waiting
from apps.organisations.choices import Role
from tests import factories
from tests.browser.visitor import DESK, NARROW, PHONE
from tests.factories.houses import make_house

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]

FAULTY = "党支部,所在单位,A1\n市发改委第1党支部,市发改委,２0.5\n,市发改委,3\n".encode()
FINE = "党支部,所在单位,A1\n市发改委第1党支部,市发改委,19\n".encode()
# Pages in a state of their own; every page in its usual one: test_everywhere.py.
STATES = [
    "{base}league/?scope=zone&missing=A",
    "{base}league/?q=nobody",
    "{base}branches/{first}/?criterion=A1",
    "{base}branches/{second}/",
    "{base}branches/{third}/",
    "/search/?q=市",
    "{base}imports/{faulty}/",
    "{base}imports/{fine}/",
    "/c/fresh/",
    "/c/fresh/league/",
    "/jobs/",
    "/nowhere/",
]
OWN = ["{base}league/", "{base}branches/{first}/", "{base}self/{first}/", "{base}self/{first}/check/", "/accounts/me/"]


@pytest.fixture
def house():
    """A rated campaign with something on every page."""
    house = make_house()
    house.places = {
        "base": house.base,
        "faulty": factories.try_workbook(house.staff, house.campaign, "坏.csv", FAULTY).pk,
        "fine": factories.write_workbook(house.staff, house.campaign, "好.csv", FINE).pk,
    } | {name: row.pk for name, row in zip(("first", "second", "third"), house.assessments, strict=True)}
    factories.veto(house.assessments[2], "V1")
    factories.mark(house.staff, house.assessments[1], {"A1": 2000, "A2": 2000, "A3": 2000, "A4": 1000, "A5": 950})
    run_waiting()
    factories.make_campaign(house.committee, slug="fresh", name="新活动", year=2024)
    announce("evaluate", house.campaign.pk, house.campaign.name, actor=house.staff, node_path=house.committee.path)
    return house


def found(visitor, paths, places, refused=()):
    """What axe finds on each page in both themes and sizes; pages too wide complain by themselves."""
    faults = set()
    for path in paths:
        visitor.expected = {403, 404} if path in refused else set()
        visitor.size(DESK).go(path.format(**places))
        for theme, size in (("light", DESK), ("dark", PHONE)):
            visitor.page.emulate_media(color_scheme=theme)
            visitor.size(size).look()
            faults |= {f"{path} {theme} {size[0]} {fault}" for fault in visitor.violations()}
        visitor.size(NARROW).look()
    return sorted(faults)


@pytest.mark.soak
def test_states_of_pages_have_no_barrier(visitor, house):
    visitor.sign_in(house.staff)

    assert found(visitor, STATES, house.places, refused=["/nowhere/"]) == []


@pytest.mark.soak
def test_pages_of_a_secretary_have_no_barrier(visitor, house):
    visitor.sign_in(house.people[Role.SECRETARY])

    assert found(visitor, OWN, house.places) == []


def test_a_barrier_is_noticed_and_dark_is_dark(visitor, monkeypatch):
    monkeypatch.setattr("tests.browser.visitor.FITS_WITHIN", 500)
    page = visitor.go("/accounts/login/").page
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.emulate_media(color_scheme="dark")

    page.evaluate("document.querySelector('label').remove()")
    page.evaluate("document.querySelector('h1').style.color = 'rgb(30, 40, 45)'")
    page.evaluate("document.body.style.width = '3000px'")

    assert page.evaluate(ground) != light
    assert {fault.split(":")[0] for fault in visitor.violations()} == {"label", "color-contrast"}
    visitor.look()
    assert visitor.complaints == ["/accounts/login/ is 1560 px wider than 1440"]
    visitor.complaints = []


def test_doors_have_no_barrier(visitor, house):
    person, password = create_person(None, username="newcomer", name="新人")

    assert found(visitor, ["/accounts/login/"], {}) == []
    visitor.size(DESK).sign_in(person, password)
    assert found(visitor, ["/accounts/password/change/"], {}) == []


def test_forms_with_errors_and_clashes_have_no_barrier(visitor, house):
    page = visitor.page
    visitor.sign_in(house.staff).go(f"{house.base}sheets/{house.assessments[0].pk}/superior/")
    other = factories.make_person("何启明", Role.STAFF, house.committee)
    factories.mark(other, house.assessments[0], {"A2": 1700})

    page.fill("[name=mark-A1]", "99")
    page.keyboard.press("Enter")
    page.wait_for_selector("#mark-A1[aria-invalid]")
    errors = visitor.violations()
    page.fill("[name=mark-A2]", "16")
    page.keyboard.press("Enter")
    page.wait_for_selector("#clash-marks-A2")
    clashes = visitor.size(PHONE).look().violations()

    assert errors + clashes == []
