"""The branch's part of the way: who may present, submit, withdraw; from which state; and what stops it."""

from copy import deepcopy
from datetime import timedelta

import pytest
from django.utils import timezone

from apps.assessments.choices import Party, SubmissionStatus
from apps.assessments.lifecycle import SUBMISSION
from apps.assessments.models import Submission
from apps.assessments.services import Change, save_marks
from apps.assessments.services.submissions import (
    open_return,
    present,
    submission_of,
    submit,
    take_back,
    withdraw,
)
from apps.audit.models import Record
from apps.campaigns.services import close_campaign
from apps.core.errors import Forbidden, Invalid, Refused
from apps.organisations.choices import Role
from tests import factories
from tests.factories.submissions import fill_in, prove, submit_self

pytestmark = pytest.mark.django_db

S = SubmissionStatus
ACTS = {"present": present, "take-back": take_back, "submit": submit_self, "withdraw": withdraw}


def build():
    """A branch with secretary and clerk, its unit's reviewer, staff; its self-assessment filled in."""
    committee = factories.make_committee()
    unit = factories.make_unit(committee, "市发改委")
    branch = factories.make_branch(unit, "第5党支部")
    assessment = factories.make_assessment(factories.make_campaign(committee), branch)
    people = {
        "secretary": factories.make_person("梁文静", Role.SECRETARY, branch.node),
        "clerk": factories.make_person("吴桐", Role.CLERK, branch.node),
        "reviewer": factories.make_person("韩雪", Role.REVIEWER, unit),
        "staff": factories.make_person("周敏", Role.STAFF, committee),
    }
    fill_in(people["clerk"], assessment)
    prove(people["clerk"], assessment)
    return people | {"assessment": assessment, "campaign": assessment.campaign}


@pytest.fixture
def desk(built, db):
    return deepcopy(built)


def put(assessment, status, **fields):
    """The submission as it would stand after other people's acts."""
    return Submission.objects.update_or_create(assessment=assessment, defaults={"status": status} | fields)[0]


def status(assessment):
    return submission_of(assessment).status


def test_submit_self_assessment_keeps_who_when_and_the_meeting(desk):
    met = timezone.localdate() - timedelta(days=2)
    before = timezone.now()

    submit(desk["secretary"], desk["assessment"], meeting_on=met, is_true=True)

    row = Submission.objects.get()
    assert (row.status, row.meeting_on, row.submitted_by_name) == (S.SUBMITTED, met, "梁文静")
    assert before <= row.submitted_at <= timezone.now()
    record = Record.objects.get(act="submission.submit")
    assert (record.actor_name, record.before, record.after) == ("梁文静", S.FILLING, S.SUBMITTED)
    assert record.node_path == desk["assessment"].path


@pytest.mark.parametrize("who", ["clerk", "reviewer", "staff"])
def test_submit_by_anybody_but_the_secretary_is_forbidden(desk, who):
    with pytest.raises(Forbidden):
        submit_self(desk[who], desk["assessment"])

    assert status(desk["assessment"]) == S.FILLING


@pytest.mark.parametrize("act", ["present", "take-back", "submit", "withdraw"])
@pytest.mark.parametrize("state", S.values)
def test_act_starts_only_where_the_table_says(desk, act, state):
    put(desk["assessment"], state)

    if SUBMISSION.permits(act, state):
        assert ACTS[act](desk["secretary"], desk["assessment"]).status == SUBMISSION.after(act, state)
    else:
        with pytest.raises(Refused):
            ACTS[act](desk["secretary"], desk["assessment"])
        assert status(desk["assessment"]) == state


@pytest.mark.parametrize("act", ["present", "submit"])
def test_act_with_a_blank_criterion_names_it(desk, act):
    fill_in(desk["clerk"], desk["assessment"], C2=None)

    with pytest.raises(Invalid) as refused:
        ACTS[act](desk["secretary"], desk["assessment"])

    assert (refused.value.code, refused.value.details) == ("incomplete", {"C2": ["mark"]})


