"""What a league table can be asked besides: sizes, levels, own columns, points lacking, moves, what is frozen."""

from io import BytesIO
from zipfile import ZipFile

import pypdfium2
import pytest
from django.utils import timezone

from apps.assessments.models import Assessment, Sheet
from apps.core.tables import read_table
from apps.evaluations.models import Result
from apps.evaluations.rehearsals import start_rehearsal
from apps.evaluations.selectors import current_run
from apps.jobs.services import run_waiting
from apps.organisations.choices import Role
from apps.reports import league_export
from tests import factories
from tests.factories.campaigns import published_rulebook
from tests.factories.houses import flat_marks
from tests.factories.notices import issue
from tests.pages import Page, words
from tests.reports.test_pages_league import ALL, league, lines, names, places

pytestmark = pytest.mark.django_db
REST = "服务 90.0 文明 90.0 廉洁 90.0 支部 90.0"


def sized(two, *members):
    """The house's branches have so many members; None: not on record."""
    for assessment, n in zip(two.own.assessments, members, strict=True):
        Assessment.objects.filter(pk=assessment.pk).update(members=n)
        factories.mark(two.own.staff, assessment, {"A1": 1500})
    run_waiting()


@pytest.mark.parametrize("scope", ["unit", "zone"])
def test_paper_names_no_part_of_a_neighbour(two, scope):
    strange = {"unit": two.other.units[0], "zone": two.other.zones[0]}[scope]

    answer = two.own.client().get(f"{two.own.base}league.pdf?scope={scope}&{scope}={strange.pk}")

    page = pypdfium2.PdfDocument(answer.content)[0].get_textpage().get_text_range()
    assert (answer.status_code, strange.name in "".join(page.split())) == (200, False)


def test_league_by_size_places_among_branches_of_about_the_size(two):
    sized(two, 4, 30, 40)

    chosen = league(two.own.client(), two.own, "?scope=size")
    large = league(two.own.client(), two.own, "?scope=size&size=3")

    assert list(chosen.options("size").values()) == ["5 人及以下", "21–50 人"]
    assert list(zip(places(large), names(large), strict=True)) == [("1", ALL[1]), ("2", ALL[2])]


def test_league_by_level_places_within_the_level_and_asks_no_other_level(two):
    page = league(two.own.client(), two.own, "?scope=level&level=3")

    assert list(zip(places(page), names(page), strict=True)) == [("1", ALL[2])]
    assert page.main.find(".//form[@method='get']//select[@name='level']/option[@selected]").get("value") == "3"


@pytest.mark.parametrize(
    ("query", "expected"),
    [("?within=30", ALL[1:]), ("?within=29.99", []), ("?upto=1", ALL[:2]), ("?stars=5", ALL[:1]), ("?within=x", ALL)],
)
def test_league_filters_by_points_lacking_best_levels_and_stars(two, query, expected):
    assert names(league(two.own.client(), two.own, query)) == expected


def test_own_columns_are_kept_and_stand_in_the_address(two):
    client = two.own.client(Role.LEADER)

    answer = client.post(f"{two.own.base}league/columns/?missing=A", {"columns": ["unit", "total", "nonsense"]})

    shown = league(client, two.own)
    others = league(two.own.client(), two.own, "?columns=level")
    assert answer["Location"] == f"{two.own.base}league/?missing=A&columns=unit%2Ctotal"
    assert [words(head) for head in shown.main.iter("th") if head.get("scope") == "col"][-2:] == ["单位", "总分"]
    assert [words(cell) for cell in lines(others)[0].findall("td")][-1] == "五星"


def test_chosen_columns_stand_beneath_the_row_where_there_is_no_room_for_them(two):
    client = two.own.client()

    usual = league(client, two.own).all_by_class("td", "row-more")
    chosen = league(client, two.own, "?columns=unit,stars,level,sections,total,next-place,next-star,places")
    narrow = league(client, two.own, "?columns=level,next-place,total")

    assert usual == []
    assert [words(each) for each in chosen.all_by_class("td", "row-more")][:2] == [
        f"单位 市发改委 等次 五星 业务 90.0 {REST} 各处名次 1 · 1 · 1 · 1",
        f"单位 市发改委 等次 四星 业务 50.0 {REST} 距上一名 多 1 颗星 各处名次 2 · 2 · 2 · 2",
    ]
    assert narrow.all_by_class("td", "row-more") == []


