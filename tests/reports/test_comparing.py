"""The comparison: figures beside each other, the best of each, what is behind it, and who may read it."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from apps.campaigns.models import Campaign
from apps.jobs.services import run_waiting
from apps.organisations.choices import Role
from tests import factories
from tests.pages import Page, words

pytestmark = pytest.mark.django_db


def compare(two, *numbers, role=Role.STAFF, query=""):
    branches = "&".join(f"branch={two.own.assessments[number].pk}" for number in numbers)
    return Page.of(two.own.client(role).get(f"{two.own.base}compare/?{branches}{query}"))


def lines(page):
    """Each row of the table: its head, its figures, and what is behind the best."""
    table = page.by_class("table", "compare-table")
    return [[words(cell) for cell in row] for row in table.iter("tr")][1:]


def test_comparison_shows_figures_and_what_is_behind_the_best(two):
    page = compare(two, 1, 0)

    assert (page.status, page.h1) == (200, "总分最低，星数最少")
    assert [row[0] for row in lines(page)] == [
        "业务突出星 收起",
        *("A1 中心工作", "A2 重点任务", "A3 融合发展", "A4 创新创优", "A5 工作实绩"),
        *(f"{name}星 展开 5 项" for name in ("服务高效", "文明和谐", "廉洁法治", "支部过硬")),
        "总分",
    ]
    assert lines(page)[0][2:] == ["50.0", "90.0", "40.0"]
    assert lines(page)[1][2:] == ["10.0", "18.0", "8.0"]
    assert lines(page)[6][2:] == ["90.0", "90.0", "最高"]
    assert lines(page)[-1][2:] == ["410.0", "450.0", "40.0"]


def test_comparison_each_figure_leads_to_its_explanation(two):
    page = compare(two, 1, 0)
    own, other = (assessment.pk for assessment in two.own.assessments[1::-1])

    links = [
        link.get("href") for link in page.by_class("table", "compare-table").iter("a") if link.get("class") == "figure"
    ]

    assert links[2:4] == [f"{two.own.base}branches/{pk}/?criterion=A1#mark" for pk in (own, other)]


def test_comparison_names_the_largest_gaps_and_whom_to_ask(two):
    factories.mark(two.own.staff, two.own.assessments[1], {"B2": 700})
    run_waiting()

    page = compare(two, 1, 0)

    gaps = [words(row) for row in page.section("差得最多的 4 项").iter("li")]
    assert gaps[0] == "B2 办事效能 7.0 对 18.0； 市发改委第1党支部怎么做的 差 11.0"
    assert len(gaps) == 4


def test_comparison_narrowed_to_gaps_leaves_out_what_is_level(two):
    page = compare(two, 1, 0, query="&gap=3")

    titles = ("中心工作", "重点任务", "融合发展", "创新创优", "工作实绩")
    heads = [f"A{number} {title}" for number, title in enumerate(titles, 1)]
    assert [row[0] for row in lines(page)] == ["业务突出星", *heads, "总分"]


def test_comparison_of_one_is_joined_by_its_neighbours(two):
    page = compare(two, 1)

    heads = [words(head) for head in page.all_by_class("div", "compare-name")]
    assert heads == ["市发改委第2党支部", "市发改委第1党支部"]


def test_comparison_search_offers_others_to_lay_beside(two):
    page = compare(two, 1, 0, query="&q=caizheng")
    asked = "&".join(f"branch={two.own.assessments[number].pk}" for number in (1, 0, 2))

    assert page.link("市财政局第1党支部 市财政局 第 3 名") == f"{two.own.base}compare/?{asked}"


def test_comparison_is_hidden_while_the_table_is_not_open(two):
    assert compare(two, 0, 1, role=Role.SECRETARY).status == 404


def test_comparison_in_an_open_table_tells_secretaries_no_marks_of_others(two):
    Campaign.objects.filter(pk=two.own.campaign.pk).update(is_open_to_branches=True)

    page = compare(two, 0, 1, role=Role.SECRETARY)

    assert [row[0] for row in lines(page)] == [
        "业务突出星",
        "服务高效星",
        "文明和谐星",
        "廉洁法治星",
        "支部过硬星",
        "总分",
    ]
    others = f"{two.own.base}branches/{two.own.assessments[1].pk}/"
    assert not any(link.get("href").startswith(others) for link in page.main.iter("a"))


def test_comparison_leaves_out_what_another_committee_has(two):
    strange = two.other.assessments[0].pk

    answer = two.own.client().get(f"{two.own.base}compare/?branch={two.own.assessments[0].pk}&branch={strange}")
    alone = two.own.client().get(f"{two.own.base}compare/?branch={strange}")

    assert "县" not in Page.of(answer).text
    assert (answer.status_code, alone.status_code) == (200, 404)


def test_comparison_as_a_workbook_holds_exact_numbers(two):
    first, second = two.own.assessments[:2]
    answer = two.own.client().get(f"{two.own.base}compare.xlsx?branch={second.pk}&branch={first.pk}")

    rows = [list(row) for row in load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True)]

    assert rows[1][:3] == ["等次", "四星", "五星"]
    assert rows[3] == ["业务突出星", 50, 90, 40]
    assert rows[-1] == ["总分", 410, 450, 40]


def test_comparison_over_rest_says_the_same(two):
    first, second = two.own.assessments[:2]
    url = f"/api/v1/campaigns/{two.own.campaign.slug}/compare/?branch={second.pk}&branch={first.pk}"

    found = two.own.client().get(url).json()

    assert [branch["id"] for branch in found["branches"]] == [second.pk, first.pk]
    line = {
        "code": "A1",
        "section": "A",
        "title": "中心工作",
        "values": ["10", "18"],
        "line": "16",
        "best": "18",
        "behind": "8",
    }
    assert found["criteria"][0] == line
    assert found["total"]["behind"] == "40"
