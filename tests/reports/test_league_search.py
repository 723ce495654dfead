"""The league table's search in a large run: whom it finds for whom, and how many it says they are."""

import pytest
from django.db import connection

from apps.evaluations import finding
from apps.organisations.choices import Role
from apps.reports.views import league_controls
from tests.pages import Page, words
from tests.reports.test_pages_league import ALL, SEEN, league, names

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def large(monkeypatch):
    """Every run counts as large, no word as common."""
    monkeypatch.setattr(finding, "LARGE", 1)
    monkeypatch.setattr(finding, "COMMON", 0)


def footer(page):
    return words(page.by_class("div", "table-foot"))


@pytest.mark.parametrize("role", SEEN)
def test_league_search_finds_only_what_one_may_see(two, role):
    page = league(two.own.client(role), two.own, "?q=第1党")
    expected = [name for name in SEEN[role] if "第1党" in name]

    assert names(page) == expected
    assert f"显示 {len(expected)} / {len(expected)} 个支部" in footer(page)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?q=财政", ALL[2:]),
        ("?q=caizhengju", ALL[2:]),
        ("?q=SFGW", ALL[:2]),
        ("?q=支部&level=0", ALL[:1]),
        ("?q=支部&after=1", ALL[1:]),
        ("?q=支部&scope=zone", ALL[:2]),
        ("?q=%25部", []),
    ],
)
def test_league_search_goes_with_filters_and_pages(two, query, expected):
    assert names(league(two.own.client(), two.own, query)) == expected


def test_league_search_tells_a_number_only_as_far_as_it_counts(two, monkeypatch):
    monkeypatch.setattr(finding, "MOST", 2)
    monkeypatch.setattr(league_controls, "MOST", 2)

    whole = league(two.own.client(), two.own, "?q=支部")
    some = league(two.own.client(Role.REVIEWER), two.own, "?q=支部")

    assert (names(whole), names(some)) == (ALL, ALL[:2])
    assert "显示 3 / 2+ 个支部" in footer(whole)
    assert "显示 2 / 2 个支部" in footer(some)


def test_search_of_words_that_branches_of_others_have_is_alike_over_rest(two):
    door = f"/api/v1/campaigns/{two.own.campaign.slug}/results/"
    found = {
        role: [row["name"] for row in two.own.client(role).get(door, {"q": "第1党"}).json()["results"]]
        for role in (Role.STAFF, Role.SECRETARY)
    }

    assert found == {Role.STAFF: [ALL[0], ALL[2]], Role.SECRETARY: ALL[:1]}


def test_search_asks_the_index_once(two, django_assert_max_num_queries):
    client = two.own.client()
    client.get(f"{two.own.base}league/?q=第1党")

    with django_assert_max_num_queries(60) as asked:
        answer = client.get(f"{two.own.base}league/?q=第2党")

    by_pairs = [query["sql"] for query in asked.captured_queries if "starbranch_pairs" in query["sql"]]
    assert len(by_pairs) == (2 if connection.vendor == "postgresql" else 0)
    assert names(Page.of(answer)) == ALL[1:2]
