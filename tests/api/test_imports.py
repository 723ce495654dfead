"""Imports over REST: in, dry run, write or drop, undo."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from apps.assessments.imports import MAX_BYTES
from apps.assessments.models import Import, Sheet
from apps.jobs.services import run_waiting
from apps.organisations.models import Node
from tests.api.client import BASE, details, refusal, rest

pytestmark = pytest.mark.django_db
IMPORTS = f"{BASE}imports/"
HEAD = "党支部,所在单位,A1,A2\n"
FINE = HEAD + "市发改委第1党支部,市发改委,19.5,\n"
FAULTY = HEAD + "市发改委第1党支部,市发改委,19.5,21\n市发改委第7党支部,市发改委,1,1\n"
ROSTER = "党支部,所在单位,协作区,支部类型,党员人数\n市新单位第1党支部,市新单位,市新协作区,党政机关,8\n"


def send(person, text, name="marks.csv", **fields):
    content = text if isinstance(text, bytes) else text.encode()
    return rest(person).post(IMPORTS, {"file": SimpleUploadedFile(name, content), **fields}, format="multipart")


def tried(house, text, **fields):
    """An import after its dry run, as its door shows it."""
    url = send(house.staff, text, **(fields or {"campaign": house.campaign.slug})).headers["Location"]
    run_waiting()
    return url, rest(house.staff).get(url).json()


def test_bring_in_a_file_and_look_until_it_is_tried(own):
    response = send(own.staff, FINE, campaign=own.campaign.slug)
    before = rest(own.staff).get(response.headers["Location"]).json()
    run_waiting()
    after = rest(own.staff).get(response.headers["Location"]).json()

    assert response.status_code == 202
    assert (before["status"], before["report"]) == ("checking", None)
    assert (after["status"], after["campaign"], after["file_name"], after["by_name"]) == (
        "ready",
        "five-2025",
        "marks.csv",
        own.staff.name,
    )
    assert after["report"]["sheets"] == {
        "new": 0,
        "changed": 1,
        "same": 0,
        "marks": 24,
        "marks_changed": 2,
        "facts": 0,
        "vetoes": 0,
    }


def test_faults_by_row_and_column_in_the_readers_words(own):
    _url, body = tried(own, FAULTY)

    report = body["report"]
    assert (body["status"], report["rows"], report["faulty_rows"], report["fault_count"]) == ("faulty", 2, 2, 2)
    found = [{key: fault[key] for key in ("row", "column", "letter", "kind", "value")} for fault in report["faults"]]
    assert found == [
        {"row": 2, "column": "A2", "letter": "D", "kind": "range", "value": "21"},
        {"row": 3, "column": "党支部", "letter": "A", "kind": "branch", "value": "市发改委第7党支部"},
    ]
    assert all(fault["title"] and fault["message"] for fault in report["faults"])


def test_file_that_is_no_table_says_why(own):
    _url, body = tried(own, b"\x89PNG\r\n\x1a\n" + b"\x00" * 64)

    assert body["status"] == "failed"
    assert list(body["report"]) == ["error"]


def test_write_then_undo(own):
    url, _body = tried(own, FINE)
    staff = rest(own.staff)

    written = staff.post(f"{url}write/")
    run_waiting()
    marks = dict(Sheet.objects.get(assessment=own.assessments[0], party="superior").marks)
    undone = staff.post(f"{url}undo/")

    assert (written.status_code, written.json()["status"]) == (202, "writing")
    assert (marks["A1"], "A2" in marks) == (1950, False)
    assert (undone.status_code, undone.json()["status"]) == (200, "undone")
    assert Sheet.objects.get(assessment=own.assessments[0], party="superior").marks["A1"] == 1800


def test_write_with_faults_is_409(own):
    url, _body = tried(own, FAULTY)

    assert refusal(rest(own.staff).post(f"{url}write/")) == (409, "import-not-ready")


def test_undo_before_writing_is_409(own):
    url, _body = tried(own, FINE)

    assert refusal(rest(own.staff).post(f"{url}undo/")) == (409, "import-stays")


def test_drop_once(own):
    url, _body = tried(own, FINE)
    staff = rest(own.staff)

    assert staff.post(f"{url}drop/").json()["status"] == "dropped"
    assert refusal(staff.post(f"{url}drop/")) == (409, "import-decided")
    assert refusal(staff.post(f"{url}write/")) == (409, "import-not-ready")


def test_roster_alone_shows_what_would_be_made(own):
    fields = {"committee": own.committee.pk, "has_creation": True}
    url, body = tried(own, ROSTER, **fields)

    assert (body["status"], body["campaign"], body["committee"]["name"]) == ("ready", None, "市直机关工委")
    assert body["report"]["plan"] == {
        "zones": 1,
        "units": 1,
        "branches": 1,
        "groups": [{"name": "市新协作区", "units": ["市新单位"], "branches": 1, "members": 8}],
    }
    rest(own.staff).post(f"{url}write/")
    run_waiting()
    assert Node.objects.filter(name="市新单位第1党支部").exists()


def test_roster_without_creation_names_the_unknown_unit(own):
    _url, body = tried(own, ROSTER, committee=own.committee.pk)

    assert [fault["kind"] for fault in body["report"]["faults"]] == ["unit"]


def test_administrator_keeps_rosters_and_sees_no_marks(own):
    _url, marks = tried(own, FINE)
    administrator = own.people["administrator"]

    response = send(administrator, ROSTER, committee=own.committee.pk, has_creation=True)

    rows = rest(administrator).get(IMPORTS).json()["results"]
    assert [row["id"] for row in rows] == [response.json()["id"]]
    assert refusal(rest(administrator).get(f"{IMPORTS}{marks['id']}/")) == (404, "not-found")


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({}, "campaign"),
        ({"campaign": "five-2025", "committee": "1"}, "campaign"),
        ({"campaign": "county-2025"}, "campaign"),
        ({"campaign": "a\x00b"}, "campaign"),
        ({"committee": "0"}, "committee"),
    ],
)
def test_bring_in_for_nothing_or_both_or_the_unseen_is_422(own, other, fields, field):
    if "committee" in fields and "campaign" in fields:
        fields = fields | {"committee": str(own.committee.pk)}

    response = send(own.staff, FINE, **fields)

    assert refusal(response) == (422, "invalid")
    assert list(details(response)) == [field]


def test_bring_in_without_a_file_or_an_empty_one_is_422(own):
    nothing = rest(own.staff).post(IMPORTS, {"campaign": own.campaign.slug}, format="multipart")
    empty = send(own.staff, "", campaign=own.campaign.slug)

    assert [refusal(nothing), refusal(empty)] == [(422, "invalid")] * 2
    assert [list(details(nothing)), list(details(empty))] == [["file"], ["file"]]


def test_bring_in_more_than_is_taken_is_422(own):
    response = send(own.staff, b"x" * (MAX_BYTES + 1), campaign=own.campaign.slug)

    assert refusal(response) == (422, "invalid")
    assert not Import.objects.exists()


def test_bring_in_outside_its_stage_is_409(own):
    own.campaign.stages.filter(kind="scoring").delete()

    assert refusal(send(own.staff, FINE, campaign=own.campaign.slug)) == (409, "stage-not-open")


def test_file_comes_back_as_it_went_in(own):
    url, _body = tried(own, FAULTY)

    response = rest(own.staff).get(f"{url}file/")

    assert response.getvalue() == FAULTY.encode()
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["Content-Disposition"] == 'attachment; filename="marks.csv"'


def test_annotated_file_boxes_the_faults(own):
    url, _body = tried(own, FAULTY)

    response = rest(own.staff).get(f"{url}annotated/")

    sheet = load_workbook(BytesIO(response.getvalue())).active
    assert sheet["D2"].comment is not None or any("21" in str(cell.value) for row in sheet.rows for cell in row)


def test_annotated_file_without_faults_is_409(own):
    url, _body = tried(own, FINE)

    assert refusal(rest(own.staff).get(f"{url}annotated/")) == (409, "no-faults")


def test_imports_narrowed(own):
    tried(own, FINE)
    tried(own, FAULTY)
    staff = rest(own.staff)

    assert [row["status"] for row in staff.get(IMPORTS).json()["results"]] == ["faulty", "ready"]
    assert [row["status"] for row in staff.get(f"{IMPORTS}?status=ready").json()["results"]] == ["ready"]
    assert staff.get(f"{IMPORTS}?campaign=none").json()["results"] == []
