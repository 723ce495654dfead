"""Pages of the roster: who sees which branches, searching, sorting, paging, one branch and its changes."""

import pytest
from django.test import Client

from apps.audit.models import Record
from apps.branches import branch_list
from apps.branches.models import Branch
from apps.branches.services import change_profile
from apps.organisations.choices import Role
from apps.organisations.services import appoint, close_node
from tests.factories import make_branch, make_person, make_unit, sign_in
from tests.pages import Page, words

pytestmark = pytest.mark.django_db

LIST = "/branches/"
NOTHING = ["No branch fits these filters."]


def names(page: Page) -> list[str]:
    return [row[0] for row in page.rows()]


def test_list_shows_the_roster_in_order(own, other) -> None:
    page = Page.of(sign_in(own.staff).get(LIST))

    assert page.rows() == [
        ["甲第二党支部", "甲发改委 · 机关", "甲第一协作区", "机关", "甲梁文静", "12", "四星"],
        ["甲第一党支部", "甲发改委 · 离退休", "甲第一协作区", "离退休", "", "120", ""],
        ["甲第三党支部", "甲财政局", "甲第二协作区", "", "", "", ""],
    ]
    assert "乙" not in page.html


@pytest.mark.parametrize(("who", "seen"), [("lead", ["甲第三党支部"]), ("secretary", ["甲第二党支部"])])
def test_list_ends_at_the_office(who, seen, own, other) -> None:
    page = Page.of(sign_in(getattr(own, who)).get(LIST))

    assert (names(page), "乙" in page.html) == (seen, False)


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ("?q=第一", ["甲第一党支部"]),
        ("?q=czj", ["甲第三党支部"]),
        ("?q=fagaiwei", ["甲第二党支部", "甲第一党支部"]),
        ("?type=离退休", ["甲第一党支部"]),
        ("?sort=name", ["甲第一党支部", "甲第三党支部", "甲第二党支部"]),
        ("?sort=members", ["甲第一党支部", "甲第二党支部", "甲第三党支部"]),
        ("?unit=x&zone=x&below=x&sort=x", ["甲第二党支部", "甲第一党支部", "甲第三党支部"]),
        ("?q=乙", NOTHING),
        ("?closed=1", NOTHING),
    ],
)
def test_list_is_searched_filtered_and_sorted(query, seen, own, other) -> None:
    page = Page.of(sign_in(own.staff).get(LIST + query))

    assert names(page) == seen


def test_list_is_narrowed_to_a_unit_a_zone_or_a_subtree(own, other) -> None:
    client = sign_in(own.staff)

    unit = Page.of(client.get(f"{LIST}?unit={own.units[1].pk}"))
    zone = Page.of(client.get(f"{LIST}?zone={own.zones[0].pk}"))
    below = Page.of(client.get(f"{LIST}?below={own.units[0].pk}"))

    assert (names(unit), len(names(zone)), len(names(below))) == (["甲第三党支部"], 2, 2)
    assert below.sub == "Below 甲发改委 · all branches"


@pytest.mark.parametrize("field", ["unit", "zone", "below"])
def test_list_gives_nothing_for_what_stands_elsewhere(field, own, other) -> None:
    key = {"unit": other.units[0], "zone": other.zones[0], "below": other.committee}[field].pk

    page = Page.of(sign_in(own.staff).get(f"{LIST}?{field}={key}"))

    assert (names(page), "乙" in page.html) == (NOTHING, False)


def test_list_offers_the_own_units_zones_and_types(own, other) -> None:
    page = Page.of(sign_in(own.staff).get(LIST))

    assert list(page.options("unit").values()) == ["all", "甲发改委", "甲财政局"]
    assert list(page.options("zone").values()) == ["all", "甲第一协作区", "甲第二协作区"]
    assert list(page.options("type").values()) == ["all", "机关", "离退休"]


def test_list_says_in_which_order_it_stands(own) -> None:
    page = Page.of(sign_in(own.staff).get(f"{LIST}?sort=members&q=甲"))

    sorted_heads = {words(head): head.get("aria-sort") for head in page.main.iter("th") if head.get("aria-sort")}
    assert sorted_heads == {"Members back to the official order": "descending"}
    assert page.link("Members back to the official order") == f"{LIST}?q=%E7%94%B2"


@pytest.mark.parametrize("sort", ["", "name", "members"])
def test_list_goes_by_pages_forth_and_back(sort, own, monkeypatch) -> None:
    monkeypatch.setattr(branch_list, "PAGE", 3)
    unit = make_unit(own.committee, "甲审计局")
    for number in range(4):
        make_branch(unit, f"甲党支部{number}", members=50)
    client = sign_in(own.staff)
    whole = []
    url = f"{LIST}?sort={sort}"
    while url:
        page = Page.of(client.get(url))
        whole += names(page)
        url = page.links().get("Next page")
    back = Page.of(client.get(page.link("Previous page")))

    assert (len(whole), len(set(whole)), names(back)) == (7, 7, whole[3:6])


def test_list_takes_the_same_queries_at_one_row_and_at_three(own, django_assert_num_queries) -> None:
    client = sign_in(own.staff)
    for branch in own.branches[1:]:
        make_person(role=Role.SECRETARY, node=branch.node)

    client.get(LIST)

    for path in (f"{LIST}?q=甲第二党支部", LIST):
        with django_assert_num_queries(13):
            client.get(path)