def test_phone_has_files_columns_and_ticks_in_one_menu(two):
    page = league(two.own.client(), two.own, "?missing=A")

    menu = next(each for each in page.all_by_class("details", "more"))
    files = [f"{two.own.base}league.{kind}?missing=A" for kind in ("xlsx", "csv", "pdf")]
    assert [link.get("href") for link in menu.iter("a")] == files
    assert [(each.get("id"), each.get("form")) for each in menu.iter("input") if each.get("id")] == [
        ("ticking", "compare")
    ]
    assert menu.find(".//form").get("action") == f"{two.own.base}league/columns/?missing=A"
    assert page.by_id("compare").find("button[@type='reset']") is not None


def test_who_reads_one_branch_has_nothing_to_tick(two):
    page = league(two.own.client(Role.SECRETARY), two.own)

    assert (page.by_id("ticking"), page.by_id("compare")) == (None, None)


def test_usual_columns_come_back(two):
    client = two.own.client(Role.LEADER)
    client.post(f"{two.own.base}league/columns/", {"columns": ["unit"]})

    client.post(f"{two.own.base}league/columns/", {"columns": ["unit"], "usual": "1"})

    heads = [words(head) for head in league(client, two.own).main.iter("th") if head.get("scope") == "col"]
    assert "单位" not in heads


def test_league_files_hold_the_columns_and_rows_asked_for(two):
    client, asked = two.own.client(), "?missing=A&columns=total,next-place"

    table = client.get(f"{two.own.base}league.csv{asked}")
    body = b"".join(table.streaming_content)

    assert body.startswith(b"\xef\xbb\xbf")
    rows = read_table(body, "league.csv").sheets[0].rows
    assert [row[:3] for row in rows[1:]] == [["2", ALL[1], "410"], ["3", ALL[2], "250"]]
    book = read_table(client.get(f"{two.own.base}league.xlsx{asked}").content, "league.xlsx").sheets[0].rows
    assert [row[0] for row in book[1:]] == [2, 3]


def test_league_paper_is_a_pdf_and_refuses_too_many_rows(two, monkeypatch):
    client = two.own.client()

    paper = client.get(f"{two.own.base}league.pdf")
    monkeypatch.setattr(league_export, "MOST_ON_PAPER", 2)
    refused = client.get(f"{two.own.base}league.pdf")

    assert (paper.status_code, paper["Content-Type"], paper.content[:5]) == (200, "application/pdf", b"%PDF-")
    assert (refused.status_code, refused.content[:5]) == (302, b"")


def test_paper_holds_the_columns_that_fit_or_those_that_were_chosen(two):
    client = two.own.client()

    usual, chosen = (
        paper_text(client.get(f"{two.own.base}league.pdf{asked}").content) for asked in ("", "?columns=places")
    )

    told = ("下一颗星", "协作区名次", "上一名")
    assert [word in usual for word in told] == [True, False, False]
    assert [word in chosen for word in told] == [False, True, False]


def paper_text(body):
    """What a PDF says, without blanks and line breaks."""
    pages = (page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(body))
    return "".join("".join(page.split()) for page in pages)


def test_league_says_how_many_marks_changed_since(two):
    later = timezone.now() + timezone.timedelta(hours=1)
    Sheet.objects.filter(assessment__in=two.own.assessments[:2], party="superior").update(changed_at=later)

    staff, reviewer = league(two.own.client(), two.own), league(two.own.client(Role.REVIEWER), two.own)

    assert [len(page.all_by_class("div", "strip")) for page in (staff, reviewer)] == [1, 0]
    assert "有 2 个支部" in words(staff.by_class("div", "strip"))


