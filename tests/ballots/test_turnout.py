"""Turnout tells how many, as far as one sees, and nothing of when or what."""

import copy

import pytest
from django.utils import timezone

from apps.ballots import turnout_page
from apps.ballots.models import Roll, TurnoutDay
from apps.ballots.tasks import end_of_day
from apps.ballots.turnout import BY_BRANCH, BY_UNIT, BY_ZONE, Far, TurnoutRow, days_of, far_from_quorum, turnout_of
from apps.organisations.choices import Role
from tests.api.client import rest
from tests.factories.houses import House, make_house
from tests.factories.polling import poll_of, polled, roll_of, vote

pytestmark = pytest.mark.django_db


def build() -> House:
    """Twelve may vote in each layer of each branch; eight, six and nobody did."""
    house = make_house()
    polled(house)
    vote(house, roll_of(house, 0, 0), [0] * 8)
    vote(house, roll_of(house, 0, 1), [0] * 5)
    vote(house, roll_of(house, 1, 0), [0] * 6)
    return house


@pytest.fixture
def house(built: House) -> House:
    return copy.deepcopy(built)


def figures(row: TurnoutRow) -> tuple[list[tuple[int, int]], int, int, int]:
    layers = [(layer.entitled, layer.voted) for layer in row.layers]
    return layers, row.branches, row.over_half, row.few


def test_turnout_by_zone_adds_up_to_the_whole(house: House) -> None:
    found = turnout_of(poll_of(house), house.staff)

    assert [row.name for row in found.rows] == ["市第一协作区", "市第二协作区"]
    assert [figures(row) for row in found.rows] == [
        ([(24, 14), (24, 5)], 2, 1, 1),
        ([(12, 0), (12, 0)], 1, 0, 1),
    ]
    assert figures(found.total) == ([(36, 14), (36, 5)], 3, 1, 2)
    assert (found.total.layers[0].share, found.total.layers[0].is_reached) == (3_888, False)


def test_turnout_of_one_layer_is_that_of_its_rolls(house: House) -> None:
    poll = poll_of(house)
    poll.layers = poll.layers[:1]
    Roll.objects.filter(poll=poll).exclude(layer=poll.layers[0]["code"]).delete()

    found = turnout_of(poll, house.staff)

    assert [figures(row) for row in found.rows] == [([(24, 14)], 2, 1, 0), ([(12, 0)], 1, 0, 1)]
    assert (figures(found.total), found.total.short) == (([(36, 14)], 3, 1, 1), 2)


def test_turnout_goes_by_the_widest_that_tells_apart(house: House) -> None:
    poll, unit = poll_of(house), house.units[0].pk

    found = [turnout_of(poll, house.people[role]).by for role in (Role.STAFF, Role.REVIEWER)]

    assert found == [BY_ZONE, BY_BRANCH]
    assert turnout_of(poll, house.staff, BY_UNIT, unit=unit).total.short == 1


def test_rows_and_farthest_beyond_a_page_stand_on_the_next(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turnout_page, "SHOWN_ROWS", 1)
    poll, asked = poll_of(house), turnout_page.Asked.of({"page": "2", "far": "1"})
    found = turnout_page.shown_turnout(poll, house.staff, asked)

    table = turnout_page.table_of("x", found, asked)
    far = turnout_page.far_of(poll, house.staff, asked, found.total.short)

    assert ([row["name"] for row in table["rows"]], table["previous_url"], table["next_url"]) == (
        ["市第二协作区"],
        "?far=1",
        "",
    )
    assert (far["rows"], far["previous_url"], far["next_url"]) == (
        [Far(house.assessments[1].pk, house.assessments[1].name, 24, 6, 7)],
        "?page=2&far=0#far",
        "",
    )


@pytest.mark.parametrize(
    ("role", "names"),
    [
        (Role.SECRETARY, ["市发改委第1党支部"]),
        (Role.REVIEWER, ["市发改委第1党支部", "市发改委第2党支部"]),
        (Role.STAFF, ["市发改委第1党支部", "市发改委第2党支部", "市财政局第1党支部"]),
    ],
)
def test_everybody_sees_the_turnout_of_their_own(house: House, role: str, names: list[str]) -> None:
    found = turnout_of(poll_of(house), house.people[role], BY_BRANCH)

    assert [row.name for row in found.rows] == names


def test_turnout_narrowed_to_a_zone_goes_by_unit(house: House) -> None:
    found = turnout_of(poll_of(house), house.staff, BY_UNIT, zone=house.zones[0].pk)

    assert [(row.key, row.branches) for row in found.rows] == [(house.units[0].pk, 2)]


def test_farthest_from_half_stands_first(house: House) -> None:
    second, third = house.assessments[1:]

    assert far_from_quorum(poll_of(house), house.staff) == [
        Far(third.pk, third.name, 24, 0, 13),
        Far(second.pk, second.name, 24, 6, 7),
    ]


def test_end_of_day_keeps_one_figure_a_layer(house: House) -> None:
    end_of_day()
    vote(house, roll_of(house, 2, 1), [0])
    end_of_day()

    assert days_of(poll_of(house)) == [(timezone.localdate(), {"members": 14, "public": 6})]
    assert TurnoutDay.objects.count() == 2


@pytest.mark.parametrize(("role", "days"), [(Role.STAFF, 1), (Role.REVIEWER, 0), (Role.SECRETARY, 0)])
def test_days_of_the_whole_campaign_are_told_to_programs_of_who_compares(house: House, role: str, days: int) -> None:
    end_of_day()

    told = rest(house.people[role]).get(f"/api/v1/campaigns/{house.campaign.slug}/ballot/turnout/").json()

    assert len(told["days"]) == days
