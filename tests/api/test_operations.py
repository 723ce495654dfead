"""Jobs and the audit record over REST."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.audit.models import Record
from apps.jobs.choices import Status
from apps.jobs.models import Job
from apps.jobs.services import announce, run_waiting
from tests.api.client import BASE, details, refusal, rest
from tests.factories import mark

pytestmark = pytest.mark.django_db
JOBS, RECORDS = f"{BASE}jobs/", f"{BASE}records/"


def test_jobs_newest_first_with_how_they_ended(own):
    mark(own.staff, own.assessments[0], {"A1": 1700})

    rows = rest(own.staff).get(JOBS).json()["results"]

    assert [(row["kind"], row["status"]) for row in rows] == [("evaluate", "queued"), ("evaluate", "done")]
    assert rows[1]["result"] == {"branches": 3, "number": None}
    assert (rows[0]["announced_by_name"], rows[0]["share"]) == (own.staff.name, None)


def test_jobs_narrowed(own):
    mark(own.staff, own.assessments[0], {"A1": 1700})
    staff = rest(own.staff)

    assert len(staff.get(f"{JOBS}?status=queued").json()["results"]) == 1
    assert staff.get(f"{JOBS}?kind=import-check").json()["results"] == []
    assert refusal(staff.get(f"{JOBS}?status=lost")) == (422, "invalid")


def test_job_that_failed_tells_the_sentence_and_not_the_trace(own):
    job = announce("evaluate", 0, "无此活动", node_path=own.committee.path)
    run_waiting()

    body = rest(own.staff).get(f"{JOBS}{job.pk}/").json()

    assert (body["status"], body["result"]) == ("failed", {})
    assert body["error"]
    assert body["error_number"]
    assert "DoesNotExist" not in str(body)


def test_stop_waiting_job_once(own):
    mark(own.staff, own.assessments[0], {"A1": 1700})
    url = f"{JOBS}{Job.objects.latest('pk').pk}/stop/"
    staff = rest(own.staff)

    assert staff.post(url).json()["status"] == Status.STOPPED
    assert refusal(staff.post(url)) == (409, "job-ended")


def test_records_newest_first_with_marks_as_text(own):
    mark(own.staff, own.assessments[0], {"A1": 1750, "A2": None})

    row = rest(own.people["auditor"]).get(RECORDS).json()["results"][0]

    assert (row["act"], row["actor"]) == ("sheet.marked", {"id": own.staff.pk, "name": own.staff.name})
    assert (row["before"], row["after"]) == ({"A1": "18", "A2": "18"}, {"A1": "17.5", "A2": None})
    assert row["subject"]["kind"] == "sheet"
    assert row["act_title"]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("act=campaign.open", {"campaign.open"}),
        ("q=财政局&act=node.created", {"node.created"}),
        ("subject_kind=zone", {"zone.created"}),
        ("since=2199-01-01", set()),
        ("until=2000-01-02", set()),
        ("since=0001-01-01&until=9999-12-31&act=zone.created", {"zone.created"}),
        ("actor=2147483647", set()),
    ],
)
def test_records_narrowed(own, question, found):
    rows = rest(own.people["auditor"]).get(f"{RECORDS}?{question}").json()["results"]

    assert {row["act"] for row in rows} == found


def test_records_of_today_include_today(own):
    today = timezone.localdate()
    auditor = rest(own.people["auditor"])

    assert auditor.get(f"{RECORDS}?since={today}&until={today}&act=campaign.open").json()["results"]
    yesterday = today - timedelta(days=1)
    assert auditor.get(f"{RECORDS}?until={yesterday}").json()["results"] == []


def test_records_of_one_thing_and_one_person(own):
    mark(own.staff, own.assessments[0], {"A1": 1750})
    record = Record.objects.filter(act="sheet.marked", actor_id=own.staff.pk).latest("pk")
    question = f"actor={own.staff.pk}&subject_kind=sheet&subject={record.object_id}&size=1"

    rows = rest(own.people["auditor"]).get(f"{RECORDS}?{question}").json()["results"]

    assert [row["id"] for row in rows] == [record.pk]


def test_records_asked_for_an_act_that_is_none_is_422(own):
    response = rest(own.people["auditor"]).get(f"{RECORDS}?act=node.burnt&since=soon")

    assert refusal(response) == (422, "invalid")
    assert set(details(response)) == {"act", "since"}