@pytest.mark.parametrize("act", list(ACTS))
def test_act_after_the_campaign_was_closed_is_refused(desk, act):
    put(desk["assessment"], {"take-back": S.READY, "withdraw": S.SUBMITTED}.get(act, S.FILLING))
    close_campaign(None, desk["campaign"])

    with pytest.raises(Refused) as refused:
        ACTS[act](desk["secretary"], desk["assessment"])

    assert refused.value.code == "campaign-not-open"


@pytest.mark.parametrize(
    ("days", "is_true", "field"),
    [(None, True, "meeting_on"), (1, True, "meeting_on"), (-900, True, "meeting_on"), (0, False, "is_true")],
)
def test_submit_without_a_whole_statement_names_what_lacks(desk, days, is_true, field):
    met = None if days is None else timezone.localdate() + timedelta(days=days)

    with pytest.raises(Invalid) as refused:
        submit(desk["secretary"], desk["assessment"], meeting_on=met, is_true=is_true)

    assert list(refused.value.details) == [field]


def test_clerk_presents_and_the_secretary_submits(desk):
    present(desk["clerk"], desk["assessment"])

    waiting = submission_of(desk["assessment"])
    assert (waiting.status, waiting.presented_by_name) == (S.READY, "吴桐")
    with pytest.raises(Refused) as refused:
        save(desk, "clerk", 1700)
    assert refused.value.code == "presented"
    save(desk, "secretary", 1700)
    assert submit_self(desk["secretary"], desk["assessment"]).status == S.SUBMITTED


def test_clerk_takes_back_and_goes_on(desk):
    present(desk["clerk"], desk["assessment"])

    take_back(desk["clerk"], desk["assessment"])

    assert save(desk, "clerk", 1700).marks["A1"] == 1700


def test_marks_after_submission_are_refused_until_it_is_withdrawn(desk):
    submit_self(desk["secretary"], desk["assessment"])
    with pytest.raises(Refused) as refused:
        save(desk, "secretary", 1700)
    assert refused.value.code == "submitted"

    withdraw(desk["secretary"], desk["assessment"])

    assert save(desk, "secretary", 1700).marks["A1"] == 1700


def test_withdraw_after_the_unit_looked_is_refused(desk):
    submit_self(desk["secretary"], desk["assessment"])
    Submission.objects.update(looked_at=timezone.now())

    with pytest.raises(Refused) as refused:
        withdraw(desk["secretary"], desk["assessment"])

    assert refused.value.code == "looked-at"


def test_withdraw_by_the_clerk_is_forbidden(desk):
    submit_self(desk["secretary"], desk["assessment"])

    with pytest.raises(Forbidden):
        withdraw(desk["clerk"], desk["assessment"])


def test_submit_again_after_a_return_waits_for_a_new_look(desk):
    returned = {"return_reason": "补照片", "return_criteria": ["C2"], "looked_at": timezone.now()}
    put(desk["assessment"], S.RETURNED, approved_by_name="韩雪", approved_at=timezone.now(), **returned)

    row = submit_self(desk["secretary"], desk["assessment"])

    assert (row.status, row.looked_at, row.approved_at, row.approved_by_name) == (S.SUBMITTED, None, None, "")
    assert row.return_reason == "补照片"


def test_open_return_counts_the_first_time_only(desk):
    put(desk["assessment"], S.RETURNED)

    open_return(desk["clerk"], desk["assessment"])
    first = submission_of(desk["assessment"]).return_opened_at
    open_return(desk["secretary"], desk["assessment"])

    assert first is not None
    assert submission_of(desk["assessment"]).return_opened_at == first
    assert Record.objects.filter(act="submission.open-return").count() == 1
    with pytest.raises(Forbidden):
        open_return(desk["staff"], desk["assessment"])


def save(desk, who, points):
    return save_marks(desk[who], assessment=desk["assessment"], party=Party.SELF, changes={"A1": Change(points)})
