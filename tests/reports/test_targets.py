"""Targets against results: in branches and per cent, from staff, rulebook and road; what shares leave over."""

from fractions import Fraction

import pytest

from apps.campaigns.amounts import Amount
from apps.campaigns.services import PlannedShare, write_targets
from apps.criteria.selectors import rulebook_of
from apps.jobs.services import run_waiting
from apps.reports.targets.asked import REST, Goal, rulebook_goal
from apps.reports.targets.reached import Reached, rest_of
from tests import factories
from tests.factories import published_rulebook
from tests.factories.houses import flat_marks, make_house
from tests.pages import Page, words

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("clean")]

PLAN = [
    PlannedShare("at-least", "五星", now="3%"),
    PlannedShare("at-least", "四星", now="25%", later="1/3"),
    PlannedShare("at-least", "三星", now="90%"),
]


COUNTED = [(6000, 9855), (1000, 9855), (6000, 9855), (1000, 9855)]


def lines(page):
    return [words(line) for line in page.by_class("ul", "targets").findall("li")]


def test_dashboard_says_how_many_branches_are_still_to_come(clean):
    write_targets(clean.staff, clean.campaign, PLAN)
    client = factories.sign_in(clean.staff)

    page = Page.of(client.get(clean.base))

    shares = [line.split()[1] for line in lines(page)[:3]]
    assert shares == ["3.1%", "28.6%", "85.4%"]
    figures = [link for link in page.by_class("ul", "targets").iter("a") if "figure" in link.get("class", "")]
    assert [link.get("href").partition("?")[2] for link in figures] == ["level=0", "upto=1", "upto=2", "upto=1"]


def test_targets_over_rest_are_counted_in_branches(clean):
    write_targets(clean.staff, clean.campaign, PLAN)

    body = factories.sign_in(clean.staff).get("/api/v1/campaigns/clean-2025/targets/reached/").json()

    found = [(one["asked"], one["branches"], one["wanted"], one["lacking"]) for one in body["targets"]]
    assert found == [("3%", 28, 27, -1), ("25%", 257, 225, -32), ("90%", 769, 810, 41), ("1/3", 257, 300, 43)]


def test_stars_and_rises_are_counted_from_the_runs():
    house = make_house("县直机关工委", "county-2025", "县")
    last = factories.make_campaign(house.committee, year=2024, slug="five-2024")
    for assessment, low in zip(factories.enrol(last), ("", "ABCDE", ""), strict=True):
        factories.mark(house.staff, assessment, flat_marks(low=low))
    run_waiting()
    plan = [
        PlannedShare("stars", stars=5, now="1"),
        PlannedShare("stars", stars=4, now="1"),
        PlannedShare("rise", now="1"),
    ]
    write_targets(house.staff, house.campaign, plan)

    body = house.client().get(f"/api/v1/campaigns/{house.campaign.slug}/targets/reached/").json()

    # Five stars kept, none to four, five to none: two of three are a level up or still at the best.
    assert [(one["branches"], one["of"]) for one in body["targets"]] == [(1, 3), (2, 3), (2, 3)]


def test_rulebook_states_the_targets_of_ten_stars():
    rules = rulebook_of(published_rulebook("chifeng-2023"))

    goals = [rulebook_goal(rules, target) for target in rules.targets]

    assert [(goal.stars, str(goal.amount), goal.years) for goal in goals] == [
        (6, "60.9%", 0),
        (8, "10.1%", 0),
        (6, "100%", 3),
        (8, "1/3", 3),
    ]
    assert [Reached(goal, *counted).lacking for goal, counted in zip(goals, COUNTED, strict=True)] == [0, 0, 3855, 2285]


def test_shares_of_single_levels_leave_the_rest_to_the_last():
    best, middle = (
        Reached(Goal("level", Amount(share), (name,)), branches, 1000)
        for name, share, branches in (("先进", Fraction(17, 100), 180), ("达标", Fraction(78, 100), 760))
    )

    (rest,) = rest_of([best, middle], ["先进", "达标", "后进"])

    assert (rest.goal.kind, str(rest.goal.amount), rest.branches) == (REST, "5%", 60)
    assert [(one.lacking, one.is_reached) for one in (best, middle, rest)] == [(-10, True), (20, False), (-10, False)]