def test_branch_page_shows_profile_people_and_history(own, other) -> None:
    branch = own.branches[0]
    change_profile(None, branch=branch, branch_type="机关", members=15)
    leader = make_person(role=Role.LEADER, node=own.committee, language="en")

    page = Page.of(sign_in(leader).get(f"{LIST}{branch.node_id}/"))

    [person] = [words(item) for item in page.section("People and offices").iter("li")]
    [change] = [words(item) for item in page.section("What was before").iter("li")]
    assert (page.h1, page.sub) == ("甲第二党支部", "branch · 甲工委 · 甲发改委")
    assert change.endswith("Members 12 → 15") is True
    assert (person.startswith("甲梁文静 branch secretary"), "138****8001" in person) == (True, True)
    assert ("13800138001" in page.html, "乙" in page.html) == (False, False)


def test_branch_page_shows_the_whole_number_to_who_keeps_people(own) -> None:
    page = Page.of(sign_in(own.staff).get(f"{LIST}{own.branches[0].node_id}/"))

    assert "13800138001" in page.text


def test_branch_page_names_nobody_appointed_elsewhere(own, other) -> None:
    appoint(None, person=other.secretary, role=Role.CLERK, node=own.branches[0].node)

    page = Page.of(sign_in(own.secretary).get(f"{LIST}{own.branches[0].node_id}/"))

    assert ("乙梁文静" in page.text, "乙第二党支部" in page.html) == (True, False)


def test_branch_page_takes_the_same_queries_at_one_row_and_at_three(own, django_assert_num_queries) -> None:
    branch = own.branches[1]
    for number in range(3):
        change_profile(None, branch=branch, branch_type="机关", members=number)
        make_person(role=Role.CLERK, node=branch.node)
    client = sign_in(own.staff)
    client.get(LIST)

    for shown in (own.branches[0], branch):
        with django_assert_num_queries(11):
            client.get(f"{LIST}{shown.node_id}/")


def test_dissolved_branch_offers_no_act(own) -> None:
    close_node(None, node=own.branches[2].node)
    client = sign_in(own.staff)

    page, listed = Page.of(client.get(f"{LIST}{own.branches[2].node_id}/")), Page.of(client.get(f"{LIST}?closed=1"))

    assert (page.h1, "Dissolve" in page.links(), names(listed)) == (
        "甲第三党支部 dissolved",
        False,
        ["甲第三党支部 dissolved"],
    )


def test_branch_is_changed_from_its_page(own) -> None:
    given = {"name": "甲机关党支部", "branch_type": "离退休", "members": "13"}

    page = Page.of(sign_in(own.staff).post(f"{LIST}{own.branches[0].node_id}/change/", given, follow=True))

    branch = Branch.objects.get(pk=own.branches[0].pk)
    assert (page.h1, page.notices) == ("甲机关党支部", ["Saved."])
    assert (branch.branch_type, branch.members, branch.changes.count()) == ("离退休", 13, 3)


def test_branch_form_begins_with_what_stands_and_offers_types(own, other) -> None:
    page = Page.of(sign_in(own.staff).get(f"{LIST}{own.branches[0].node_id}/change/"))

    typed = {name: page.form()[name] for name in ("name", "branch_type", "members")}
    assert typed == {"name": "甲第二党支部", "branch_type": "机关", "members": "12"}
    assert [option.get("value") for option in page.by_id("branch-types")] == ["机关", "离退休"]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": "甲第一党支部"}, "name"),
        ({"name": ""}, "name"),
        ({"members": "-1"}, "members"),
        ({"members": "x"}, "members"),
    ],
)
def test_branch_form_refuses_beside_the_field(given, field, own) -> None:
    whole = {"name": "甲机关党支部", "branch_type": "离退休", "members": "13"} | given

    page = Page.of(sign_in(own.staff).post(f"{LIST}{own.branches[0].node_id}/change/", whole))

    own.branches[0].refresh_from_db()
    assert (page.status, page.error_of(field) != "", page.form()["branch_type"]) == (422, True, "离退休")
    assert own.branches[0].members == 12


def test_branch_is_made_below_a_unit(own) -> None:
    given = {"name": "甲第四党支部", "branch_type": "机关", "members": ""}

    page = Page.of(sign_in(own.staff).post(f"{LIST}below/{own.units[1].pk}/new/", given, follow=True))

    made = Branch.objects.get(node__name="甲第四党支部")
    assert (page.h1, made.unit, made.members, made.node.zone) == ("甲第四党支部", own.units[1], None, own.zones[1])


def test_branch_below_a_branch_is_refused(own) -> None:
    page = Page.of(sign_in(own.staff).post(f"{LIST}below/{own.branches[0].node_id}/new/", {"name": "甲小组"}))

    assert (page.status, Branch.objects.count()) == (422, 3)


PATHS = ["{node}/", "{node}/change/", "below/{unit}/new/"]


def path_of(pattern: str, roster) -> str:
    return LIST + pattern.format(node=roster.branches[0].node_id, unit=roster.units[0].pk)


@pytest.mark.parametrize("pattern", PATHS)
def test_pages_of_another_committee_are_not_found(pattern, own, other) -> None:
    answer = sign_in(own.staff).get(path_of(pattern, other))

    assert (answer.status_code, "乙" in answer.content.decode()) == (404, False)


@pytest.mark.parametrize("pattern", PATHS[1:])
@pytest.mark.parametrize("who", ["staff", "lead", "secretary", "nobody"])
def test_changes_are_refused_to_the_wrong_person(pattern, who, own, other) -> None:
    client = Client() if who == "nobody" else sign_in(getattr(other if who == "staff" else own, who))
    expected = {"staff": 404, "lead": 404, "secretary": 403 if "change" in pattern else 404, "nobody": 302}[who]
    records = Record.objects.count()

    answers = [
        client.get(path_of(pattern, own)).status_code,
        client.post(path_of(pattern, own), {"name": "新名称", "branch_type": "", "members": ""}).status_code,
    ]

    assert (answers, Record.objects.count()) == ([expected, expected], records)
