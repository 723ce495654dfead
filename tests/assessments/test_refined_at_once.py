"""Two people of one unit write its first indicators in the same second: one has written, the other is told."""

from functools import partial

import pytest

from apps.assessments.models import Refinement
from apps.core.errors import Conflict
from apps.organisations.choices import Role
from tests.factories.people import make_person
from tests.factories.refining import OWN, make_refining_house
from tests.together import crossed

pytestmark = pytest.mark.django_db(transaction=True)


def test_first_indicators_written_at_once_are_those_of_one_and_the_other_is_told():
    house, told = make_refining_house(), []
    other = make_person("林芳", Role.REVIEWER, house.unit)

    def write_too() -> None:
        with pytest.raises(Conflict) as clash:
            house.write(OWN[1], actor=other, version=0)
        told.append(clash.value.details)

    first = partial(house.write, OWN[0], version=0)
    crossed(first, write_too, ('INSERT INTO "assessments_refinement"', "FOR NO KEY UPDATE"))

    row = Refinement.objects.get()
    assert ([each["title"] for each in row.indicators], row.version, told) == ([OWN[0].title], 1, [{"version": 1}])
