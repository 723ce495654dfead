"""Several act on one branch in the same second: nobody's word is lost."""

from functools import partial

import pytest

from apps.assessments.models import Assessment, Stop, VetoCase
from apps.assessments.services import confirm_veto, propose_vetoes
from apps.assessments.services.stops import save_check, start_stop
from apps.assessments.services.visits import change_visit
from apps.organisations.choices import Role
from tests.factories.houses import make_house
from tests.factories.vetoes import DOCUMENT
from tests.factories.visits import open_visits, plan, stop
from tests.together import at_once

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 12


def test_vetoes_confirmed_at_once_all_count():
    house = make_house()
    found = {}

    for assessment in house.assessments:
        words = {"reason": "市纪委通报", "document": DOCUMENT}
        cases = propose_vetoes(house.staff, assessment=assessment, vetoes=["V1", "V2"], **words)
        at_once(*(partial(confirm_veto, house.people[Role.LIAISON], case) for case in cases))
        found[assessment.name] = Assessment.objects.get(pk=assessment.pk).vetoes

    assert VetoCase.objects.confirmed().count() == 2 * len(found)
    assert found == {assessment.name: ["V1", "V2"] for assessment in house.assessments}


def test_a_plan_changed_while_the_team_writes_takes_nothing_back():
    house = make_house()
    open_visits(house)
    made = stop(house)
    start_stop(house.staff, made)
    begun = Stop.objects.get(pk=made.pk).version

    def write() -> None:
        for n in range(TIMES):
            save_check(house.staff, made, "A1", mark=None, seen=f"看到第{n}处", version=n)

    def replan() -> None:
        for n in range(TIMES):
            change_visit(house.staff, made.visit, plan(house, title=f"第{n}版", assessments=[made.assessment]))

    at_once(write, replan)

    row = Stop.objects.get(pk=made.pk)
    assert (row.status, row.version) == ("started", begun + TIMES)
