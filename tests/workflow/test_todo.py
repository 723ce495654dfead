"""Each kind of item stands on the list of who does it while its fact holds, and goes once it is done."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.accounts.models import User
from apps.assessments.choices import SubmissionStatus as S
from apps.assessments.models import Handover
from apps.campaigns.models import Campaign
from apps.campaigns.services import grant_extension
from apps.evaluations.services import start_numbered_run
from apps.jobs.models import Job
from apps.jobs.services import run_waiting
from apps.organisations.choices import Role
from apps.organisations.models import Appointment
from apps.workflow.services import add_note
from apps.workflow.todo import todo_of
from tests import factories
from tests.factories.houses import flat_marks
from tests.workflow.moves import ends, stands

pytestmark = pytest.mark.django_db


@pytest.fixture
def own(two):
    """The house, with nothing left to do for its administrators."""
    User.objects.update(last_login=timezone.now())
    for number, branch in enumerate(two.own.assessments[1:]):
        factories.make_person(f"书记{number}", Role.SECRETARY, branch.node, last_login=timezone.now())
    return two.own


def person(house, role):
    return User.objects.get(pk=house.people[role].pk)


def list_of(house, role):
    """What a person of this office has to do: titles and buttons."""
    return [(item.title, item.label) for item in todo_of(person(house, role)).items]


def waits_of(house, role):
    return [one.title for one in todo_of(person(house, role)).waiting]


def test_secretary_fills_in_confirms_mends_and_submits(own):
    first = own.assessments[0]
    told = [list_of(own, Role.SECRETARY)]

    factories.mark(own.people[Role.CLERK], first, {"A1": 1800}, party="self")
    told.append(list_of(own, Role.SECRETARY))
    stands(first, S.READY, presented_by_name="许嘉宁", presented_at=timezone.now())
    told.append(list_of(own, Role.SECRETARY))
    stands(first, S.RETURNED, returned_by_name="马志远", return_reason="缺会议记录", return_criteria=["A2"])
    told.append(list_of(own, Role.SECRETARY))
    stands(first, S.FILLING)
    factories.mark(own.people[Role.SECRETARY], first, flat_marks(), party="self")
    told.append(list_of(own, Role.SECRETARY))
    stands(first, S.SUBMITTED, submitted_at=timezone.now())

    assert told == [
        [("填完支部自评", "开始填")],
        [("填完支部自评", "接着填")],
        [("确认许嘉宁填好的自评", "确认")],
        [("改好退回的自评", "去改")],
        [("提交支部自评", "检查并提交")],
    ]
    assert (list_of(own, Role.SECRETARY), waits_of(own, Role.SECRETARY)) == ([], ["单位审核自评"])


def test_clerk_presents_and_then_waits_for_the_secretary(own):
    first = own.assessments[0]
    factories.mark(own.people[Role.CLERK], first, flat_marks(), party="self")
    before = list_of(own, Role.CLERK)

    stands(first, S.READY, presented_by_name="x", presented_at=timezone.now())

    assert before == [("把自评交书记确认", "检查并交书记")]
    assert (list_of(own, Role.CLERK), waits_of(own, Role.CLERK)) == ([], ["书记确认自评"])


def test_returned_item_says_who_why_and_which(own):
    stands(
        own.assessments[0],
        S.RETURNED,
        returned_by_name="马志远",
        return_reason="缺会议记录",
        return_criteria=["A2", "B1"],
    )

    assert [item.why for item in todo_of(person(own, Role.SECRETARY)).items] == ["A2、B1 · 马志远：缺会议记录"]


def test_own_self_assessment_is_due_when_its_stage_ends(own):
    ends(own.campaign, "self-assessment", -3)

    todo = todo_of(person(own, Role.SECRETARY))

    assert [(item.group(todo.now), item.days(todo.now)) for item in todo.items] == [("late", 3)]
    assert todo.late == 1


def test_reviewer_checks_then_hands_over_then_waits(own):
    first, second, _third = own.assessments
    before = (list_of(own, Role.REVIEWER), waits_of(own, Role.REVIEWER))
    stands(first, S.SUBMITTED)
    stands(second, S.APPROVED)
    checking = list_of(own, Role.REVIEWER)
    stands(first, S.APPROVED)
    handing = list_of(own, Role.REVIEWER)
    for assessment in (first, second):
        stands(assessment, S.HANDED_OVER)

    assert before == ([], ["2 个支部还没有交自评"])
    assert checking == [("审核 1 个支部的自评", "去审核")]
    assert handing == [("把 2 个支部的自评交工委", "去交")]
    assert (list_of(own, Role.REVIEWER), waits_of(own, Role.REVIEWER)) == ([], ["接收自评"])


def test_reviewer_and_staff_are_told_once_the_time_is_over(own):
    stands(own.assessments[0], S.SUBMITTED)
    ends(own.campaign, "self-assessment", -2)

    todo = todo_of(person(own, Role.REVIEWER))

    assert [(item.label, item.why.endswith("已截止，要补办请找工委延期")) for item in todo.items] == [("去看", True)]
    assert waits_of(own, Role.STAFF) == ["2 个支部还没有交自评", "2 个单位还没有交工委"]


def test_more_time_of_a_branch_is_its_own_end_and_its_units(own):
    evening = ends(own.campaign, "self-assessment", -2)
    first, second, _third = own.assessments
    stands(first, S.SUBMITTED)
    stands(second, S.APPROVED)
    until = evening + timedelta(days=6)

    grant_extension(
        own.staff, own.campaign, kind="self-assessment", node=second.node, closes_at=until, reason="书记换届"
    )
    checking = todo_of(person(own, Role.REVIEWER)).items
    stands(first, S.RETURNED, return_reason="缺记录")

    assert [(item.label, item.due_at) for item in checking] == [("去审核", until)]
    assert [item.due_at for item in todo_of(person(own, Role.SECRETARY)).items] == [evening]
    assert waits_of(own, Role.STAFF) == ["2 个支部还没有交自评", "1 个单位还没有交工委"]


def test_staff_check_where_nobody_is_appointed_to(own):
    checked_there, nobodys = own.assessments[0], own.assessments[2]
    stands(checked_there, S.SUBMITTED)
    before = list_of(own, Role.STAFF)

    stands(nobodys, S.SUBMITTED)

    assert ("审核 1 个支部的自评", "去审核") not in before
    assert ("审核 1 个支部的自评", "去审核") in list_of(own, Role.STAFF)


def test_staff_receive_what_was_handed_over(own):
    unit = own.units[0]
    handover = Handover.objects.create(campaign=own.campaign, unit=unit, meeting_on=timezone.localdate())
    before = ("1 个单位的自评等着接收", "接收") in list_of(own, Role.STAFF)

    handover.received_at = timezone.now()
    handover.save()

    assert before
    assert ("1 个单位的自评等着接收", "接收") not in list_of(own, Role.STAFF)


def test_staff_number_a_run_and_again_after_a_change(own):
    told = [list_of(own, Role.STAFF)]
    start_numbered_run(own.staff, own.campaign)
    run_waiting()
    told.append(list_of(own, Role.STAFF))
    factories.mark(own.staff, own.assessments[1], {"A1": 1900})
    run_waiting()
    told.append(list_of(own, Role.STAFF))

    assert told == [[("还没有综合评定", "开始评定")], [], [("第 1 次评定以后，结果有变化", "重新评定")]]
    assert waits_of(own, Role.STAFF) == ["3 个支部还没有交自评", "2 个单位还没有交工委"]


def test_zone_lead_and_staff_mark_what_lacks_marks(own):
    assert list_of(own, Role.ZONE_LEAD) == []

    factories.mark(own.staff, own.assessments[0], {"A1": None})

    assert list_of(own, Role.ZONE_LEAD) == [("给 1 个支部打分", "打分")]
    assert ("1 个支部还没有评完", "打分") in list_of(own, Role.STAFF)


def test_staff_close_the_campaign_once_all_stages_are_over_and_nothing_is_left(own):
    start_numbered_run(own.staff, own.campaign)
    run_waiting()
    for kind in ("self-assessment", "scoring", "evaluation"):
        ends(own.campaign, kind, -1)

    assert list_of(own, Role.STAFF) == [("结束活动", "去活动页")]


def test_staff_open_a_draft_and_enrol_who_stands_outside(own):
    factories.make_campaign(own.committee, "draft", name="明年", year=2026)

    assert [title for title, _label in list_of(own, Role.STAFF)] == [
        "还没有综合评定",
        "活动还是草稿",
        "范围内还有 3 个支部没有参加",
    ]


def test_imports_of_the_person_wait_until_written_or_dropped(own):
    faulty = factories.try_workbook(own.staff, own.campaign, "x.csv", "党支部,所在单位,A1\n,,99\n".encode())
    before = [title for title, _label in list_of(own, Role.STAFF)]

    faulty.status = "dropped"
    faulty.save()

    assert "改好 x.csv" in before
    assert "改好 x.csv" not in [title for title, _label in list_of(own, Role.STAFF)]


def test_failed_jobs_stand_until_the_same_work_succeeds(own):
    now = timezone.now()
    fields = {"kind": "evaluate", "key": "one", "label": "评定", "node_path": own.committee.path, "due_at": now}
    Job.objects.create(**fields, status="failed", finished_at=now - timedelta(minutes=2))
    before = list_of(own, Role.ADMINISTRATOR)

    Job.objects.create(**fields, status="done", finished_at=now)

    assert (before, list_of(own, Role.ADMINISTRATOR)) == ([("1 个任务失败", "看原因")], [])


def test_administrator_and_contact_see_who_never_came_and_what_ends(own):
    secretary = own.people[Role.SECRETARY]
    User.objects.filter(pk=secretary.pk).update(last_login=None)
    Appointment.objects.filter(person=secretary).update(until=timezone.localdate() + timedelta(days=5))

    told = {role: list_of(own, role) for role in (Role.ADMINISTRATOR, Role.CONTACT)}

    both = [("1 个任职一个月内到期", "看是哪些"), ("1 人还没有登录过", "看是谁")]
    assert told == {Role.ADMINISTRATOR: both, Role.CONTACT: both}


def test_administrator_sees_branches_without_a_secretary(own):
    Appointment.objects.filter(person=own.people[Role.SECRETARY]).delete()

    assert list_of(own, Role.ADMINISTRATOR) == [("1 个支部没有书记", "看是哪些")]


def test_leader_and_auditor_have_nothing_to_do(own):
    assert [list_of(own, role) for role in (Role.LEADER, Role.AUDITOR)] == [[], []]


def test_items_are_grouped_late_today_soon_later(own):
    leader, today = person(own, Role.LEADER), timezone.localdate()
    for days in (9, 2, 0, -2, None):
        add_note(leader, title=str(days), due_on=None if days is None else today + timedelta(days=days))

    groups = [(name, [item.title for item in items]) for name, items in todo_of(leader).groups()]

    assert groups == [("late", ["-2"]), ("today", ["0"]), ("soon", ["2"]), ("later", ["9", "None"])]


@pytest.mark.parametrize(("role", "count"), [(Role.STAFF, 32), (Role.SECRETARY, 11), (Role.REVIEWER, 10)])
def test_list_asks_as_often_for_many_campaigns_and_branches_as_for_one(own, role, count):
    def asked():
        who = person(own, role)
        with CaptureQueriesContext(connection) as queries:
            todo_of(who)
        return len(queries)

    before = asked()
    for number in range(3):
        unit = factories.make_unit(own.committee, f"新单位{number}")
        factories.make_branch(unit, f"新单位{number}党支部")
        factories.enrol(factories.make_campaign(own.committee, name=f"别的{number}"))
    factories.enrol(Campaign.objects.get(pk=own.campaign.pk))

    assert (before, asked()) == (count, count)
