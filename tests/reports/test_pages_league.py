"""The league table: who sees which rows, scopes, filters, shared places, own rows, the export."""

import pytest

from apps.core.tables import read_table
from apps.jobs.services import run_waiting
from apps.organisations.choices import Role
from tests import factories
from tests.factories.houses import flat_marks
from tests.pages import Page, words

pytestmark = pytest.mark.django_db

SECTIONS = ["业务突出", "服务高效", "文明和谐", "廉洁法治", "支部过硬"]
ALL = ["市发改委第1党支部", "市发改委第2党支部", "市财政局第1党支部"]
SEEN = {
    Role.ADMINISTRATOR: ALL,
    Role.STAFF: ALL,
    Role.LEADER: ALL,
    Role.AUDITOR: ALL,
    Role.LIAISON: ALL,
    Role.ZONE_LEAD: ALL[:2],
    Role.REVIEWER: ALL[:2],
    Role.CONTACT: ALL[:2],
    Role.SECRETARY: ALL[:1],
    Role.CLERK: ALL[:1],
}


def league(client, house, query=""):
    return Page.of(client.get(f"{house.base}league/{query}"))


def lines(page):
    """The rows of branches: without cuts, folds and what stands in place of rows."""
    body = page.main.find(".//table/tbody")
    return [row for row in body.iter("tr") if row.get("class", "") in ("", "own")]


def names(page):
    return [words(row.find("th/a")) or (row.find("th").text or "").strip() for row in lines(page)]


def places(page):
    return [words(row.find("td")) for row in lines(page)]


def further(stars):
    """What the place above and the nearest star have more."""
    return [f"多 {stars} 颗星", "业务突出星 差 30"]


def test_league_shows_each_branch_with_its_figures(two):
    page = league(two.own.client(), two.own)

    assert (page.status, page.h1) == (200, "排行榜")
    assert page.sub == "先比星数，再比总分，再比“支部过硬”板块；都相同则并列，下一名顺延"
    dark = ["50.0"] * 5
    assert page.rows() == [
        ["1", "", f"{ALL[0]} 市第一协作区 · 党政机关", "", "五星", *["90.0"] * 5, "450.0", "", "星已全亮"],
        ["五星 1 个 · 以下四星 1 个"],
        ["2", "", f"{ALL[1]} 市第一协作区 · 党政机关", "", "四星", "50.0", *["90.0"] * 4, "410.0", *further(1)],
        ["四星 1 个 · 以下未评星 1 个"],
        ["3", "", f"{ALL[2]} 市第二协作区 · 事业单位", "", "未评星", *dark, "250.0", *further(4)],
    ]
    stars = [svg.get("aria-label") for svg in page.all_by_class("svg", "stars")]
    assert stars[1] == "点亮 4 颗：服务高效星、文明和谐星、廉洁法治星、支部过硬星；业务突出星差 30 分"


def test_same_total_is_told_where_another_section_decides(two):
    for assessment, first, last in zip(two.own.assessments, (1700, 1900), (1900, 1700), strict=False):
        changed = {f"A{n}": first for n in range(1, 6)} | {f"E{n}": last for n in range(1, 6)}
        factories.mark(two.own.staff, assessment, flat_marks(**changed))
    run_waiting()

    page = league(two.own.client(), two.own, "?columns=total,next-place")

    assert [[words(cell) for cell in row.findall("td")][-2:] for row in lines(page)[:2]] == [
        ["450.0", ""],
        ["450.0", "同分"],
    ]


def test_cut_tells_how_many_stand_on_either_side(two):
    factories.mark(two.own.staff, two.own.assessments[1], flat_marks())
    run_waiting()

    cuts = [row for row in league(two.own.client(), two.own).rows() if len(row) == 1]

    assert cuts == [["五星 2 个 · 以下未评星 1 个"]]


@pytest.mark.parametrize("role", Role.values)
def test_league_rows_and_count_by_office(two, role):
    page = league(two.own.client(role), two.own)

    assert names(page) == SEEN[role]
    assert f"全部 {len(SEEN[role])}" in page.links()
    assert "县" not in page.text


@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("path", ["league/", "league.xlsx", "", "campaign/"])
def test_pages_of_another_committee_are_not_found(two, role, path):
    answer = two.own.client(role).get(two.other.base + path)

    assert answer.status_code == 404
    assert "县" not in answer.content.decode()


