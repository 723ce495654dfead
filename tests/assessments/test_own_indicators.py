"""Marks on a unit's own indicators: each is a line of its unit's sheets, and they add up to the line they stand for."""

from copy import deepcopy

import pytest
from django.urls import reverse

from apps.assessments.imports import confirm_import, start_import
from apps.assessments.lines import lines_of
from apps.assessments.models import Assessment, Sheet, Submission
from apps.assessments.refining import rules_for
from apps.assessments.self_check import missing
from apps.assessments.services import Change, save_marks
from apps.assessments.star_heads import star_heads
from apps.core.errors import Conflict, Invalid
from apps.criteria.selectors import rulebook_of
from apps.evaluations.selectors import current_run
from apps.jobs.services import run_waiting
from tests.factories import mark, sign_in
from tests.factories.refining import make_refining_house

pytestmark = pytest.mark.django_db
BASICS = {f"{section}{number}": 550 for section in "ZDHJB" for number in (1, 2, 3)}


def build():
    found = make_refining_house()
    found.approved()
    found.begin_marking()
    return found


@pytest.fixture
def house(built, db):
    return deepcopy(built)


def codes_of(assessment):
    rules = rules_for(assessment)
    return [line.code for line in lines_of(rules, assessment.branch_type, "superior")][15:]


def test_only_the_units_own_branches_have_its_indicators(house):
    assert codes_of(house.assessments[0]) == ["X.1", "X.2"]
    assert codes_of(house.assessments[2]) == ["X"]


@pytest.mark.parametrize("act", ["write", "submit"])
def test_what_is_not_approved_when_marking_begins_adds_nothing(act):
    house = make_refining_house("市级机关工委", "another-2025")
    house.write()
    if act == "submit":
        house.submit()
    house.begin_marking()

    sheet = mark(house.staff, house.assessments[0], {"X": 800})

    assert (codes_of(house.assessments[0]), sheet.marks, sheet.indicators) == (["X"], {"X": 800}, {})


def test_the_sum_stands_once_every_indicator_is_marked(house):
    first = dict(mark(house.staff, house.assessments[0], {"X.1": 550}).marks)

    sheet = mark(house.staff, house.assessments[0], {"X.2": 300})

    assert (first, sheet.marks, sheet.indicators) == ({}, {"X": 850}, {"X.1": 550, "X.2": 300})
    changes = list(sheet.revisions.order_by("pk").values_list("criterion", "before", "after"))
    assert changes == [("X.1", None, 550), ("X.2", None, 300), ("X", None, 850)]


def test_a_mark_taken_away_takes_the_sum_away(house):
    mark(house.staff, house.assessments[0], {"X.1": 550, "X.2": 300})

    sheet = mark(house.staff, house.assessments[0], {"X.2": None})

    assert (sheet.marks, sheet.indicators) == ({}, {"X.1": 550})
    heads = star_heads(rules_for(house.assessments[0]), sheet.typed, house.assessments[0], "superior").heads
    assert (heads[5]["sum"], heads[5]["marked"], heads[5]["criteria"]) == ("5.50", 1, 2)


@pytest.mark.parametrize(("code", "points"), [("X", 800), ("X.3", 100), ("X.1", 601)])
def test_marks_beside_the_indicators_are_refused(house, code, points):
    with pytest.raises(Invalid) as refused:
        mark(house.staff, house.assessments[0], {code: points})

    assert list(refused.value.details) == [code]


def test_what_somebody_else_marked_is_a_conflict(house):
    mark(house.staff, house.assessments[0], {"X.1": 550})

    with pytest.raises(Conflict) as refused:
        save_marks(
            house.staff, assessment=house.assessments[0], party="superior", changes={"X.1": Change(500, seen=None)}
        )

    assert refused.value.details["marks"]["X.1"]["theirs"] == 550


