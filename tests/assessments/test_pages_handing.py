"""The unit's signature on the page: what lacks is said beside what was typed, and nothing of that is lost."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.assessments.choices import SubmissionStatus as S
from apps.assessments.models import Handover, Submission
from tests.factories import sign_in
from tests.factories.units import make_unit_house
from tests.pages import Page, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    """Three branches, all approved."""
    made = make_unit_house(3)
    Submission.objects.filter(assessment__campaign=made.campaign).update(status=S.APPROVED)
    return made


@pytest.mark.parametrize(
    ("days", "tick", "faults"),
    [
        (3, {}, {"is-signed-fault": "请勾选代表签字。"}),
        (-2, {"is_signed": "on"}, {"meeting-on-fault": "这一天还没有到。"}),
    ],
)
def test_hand_over_that_lacks_something_keeps_the_day_and_the_tick(house, days, tick, faults):
    day = (timezone.localdate() - timedelta(days=days)).isoformat()

    page = Page.of(sign_in(house.reviewer).post(f"{house.base}hand-over/", {"meeting_on": day} | tick))

    dialog = page.by_id("hand-over")
    told = {each.get("id"): words(each) for each in dialog.iter("ul")}
    ticked = [each.get("name") for each in dialog.iter("input") if "checked" in each.attrib]
    assert (page.status, "data-again" in dialog.attrib, told, ticked) == (422, True, faults, list(tick))
    assert (page.form(f"{house.base}hand-over/")["meeting_on"], page.notices[0]) == (day, *faults.values())
    assert not Handover.objects.exists()


def test_hand_over_while_a_branch_is_open_leads_back_to_the_page_and_says_so(house):
    Submission.objects.filter(assessment=house.assessments[0]).update(status=S.RETURNED)
    given = {"meeting_on": timezone.localdate().isoformat(), "is_signed": "on"}
    came_from = {"referer": f"http://testserver{house.base}hand-over/"}

    page = Page.of(sign_in(house.reviewer).post(f"{house.base}hand-over/", given, follow=True, headers=came_from))

    assert (page.status, page.path) == (200, house.base)
    assert page.notices[0] == "还有 1 个支部没有通过；一个单位的支部要一起提交，一个也不能少。"