def test_league_stranger_is_sent_to_sign_in(two):
    answer = factories.sign_in(None).get(f"{two.own.base}league/?level=0")

    assert (answer.status_code, answer["Location"]) == (
        302,
        f"/accounts/login/?next={two.own.base}league/%3Flevel%3D0",
    )


def test_league_of_a_draft_is_not_found_by_those_whom_it_will_rate(two):
    draft = factories.make_campaign(two.own.committee, "draft", slug="draft")

    answers = {role: two.own.client(role).get("/c/draft/league/").status_code for role in Role.values}

    at_committee = {Role.ADMINISTRATOR, Role.STAFF, Role.ZONE_LEAD, Role.LEADER, Role.AUDITOR, Role.LIAISON}
    assert answers == {role: 200 if role in at_committee else 404 for role in Role.values}
    assert draft.status == "draft"


def test_league_open_to_branches_shows_all_rows_but_leads_to_the_own_only(two):
    two.own.campaign.__class__.objects.filter(pk=two.own.campaign.pk).update(is_open_to_branches=True)

    page = league(two.own.client(Role.SECRETARY), two.own)

    assert names(page) == ALL
    assert [row.get("class", "") for row in lines(page)] == ["own", "", ""]
    assert [row.get("data-href") for row in lines(page)] == [f"{two.own.base}branches/{first(two).pk}/", None, None]


def first(two):
    return two.own.assessments[0]


def test_league_own_rows_of_a_reviewer_are_those_of_the_unit(two):
    two.own.campaign.__class__.objects.filter(pk=two.own.campaign.pk).update(is_open_to_branches=True)

    page = league(two.own.client(Role.REVIEWER), two.own)

    assert [row.get("class", "") for row in lines(page)] == ["own", "own", ""]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?level=0", ALL[:1]),
        ("?level=3", ALL[2:]),
        ("?branch_type=党政机关", ALL[:2]),
        ("?missing=A", ALL[1:]),
        ("?missing=E", ALL[2:]),
        ("?near=1", []),
        ("?q=财政", ALL[2:]),
        ("?q=caizhengju", ALL[2:]),
        ("?q=SFGW", ALL[:2]),
        ("?q=nobody", []),
        ("?place=2", ALL[1:]),
        ("?place=4", []),
        ("?level=0&missing=A", []),
        ("?level=x&place=-1&near=maybe&scope=county", ALL),
    ],
)
def test_league_filters_leave(two, query, expected):
    page = league(two.own.client(), two.own, query)

    assert names(page) == expected
    if not expected:
        assert page.rows() == [["没有符合这些条件的支部。"]]


def test_league_says_how_many_the_filters_leave(two):
    page = league(two.own.client(), two.own, "?missing=A")

    assert "显示 2 / 2 个支部" in words(page.by_class("div", "table-foot"))


def test_league_within_two_points_counts_and_lists(two):
    factories.mark(two.own.staff, two.own.assessments[1], {"A1": 2000, "A2": 2000, "A3": 2000, "A4": 1000, "A5": 950})
    run_waiting()

    page = league(two.own.client(), two.own)
    near = Page.of(two.own.client().get(page.link("差 2 分以内 1")))

    assert names(near) == ALL[1:2]
    assert near.rows()[0][-1] == "业务突出星 差 0.5"


@pytest.mark.parametrize(
    ("scope", "group", "expected"),
    [
        ("zone", "市第一协作区", [("1", ALL[0]), ("2", ALL[1])]),
        ("zone", "市第二协作区", [("1", ALL[2])]),
        ("unit", "市财政局", [("1", ALL[2])]),
        ("type", "党政机关", [("1", ALL[0]), ("2", ALL[1])]),
    ],
)
def test_league_scope_gives_its_own_places(two, scope, group, expected):
    chosen = league(two.own.client(), two.own, f"?scope={scope}")
    value = next(value for value, label in chosen.options(scope).items() if label == group)

    page = league(two.own.client(), two.own, f"?scope={scope}&{scope}={value}")

    assert list(zip(places(page), names(page), strict=True)) == expected
    assert page.main.find(f".//select[@name='{scope}']/option[@selected]").text == group


def test_league_scope_without_a_group_takes_the_own_one(two):
    secretary = two.own.client(Role.SECRETARY)

    page = league(secretary, two.own, "?scope=zone")

    assert (names(page), list(page.options("zone").values())) == (ALL[:1], ["市第一协作区"])


def test_league_of_a_foreign_or_unreadable_group_is_empty(two):
    for query in (f"?scope=zone&zone={two.other.zones[0].pk}", "?scope=unit&unit=x", "?scope=type&type=医院"):
        assert names(league(two.own.client(), two.own, query)) == []


