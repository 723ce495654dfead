"""The audit record for people: found by branch, person, act and change; in a file; checked on demand."""

from copy import deepcopy
from io import BytesIO

import pytest
from openpyxl import load_workbook

from apps.assessments.models import Sheet
from apps.audit.models import Record
from apps.audit.services import link_records
from apps.jobs.services import run_waiting
from apps.organisations.choices import Role
from apps.reports.record_export import request_export
from apps.reports.records import CHANGING, Asked
from tests import factories
from tests.factories.houses import make_house

pytestmark = pytest.mark.django_db


def build():
    house = make_house()
    factories.mark(house.staff, house.assessments[0], {"A1": 1850})
    link_records()
    return house


@pytest.fixture
def house(built, db):
    return deepcopy(built)


def found(house, **asked):
    return Asked(**asked).narrow(Record.objects.all())


def test_acts_found_by_pinyin_of_the_branch(house):
    rows = found(house, q="czj", act="sheet.marked")

    assert {row.node_path for row in rows} == {house.assessments[2].path}


def test_acts_found_by_their_own_words_and_person(house):
    assert {row.act for row in found(house, q="打分", actor=house.staff.pk)} == {"sheet.marked"}


def test_only_what_changed_marks_or_levels(house):
    acts = {row.act for row in found(house, changed=True)}

    assert acts == {"sheet.marked"} and acts <= set(CHANGING)


def test_row_leads_to_its_branch_and_shows_its_place_in_the_chain(house):
    record = Record.objects.filter(act="sheet.marked").latest("pk")

    text = house.client(Role.AUDITOR).get("/audit/?act=sheet.marked").content.decode()

    assert f"{house.base}branches/{house.assessments[0].pk}/" in text
    assert f'<code title="{record.link.digest}">{record.link.digest[:4]}…{record.link.digest[-4:]}</code>' in text


def test_workbook_and_csv_hold_what_is_asked_for(house):
    client = house.client(Role.AUDITOR)
    record = Record.objects.filter(act="sheet.marked").latest("pk")

    rows = list(load_workbook(BytesIO(client.get("/audit.xlsx?act=sheet.marked").content)).active.values)
    csv = b"".join(client.get("/audit.csv?act=sheet.marked").streaming_content).decode("utf-8-sig")

    assert len(rows) == 1 + Record.objects.filter(act="sheet.marked").count() == len(csv.splitlines())
    assert rows[1][4:] == ("A1 18", "A1 18.5", None, record.link.digest)


def test_large_file_is_made_by_a_job_for_who_asked(house):
    job = request_export(house.people[Role.AUDITOR], Asked(act="sheet.marked"))
    run_waiting()

    own = house.client(Role.AUDITOR).get(f"/audit/files/{job.pk}/")
    other = house.client(Role.STAFF).get(f"/audit/files/{job.pk}/")

    rows = list(load_workbook(BytesIO(b"".join(own.streaming_content))).active.values)
    assert (len(rows), other.status_code) == (1 + Record.objects.filter(act="sheet.marked").count(), 404)


def test_check_asked_for_on_the_page_tells_what_was_altered(house):
    sheet = Sheet.objects.get(assessment=house.assessments[0], party="superior")
    Sheet.objects.filter(pk=sheet.pk).update(marks=sheet.marks | {"A1": 100})
    client = house.client(Role.AUDITOR)

    client.post("/audit/check/")
    run_waiting()

    page = client.get("/audit/").content.decode()
    assert "市发改委 市发改委第1党支部" in page and "18.5" in page
