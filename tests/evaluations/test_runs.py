"""A run stores inputs, rules and results, and swaps in at once; readers never see half of one."""

import csv
from copy import deepcopy
from datetime import timedelta

import pytest
from django.utils import timezone

from apps.assessments.models import Assessment
from apps.assessments.services import Change, announce_evaluation, save_marks
from apps.core.errors import Forbidden, Refused
from apps.criteria.selectors import rulebook_of
from apps.evaluations import services
from apps.evaluations.columns import unpack
from apps.evaluations.models import CurrentRun, Run
from apps.evaluations.selectors import current_run, expected_place
from apps.evaluations.services import start_numbered_run, swap
from apps.jobs.services import run_waiting
from apps.organisations.choices import Role
from apps.rating.points import show_points
from tests import factories
from tests.factories.workbooks import DATA

pytestmark = pytest.mark.django_db


def build():
    """Three branches of two units, marked so that they hold five, four and no stars."""
    committee = factories.make_committee()
    zone = factories.make_zone(committee)
    units = [factories.make_unit(committee, zone=zone), factories.make_unit(committee, zone=zone)]
    for number, unit in enumerate([units[0], units[0], units[1]], start=1):
        factories.make_branch(unit, f"第{number}党支部", branch_type="党政机关")
    campaign = factories.make_campaign(committee)
    staff = factories.make_person("周敏", Role.STAFF, committee)
    assessments = factories.enrol(campaign)
    for assessment, dark in zip(assessments, ("", "A", "ABCDE"), strict=True):
        marks = {f"{s}{n}": 1000 if s in dark else 1800 for s in "ABCDE" for n in range(1, 6)}
        factories.mark(staff, assessment, marks)
    return {"committee": committee, "campaign": campaign, "staff": staff, "assessments": assessments}


@pytest.fixture
def house(built, db):
    return deepcopy(built)


def test_working_run_of_clean_workbook_equals_the_published_results():
    committee = factories.make_committee("县直机关工委")
    campaign = factories.make_campaign(committee)
    staff = factories.make_person(role=Role.STAFF, node=committee)

    factories.write_workbook(staff, campaign, "clean.xlsx")

    run = current_run(campaign)
    rules = rulebook_of(run.rulebook_version)
    assert run.counts["levels"] == [28, 229, 512, 131]
    with (DATA / "expected.csv").open(encoding="utf-8-sig") as file:
        published = {(row["unit"], row["branch"]): row for row in csv.DictReader(file)}
    results = run.results.select_related("unit")
    assert len(results) == len(published)
    for result in results:
        lit = [star.code for number, star in enumerate(rules.stars) if result.lit >> number & 1]
        row = published[result.unit.name, result.name]
        ours = [show_points(result.total), str(result.stars), " ".join(lit), rules.levels[result.level].name]
        ours += [str(place) for place in (result.rank, result.rank_zone, result.rank_unit, result.rank_type)]
        names = ("total", "stars", "lit", "level", "rank", "rank_zone", "rank_unit", "rank_type")
        assert ours == [row[name] for name in names]


def test_working_run_follows_a_change_and_only_the_last_is_kept(house):
    run_waiting()
    first = current_run(house["campaign"])

    save_marks(house["staff"], assessment=house["assessments"][2], party="superior", changes={"A1": Change(2000)})
    run_waiting()

    second = current_run(house["campaign"])
    assert second.pk != first.pk
    assert Run.objects.count() == 1
    assert second.results.get(assessment=house["assessments"][2]).total == 26000


def test_numbered_run_stays_when_working_runs_follow(house):
    numbered = start_numbered_run(house["staff"], house["campaign"])
    run_waiting()
    before = list(numbered.results.order_by("position").values_list("name", "total", "stars", "rank"))

    save_marks(house["staff"], assessment=house["assessments"][0], party="superior", changes={"A1": Change(0)})
    run_waiting()

    numbered.refresh_from_db()
    assert list(numbered.results.order_by("position").values_list("name", "total", "stars", "rank")) == before
    assert current_run(house["campaign"]).number is None
    assert (numbered.number, numbered.is_whole, len(numbered.digest)) == (1, True, 64)


