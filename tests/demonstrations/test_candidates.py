"""A candidate's way, how its panel's marks were reckoned, findings, progress, proof; workbooks of both."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from apps.assessments.services.scorers import declare_interest
from apps.core.errors import Forbidden, Invalid, Refused
from apps.core.tables import write_xlsx
from apps.demonstrations.candidate_page import candidates_for, page_of
from apps.demonstrations.choices import FilingKind, FilingStatus, ProgrammeKind
from apps.demonstrations.models import Candidate, Passage, Programme
from apps.demonstrations.progress_list import progress_of
from apps.demonstrations.reckoning import reckoning
from apps.demonstrations.services.filings import start_filing, write_filing
from apps.demonstrations.services.findings import add_finding, check_finding, reply_to
from apps.demonstrations.services.gates import close_gate, open_gate
from apps.demonstrations.services.progress import report_progress
from apps.demonstrations.services.proof import add_files, remove_file
from apps.organisations.choices import Role
from apps.rating.rulebook import Panel
from tests.evidence.files import photo, sent
from tests.factories.houses import make_house
from tests.factories.selections import make_batch, make_call, make_candidate, make_programme, mark_gate, run_gate

pytestmark = pytest.mark.django_db

SEVEN = (9250, 9000, 9300, 9150, 9400, 9100, 9200)
GATES = (("panel", "专家评审", "sites-panel", "panel"), ("meeting", "综合评定", "honours-review", "overall"))


@pytest.fixture
def house():
    return make_house()


@pytest.fixture
def candidate(house):
    """A branch of the house as a candidate before a panel and a meeting."""
    batch = make_batch(make_programme(house.committee), GATES)
    return make_candidate(batch, house.assessments[0].node, unit=house.units[0])


@pytest.fixture
def project(house):
    """The same as a secretary project."""
    batch = make_batch(make_programme(house.committee, kind=ProgrammeKind.PROJECT))
    return make_candidate(batch, house.assessments[0].node, unit=house.units[0], title="暖心食堂")


def panelled(house, candidate, marks=SEVEN):
    """The panel's gate open, with the marks of its seven experts and a run."""
    gate = open_gate(house.staff, candidate.batch.gates.all()[0])
    for number, mark in enumerate(marks, 1):
        mark_gate(house.staff, gate, {candidate: {"A1": mark}}, f"judge{number}")
    run_gate(house.staff, gate)
    gate.refresh_from_db()
    return gate


def told(person, candidate):
    """The candidate's page for a person."""
    return page_of(person, candidates_for(person, candidate.batch.programme).get(pk=candidate.pk))


def test_panel_is_written_out_by_letter_once_its_gate_is_closed(house, candidate):
    gate, secretary = panelled(house, candidate), house.people[Role.SECRETARY]
    declare_interest(house.staff, gate.campaign, house.people[Role.LEADER], house.units[0], "曾在该单位任职")

    before = told(secretary, candidate)
    close_gate(house.staff, gate)
    [row] = told(secretary, candidate)["reckonings"]

    assert (before["reckonings"], [step.score for step in before["way"]]) == ([], ["", "", ""])
    assert [(each.name, each.mark, each.struck) for each in row.experts][:3] == [
        ("专家甲", "92.5", ""),
        ("专家乙", "90.0", "最低，去掉"),
        ("专家丙", "93.0", ""),
    ]
    assert row.written_out == "91.0 + 91.5 + 92.0 + 92.5 + 93.0 = 460.0，460.0 ÷ 5 = 92.0"
    assert Passage.objects.get().total == 9_200
    step = told(secretary, candidate)["way"][0]
    assert (step.score, "1" in step.said, house.people[Role.LEADER].name in step.said) == ("92.0", True, False)


@pytest.mark.parametrize(("year", "day"), [(2028, "2 月 29 日"), (2027, "2 月 28 日")])
def test_review_on_the_last_of_february_is_told_in_every_year(house, candidate, monkeypatch, year, day):
    Programme.objects.update(review_by="02-29")
    monkeypatch.setattr(timezone, "localdate", lambda *_args: date(year, 6, 1))

    after = dict(told(house.staff, candidate)["after"])

    assert day in after["年审"]


def test_sum_that_does_not_end_is_shown_before_and_after_rounding():
    panel = Panel("judge", 5, "trimmed", 1, 1, None)

    row = reckoning("评审", "", panel, [9000, 9100, 9250, None, 9400], 1)

    assert row.written_out == "91.0 + 92.5 = 183.5，183.5 ÷ 2 = 91.75"
    assert [each.struck for each in row.experts] == ["最低，去掉", "", "", "没有打分", "最高，去掉"]


