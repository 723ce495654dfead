"""What a run keeps of its criteria: blanks, older runs, and columns that stay at hand."""

from copy import deepcopy

import pytest

from apps.criteria.selectors import rulebook_of
from apps.evaluations.columns import inputs_of
from apps.evaluations.criteria import criteria_counts
from apps.evaluations.models import Run
from apps.evaluations.selectors import current_run
from apps.jobs.services import run_waiting
from tests import factories
from tests.factories.houses import make_house

pytestmark = pytest.mark.django_db


def build():
    """Three branches, rated."""
    return make_house()


@pytest.fixture
def house(built, db):
    return deepcopy(built)


def test_criteria_counts_leave_blanks_out(house):
    factories.mark(house.staff, house.assessments[0], {"C3": None})
    run_waiting()
    run = current_run(house.campaign)
    number = [criterion.code for criterion in rulebook_of(run.rulebook_version).criteria].index("C3")

    figures = criteria_counts(run)["all"]

    assert [figures[key][number] for key in ("sum", "marked", "below")] == [1800 + 1000, 2, 1]


def test_criteria_counts_of_an_older_run_are_absent(house):
    run = current_run(house.campaign)
    run.counts.pop("criteria")

    assert criteria_counts(run) is None


def test_columns_at_hand_belong_to_their_run_alone(house):
    before = inputs_of(current_run(house.campaign)).marks[0, 0]
    factories.mark(house.staff, house.assessments[0], {"A1": 1250})
    run_waiting()
    run = current_run(house.campaign)

    assert (before, inputs_of(run).marks[0, 0]) == (1800, 1250)
    assert inputs_of(Run.objects.get(pk=run.pk)) is inputs_of(run)
