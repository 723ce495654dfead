"""Paper ballots are typed by two people, each alone, and never beyond those who have not voted."""

import copy

import pytest

from apps.audit.models import Record
from apps.ballots.choices import BatchStatus
from apps.ballots.models import PaperBatch
from apps.ballots.piles import figures_for
from apps.ballots.services.papers import confirm, drop, settle, type_first, type_second
from apps.core.errors import Forbidden, Invalid, Refused
from apps.organisations.choices import Role
from tests.factories.houses import House, make_house
from tests.factories.polling import poll_of, polled, roll_of, vote

pytestmark = pytest.mark.django_db


def build() -> House:
    house = make_house()
    polled(house)
    return house


@pytest.fixture
def house(built: House) -> House:
    return copy.deepcopy(built)


def figures(house: House, **by_option: int) -> dict[str, dict[str, int]]:
    return {question["code"]: by_option for question in poll_of(house).questions}


def first(house: House, papers: int = 4) -> PaperBatch:
    return type_first(house.people[Role.REVIEWER], roll_of(house), papers, figures(house, good=papers))


def differing(house: House) -> PaperBatch:
    return type_second(house.staff, first(house), 4, figures(house, good=3, poor=1))


def code_of(act, *args) -> str:
    with pytest.raises(Refused) as refused:
        act(*args)
    return refused.value.code


def test_equal_piles_go_into_the_box(house: House) -> None:
    batch = type_second(house.staff, first(house), 4, figures(house, good=4, poor=0))

    assert (batch.status, roll_of(house).on_paper) == (BatchStatus.AGREED, 4)
    assert figures_for(house.staff, batch) is None
    assert Record.objects.filter(act="papers.typed_again").get().after == {
        "papers": 4,
        "state": "agreed",
        "layer": "members",
    }


def test_one_person_never_types_twice(house: House) -> None:
    batch = first(house)

    assert code_of(type_second, house.people[Role.REVIEWER], batch, 4, figures(house, good=4)) == "same-person"


def test_second_person_does_not_see_the_first_figures(house: House) -> None:
    batch = first(house)

    assert [figures_for(person, batch) for person in (house.staff, house.people[Role.REVIEWER])] == [None, None]


def test_differing_piles_are_settled_by_one_and_confirmed_by_the_other(house: House) -> None:
    batch, reviewer = differing(house), house.people[Role.REVIEWER]
    seen = [figures_for(person, batch) is None for person in (house.staff, reviewer, house.people[Role.ADMINISTRATOR])]

    early = code_of(confirm, reviewer, batch)
    batch = settle(reviewer, batch, 5, figures(house, good=4, poor=1))
    own = code_of(confirm, reviewer, batch)
    batch = confirm(house.staff, batch)

    assert seen == [False, False, True]
    assert (early, own) == ("not-settled", "same-person")
    assert (batch.status, batch.papers, roll_of(house).on_paper) == (BatchStatus.AGREED, 5, 5)


def test_dropped_pile_leaves_the_box_with_its_figures(house: House) -> None:
    batch = type_second(house.staff, first(house), 4, figures(house, good=4))

    with pytest.raises(Forbidden):
        drop(house.people[Role.REVIEWER], batch, "数错")
    with pytest.raises(Invalid):
        drop(house.staff, batch, " ")
    batch = drop(house.staff, batch, "数错")

    assert (batch.status, batch.first, batch.second, roll_of(house).on_paper) == (BatchStatus.DROPPED, {}, {}, 0)


def test_figures_must_add_up_to_the_papers(house: House) -> None:
    given = figures(house, good=4) | {"overall": {"good": 3, "excellent": 1}, "service": {"good": 3}}

    with pytest.raises(Invalid) as refused:
        type_first(house.staff, roll_of(house), 4, given)

    assert sorted(refused.value.details) == ["overall", "service"]


def test_papers_and_votes_never_exceed_who_may_vote(house: House) -> None:
    vote(house, roll_of(house), [0] * 7)
    first(house, 4)

    with pytest.raises(Invalid) as refused:
        type_first(house.staff, roll_of(house), 2, figures(house, good=2))

    assert refused.value.code == "too-many-papers"
    assert first(house, 1).papers == 1