def test_finding_is_answered_by_the_organisation_and_seen_by_who_surveys(house, candidate):
    zone_lead, secretary = house.people[Role.ZONE_LEAD], house.people[Role.SECRETARY]
    day = timezone.localdate() + timedelta(days=9)

    found = add_finding(zone_lead, candidate, "午间窗口只留 1 人", due_on=day)
    with pytest.raises(Refused):
        check_finding(zone_lead, found)
    answered = reply_to(secretary, found, "不少于 3 人", due_on=day + timedelta(days=30))
    with pytest.raises(Forbidden):
        check_finding(secretary, found)
    seen = check_finding(zone_lead, answered)

    assert (seen.due_on, seen.checked_by_name) == (day, zone_lead.name)
    with pytest.raises(Refused):
        reply_to(secretary, found, "再答")


def test_progress_goes_back_only_with_a_reason(house, project):
    secretary, today = house.people[Role.CLERK], timezone.localdate()
    report_progress(secretary, project, on=today - timedelta(days=100), done=60, text="主体完成")

    with pytest.raises(Invalid) as refused:
        report_progress(secretary, project, on=today, done=40, text="返工")
    late = progress_of(house.staff, project.batch.programme, project.batch)
    report_progress(secretary, project, on=today, done=40, text="返工", reason="场地收回")

    found = progress_of(house.staff, project.batch.programme, project.batch)
    assert (list(refused.value.details), late["late"]) == (["reason"], 1)
    assert (found["late"], found["rows"][0]["done"], project.progress.last().reason) == (0, 40, "场地收回")


def test_survey_photos_stand_beside_and_proof_is_closed(house, candidate):
    [use] = add_files(house.people[Role.ZONE_LEAD], candidate, [sent(photo(), "办事大厅.jpg")], "survey")

    with pytest.raises(Refused):
        add_files(house.people[Role.SECRETARY], candidate, [sent(photo())])
    shown = told(house.people[Role.SECRETARY], candidate)["photos"]
    remove_file(house.staff, candidate, use)

    assert [(one.title, one.at) for one in shown] == [("办事大厅", "09:30")]
    assert told(house.staff, candidate)["photos"] == []


def test_workbook_of_projects_is_written_whole_or_not_at_all(house):
    programme = make_programme(house.committee, kind=ProgrammeKind.PROJECT)
    batch = make_call(programme)
    names = [row.name for row in house.assessments]
    headings = ["单位", "项目名称", "负责人"]
    faulty = write_xlsx(headings, [[names[0], "暖心食堂", "李明"], ["没有的支部", "一窗办", ""], [names[1], "", "王"]])
    right = write_xlsx(headings, [[names[0], "暖心食堂", "李明"], [names[0], "一窗办", "李明"]])

    tried = start_filing(house.staff, batch, FilingKind.APPLICATIONS, content=faulty, file_name="项目.xlsx")
    filing = start_filing(house.staff, batch, FilingKind.APPLICATIONS, content=right, file_name="项目.xlsx")
    before = Candidate.objects.count()
    written = write_filing(house.staff, filing)

    places = [(fault["row"], fault["letter"]) for fault in tried.report["faults"]]
    assert (tried.status, places) == (FilingStatus.FAULTY, [(3, "A"), (4, "B")])
    assert (before, Candidate.objects.count(), written.status) == (0, 2, FilingStatus.WRITTEN)
    again = start_filing(house.staff, batch, FilingKind.APPLICATIONS, content=right, file_name="项目.xlsx")
    assert [(fault["row"], fault["column"]) for fault in again.report["faults"]] == [(2, "项目名称"), (3, "项目名称")]


def test_workbook_of_progress_leaves_out_what_was_reported(house, project):
    content = write_xlsx(["编号", "日期", "进度", "做了什么"], [[1, timezone.localdate(), "60%", "主体完成"]])

    first = start_filing(house.staff, project.batch, FilingKind.PROGRESS, content=content, file_name="进度.xlsx")
    write_filing(house.staff, first)
    second = start_filing(house.staff, project.batch, FilingKind.PROGRESS, content=content, file_name="进度.xlsx")

    assert (first.report["written"], second.report["written"], second.report["same"]) == (1, 0, 1)
    assert [row.done for row in project.progress.all()] == [60]
