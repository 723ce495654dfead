"""What a returned self-assessment says to clerk and secretary, from its return until it is submitted again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.assessments.models import Submission
from apps.assessments.self_review import sentence
from apps.assessments.self_sheet import SelfSheet
from apps.assessments.self_state import self_state
from apps.assessments.services.checking import send_back
from apps.assessments.services.submissions import present, withdraw
from apps.organisations.choices import Role
from tests.factories.houses import make_house
from tests.factories.submissions import fill_in, prove, submit_self, write_words

pytestmark = pytest.mark.django_db
RETURNED = "单位退回了自评"


@pytest.fixture
def house():
    """The first branch's self-assessment, submitted, and returned for one criterion."""
    made = make_house()
    secretary, assessment = made.people[Role.SECRETARY], made.assessments[0]
    fill_in(secretary, assessment)
    prove(secretary, assessment)
    submit_self(secretary, assessment)
    send_back(made.people[Role.REVIEWER], assessment, reason="照片是去年的。", criteria=["C2"])
    return made


def mend(house):
    write_words(house.people[Role.CLERK], house.assessments[0], C2="已换今年的照片。")


def strip(house, role):
    """Title, note and act on the branch's own page."""
    state = self_state(house.people[role], house.assessments[0])
    return state["title"], state.get("note", ""), state["act"]


def test_returned_one_is_to_be_mended_then_to_be_submitted(house):
    before = strip(house, Role.SECRETARY)
    mend(house)

    assert before == (RETURNED, "照片是去年的。", "去修改")
    assert strip(house, Role.SECRETARY) == (RETURNED, "照片是去年的。", "检查并提交")


def test_returned_one_without_named_criteria_stays_to_be_mended(house):
    Submission.objects.update(return_criteria=[])

    assert strip(house, Role.SECRETARY) == (RETURNED, "照片是去年的。", "去修改")


def test_returned_one_that_the_clerk_mended_waits_for_the_secretary(house):
    mend(house)
    present(house.people[Role.CLERK], house.assessments[0])

    assert strip(house, Role.SECRETARY) == ("市党务干事请您确认", "照片是去年的。", "确认并提交")
    assert strip(house, Role.CLERK) == ("等书记确认", "照片是去年的。", "去看")


def test_presented_unmended_the_secretary_reads_what_is_left(house):
    present(house.people[Role.CLERK], house.assessments[0])

    assert strip(house, Role.SECRETARY)[0] == "退回的还有一处没改"


def test_withdrawn_after_mending_asks_to_submit(house):
    mend(house)
    submit_self(house.people[Role.SECRETARY], house.assessments[0])
    submitted = strip(house, Role.SECRETARY)
    withdraw(house.people[Role.SECRETARY], house.assessments[0])

    assert submitted[1:] == ("", "去看")
    assert strip(house, Role.SECRETARY) == (RETURNED, "照片是去年的。", "检查并提交")


def test_returned_one_after_the_end_was_not_submitted_again(house):
    house.campaign.stages.update(closes_at=timezone.now() - timedelta(days=1))

    assert sentence(SelfSheet(house.people[Role.SECRETARY], house.assessments[0])) in (
        "Closed without being submitted again",
        "自评已经截止，退回后没有再提交",
    )