def test_a_self_assessment_lacks_each_indicator_and_its_proof(house):
    mark(house.secretary, house.assessments[0], BASICS | {"X.2": 300}, "self")

    lacking = [(gap.kind, gap.criterion.code) for gap in missing(house.assessments[0])]

    assert lacking == [("mark", "X.1"), ("proof", "X.1")]


def test_the_result_is_the_same_as_by_one_line(house):
    by_parts, by_line = house.assessments[0], house.assessments[2]
    mark(house.staff, by_parts, BASICS | {"X.1": 550, "X.2": 300})
    mark(house.staff, by_line, BASICS | {"X": 850})
    run_waiting()

    results = current_run(house.campaign).results
    totals = [results.get(assessment=each).total for each in (by_parts, by_line)]

    # 70% of 15 × 5.5 + 8.5
    assert totals == [6370, 6370]


def test_a_scorers_sheet_has_them_and_its_tasks_count_as_the_rulebook_does(house):
    mark(house.staff, house.assessments[0], BASICS | {"X.1": 550})
    url = reverse("assessments:sheet", args=[house.campaign.slug, house.assessments[0].pk, "superior"])

    page = sign_in(house.staff).get(url)

    assert [row["code"] for row in page.context["groups"][5]["rows"]] == ["X.1", "X.2"]
    assert (page.context["marked"], page.context["criteria"]) == (16, 17)
    rows = [row for group in page.context["tasks"].groups for row in group["rows"]]
    assert [(row["marked"], row["lines"]) for row in rows] == [(15, 16), (0, 16), (0, 16), (0, 16)]


def test_a_workbook_does_not_write_over_the_sum(house):
    mark(house.staff, house.assessments[0], {"X.1": 550, "X.2": 300})
    rows = ["党支部,所在单位,党员人数,Z1,X", "省科学院第1党支部,省科学院,10,5,", "省科学院第2党支部,省科学院,10,5,7"]
    rows += ["省图书馆第1党支部,省图书馆,10,5,9"]

    faulty = try_text(house, rows)
    rows[2] = "省科学院第2党支部,省科学院,10,5,"
    imported = try_text(house, rows)
    confirm_import(house.staff, imported)
    run_waiting()

    assert [(fault["row"], fault["column"], fault["kind"]) for fault in faulty.report["faults"]] == [
        (3, "X", "divided")
    ]
    marks = dict(Sheet.objects.values_list("assessment__name", "marks"))
    assert marks["省科学院第1党支部"] == {"X": 850, "Z1": 500}
    assert marks["省图书馆第1党支部"] == {"X": 900, "Z1": 500}


def try_text(house, rows):
    """A workbook of marks after its dry run."""
    content = "\n".join(rows).encode()
    imported = start_import(house.staff, content=content, file_name="marks.csv", campaign=house.campaign)
    run_waiting()
    imported.refresh_from_db()
    return imported


def test_the_branch_page_shows_what_a_mark_adds_up_from(house):
    mark(house.secretary, house.assessments[0], {"X.1": 600, "X.2": 400}, "self")
    mark(house.staff, house.assessments[0], BASICS | {"X.1": 550, "X.2": 300})
    Submission.objects.create(assessment=house.assessments[0])
    run_waiting()
    url = reverse("reports:branch", args=[house.campaign.slug, house.assessments[0].pk])

    pages = [sign_in(person).get(f"{url}?criterion=X") for person in (house.secretary, house.staff)]

    told = [[(part["code"], part["mark"], part["self"]) for part in page.context["mark"]["parts"]] for page in pages]
    assert told == [
        [("X.1", "5.50", "6.00"), ("X.2", "3.00", "4.00")],
        [("X.1", "5.50", ""), ("X.2", "3.00", "")],
    ]


def test_the_stored_rules_stay_as_they_are(house):
    rules = rules_for(house.assessments[0])

    assert rules.scores == rulebook_of(house.campaign.rulebook_version).scores
    assert Sheet.objects.count() == 0
    assert Assessment.objects.count() == 4
