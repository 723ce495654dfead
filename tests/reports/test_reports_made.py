"""Reports: made as jobs, kept with their run, in two languages; who may have them made and read them."""

import io
import zipfile

import openpyxl
import pypdfium2
import pytest
from django.core.files.storage import default_storage
from docx import Document

from apps.core.errors import Forbidden, Invalid, Refused
from apps.evaluations.services import start_numbered_run
from apps.jobs.models import Job
from apps.jobs.services import run_waiting
from apps.organisations.choices import Role
from apps.reports.choices import Format, ReportKind, Scope
from apps.reports.models import Report
from apps.reports.services.reports import Asked, delete_report, request_report
from tests.factories.deciding import make_decided_house
from tests.pages import Page

pytestmark = pytest.mark.django_db

YEAR = Asked(ReportKind.YEAR, Scope.WHOLE, Format.PDF)


@pytest.fixture
def house():
    return make_decided_house()


def make(house, asked, language="zh-hans", person=None):
    """The report as it stands once its job is done."""
    report = request_report(person or house.staff, house.campaign, asked, language)
    run_waiting()
    report.refresh_from_db()
    return report


def body_of(report):
    with default_storage.open(report.path, "rb") as kept:
        return kept.read()


def pages_of(report):
    """What each page of a PDF says, without blanks and line breaks."""
    pages = pypdfium2.PdfDocument(body_of(report))
    return ["".join(page.get_textpage().get_text_range().split()) for page in pages]


def text_of(report):
    return "".join(pages_of(report))


def test_yearly_report_says_its_figures_in_sentences(house):
    report = make(house, YEAR)

    text = text_of(report)
    body = body_of(report)
    assert report.job.status == "done", report.job.error
    assert [part in text for part in ("五星1个，占33.3%", "四星1个，占33.3%", "第1次综合评定")] == [True] * 3
    assert b"pdfaid" in body
    assert report.digest and report.size == len(body)


def test_yearly_report_in_english_has_no_chinese_sentences(house):
    report = make(house, YEAR, "en")

    assert "1is" in text_of(report)
    assert "占" not in text_of(report)


@pytest.mark.parametrize(
    "asked_as", [(ReportKind.YEAR, Scope.WHOLE), (ReportKind.UNIT, Scope.UNIT), (ReportKind.MEETING, Scope.WHOLE)]
)
def test_word_is_filled_from_the_template_that_ships(house, asked_as):
    kind, scope = asked_as
    unit = house.assessments[0].unit if scope == Scope.UNIT else None

    report = make(house, Asked(kind, scope, Format.WORD, unit=unit))

    told = Document(io.BytesIO(body_of(report)))
    texts = [each.text for each in told.paragraphs]
    texts += [cell.text for table in told.tables for row in table.rows for cell in row.cells]
    assert any("2025" in text for text in texts)
    assert [text for text in texts if "{" in text] == []


def test_branch_sheet_takes_one_page_and_a_unit_one_a_branch(house):
    first = house.assessments[0]
    one = make(house, Asked(ReportKind.BRANCH, Scope.BRANCH, Format.PDF, assessment=first))
    every = make(house, Asked(ReportKind.BRANCH, Scope.WHOLE, Format.ZIP))

    names = zipfile.ZipFile(io.BytesIO(body_of(every))).namelist()
    assert len(pages_of(one)) == 1
    assert first.name in text_of(one)
    assert len(names) == len(house.assessments)


def test_workbook_holds_numbers_and_no_formula(house):
    house.assessments[0].results.update(name="=HYPERLINK(1)")
    unit = house.assessments[0].unit

    report = make(house, Asked(ReportKind.UNIT, Scope.UNIT, Format.WORKBOOK, unit=unit))

    sheets = openpyxl.load_workbook(io.BytesIO(body_of(report)))
    cells = [cell for row in sheets.worksheets[0].iter_rows(min_row=2) for cell in row]
    assert sheets.worksheets[0].freeze_panes == "A2"
    assert [cell.data_type for cell in cells if cell.value == "=HYPERLINK(1)"] == ["s"]
    assert all(cell.data_type != "f" for cell in cells)
    assert cells[0].value == 1


def test_report_is_stale_once_a_newer_run_stands(house, client):
    make(house, YEAR)
    client.force_login(house.staff)
    address = f"/c/{house.campaign.slug}/reports/"
    before = client.get(address).content.decode().count("chip warn")

    start_numbered_run(house.staff, house.campaign)
    run_waiting()

    assert (before, client.get(address).content.decode().count("chip warn")) == (0, 1)


def test_same_report_asked_twice_is_made_once(house):
    first = request_report(house.staff, house.campaign, YEAR, "en")
    second = request_report(house.people[Role.LEADER], house.campaign, YEAR, "en")

    assert first.pk == second.pk
    assert Job.objects.filter(kind="report").count() == 1


def test_unfinished_report_is_thrown_away_by_its_own_person_alone(house):
    report = request_report(house.staff, house.campaign, YEAR, "en")
    with pytest.raises(Forbidden):
        delete_report(house.people[Role.LEADER], report)

    delete_report(house.staff, report)
    run_waiting()

    assert Report.objects.count() == 0
    assert Job.objects.get(kind="report").status == "stopped"


def test_finished_report_stays(house):
    report = make(house, YEAR)

    with pytest.raises(Refused) as refused:
        delete_report(house.staff, report)

    assert refused.value.code == "finished"


def test_job_done_twice_keeps_one_file(house):
    report = make(house, YEAR)
    path = report.path

    Job.objects.filter(kind="report").update(status="queued")
    run_waiting()

    report.refresh_from_db()
    assert report.path == path


def test_secretary_has_the_own_sheet_made_and_nothing_else(house):
    secretary, own = house.people[Role.SECRETARY], house.assessments[0]
    other = house.assessments[-1]
    sheet = make(house, Asked(ReportKind.BRANCH, Scope.BRANCH, Format.PDF, assessment=own), person=secretary)

    for asked in (YEAR, Asked(ReportKind.BRANCH, Scope.BRANCH, Format.PDF, assessment=other)):
        with pytest.raises(Forbidden):
            request_report(secretary, house.campaign, asked)

    make(house, YEAR)
    assert [each.pk for each in Report.objects.visible_to(secretary)] == [sheet.pk]


def test_file_that_a_kind_has_not_is_refused(house):
    with pytest.raises(Invalid) as refused:
        request_report(house.staff, house.campaign, Asked(ReportKind.MEETING, Scope.WHOLE, Format.WORKBOOK))

    assert refused.value.code == "no-such-report"


def test_before_a_numbered_run_nothing_is_made(house):
    house.campaign.runs.update(number=None)

    with pytest.raises(Refused) as refused:
        request_report(house.staff, house.campaign, YEAR)

    assert refused.value.code == "no-run"


def test_page_without_a_numbered_run_leads_to_the_campaign(two):
    page = Page.of(two.own.client().get(f"{two.own.base}reports/"))

    assert page.by_class("p", "lead") is not None
    assert page.link("去活动页") == f"{two.own.base}campaign/"
    assert page.main.find(".//form") is None
