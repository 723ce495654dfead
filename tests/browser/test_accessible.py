"""Every page, light and dark, at a desk and on a phone: axe finds nothing, and nothing is wider than the window."""

import pytest

from apps.accounts.services import create_person
from apps.assessments.services import set_vetoes
from apps.jobs.services import announce, run_waiting
from apps.organisations.choices import Role
from tests import factories
from tests.browser.visitor import DESK, NARROW, PHONE
from tests.factories.houses import make_house

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]

FAULTY = "党支部,所在单位,A1\n市发改委第1党支部,市发改委,２0.5\n,市发改委,3\n".encode()
FINE = "党支部,所在单位,A1\n市发改委第1党支部,市发改委,19\n".encode()
RESULTS = [
    "{base}",
    "{base}league/",
    "{base}league/?scope=zone&missing=A",
    "{base}league/?q=nobody",
    "{base}branches/{first}/?criterion=A1",
    "{base}branches/{second}/",
    "{base}branches/{third}/",
    "/search/?q=市",
    "/rulebooks/",
    "/rulebooks/{rulebook}/",
    "/accounts/me/",
    "/nowhere/",
]
WORK = [
    "{base}campaign/",
    "{base}sheets/",
    "{base}sheets/{first}/superior/",
    "{base}imports/",
    "{base}imports/{faulty}/",
    "{base}imports/{fine}/",
    "/campaigns/",
    "/campaigns/new/",
    "/campaigns/five-2025/edit/",
    "/c/fresh/",
    "/jobs/",
    "/audit/",
]
TREE = [
    "/organisations/",
    "/organisations/{committee}/",
    "/organisations/{unit}/",
    "/organisations/{unit}/new/",
    "/organisations/{unit}/rename/",
    "/organisations/people/",
    "/organisations/people/new/",
    "/organisations/people/{person}/",
    "/organisations/people/{person}/appoint/",
    "/branches/",
    "/branches/{branch}/",
    "/rosters/{committee}/",
]
ENGLISH = {
    "{base}league/": "League table",
    "{base}sheets/": "Mark the branches",
    "{base}imports/": "Bring in a workbook",
    "/rulebooks/": "Rulebooks",
    "/campaigns/": "Campaigns",
    "/campaigns/new/": "New campaign",
    "/audit/": "Audit record",
}
OWN = ["{base}league/", "{base}branches/{first}/", "{base}sheets/{first}/self/", "/jobs/", "/accounts/2fa/"]


@pytest.fixture
def house():
    """A rated campaign with something on every page."""
    house = make_house()
    house.places = {
        "base": house.base,
        "committee": house.committee.pk,
        "unit": house.units[0].pk,
        "branch": house.assessments[0].node_id,
        "person": house.people[Role.LEADER].pk,
        "rulebook": house.campaign.rulebook_version_id,
        "faulty": factories.try_workbook(house.staff, house.campaign, "坏.csv", FAULTY).pk,
        "fine": factories.write_workbook(house.staff, house.campaign, "好.csv", FINE).pk,
    } | {name: row.pk for name, row in zip(("first", "second", "third"), house.assessments, strict=True)}
    set_vetoes(house.staff, assessment=house.assessments[2], vetoes=["V1"], reason="通报")
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
        for theme, rules in (("light", []), ("dark", ["color-contrast"])):
            visitor.page.emulate_media(color_scheme=theme)
            for size in (DESK, PHONE):
                visitor.size(size).look()
                faults |= {f"{path} {theme} {size[0]} {fault}" for fault in visitor.violations(*rules)}
        visitor.size(NARROW).look()
    return sorted(faults)


@pytest.mark.parametrize("pages", [RESULTS, WORK, TREE], ids=["results", "work", "tree"])
def test_pages_of_staff_have_no_barrier(visitor, house, pages):
    visitor.sign_in(house.staff)

    assert found(visitor, pages, house.places, refused=["/nowhere/"]) == []


def test_pages_of_a_secretary_have_no_barrier(visitor, house):
    visitor.sign_in(house.people[Role.SECRETARY])

    assert found(visitor, OWN, house.places, refused=["/jobs/"]) == []


def test_a_barrier_is_noticed_and_dark_is_dark(visitor):
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
    factories.mark(house.staff, house.assessments[0], {"A2": 1700})

    visitor.expected = {409, 422}
    page.fill("[name=mark-A1]", "99")
    visitor.press("保存")
    page.wait_for_selector("#mark-A1[aria-invalid]")
    errors = visitor.violations()
    page.fill("[name=mark-A1]", "18")
    page.fill("[name=mark-A2]", "16")
    visitor.press("保存")
    page.wait_for_selector("fieldset.clash")
    clashes = visitor.size(PHONE).look().violations()

    assert errors + clashes == []


def test_pages_in_english_fit_and_speak_english(visitor, house):
    house.staff.language = "en"
    house.staff.save()
    visitor.sign_in(house.staff)

    for path in [*RESULTS, *WORK, *TREE]:
        visitor.expected = {404} if path == "/nowhere/" else set()
        visitor.size(DESK).go(path.format(**house.places)).size(PHONE).look().size(NARROW).look()

        assert visitor.page.locator("html").get_attribute("lang") == "en"
        if path in ENGLISH:
            visitor.heading(ENGLISH[path])
