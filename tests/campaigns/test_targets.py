"""The plan of a campaign: what staff may watch, how amounts are written, what the form says back."""

from fractions import Fraction

import pytest

from apps.audit.models import Record
from apps.campaigns.amounts import Amount, read_amount
from apps.campaigns.services import PlannedShare, Target, YearPlan, create_road, write_targets
from apps.core.errors import Forbidden, Invalid
from apps.organisations.choices import Role
from tests.pages import Page

pytestmark = pytest.mark.django_db

UPPER = PlannedShare("at-least", "四星", now="25%", later="1/3")


@pytest.mark.parametrize(
    ("text", "amount", "written", "of_900"),
    [
        ("25%", Amount(Fraction(1, 4)), "25%", 225),
        ("60.9 ％", Amount(Fraction(609, 1000)), "60.9%", 549),
        ("1／3", Amount(Fraction(1, 3)), "1/3", 300),
        ("100%", Amount(Fraction(1)), "100%", 900),
        ("200 个", Amount(number=200), "200", 200),
    ],
)
def test_amount_is_read_as_people_write_it(text, amount, written, of_900):
    found = read_amount(text)

    assert (found, str(found), found.of(900)) == (amount, written, of_900)


@pytest.mark.parametrize("text", ["", "101%", "4/3", "1/0", "quarter", "-5", "2.5"])
def test_amount_that_is_no_share_and_no_number_is_none(text):
    assert read_amount(text) is None


def test_targets_replace_those_that_stand_and_are_recorded(two):
    campaign = two.own.campaign
    write_targets(two.own.staff, campaign, [UPPER, PlannedShare("rise", now="50%")])

    write_targets(two.own.staff, campaign, [PlannedShare("stars", stars=4, now="1/3")])

    last = Record.objects.filter(act="targets.written").latest("pk")
    assert list(campaign.targets.values_list("kind", "level", "stars", "now", "later")) == [("stars", "", 4, "1/3", "")]
    assert last.after["targets"] == [["stars", "", 4, "1/3", ""]]
    assert last.before["targets"] == [["at-least", "四星", None, "25%", "1/3"], ["rise", "", None, "50%", ""]]


@pytest.mark.parametrize(
    "lines",
    [
        [PlannedShare("at-least", "六星", now="25%")],
        [PlannedShare("stars", now="25%")],
        [PlannedShare("at-least", "四星")],
        [PlannedShare("at-least", "四星", now="a lot")],
        [PlannedShare("anything", now="25%")],
        [UPPER, PlannedShare("at-least", "四星", now="30%")],
        [PlannedShare("rise", now="5%")] * 13,
    ],
)
def test_targets_that_cannot_be_watched_are_refused(two, lines):
    with pytest.raises(Invalid):
        write_targets(two.own.staff, two.own.campaign, lines)

    assert two.own.campaign.targets.count() == 0


def test_targets_are_written_by_who_conducts_alone(two):
    with pytest.raises(Forbidden):
        write_targets(two.own.people[Role.LEADER], two.own.campaign, [UPPER])


def test_form_writes_the_plan_and_says_what_is_wrong_in_it(two):
    client, url = two.own.client(), f"/campaigns/{two.own.campaign.slug}/targets/"
    typed = {"what-0": "at-least:四星", "now-0": "25％", "later-0": "1/3", "what-1": "rise", "now-1": "half"}

    wrong = client.post(url, typed)
    right = client.post(url, typed | {"now-1": "2/3"})

    assert (wrong.status_code, right.status_code, right.url) == (422, 302, f"{two.own.base}targets/")
    assert Page.of(wrong).main.find(".//input[@name='now-1']").get("value") == "half"
    rows = two.own.campaign.targets.values_list("kind", "level", "now", "later")
    assert list(rows) == [("at-least", "四星", "25%", "1/3"), ("rise", "", "2/3", "")]


def test_road_asks_for_the_campaigns_year_and_for_its_last(two):
    years = [YearPlan(2025, targets=[Target("四星", share=250)]), YearPlan(2027, targets=[Target("五星", branches=3)])]
    create_road(two.own.staff, two.own.committee, name="三年规划", aim="", years=years)

    page = Page.of(two.own.client(Role.LEADER).get(f"{two.own.base}targets/"))

    rows = [row for table in page.all_by_class("table", "targets-table") for row in page.rows(table)]
    assert [row[1:3] for row in rows] == [["25% 1", "66.7% 2 / 3"], ["3 3", "33.3% 1 / 3"]]
