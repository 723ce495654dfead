"""122 made-up projects, three gates, ten chosen with a tie at the line; teams and commendations beside them."""

from collections import Counter
from random import Random

import pytest
from django.core.management import CommandError, call_command

from apps.criteria.services import install_rulebooks
from apps.demonstrations.choices import CandidateStatus, Verdict
from apps.demonstrations.models import Batch, Candidate, Passage, Progress
from apps.reports.demonstration.projects import PLACES, filed, judges_marks
from tests.factories.houses import shared

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    with shared(django_db_blocker):
        install_rulebooks()
        call_command("demonstrate", "projects")
        yield


def came_to(slug):
    """How many applied for a programme, and how many each gate let through."""
    batch = Batch.objects.get(programme__slug=slug)
    rows = Passage.objects.filter(gate__batch=batch, verdict=Verdict.PASSED)
    passed = Counter(rows.values_list("gate__position", flat=True))
    return [batch.candidates.count(), *(passed[gate.position] for gate in batch.gates.all())]


def test_ten_of_122_projects_are_chosen(loaded):
    assert came_to("projects") == [122, 96, 58, 10]
    assert len({one.zone for one in filed()}) == 10
    assert Progress.objects.filter(done=100).count() == 58


def test_tenth_place_is_shared_and_parted_by_words(loaded):
    at_line = Passage.objects.filter(gate__fact="choice", place=PLACES).order_by("-verdict")

    assert [(row.verdict, row.candidate.status) for row in at_line] == [
        (Verdict.PASSED, CandidateStatus.CHOSEN),
        (Verdict.LEFT, CandidateStatus.OUT),
    ]
    assert len({row.total for row in at_line}) == 1
    assert all(row.reason.startswith("同分。") for row in at_line)


def test_hundred_teams_and_commendations_with_one_exception(loaded):
    exceptions = Candidate.objects.exclude(exception="")

    assert came_to("teams") == [118, 100]
    assert came_to("commendations") == [41, 39]
    assert [(one.level, one.second_name, one.status) for one in exceptions] == [("三星", "叶文博", "chosen")]


def test_projects_are_loaded_once(loaded):
    with pytest.raises(CommandError):
        call_command("demonstrate", "projects")


def test_judges_agree_on_an_order_with_one_tie():
    middles = [sum(sorted(judges_marks(Random(order), order))[1:-1]) for order in range(58)]

    assert middles == sorted(middles, reverse=True)
    assert middles[PLACES - 1] == middles[PLACES]
    assert len(set(middles)) == 57
