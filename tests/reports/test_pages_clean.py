"""The published campaign of 900 branches as pages show it: counts, every figure's rows, folds, cuts, paging, export."""

import re

import pytest

from apps.core.tables import read_table
from apps.evaluations.models import Result
from tests import factories
from tests.pages import Page, words

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("clean")]

COUNTS = [28, 229, 512, 131]
LEVELS = ["五星", "四星", "三星", "未评星"]
MOST_PAGES = 20


@pytest.fixture
def client(clean):
    return factories.sign_in(clean.staff)


def get(client, url):
    return Page.of(client.get(url))


def shown(page):
    """Names of the rows of branches."""
    rows = [row for row in page.main.find(".//table/tbody").iter("tr") if row.get("class", "") == ""]
    return [row.get("data-href") for row in rows]


def walked(client, url, onward="下一页"):
    """The rows of a page and of all that follow it, page by page."""
    pages = []
    while url and len(pages) <= MOST_PAGES:
        page = get(client, url)
        pages.append(shown(page))
        url = page.links().get(onward)
    return pages


def of_all(page):
    """How many rows the table says that it has on all its pages."""
    return int(re.search(r"显示 \d+ / (\d+) 个支部", words(page.by_class("div", "table-foot")))[1])


def in_order(clean):
    """Addresses of all branches in league order."""
    ids = Result.objects.filter(run__currentrun__campaign=clean.campaign).order_by("position")
    return [f"{clean.base}branches/{pk}/" for pk in ids.values_list("assessment_id", flat=True)]


def test_dashboard_counts_the_published_levels(clean, client):
    page = get(client, clean.base)

    assert (page.h1, page.sub[:15]) == ("900 个支部，28 个五星", "89 个单位 · 5 个协作区")
    found = [words(cell) for cell in page.all_by_class("div", "level-count")]
    shares = ["3.1%", "25.4%", "56.9%", "14.6%"]
    assert found == [f"{name} {n} {share}" for name, n, share in zip(LEVELS, COUNTS, shares, strict=True)]


def test_dashboard_every_figure_leads_to_exactly_its_rows(clean, client):
    page = get(client, clean.base)
    figures = [(int(words(link).replace(",", "")), link.get("href")) for link in page.all_by_class("a", "figure")]

    led = [(count, of_all(get(client, url))) for count, url in figures]

    assert len(led) > 30
    assert [pair for pair in led if pair[0] != pair[1]] == []
    for count, url in figures[: len(LEVELS)]:
        assert len({row for rows in walked(client, url) for row in rows}) == count


def test_dashboard_tables_add_up_to_their_total(clean, client):
    page = get(client, clean.base)

    for table in page.all_by_class("table", "groups"):
        rows = [[int(cell) for cell in row[1:] if cell.isdecimal()] for row in page.rows(table)]
        total = [int(cell) for cell in page.rows(table, "tfoot")[0][1:] if cell.isdecimal()]
        assert [sum(column) for column in zip(*rows, strict=True)] == total
        assert total[-5:] == [900, *COUNTS]


def test_dashboard_names_who_is_nearest_to_the_next_star(clean, client):
    page = get(client, clean.base)
    section = page.section("离下一颗星只差一步")
    lines = [words(line) for line in section.iter("li")]
    link = next(link for link in section.iter("a") if "共" in words(link))

    run = clean.campaign.current_run.run
    nearest = run.results.filter(gap__lte=200).order_by("gap", "position")
    assert [line.split()[0] for line in lines] == [row.name for row in nearest[:7]]
    assert words(link) == f"共 {nearest.count()} 个"
    assert sum(map(len, walked(client, link.get("href")))) == nearest.count()


