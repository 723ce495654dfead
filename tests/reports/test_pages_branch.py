"""The branch page: who may open it, figures that add up, the way and what it promises, vetoes, changes."""

import re

import pytest

from apps.evaluations.selectors import current_run
from apps.jobs.services import run_waiting
from apps.organisations.choices import Role
from apps.rating.points import parse_points
from tests import factories
from tests.pages import Page, words

pytestmark = pytest.mark.django_db

EVERYWHERE = {Role.ADMINISTRATOR, Role.STAFF, Role.LEADER, Role.AUDITOR, Role.LIAISON}


def branch(two, number=0, role=Role.STAFF, query=""):
    return Page.of(two.own.client(role).get(f"{two.own.base}branches/{two.own.assessments[number].pk}/{query}"))


def result(two, number):
    return current_run(two.own.campaign).results.get(assessment=two.own.assessments[number])


@pytest.mark.parametrize("role", Role.values)
def test_branch_page_of_the_first_branch_is_open_to_all_offices_above_it(two, role):
    page = branch(two, 0, role)

    assert (page.status, page.h1) == (200, "市发改委第1党支部")
    assert page.sub.split(" · ")[:4] == ["市第一协作区", "市发改委", "党政机关", "党员 12 名"]
    assert page.sub.endswith(two.own.people[Role.SECRETARY].name)
    acts = {text for text in page.links() if text in {"打分", "支部自评"}}
    expected = {Role.STAFF: {"打分"}, Role.ZONE_LEAD: {"打分"}, Role.SECRETARY: {"支部自评"}, Role.CLERK: {"支部自评"}}
    assert acts == expected.get(role, set())


@pytest.mark.parametrize("role", Role.values)
def test_branch_page_outside_the_own_subtree_is_not_found(two, role):
    assert branch(two, 2, role).status == (200 if role in EVERYWHERE else 404)


def test_branch_page_unknown_and_invisible_read_alike(two):
    client = two.own.client(Role.SECRETARY)
    paths = [
        f"{two.own.base}branches/99999999/",
        f"{two.own.base}branches/{two.own.assessments[1].pk}/",
        f"{two.own.base}branches/{two.other.assessments[0].pk}/",
        f"{two.other.base}branches/{two.other.assessments[0].pk}/",
        "/c/nobody/branches/1/",
    ]

    answers = [client.get(path) for path in paths]

    assert [answer.status_code for answer in answers] == [404] * len(paths)
    assert len({plain(answer) for answer in answers}) == 1


def plain(answer):
    """A page without what differs from request to request, and without the mark of the rail's present item."""
    text = re.sub(r'(csrfmiddlewaretoken" value=|X-CSRFToken": )"[^"]+"', "", answer.content.decode())
    return text.replace(answer.request["PATH_INFO"], "").replace(' aria-current="page"', "")


def test_branch_page_stranger_is_sent_to_sign_in(two):
    path = f"{two.own.base}branches/{two.own.assessments[0].pk}/"

    assert factories.sign_in(None).get(path)["Location"] == f"/accounts/login/?next={path}"


def test_branch_page_figures_add_up(two):
    page = branch(two, 1)
    table = page.by_class("table", "derivation")
    rows = list(table.find("tbody").iter("tr"))

    sums = []
    for row in rows:
        marks = [parse_points(words(cell.find("b"))) for cell in row if "mark-cell" in cell.get("class")]
        total = parse_points(words(row.findall("td")[-2]))
        assert (len(marks), sum(marks)) == (5, total)
        sums.append(total)
    foot = words(table.find("tfoot"))
    assert foot == "总分 50 + 90 + 90 + 90 + 90 410.0"
    assert sum(sums) == 41000
    assert page.by_class("p", "level-word").text == "四星"


def test_branch_page_every_mark_leads_to_its_changes(two):
    factories.mark(two.own.staff, two.own.assessments[1], {"B2": 1750})
    page = branch(two, 1)
    links = [
        link.get("href") for link in page.by_class("table", "derivation").iter("a") if link.get("class") == "figure"
    ]

    changes = branch(two, 1, query=links[6].removesuffix("#mark"))

    assert links == [f"?criterion={s}{n}#mark" for s in "ABCDE" for n in range(1, 6)]
    lines = [words(line) for line in changes.by_id("changes").iter("li")]
    assert [re.sub(r"^.*· ", "", line) for line in lines] == ["B2 办事效能 18 → 17.5", "B2 办事效能 空 → 18"]
    assert all("市工委工作人员" in line for line in lines)