def test_league_moves_since_last_years_places(two):
    last = factories.make_campaign(two.own.committee, year=2024, slug="five-2024")
    for assessment, low in zip(factories.enrol(last), ("ABCDE", "A", ""), strict=True):
        factories.mark(two.own.staff, assessment, flat_marks(low=low))
    run_waiting()

    page = league(two.own.client(), two.own)

    assert [words(span) for span in page.all_by_class("span", "up")] == ["上升 2"]
    assert words(list(page.main.iter("th"))[2]) == "较去年"


def test_published_league_is_frozen_and_says_so(two):
    issue(two.own)
    factories.mark(two.own.staff, two.own.assessments[2], flat_marks())
    run_waiting()

    page = league(two.own.client(), two.own)

    assert current_run(two.own.campaign).number is None
    assert places(page) == ["1", "2", "3"]
    assert len(page.all_by_class("div", "strip")) == 1


def test_league_ticks_lead_to_the_comparison(two):
    page = league(two.own.client(), two.own)

    form = page.main.find(".//form[@id='compare']")
    ticks = [tick for tick in page.main.iter("input") if tick.get("form") == "compare" and tick.get("name")]
    assert (form.get("method"), form.get("action")) == ("get", f"{two.own.base}compare/")
    assert [tick.get("value") for tick in ticks] == [str(each.pk) for each in two.own.assessments]


def test_ties_stand_in_the_scopes_where_they_are_shared(two):
    factories.mark(two.own.staff, two.own.assessments[2], flat_marks(low="A"))
    run_waiting()

    rows = current_run(two.own.campaign).results.order_by("position")

    assert list(rows.values_list("rank", "rank_level", "ties")) == [(1, 1, 0), (2, 1, 1 | 32), (2, 1, 1 | 32)]
    assert Result.objects.filter(run__campaign=two.own.campaign, size_band=None).count() == 0


@pytest.mark.parametrize(
    ("slug", "head"),
    [
        ("chuzhou-2024", ["等次", "总分"]),
        ("chifeng-2023", ["星数", "等次"]),
        ("jiangsu-2022", ["等次", "总分"]),
    ],
)
def test_league_of_other_rulebooks_has_their_columns_and_files(slug, head):
    staff = factories.make_person("周敏", Role.STAFF, factories.make_committee("省直机关工委"))
    made, _job = start_rehearsal(staff, version=published_rulebook(slug), branches=20, seed=3)
    run_waiting()
    client, base = factories.sign_in(staff), f"/c/{made.slug}/"

    page = Page.of(client.get(f"{base}league/?scope=all"))

    heads = [words(each) for each in page.main.iter("th") if each.get("scope") == "col"]
    assert [each for each in heads if each in head] == head
    assert len(lines(page)) == 20
    assert [client.get(f"{base}league.{kind}").status_code for kind in ("xlsx", "csv", "pdf")] == [200] * 3


def test_league_with_many_units_names_none_of_another_committee(two, monkeypatch):
    monkeypatch.setattr("apps.reports.views.league_controls.MOST_OPTIONS", 0)
    own, other = two.own.assessments[0].unit, two.other.assessments[0].unit
    client = two.own.client()

    shown = words(Page.of(client.get(f"{two.own.base}league/?scope=unit&unit={own.pk}")).main)
    hidden = words(Page.of(client.get(f"{two.own.base}league/?scope=unit&unit={other.pk}")).main)

    assert own.name in shown
    assert other.name not in hidden


def test_league_export_writes_no_formula_from_a_name(two):
    Assessment.objects.filter(pk=two.own.assessments[0].pk).update(name='=HYPERLINK("http://x")')
    factories.mark(two.own.staff, two.own.assessments[0], {"A1": 1810})
    run_waiting()

    answer = two.own.client().get(f"{two.own.base}league.xlsx")

    with ZipFile(BytesIO(answer.content)) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")
    assert read_table(answer.content, "league.xlsx").sheets[0].rows[1][1] == '=HYPERLINK("http://x")'
