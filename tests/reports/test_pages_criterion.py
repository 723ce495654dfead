"""A criterion's page: exactly the branches behind each figure, by zone and below the line, page by page, as a file."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.core.tables import read_table
from apps.evaluations.marks import Narrowed, ranked
from apps.evaluations.selectors import current_run
from tests import factories
from tests.pages import Page, words

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("clean")]


@pytest.fixture
def client(clean):
    return factories.sign_in(clean.staff)


def get(client, url):
    return Page.of(client.get(url))


def listed(page):
    """Marks and names of the rows."""
    rows = [row for row in page.main.find(".//table/tbody").iter("tr") if row.get("data-href")]
    return [(words(row.find("td")), words(row.find("th/a"))) for row in rows]


def total(page):
    return int(words(page.by_class("div", "table-foot")).split()[3])


def heat(page):
    return page.by_class("table", "heat")


def test_heat_table_cells_lead_to_the_branches_whose_mean_they_say(clean, client):
    page = get(client, clean.base)
    rows = list(heat(page).find("tbody").iter("tr"))

    assert [len(list(row.iter("td"))) for row in rows] == [25] * 6
    zone = rows[0].findall("td")[7].find("a")
    found = [get(client, zone.get("href"))]
    while "下一页" in (links := found[-1].links()):
        found.append(get(client, links["下一页"]))
    marks = [float(mark) for each in found for mark, _name in listed(each)]
    assert len(marks) == total(found[0]) == 151
    assert marks == sorted(marks)
    assert words(zone) == f"{sum(marks) / len(marks) + 1e-9:.1f}"


def test_heat_steps_part_at_the_lit_line(clean, client):
    page = get(client, clean.base)

    for row in heat(page).find("tbody").iter("tr"):
        for link in row.findall("td/a"):
            step, mean = int(link.get("class").removeprefix("heat-")), float(words(link))
            assert (step <= 3) == (mean < 16) or mean == 16.0


def test_below_counts_lead_to_just_those_branches(clean, client):
    page = get(client, f"{clean.base}criteria/")
    figures = [(int(words(link)), link.get("href")) for link in page.all_by_class("a", "figure")]

    assert len(figures) == 25
    for count, url in figures[::6]:
        one = get(client, url)
        assert total(one) == count
        assert all(float(mark) < 16 for mark, _name in listed(one))
        zones = [(int(words(link)), link.get("href")) for link in one.all_by_class("a", "figure")]
        assert sum(n for n, _url in zones[:-1]) == zones[-1][0] == count


def test_criterion_export_holds_the_rows_of_the_page(clean, client):
    zone = clean.committee.zones.first()

    answer = client.get(f"{clean.base}criteria/C1/rows.xlsx?zone={zone.pk}&below=1")

    run = current_run(clean.campaign)
    expected = ranked(run, "C1", Narrowed(zone=zone.pk, below=1600))
    rows = read_table(answer.content, "criterion.xlsx").sheets[0].rows[1:]
    assert [round(float(row[4]) * 100) for row in rows] == [row.mark for row in expected]


def test_criterion_page_asks_the_database_as_often_for_one_row_as_for_fifty(clean, client):
    counts = []
    for query in ("", "?q=市税务局第9党支部", "?below=1"):
        client.get(f"{clean.base}criteria/A1/{query}")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"{clean.base}criteria/A1/{query}")
        counts.append(len(queries))

    assert counts == [17, 18, 17]


def test_criterion_page_of_a_secretary_holds_the_own_branch_alone(clean):
    result = current_run(clean.campaign).results.select_related("assessment__node").get(position=451)
    person = factories.make_person("丁志远", "secretary", result.assessment.node)

    page = get(factories.sign_in(person), f"{clean.base}criteria/A1/")

    assert [name for _mark, name in listed(page)] == [result.name]
    assert [words(heading) for heading in page.main.iter("h2")] != []
    assert page.all_by_class("svg", "heat-bar") == []


@pytest.mark.parametrize("tail", ["criteria/Z9/", "criteria/Z9/rows.xlsx"])
def test_criterion_unknown_is_not_found(clean, client, tail):
    assert client.get(clean.base + tail).status_code == 404


def test_head_names_the_criterion_that_most_branches_miss(clean, client):
    page = get(client, f"{clean.base}criteria/")
    counts = [(int(words(link)), link.get("href")) for link in page.all_by_class("a", "figure")]

    first = page.section("低于 16 分的支部数").find(".//li")

    assert max(counts)[0] == int(words(page.all_by_class("a", "figure")[0]))
    assert words(first.find("a")) in words(page.root.find(".//h1"))