def test_league_without_zone_and_type_is_a_group_of_its_own(two):
    unit = factories.make_unit(two.own.committee, "市残联")
    factories.make_branch(unit, "市残联党支部")
    factories.enrol(two.own.campaign)
    run_waiting()

    chosen = league(two.own.client(), two.own, "?scope=zone")
    by_zone = league(two.own.client(), two.own, "?scope=zone&zone=none")
    by_type = league(two.own.client(), two.own, "?scope=type&type=")

    assert list(chosen.options("zone").items())[-1] == ("none", "未分区")
    assert list(zip(places(by_zone), names(by_zone), strict=True)) == [("1", "市残联党支部")]
    assert names(by_type) == ["市残联党支部"]
    assert by_type.link("差 2 分以内 0") == f"{two.own.base}league/?scope=type&type=&within=2"


def test_league_equal_branches_share_a_place_and_the_next_is_skipped(two):
    factories.mark(two.own.staff, two.own.assessments[2], flat_marks(low="A"))
    run_waiting()

    page = league(two.own.client(), two.own)

    assert places(page) == ["1", "2 并列", "2 并列"]


def test_league_says_tied_in_a_scope_only_where_both_stand_in_it(two):
    factories.mark(two.own.staff, two.own.assessments[2], flat_marks(low="A"))
    third = factories.make_branch(two.own.units[0], "市发改委第3党支部", branch_type="党政机关")
    factories.mark(two.own.staff, factories.make_assessment(two.own.campaign, third), flat_marks(low="A"))
    run_waiting()

    by_zone = {
        zone.name: places(league(two.own.client(), two.own, f"?scope=zone&zone={zone.pk}")) for zone in two.own.zones
    }

    assert by_zone == {"市第一协作区": ["1", "2 并列", "2 并列"], "市第二协作区": ["1"]}


def test_league_export_holds_the_rows_and_exact_figures(two):
    answer = two.own.client().get(f"{two.own.base}league.xlsx?branch_type=党政机关")

    assert answer["Content-Disposition"] == 'attachment; filename="league-five-2025.xlsx"'
    head, *rows = read_table(answer.content, "league.xlsx").sheets[0].rows
    facts = ["名次", "党支部", "单位", "协作区", "领域", "星数", "点亮的星", "等次"]
    assert head == [*facts, *SECTIONS, "总分", "下一颗星", "还差", "协作区名次", "单位名次", "领域名次"]
    place = ["市发改委", "市第一协作区", "党政机关"]
    assert rows == [
        [1, ALL[0], *place, 5, "A B C D E", "五星", *[90] * 5, 450, "", "", 1, 1, 1],
        [2, ALL[1], *place, 4, "B C D E", "四星", 50, *[90] * 4, 410, "业务突出星", 30, 2, 2, 2],
    ]


def test_league_export_tells_all_four_places(two):
    unit = factories.make_unit(two.own.committee, "市统计局", two.own.zones[0])
    branch = factories.make_branch(unit, "市统计局党支部", branch_type="事业单位")
    factories.mark(two.own.staff, factories.make_assessment(two.own.campaign, branch), flat_marks(low="AB", C1=2000))
    factories.mark(two.own.staff, two.own.assessments[2], flat_marks(low="A", C1=2000))
    run_waiting()

    answer = two.own.client().get(f"{two.own.base}league.xlsx")

    rows = read_table(answer.content, "league.xlsx").sheets[0].rows[1:]
    assert [(row[1], row[0], *row[16:19]) for row in rows] == [
        (ALL[0], 1, 1, 1, 1),
        (ALL[2], 2, 1, 1, 1),
        (ALL[1], 3, 2, 2, 2),
        ("市统计局党支部", 4, 3, 1, 2),
    ]


@pytest.mark.parametrize("role", Role.values)
def test_league_export_holds_what_the_page_shows(two, role):
    body = two.own.client(role).get(f"{two.own.base}league.xlsx").content

    assert len(read_table(body, "league.xlsx").sheets[0].rows) == len(SEEN[role]) + 1


def test_league_before_the_first_run_says_what_to_do_first(two):
    factories.make_campaign(two.own.committee, slug="fresh", name="新活动")

    page = Page.of(two.own.client().get("/c/fresh/league/"))

    assert page.text.startswith("排行榜 新活动 还没有评定结果 开放活动")
    assert page.link("导入") == "/c/fresh/imports/"
    assert two.own.client().get("/c/fresh/league.xlsx").status_code == 404
