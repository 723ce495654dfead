"""Names of zones and units lead to their pages, and pages of parts to the reports about them: only for who may look."""

import pytest

from apps.campaigns.models import Campaign
from apps.organisations.choices import Role
from apps.reports.choices import Format, ReportKind, Scope
from apps.reports.services.reports import Asked, request_report
from tests.factories.reporting import number
from tests.pages import Page, words
from tests.reports.test_pages_league import league, lines

pytestmark = pytest.mark.django_db


def linked(page, row=0):
    """Where the links of one row of the table lead, below the campaign."""
    return [link.get("href").split("/", 3)[3] for link in lines(page)[row].iter("a")]


def page_of(two, kind, pk, role=Role.STAFF):
    return Page.of(two.own.client(role).get(f"{two.own.base}{kind}/{pk}/"))


def reports_link(page):
    """The way to the reports, as it stands at a desk and on a phone."""
    found = {link.get("href") for link in page.main.iter("a") if "/reports/" in link.get("href")}
    assert len(found) <= 1
    return next(iter(found), None)


def test_league_links_zones_and_units_for_who_compares(two):
    staff, first = two.own.client(), two.own.assessments[0]
    zone, unit = f"zones/{two.own.zones[0].pk}/", f"units/{two.own.units[0].pk}/"

    assert linked(league(staff, two.own)) == [f"branches/{first.pk}/", zone]
    assert linked(league(staff, two.own, "?columns=unit,zone,total")) == [f"branches/{first.pk}/", unit, zone]


def test_league_links_no_zone_to_who_sees_a_part_of_it(two):
    columns = "?columns=unit,zone,total"

    reviewer, guide, secretary = (
        linked(league(two.own.client(role), two.own, columns))
        for role in (Role.REVIEWER, Role.ZONE_LEAD, Role.SECRETARY)
    )

    first, zone, unit = two.own.assessments[0].pk, two.own.zones[0].pk, two.own.units[0].pk
    assert reviewer == [f"branches/{first}/", f"units/{unit}/"]
    assert guide == [f"branches/{first}/", f"units/{unit}/", f"zones/{zone}/"]
    assert secretary == [f"branches/{first}/"]


def test_unit_page_links_its_zone_only_for_who_sees_all_of_it(two):
    unit, zone = two.own.units[0].pk, f"{two.own.base}zones/{two.own.zones[0].pk}/"

    staff, reviewer = (page_of(two, "units", unit, role) for role in (Role.STAFF, Role.REVIEWER))

    assert staff.link("市第一协作区") == zone
    assert "市第一协作区" in reviewer.sub and zone not in reviewer.html


def test_dashboard_links_zones_of_both_tables(two):
    page = Page.of(two.own.client().get(two.own.base))

    zone = f"{two.own.base}zones/{two.own.zones[0].pk}/"
    tables = [page.by_class("table", name) for name in ("groups", "heat", "turned")]
    assert [page.links(table).get("市第一协作区") for table in tables] == [zone] * 3


def test_pages_of_parts_lead_to_their_reports(two):
    house = two.own
    branch, unit, zone = house.assessments[0].pk, house.units[0].pk, house.zones[0].pk

    found = [reports_link(page_of(two, *each)) for each in (("branches", branch), ("units", unit), ("zones", zone))]

    base = f"{house.base}reports/"
    assert found == [f"{base}?branch={branch}", f"{base}?unit={unit}", f"{base}?zone={zone}"]


def test_reports_are_linked_for_who_may_have_them_made(two):
    branch, unit = two.own.assessments[0].pk, two.own.units[1].pk
    Campaign.objects.filter(pk=two.own.campaign.pk).update(is_open_to_branches=True)

    own, foreign = page_of(two, "branches", branch, Role.SECRETARY), page_of(two, "units", unit, Role.SECRETARY)

    assert (own.status, reports_link(own)) == (200, f"{two.own.base}reports/?branch={branch}")
    assert (foreign.status, reports_link(foreign)) == (200, None)


def test_rehearsal_links_no_reports(two):
    Campaign.objects.filter(pk=two.own.campaign.pk).update(is_rehearsal=True)

    assert reports_link(page_of(two, "units", two.own.units[0].pk)) is None


def test_reports_about_a_part_stand_alone_and_are_offered_first(two):
    house = two.own
    number(house)
    for part in ({"unit": house.units[0]}, {"unit": house.units[1]}, {"zone": house.zones[0]}):
        scope = Scope.UNIT if "unit" in part else Scope.ZONE
        request_report(house.staff, house.campaign, Asked(ReportKind.UNIT, scope, Format.PDF, **part))
    first = house.assessments[0]
    request_report(house.staff, house.campaign, Asked(ReportKind.BRANCH, Scope.BRANCH, Format.PDF, assessment=first))
    asked = ("", f"?unit={house.units[0].pk}", f"?zone={house.zones[0].pk}", f"?branch={first.pk}", "?unit=0")

    pages = [Page.of(house.client().get(f"{house.base}reports/{each}")) for each in asked]

    shown = [[words(row).split(" · ", 1)[1] for row in page.main.iter("b") if " · " in words(row)] for page in pages]
    everything = [first.name, "市第一协作区", "市财政局", "市发改委"]
    assert shown == [everything, ["市发改委"], ["市第一协作区"], [first.name], everything]
    chosen = [page.form()["part"] for page in pages[1:4]]
    assert chosen == [f"unit:{house.units[0].pk}", f"zone:{house.zones[0].pk}", f"branch:{first.pk}"]
    assert [page.links().get("看全部") for page in pages[:2]] == [None, f"{house.base}reports/"]


def test_reports_of_a_part_that_one_does_not_see_are_not_narrowed_to(two):
    number(two.own)

    page = Page.of(two.own.client(Role.REVIEWER).get(f"{two.own.base}reports/?unit={two.own.units[1].pk}"))

    assert "市财政局" not in page.text
