"""A campaign that is marked by two: scorers, branches given out, a draw, sheets finished by both."""

from collections.abc import Mapping, Sequence

from django.utils import timezone

from apps.accounts.models import User
from apps.assessments.models import Assignment, Draw, Sheet
from apps.assessments.proposing import Asked, Proposal
from apps.assessments.seconds import second_of
from apps.assessments.services.assigning import adopt
from apps.assessments.services.draws import hold_draw, publish_seed
from apps.assessments.services.scorers import Work, place_scorer
from apps.organisations.choices import Role
from tests.factories.campaigns import enrol
from tests.factories.houses import House, flat_marks, make_house
from tests.factories.people import make_person
from tests.factories.tree import make_branch

PARTY = "superior"
BRANCHES = 21
SEED = "2025-12-01 双色球 03 11 18 22 27 31"


def with_scorers(house: House, names: Sequence[str] = ("甲", "乙")) -> House:
    """Scorers in the pool, and every branch given out."""
    for name in names:
        person = house.people[name] = make_person(f"评分员{name}", Role.STAFF, house.committee)
        place_scorer(house.staff, house.campaign, person, PARTY, Work())
    adopt(house.staff, house.campaign, PARTY, Asked(), Proposal(house.campaign, PARTY, Asked()).digest)
    return house


def drawn(house: House, share: int = 10_000) -> Draw:
    """The seed published, and the draw held."""
    row = publish_seed(house.staff, house.campaign, PARTY, SEED, share)
    return hold_draw(house.staff, row)[0]


def duty(assessment: int, party: str) -> Assignment:
    """Whose a sheet is."""
    return Assignment.objects.standing().select_related("person").get(assessment=assessment, party=party)


def scorer_of(assessment: int, party: str) -> User:
    return duty(assessment, party).person


def finish_both(assessment: int, first: Mapping[str, int], second: Mapping[str, int]) -> None:
    """Both sheets marked so and said to be finished, without the way there."""
    for party, marks in ((PARTY, first), (second_of(PARTY), second)):
        Sheet.objects.update_or_create(assessment_id=assessment, party=party, defaults={"marks": dict(marks)})
    Assignment.objects.standing().filter(assessment=assessment).update(finished_at=timezone.now())


def marked_twice() -> House:
    """A house of branches marked twice: alike but for A1, where the two read opposite things, and B1."""
    house = make_house()
    for number in range(3, BRANCHES + 1):
        make_branch(house.units[0], f"市发改委第{number}党支部", branch_type="党政机关")
    house.assessments = enrol(house.campaign)
    with_scorers(house)
    row = drawn(house)
    for number, key in enumerate(sorted(row.drawn)):
        first = flat_marks(1000 + 10 * number, A1=500 + 500 * (number % 2))
        finish_both(key, first, first | {"A1": 1000 - 500 * (number % 2), "B1": first["B1"] - 50})
    return house
