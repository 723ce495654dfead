"""Somebody alters the database or a file by hand: verifying names each place, with what was kept and what is there."""

from io import StringIO

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db.models import F

from apps.assessments.models import Assessment, Sheet
from apps.audit.models import Record
from apps.audit.services import link_records
from apps.criteria.selectors import rulebook_of
from apps.evaluations.columns import CHUNK, load_columns, pack
from apps.evaluations.models import Erratum, Result, RunInput, Seal, SealCheck
from apps.evaluations.sealing.verifying import verify
from apps.evaluations.services import confirm_erratum, request_check
from apps.jobs.services import run_waiting
from apps.organisations.choices import Role
from tests.audit.test_chain import by_hand
from tests.factories.houses import make_house, shared
from tests.factories.sealing import correct, seal

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def house(django_db_setup, django_db_blocker):
    """A house whose campaign is sealed; each test takes its own changes back."""
    with shared(django_db_blocker):
        house = make_house()
        seal(house)
        yield house


def found(house):
    """Every difference as (where, what, stored, recomputed)."""
    return [tuple(each.plain().values()) for each in verify(house.campaign).differences]


def verified(*arguments):
    """What the command writes, and how it ends."""
    out, errors = StringIO(), StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("verify", *arguments, stdout=out, stderr=errors)
    return ended.value.code, out.getvalue().splitlines()


def test_verify_of_what_nobody_touched_finds_nothing(house):
    report = verify(house.campaign)

    assert (report.differences, report.runs, report.branches) == ([], 1, 3)
    assert verified(house.campaign.slug)[0] == 0


def test_altered_mark_is_named(house):
    sheet = Sheet.objects.get(assessment=house.assessments[1], party="superior")
    Sheet.objects.filter(pk=sheet.pk).update(marks=sheet.marks | {"B2": 1950})

    assert found(house) == [("市发改委 市发改委第2党支部", "B2", "18", "19.5")]


def test_altered_result_is_named(house):
    Result.objects.filter(assessment=house.assessments[2]).update(total=F("total") + 100)

    places = found(house)

    name = "市财政局 市财政局第1党支部"
    assert [each[0] for each in places if each[2:] == ("251", "250")] == [name]
    assert [each[0] for each in places if each[2:] == ("250", "251")] == [name]


def test_altered_input_of_the_run_is_named(house):
    seal_row = Seal.objects.get(campaign=house.campaign)
    chunk = RunInput.objects.get(run=seal_row.run)
    subjects, cohort = load_columns(house.campaign, rulebook_of(seal_row.run.rulebook_version))
    cohort.marks[0, 0] = 0
    RunInput.objects.filter(pk=chunk.pk).update(columns=pack(subjects, cohort, 0, CHUNK))

    assert ("市发改委 市发改委第1党支部", "A1", "18", "0") in found(house)


def test_decided_level_written_by_hand_is_named(house):
    Assessment.objects.filter(pk=house.assessments[0].pk).update(decided_level="三星")

    assert [each[0] for each in found(house)] == ["市发改委 市发改委第1党支部"]
    assert found(house)[0][3] == "三星"


def test_altered_file_is_named(house):
    paper = Seal.objects.get(campaign=house.campaign).paper
    with default_storage.open(paper.path, "rb") as kept:
        content = kept.read()
    try:
        with default_storage.open(paper.path, "wb") as kept:
            kept.write(content.replace("第2党支部".encode(), "第9党支部".encode(), 1))

        places = found(house)
    finally:
        with default_storage.open(paper.path, "wb") as kept:
            kept.write(content)

    assert any(each[0] == paper.name for each in places)
    assert any("第9党支部" in each[2] and "第2党支部" in each[3] for each in places)


def test_altered_correction_is_named(house):
    erratum = confirm_erratum(house.people[Role.LEADER], correct(house, Seal.objects.get(campaign=house.campaign)))
    Erratum.objects.filter(pk=erratum.pk).update(moved=[])

    assert [each[2] for each in found(house)] == [erratum.digest]


def test_command_tells_every_difference_and_keeps_the_check(house):
    Assessment.objects.filter(pk=house.assessments[0].pk).update(decided_level="三星")

    code, lines = verified("--all")

    assert (code, len(lines)) == (1, 2)
    check = SealCheck.objects.get()
    assert (check.is_same, check.how, len(check.differences)) == (False, "command", 1)


def test_command_for_an_unknown_campaign_ends_with_2():
    assert verified("nowhere") == (2, [])


def test_command_of_the_acts_names_an_altered_one(house):
    link_records()
    assert verified("--audit")[0] == 0
    record = Record.objects.filter(act="seal.confirmed").get()

    by_hand("UPDATE audit_record SET actor_name = 'x' WHERE id = %s", record.pk)

    code, lines = verified("--audit")
    assert (code, [str(record.pk) in line for line in lines]) == (1, [True])


def test_check_from_the_page_keeps_who_asked(house):
    request_check(house.people[Role.AUDITOR], Seal.objects.get(campaign=house.campaign))
    run_waiting()

    check = SealCheck.objects.get()
    assert (check.by_name, check.how, check.is_same) == (house.people[Role.AUDITOR].name, "page", True)