def test_branch_page_places_in_four_scopes_lead_to_their_tables(two):
    page = branch(two, 1)

    cells = [words(cell) for cell in page.all_by_class("div", "places")]
    assert cells == [
        "市直机关工委 2 / 3 第 1 名星数更多",
        "市第一协作区 2 / 2 第 1 名星数更多",
        "市发改委 2 / 2 第 1 名星数更多",
        "党政机关 2 / 2 第 1 名星数更多",
    ]
    for cell, expected in zip(page.all_by_class("div", "places"), (3, 2, 2, 2), strict=True):
        led = Page.of(two.own.client().get(cell.find(".//a").get("href")))
        assert len(led.main.findall(".//table/tbody/tr[@data-href]")) == expected


def test_branch_page_places_without_zone_or_type_lead_to_those_without(two):
    unit = factories.make_unit(two.own.committee, "市残联")
    factories.make_assessment(two.own.campaign, factories.make_branch(unit, "市残联党支部"))
    run_waiting()
    assessment = two.own.campaign.assessments.get(name="市残联党支部")

    page = Page.of(two.own.client().get(f"{two.own.base}branches/{assessment.pk}/"))

    for cell in page.all_by_class("div", "places")[1:]:
        led = Page.of(two.own.client().get(cell.find(".//a").get("href")))
        assert [row[0] for row in led.rows()] == ["1"]


def test_branch_page_way_names_criterion_and_place_and_keeps_its_promise(two):
    factories.mark(two.own.staff, two.own.assessments[1], {"A1": 2000, "A2": 2000, "A3": 2000, "A4": 1000, "A5": 950})
    run_waiting()

    page = branch(two, 1)
    way = page.by_class("div", "way")
    sentence = words(way.find("p"))
    said = re.match(r"“(.+)”由 (\S+) 提到 (\S+) 即可，名次预计 (\d+) → (\d+)", sentence)

    assert words(way).startswith("点亮业务突出星，升为五星 差 0.5 分")
    name, now, needed, before, after = said.groups()
    code = next(row[0].split()[0] for row in page.rows(way.find("table")) if name in row[0])
    assert (parse_points(needed) - parse_points(now), before, after) == (50, "2", "2")
    factories.mark(two.own.staff, two.own.assessments[1], {code: parse_points(needed)})
    run_waiting()
    risen = result(two, 1)
    assert (risen.stars, risen.rank) == (5, int(after))


def test_branch_page_all_stars_lit_says_so(two):
    page = branch(two, 0)

    assert page.by_class("div", "way") is None
    assert "星已全部点亮。" in page.text


def test_branch_page_veto_says_no_level_and_still_lists_the_stars(two):
    factories.veto(two.own.assessments[0], "V1")
    run_waiting()

    page = branch(two, 0)

    assert page.by_class("p", "level-word").text == "未评星"
    assert page.by_class("div", "way") is None
    assert words(page.section("到下一颗星最近的路")) == ("到下一颗星最近的路 有一票否决，本年度不评星；点亮的星照列。")
    assert page.notices == ["V1 严重违纪违法"]
    stars = page.by_class("span", "named-stars")
    assert stars.get("aria-label").startswith("点亮 5 颗：")


def test_branch_page_blank_mark_is_said_and_counts_nothing(two):
    factories.mark(two.own.staff, two.own.assessments[1], {"C3": None})
    run_waiting()

    page = branch(two, 1)

    cells = [words(cell) for cell in page.by_class("table", "derivation").iter("td") if "机关文化" in words(cell)]
    assert cells == ["机关文化 没有填分"]
    assert words(page.by_class("table", "derivation").find("tfoot")) == "总分 50 + 90 + 72 + 90 + 90 392.0"


def test_branch_page_before_its_first_result_says_what_to_do(two):
    third = factories.make_branch(two.own.units[0], "市发改委第3党支部")
    assessment = factories.make_assessment(two.own.campaign, third)

    page = Page.of(two.own.client().get(f"{two.own.base}branches/{assessment.pk}/"))

    assert page.text.startswith("市发改委第3党支部")
    assert page.link("打分") == f"{two.own.base}sheets/{assessment.pk}/superior/"
    assert page.by_class("p", "level-word") is None


def test_branch_page_next_level_says_what_it_asks(two):
    page = branch(two, 2)

    section = page.section("升三星还要什么")
    assert [words(line) for line in section.iter("li")] == [
        "不符合： 点亮 0 颗，要 3 颗",
        "不符合： 支部过硬星没有点亮 评级必备条件",
        "符合： 没有一票否决",
    ]