def test_numbered_run_keeps_its_inputs(house):
    save_marks(house["staff"], assessment=house["assessments"][0], party="superior", changes={"A1": Change(None)})
    numbered = start_numbered_run(house["staff"], house["campaign"])
    run_waiting()

    inputs = unpack(numbered.inputs.get().columns)

    assert inputs.assessments == [a.pk for a in house["assessments"]]
    assert inputs.marks[1].tolist() == [1000] * 5 + [1800] * 20
    assert (inputs.marked[0, 0], inputs.marked[0, 1]) == (False, True)
    assert inputs.vetoes.shape == (3, 2)


def test_same_inputs_give_the_same_digest(house):
    start_numbered_run(house["staff"], house["campaign"])
    run_waiting()
    start_numbered_run(house["staff"], house["campaign"])
    run_waiting()

    digests = list(Run.objects.filter(number__isnull=False).order_by("number").values_list("number", "digest"))
    assert [number for number, _digest in digests] == [1, 2]
    assert digests[0][1] == digests[1][1]


def test_start_numbered_run_while_one_is_made_refused(house):
    start_numbered_run(house["staff"], house["campaign"])

    with pytest.raises(Refused) as refused:
        start_numbered_run(house["staff"], house["campaign"])

    assert refused.value.code == "run-waiting"


@pytest.mark.parametrize(
    "role", [role for role in Role.values if role not in {Role.STAFF, Role.ZONE_LEAD, Role.SECRETARY}]
)
def test_start_numbered_run_by_other_offices_refused(house, role):
    person = factories.make_person(role=role, node=house["committee"])

    with pytest.raises(Forbidden):
        start_numbered_run(person, house["campaign"])


def test_start_numbered_run_outside_its_stage_refused(house):
    house["campaign"].stages.filter(kind="evaluation").delete()

    with pytest.raises(Refused):
        start_numbered_run(house["staff"], house["campaign"])

    assert not Run.objects.filter(number__isnull=False).exists()


def test_swap_never_moves_back_to_an_older_reading(house):
    run_waiting()
    newer = current_run(house["campaign"])
    older = Run.objects.create(
        campaign=house["campaign"],
        rulebook_version=newer.rulebook_version,
        read_at=newer.read_at - timedelta(seconds=1),
    )

    swap(older)

    assert CurrentRun.objects.get().run == newer
    assert not Run.objects.filter(pk=older.pk).exists()


def test_failed_writing_leaves_the_old_run(house, monkeypatch):
    run_waiting()
    before = current_run(house["campaign"])
    monkeypatch.setattr(services.runs, "store_figures", broken)

    save_marks(house["staff"], assessment=house["assessments"][0], party="superior", changes={"A1": Change(0)})
    run_waiting()

    assert current_run(house["campaign"]) == before
    assert before.results.count() == 3
    assert Run.objects.count() == 1


def broken(*_args, **_kwargs):
    raise OSError("disk full")


def test_result_rows_hold_gap_stars_and_ties(house):
    run_waiting()

    rows = list(current_run(house["campaign"]).results.order_by("position"))

    assert [(row.name, row.stars, row.total, row.gap, row.gap_star) for row in rows] == [
        ("第1党支部", 5, 45000, None, None),
        ("第2党支部", 4, 41000, 3000, 0),
        ("第3党支部", 0, 25000, 3000, 0),
    ]
    assert [(row.rank, row.rank_zone, row.rank_unit, row.rank_type) for row in rows] == [
        (1, 1, 1, 1),
        (2, 2, 2, 2),
        (3, 3, 1, 3),
    ]
    assert not any(row.is_tied for row in rows)


def test_expected_place_counts_everybody_else(house):
    run_waiting()
    run = current_run(house["campaign"])
    rules = rulebook_of(run.rulebook_version)
    third = house["assessments"][2]

    assert expected_place(run, rules, (5, 45000, 9000), third.pk) == 1
    assert expected_place(run, rules, (5, 45000, 8999), third.pk) == 2
    assert expected_place(run, rules, (4, 50000, 10000), third.pk) == 2
    assert expected_place(run, rules, (0, 0, 0), third.pk) == 3


def test_run_without_branches_is_empty_not_broken():
    committee = factories.make_committee("县直机关工委")
    campaign = factories.make_campaign(committee)

    announce_evaluation(campaign)
    run_waiting()

    run = current_run(campaign)
    assert (run.branches, run.counts["levels"]) == (0, [0, 0, 0, 0])
    assert run.finished_at <= timezone.now()
    assert not Assessment.objects.of(campaign).exists()
