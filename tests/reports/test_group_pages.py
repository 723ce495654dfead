"""Pages of units and zones: their levels, branches, weak criteria, and who may read them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.campaigns.models import Campaign
from apps.jobs.services import run_waiting
from apps.organisations.choices import Role
from apps.reports.heat import mean_text
from tests import factories
from tests.pages import Page, words

pytestmark = pytest.mark.django_db


def unit(two, number=0, role=Role.STAFF):
    return Page.of(two.own.client(role).get(f"{two.own.base}units/{two.own.units[number].pk}/"))


def zone(two, number=0, role=Role.STAFF):
    return Page.of(two.own.client(role).get(f"{two.own.base}zones/{two.own.zones[number].pk}/"))


def test_unit_page_shows_levels_and_branches(two):
    page = unit(two)

    assert (page.status, page.h1) == (200, "市发改委")
    assert page.sub.startswith("市第一协作区 · 2 个支部，1 个五星 · 平均总分 430.0 · 试算")
    assert [words(one) for one in page.all_by_class("div", "level-count")] == ["五星 1", "四星 1", "三星 0", "未评星 0"]
    rows = page.rows(page.by_class("table", "league"))
    assert [row[:2] for row in rows] == [["1", "市发改委第1党支部"], ["2", "市发改委第2党支部"]]


def test_unit_page_weakest_criteria_stand_beside_the_campaign(two):
    section = unit(two).section("最弱的标准")

    first = words(next(section.iter("li")))
    assert first == "A1 中心工作 平均 14.0，全部 12.7（+1.3） 1"


def test_unit_behind_the_campaign_is_behind_by_what_is_nearest(two):
    factories.mark(two.own.staff, two.own.assessments[2], {"A1": 900})
    run_waiting()

    first = words(next(unit(two, 1).section("最弱的标准").iter("li")))

    assert first == "A1 中心工作 平均 9.0，全部 12.3（−3.3） 1"


@pytest.mark.parametrize(("total", "mean"), [(-150, "-1.5"), (-5, "-0.1"), (-4, "0.0"), (5, "0.1"), (1995, "20.0")])
def test_mean_is_rounded_half_up_on_both_sides_of_nothing(total, mean):
    assert mean_text(total, 1) == mean


def test_unit_page_is_for_who_sees_all_of_it(two):
    assert unit(two, 0, Role.REVIEWER).status == 200
    assert [unit(two, 0, Role.SECRETARY).status, unit(two, 1, Role.REVIEWER).status] == [404, 404]


def test_unit_page_in_an_open_table_tells_no_marks(two):
    Campaign.objects.filter(pk=two.own.campaign.pk).update(is_open_to_branches=True)

    page = unit(two, 1, Role.SECRETARY)

    assert page.status == 200
    assert "最弱的标准" not in page.text
    assert not [link for link in page.main.iter("a") if "/branches/" in link.get("href")]


def test_zone_page_is_the_dashboard_narrowed(two):
    page = zone(two)

    assert page.h1 == "市第一协作区：2 个支部，1 个五星"
    table = page.by_class("table", "groups")
    assert [row[:4] for row in page.rows(table)] == [["市发改委", "2", "1", "1"]]
    assert table.find(".//tbody//a").get("href") == f"{two.own.base}units/{two.own.units[0].pk}/"


def test_zone_page_is_for_who_guides_it(two):
    statuses = [zone(two, number, Role.ZONE_LEAD).status for number in (0, 1)]

    assert [*statuses, zone(two, 0, Role.REVIEWER).status] == [200, 404, 404]


def test_group_figures_over_rest_are_those_of_the_page(two):
    client, slug = two.own.client(), two.own.campaign.slug

    found = client.get(f"/api/v1/campaigns/{slug}/unit-results/{two.own.units[0].pk}/").json()

    assert [level["count"] for level in found["levels"]] == [1, 1, 0, 0]
    assert (found["branches"], found["mean"]) == (2, "430.0")
    assert found["criteria"][0] == {"code": "A1", "mean": "14.0", "marked": 2, "below": 1}


@pytest.mark.parametrize("kind", ["units", "zones"])
def test_group_page_asks_as_often_for_one_branch_as_for_two(two, kind):
    client = two.own.client()

    counts = [queries_of(client, f"{two.own.base}{kind}/{group.pk}/") for group in getattr(two.own, kind)]

    assert counts[0] == counts[1]


def queries_of(client, path):
    """How often the database is asked once everything is at hand."""
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return len(captured)