def test_league_overview_shows_head_cuts_and_folds_the_rest(clean, client):
    page = get(client, f"{clean.base}league/")
    body = page.main.find(".//table/tbody")
    kinds = [row.get("class", "") for row in body.iter("tr")]
    texts = [words(row) for row in body.iter("tr") if row.get("class", "")]

    assert kinds == [*[""] * 6, "fold", *(["", "", "cut", "", "", "fold"] * 3), *["", ""]]
    assert [text for text in texts if "以下" in text] == [
        "五星 28 个 · 以下四星 229 个",
        "四星 229 个 · 以下三星 512 个",
        "三星 512 个 · 以下未评星 131 个",
    ]
    assert texts[0] == "展开第 7–26 名"
    assert "显示 20 / 900 个支部" in words(page.by_class("div", "table-foot"))


def test_league_folds_lead_to_what_they_hide(clean, client):
    page = get(client, f"{clean.base}league/")
    first = next(url for text, url in page.links().items() if text.startswith("展开第 7–"))

    assert shown(get(client, first))[:20] == in_order(clean)[6:26]


def test_league_paging_forward_visits_every_row_once_in_order(clean, client):
    pages = walked(client, f"{clean.base}league/?open=1")

    assert [row for page in pages for row in page] == in_order(clean)
    assert {len(page) for page in pages} == {50}


def test_league_paging_back_visits_every_row_once(clean, client):
    last = f"{clean.base}league/?after=850"

    pages = walked(client, last, "上一页")

    assert [row for page in reversed(pages) for row in page] == in_order(clean)


@pytest.mark.parametrize("place", [1, 29, 451, 900])
def test_league_jump_begins_at_the_place(clean, client, place):
    page = get(client, f"{clean.base}league/?place={place}")

    rank = Result.objects.get(run__currentrun__campaign=clean.campaign, position=place).rank
    ahead = Result.objects.filter(run__currentrun__campaign=clean.campaign, rank__lt=place).count()
    assert shown(page) == in_order(clean)[ahead : ahead + 50]
    assert rank <= place


def test_league_filters_go_along_from_page_to_page(clean, client):
    zone = clean.committee.zones.first()

    rows = [row for page in walked(client, f"{clean.base}league/?scope=zone&zone={zone.pk}&missing=A") for row in page]

    results = Result.objects.filter(run__currentrun__campaign=clean.campaign, zone=zone)
    expected = [result for result in results.order_by("position") if not result.lit & 1]
    assert rows == [f"{clean.base}branches/{result.assessment_id}/" for result in expected]
    assert len(expected) > 50


def test_league_of_a_secretary_shows_the_surroundings_where_it_is_open(clean):
    clean.campaign.__class__.objects.filter(pk=clean.campaign.pk).update(is_open_to_branches=True)
    result = Result.objects.select_related("assessment__node").get(
        run__currentrun__campaign=clean.campaign, position=451
    )
    person = factories.make_person("丁志远", "secretary", result.assessment.node)

    page = get(factories.sign_in(person), f"{clean.base}league/")

    rows = [row for row in page.main.find(".//table/tbody").iter("tr") if row.get("class") in (None, "own")]
    own = next(number for number, row in enumerate(rows) if row.get("class") == "own")
    around = [int(words(row.find("td")).split()[0]) for row in rows[own - 3 : own + 4]]
    held = Result.objects.filter(run__currentrun__campaign=clean.campaign, position__range=(448, 454))
    assert around == list(held.order_by("position").values_list("rank", flat=True))


def test_league_export_holds_all_rows_in_order(clean, client):
    answer = client.get(f"{clean.base}league.xlsx")

    head, *rows = read_table(answer.content, "league.xlsx").sheets[0].rows
    levels = [row[head.index("等次")] for row in rows]
    assert [levels.count(name) for name in LEVELS] == COUNTS
    ranks = Result.objects.filter(run__currentrun__campaign=clean.campaign).order_by("position")
    assert [row[head.index("名次")] for row in rows] == list(ranks.values_list("rank", flat=True))


def test_dashboard_and_league_ask_the_database_a_bounded_number_of_times(clean, client, django_assert_max_num_queries):
    for path in ("", "league/", "league/?level=1", "sheets/"):
        client.get(clean.base + path)
        with django_assert_max_num_queries(45):
            client.get(clean.base + path)
