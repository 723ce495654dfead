"""The same import from the shell: one line a fault and exit 2, or everything written."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from apps.assessments.choices import ImportStatus
from apps.assessments.models import Import, Sheet
from apps.branches.models import Branch
from apps.core.tables import write_csv
from tests import factories
from tests.factories.workbooks import DATA

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    return factories.make_campaign(factories.make_committee(), slug="five")


def run(*arguments):
    """Output and error lines of the command, and its exit code."""
    out, errors = StringIO(), StringIO()
    try:
        call_command("import_marks", *map(str, arguments), stdout=out, stderr=errors)
    except CommandError as error:
        return out.getvalue(), [*errors.getvalue().splitlines(), str(error)], error.returncode
    return out.getvalue(), errors.getvalue().splitlines(), 0


def test_import_marks_first_workbook_needs_create(campaign):
    _out, errors, code = run("--campaign", "five", DATA / "clean.xlsx")

    assert code == 2
    assert errors == ["5 zones, 89 units and 900 branches would be made: say --create. Nothing was written."]
    assert not Branch.objects.exists()


def test_import_marks_dry_run_writes_nothing(campaign):
    out, errors, code = run("--campaign", "five", DATA / "clean.xlsx", "--create", "--dry-run")

    assert (errors, code) == ([], 0)
    assert out == "900 rows: 994 organisations made, 900 new and 0 changed sheets would be written.\n"
    assert not Branch.objects.exists()
    assert Import.objects.get().status == ImportStatus.DROPPED


def test_import_marks_writes_then_tells_every_fault_of_the_next(campaign):
    out, _errors, code = run("--campaign", "five", DATA / "clean.xlsx", "--create")
    _out, errors, next_code = run("--campaign", "five", DATA / "messy.xlsx")

    assert (code, next_code) == (0, 2)
    assert out == "900 rows: 994 organisations made, 900 new and 0 changed sheets written.\n"
    assert Sheet.objects.count() == 900
    assert len(errors) == 26
    assert errors[0].startswith("row 58, C1 理论武装: '18..5' ")
    assert errors[-1] == "25 faults, nothing was written."


@pytest.mark.parametrize(
    ("slug", "name", "said"),
    [("six", "clean.xlsx", "No campaign has the short name six."), ("five", "absent.xlsx", "No such file: ")],
)
def test_import_marks_unknown_campaign_or_file(campaign, slug, name, said):
    _out, errors, code = run("--campaign", slug, DATA / name)

    assert code == 1
    assert errors[0].startswith(said)


def test_import_marks_outside_the_stage_refused(campaign, tmp_path):
    campaign.stages.all().delete()
    file = tmp_path / "one.csv"
    file.write_bytes(write_csv(["党支部", "所在单位", "A1"], [["第1党支部", "市档案馆", 18]]))

    _out, _errors, code = run("--campaign", "five", file, "--create")

    assert code == 1
    assert not Import.objects.exists()
