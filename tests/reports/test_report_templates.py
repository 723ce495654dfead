"""Word templates of a committee: taken when they can be filled, refused with where and why."""

import io
import zipfile

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from apps.core.errors import Forbidden, Invalid
from apps.core.typesetting import TEMPLATES
from apps.jobs.services import run_waiting
from apps.organisations.choices import Role
from apps.reports.choices import Format, ReportKind, Scope
from apps.reports.services.reports import Asked, request_report, template_in_use
from apps.reports.services.templates import bring_template, end_template
from apps.reports.writing.basis import Basis
from apps.reports.writing.branch import branch_data
from apps.reports.writing.group import GroupReport
from apps.reports.writing.meeting import MeetingPack
from apps.reports.writing.placeholders import BY_KIND, sample_of
from apps.reports.writing.word_check import require_template
from apps.reports.writing.year import YearReport
from tests.factories.deciding import make_decided_house

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return make_decided_house()


def written(*paragraphs, cells=()):
    """A .docx of these paragraphs, and one table of a single row."""
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if cells:
        row = document.add_table(rows=1, cols=len(cells)).rows[0]
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    body = io.BytesIO()
    document.save(body)
    return body.getvalue()


def with_part(content, name, body):
    """The same package with one part more."""
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a") as package:
        package.writestr(name, body)
    return out.getvalue()


def faults(content, kind=ReportKind.YEAR):
    with pytest.raises(Invalid) as refused:
        require_template(content, "年报.docx", kind)
    return refused.value


@pytest.mark.parametrize("kind", ReportKind.values)
def test_templates_that_ship_can_be_filled(kind):
    require_template((TEMPLATES / f"report-{kind}.docx").read_bytes(), f"report-{kind}.docx", kind)


def test_data_of_every_kind_is_what_its_placeholders_promise(house):
    basis = Basis(house.campaign, house.campaign.runs.get(number=1))
    made = {
        ReportKind.BRANCH: branch_data(basis, house.assessments[0]),
        ReportKind.UNIT: GroupReport(basis, "unit", house.assessments[0].unit).data(),
        ReportKind.YEAR: YearReport(basis).data(),
        ReportKind.MEETING: MeetingPack(basis).data(),
    }

    for kind, data in made.items():
        sample = sample_of(kind)
        assert set(data) == {each.name for each in BY_KIND[kind]}
        for name, value in data.items():
            if value and isinstance(value, list) and isinstance(value[0], dict):
                assert set(value[0]) == set(sample[name][0]), name
            assert type(value) is type(sample[name]), name


def test_unknown_placeholder_is_named_with_where_it_stands():
    content = written(
        "{{ title }}",
        "{%p for row in zones %}",
        "{{ row.nmae }} {{ row.share }}",
        "{%p endfor %}",
        cells=("{{ issuer }}", "{{ stras }}"),
    )

    found = faults(content).details["file"]

    assert [("row.nmae" in found[0], "3" in found[0]), ("stras" in found[1], "1" in found[1])] == [(True, True)] * 2
    assert len(found) == 2


@pytest.mark.parametrize(
    "text",
    [
        "{{ title.__class__ }}",
        "{{ ''.join(['a']) }}",
        "{{ 'a' * 100000000 }}",
        "{% set x = 1 %}",
        "{% for a in range(9) %}{% endfor %}",
        "{{ title|map('upper') }}",
        "{{ title",
    ],
)
def test_template_that_does_more_than_name_is_refused(text):
    assert faults(written(text)).code == "template"


def test_macros_objects_and_what_lies_elsewhere_are_refused():
    plain = written("{{ title }}")
    outside = b'<Relationships><Relationship Type="x/attachedTemplate" TargetMode="External" Target="http://a"/></Relationships>'
    cases = {
        "file-macros": with_part(plain, "word/vbaProject.bin", b"x"),
        "file-objects": with_part(plain, "word/embeddings/a.bin", b"x"),
        "file-outside": with_part(plain, "word/_rels/settings.xml.rels", outside),
        "file-kind": b"hello",
        "file-broken": with_part(plain, "word/more.xml", b"<!DOCTYPE a>"),
    }

    assert {code: faults(content).code for code, content in cases.items()} == {code: code for code in cases}


def test_own_template_is_used_until_it_is_ended(house):
    upload = SimpleUploadedFile("年报.docx", written("我委年报", "{{ title }}"))
    committee = house.campaign.committee
    template = bring_template(house.staff, committee, ReportKind.YEAR, upload)
    report = request_report(house.staff, house.campaign, Asked(ReportKind.YEAR, Scope.WHOLE, Format.WORD))
    run_waiting()

    end_template(house.staff, template)

    report.refresh_from_db()
    with default_storage.open(report.path, "rb") as kept:
        texts = [each.text for each in Document(io.BytesIO(kept.read())).paragraphs]
    assert texts[0] == "我委年报"
    assert report.template == template
    assert template_in_use(committee, ReportKind.YEAR) is None


def test_only_who_conducts_brings_templates(house):
    upload = SimpleUploadedFile("年报.docx", written("{{ title }}"))

    with pytest.raises(Forbidden):
        bring_template(house.people[Role.LEADER], house.campaign.committee, ReportKind.YEAR, upload)
