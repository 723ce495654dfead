"""A run that starts from the last one reads exactly what one that reads everything does."""

from copy import deepcopy
from random import Random

import numpy as np
import pytest

from apps.assessments.inputs import RowReader
from apps.assessments.models import Assessment, Sheet
from apps.assessments.services import enrol_branches
from apps.criteria.selectors import rulebook_of
from apps.evaluations import reading
from apps.evaluations.before import Before
from apps.evaluations.columns import inputs_of, load_columns
from apps.evaluations.models import RunInput
from apps.evaluations.reading import Reading, parties_of
from apps.evaluations.sealing.verifying import stored_digest
from apps.evaluations.selectors import current_run
from apps.jobs.services import run_waiting
from apps.rating.cohort import Cohort, mark_columns
from tests import factories
from tests.factories.houses import make_house

pytestmark = pytest.mark.django_db
CODES = [f"{section}{number}" for section in "ABCDE" for number in range(1, 6)]


def build():
    """Three branches, rated."""
    return make_house()


@pytest.fixture
def house(built, db):
    return deepcopy(built)


def rules_of(house):
    return rulebook_of(house.campaign.rulebook_version)


def patched(house):
    """The columns as a working run reads them now; fails where it would not start from the last run."""
    rules = rules_of(house)
    before = Before.of(house.campaign, len(parties_of(rules)))
    assert before is not None
    return Cohort.concatenate([part.cohort for part in Reading(house.campaign, rules, before).slices()])


def told(cohort):
    """Everything that is read of a cohort, to be compared."""
    columns = ("marks", "marked", "vetoes", "zone", "unit", "type")
    decided = None if cohort.decided is None else cohort.decided.tolist()
    return {name: getattr(cohort, name).tolist() for name in columns} | {"decided": decided}


def change_something(house, chance):
    """One of the things that happen to a campaign between two runs."""
    one = chance.choice(Assessment.objects.of(house.campaign).order_by("pk"))
    sheet = Sheet.objects.filter(assessment=one, party="superior").first()
    kind = chance.randrange(6)
    if kind == 0:
        factories.mark(house.staff, house.assessments[0], {chance.choice(CODES): chance.randrange(40) * 50})
    elif kind == 1 and sheet:
        sheet.marks = {code: chance.randrange(40) * 50 for code in chance.sample(CODES, chance.randrange(26))}
        sheet.version += 1
        sheet.save()
    elif kind == 2 and sheet:
        sheet.delete()
    elif kind == 3:
        one.vetoes = chance.choice([[], ["V1"]])
        one.decided_level = chance.choice(["", rules_of(house).levels[1].name])
        one.members, one.branch_type = chance.choice([None, 7]), chance.choice(["", "社区"])
        one.save()
    elif kind == 4:
        factories.make_branch(chance.choice(house.units), f"新{chance.random()}党支部")
        enrol_branches(None, house.campaign)
    elif sheet is None:
        Sheet.objects.create(assessment=one, party="superior", version=1, marks={"A1": chance.randrange(40) * 50})


@pytest.mark.parametrize("seed", range(4))
def test_patched_columns_equal_fresh_ones_after_arbitrary_changes(house, monkeypatch, seed):
    chance = Random(seed)
    monkeypatch.setattr(reading, "AT_ONCE", 2)
    run_waiting()

    for _ in range(4):
        for _ in range(chance.randrange(1, 5)):
            change_something(house, chance)
        found, fresh = patched(house), load_columns(house.campaign, rules_of(house))[1]
        assert told(found) == told(fresh)
        run_waiting()


def test_columns_equal_a_reading_branch_by_branch(house):
    factories.mark(house.staff, house.assessments[1], {"A1": None})
    rules = rules_of(house)
    reader = RowReader(rules)

    _roll, cohort = load_columns(house.campaign, rules)

    rows = [
        reader.read(one, {sheet.party: sheet.marks for sheet in one.sheets.all()})
        for one in Assessment.objects.of(house.campaign).order_by("order_path")
    ]
    marks, marked = mark_columns(rules, rows)
    assert np.array_equal(cohort.marks, marks)
    assert np.array_equal(cohort.marked, marked)


def test_a_working_run_takes_from_the_last_run_what_did_not_change(house):
    run_waiting()
    run = current_run(house.campaign)
    sheet = Sheet.objects.get(assessment=house.assessments[1], party="superior")
    Sheet.objects.filter(pk=sheet.pk).update(marks={})

    factories.mark(house.staff, house.assessments[0], {"A1": 1250})
    run_waiting()

    now = inputs_of(current_run(house.campaign))
    assert current_run(house.campaign) != run
    assert now.marks[0, 0] == 1250
    assert now.marks[1].tolist() == [sheet.marks[code] for code in CODES]


def test_a_run_of_before_versions_were_kept_is_read_anew(house):
    run_waiting()
    RunInput.objects.update(stamps=None)

    assert Before.of(house.campaign, 1) is None


def test_the_digest_made_in_columns_is_that_of_the_rows(house):
    house.campaign.rulebook_version.refresh_from_db()
    Assessment.objects.filter(pk=house.assessments[0].pk).update(name='一"引\\号\t党支部', zone=None)
    factories.mark(house.staff, house.assessments[1], {"A1": 1250})
    run_waiting()

    run = current_run(house.campaign)

    assert stored_digest(run) == run.digest
    assert run.results.get(assessment=house.assessments[0]).name == '一"引\\号\t党支部'
