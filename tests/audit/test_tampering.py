"""Whatever somebody alters in the database by hand – a mark, a revision, a result, a run – is found and named."""

from copy import deepcopy

import pytest
from django.core.management import call_command
from django.utils.translation import override

from apps.assessments.models import Batch, ImportedSheet, Revision, Sheet
from apps.assessments.services import Change, save_marks
from apps.assessments.undoing import undo_import
from apps.audit.models import Check, Record
from apps.audit.services import link_records
from apps.evaluations.auditing import go_over
from apps.evaluations.models import Result, Run
from apps.evaluations.sealing.verifying import stored_digest
from apps.evaluations.services import check_whole_record, start_numbered_run
from apps.jobs.services import run_waiting
from apps.organisations.choices import Role
from tests import factories
from tests.audit.test_chain import by_hand
from tests.factories.houses import make_house

pytestmark = pytest.mark.django_db
FIRST = "市发改委 市发改委第1党支部"


def build():
    """A house in which marks came by hand and by a workbook, one workbook was undone, and one run is numbered."""
    house = make_house()
    bring_in(house, "A1", 15)
    undo_import(house.staff, bring_in(house, "A2", 12))
    rated = house.assessments[0]
    save_marks(house.staff, assessment=rated, party="superior", changes={"A1": Change(1600, "复核")})
    save_marks(house.staff, assessment=rated, party="superior", changes={"E5": Change(None, "误录")})
    save_marks(house.people[Role.SECRETARY], assessment=rated, party="self", changes={"A1": Change(1900)})
    start_numbered_run(house.staff, house.campaign)
    run_waiting()
    link_records()
    return house


def bring_in(house, code, points):
    """A workbook with one mark for every branch of the first unit."""
    rows = [f"{row.name},{row.unit.name},{points}" for row in house.assessments[:2]]
    content = "\n".join([f"党支部,所在单位,{code}", *rows]).encode()
    return factories.write_workbook(house.staff, house.campaign, f"{code}.csv", content)


@pytest.fixture
def house(built, db):
    return deepcopy(built)


def sheet_of(house, party="superior"):
    return Sheet.objects.get(assessment=house.assessments[0], party=party)


def faults():
    with override("en"):
        return [(each.where, each.what, each.stored, each.expected) for each in go_over().faults]


def test_nothing_altered_tells_nothing(house, capsys):
    with pytest.raises(SystemExit) as ended:
        call_command("verify", "--audit")

    assert ended.value.code == 0
    assert Check.objects.get().is_fine
    assert faults() == []


@pytest.mark.parametrize(
    ("party", "code", "value", "told"),
    [
        ("superior", "A1", 1700, ("17", "16")),
        ("superior", "A2", None, ("blank", "18")),
        ("superior", "E5", 1800, ("18", "blank")),
        ("self", "A1", 2000, ("20", "19")),
    ],
)
def test_altered_mark_is_named_with_branch_and_criterion(house, party, code, value, told):
    sheet = sheet_of(house, party)
    marks = {each: mark for each, mark in (sheet.marks | {code: value}).items() if mark is not None}
    Sheet.objects.filter(pk=sheet.pk).update(marks=marks)

    found = faults()

    assert found == [(f"{FIRST} · {party}", code, *told)]


def test_mark_that_a_workbook_wrote_is_named_with_what_it_wrote(house):
    sheet = Sheet.objects.get(assessment=house.assessments[1], party="superior")
    Sheet.objects.filter(pk=sheet.pk).update(marks=sheet.marks | {"A1": 2000})

    found = faults()

    assert found == [("市发改委 市发改委第2党支部 · superior", "A1", "20", "15")]


@pytest.mark.parametrize("change", [{"after": 1650}, {"by_name": "别人"}, {"reason": "另有原因"}])
def test_altered_revision_is_named(house, change):
    Revision.objects.filter(sheet=sheet_of(house), criterion="A1", reason="复核").update(**change)

    found = faults()

    assert [(where, what, expected) for where, what, _stored, expected in found] == [
        (f"{FIRST} · superior", "A1, change 2", f"15 → 16 {house.staff.name} 复核")
    ]


def test_revision_taken_away_is_named(house):
    Revision.objects.filter(sheet=sheet_of(house), criterion="E5", after=None).delete()

    found = faults()

    assert found == [(f"{FIRST} · superior", "E5, change 2", "missing", f"18 → blank {house.staff.name} 误录")]


def test_marks_kept_before_an_import_are_named(house):
    line = ImportedSheet.objects.filter(sheet=sheet_of(house)).order_by("pk").first()
    ImportedSheet.objects.filter(pk=line.pk).update(before=line.before | {"A1": 0})

    found = faults()

    assert [(where, what) for where, what, *_values in found] == [(f"{FIRST} · superior", "marks before an import")]


def test_batch_put_in_place_of_another_is_named(house):
    first, second = Batch.objects.order_by("pk")[:2]
    Batch.objects.filter(pk=first.pk).update(content=second.content)

    found = faults()

    assert found[0][:2] == ("A1.csv", "the marks that were written at once")


def test_sheet_taken_away_is_named(house):
    sheet = sheet_of(house, "self")
    sheet.delete()

    found = faults()

    assert found == [(str(sheet), "the sheet is gone", "", "")]


def test_altered_result_is_named_with_its_branch(house):
    run = Run.objects.get(number=1)
    Result.objects.filter(run=run, assessment=house.assessments[0]).update(total=1)

    found = {(where, what) for where, what, *_values in faults()}

    assert found == {(f"{run.campaign.name} · {FIRST}", "total"), (f"{run.campaign.name} · Evaluation 1", "digest")}


def test_run_made_anew_with_its_digest_differs_from_the_act_of_its_making(house):
    run = Run.objects.get(number=1)
    told = run.digest
    Result.objects.filter(run=run, assessment=house.assessments[0]).update(name="别的支部")
    Run.objects.filter(pk=run.pk).update(digest=stored_digest(run))
    run.refresh_from_db()

    found = faults()

    assert found == [(f"{run.campaign.name}, evaluation 1", "digest", run.digest, told)]


def test_run_taken_away_is_named(house):
    run = Run.objects.get(number=1)
    label = str(run)
    run.results.all().delete()
    house.campaign.current_run.delete()
    run.delete()

    found = faults()

    assert found == [(label, "the numbered run is gone", "", "")]


def test_altered_act_is_named_and_the_mark_it_hides_too(house):
    act = Record.objects.filter(act="sheet.marked", object_id=str(sheet_of(house, "self").pk)).get()
    by_hand("UPDATE audit_record SET actor_name = %s WHERE id = %s", "别人", act.pk)

    found = [what for _where, what, *_values in faults()]

    assert found == [f"the act is not as it was written (sheet.marked, {act.object_label})", "A1, change 1"]


def test_check_by_the_clock_keeps_what_it_found(house):
    sheet = sheet_of(house)
    Sheet.objects.filter(pk=sheet.pk).update(marks=sheet.marks | {"A1": 0})
    check_whole_record()

    run_waiting()

    kept = Check.objects.get()
    assert (kept.count, kept.by_name, kept.acts) == (1, "", Record.objects.filter(link__isnull=False).count())
    assert kept.faults[0]["expected"] == "16"
