"""Honours: from the levels that the rulebook allows; any other branch by exception, with a reason and by two."""

from copy import deepcopy

import pytest

from apps.assessments.models import Sheet
from apps.core.errors import Forbidden, Invalid, Refused
from apps.criteria.selectors import rulebook_of
from apps.evaluations.models import Nomination, Result
from apps.evaluations.nominations import candidates
from apps.evaluations.services import start_numbered_run
from apps.evaluations.services.nominations import confirm_nomination, end_nomination, nominate
from apps.jobs.services import run_waiting
from apps.organisations.choices import Role
from tests import factories
from tests.pages import Page

pytestmark = pytest.mark.django_db
HONOUR = "先进基层党组织"


def build():
    """A branch at 先进 and one at 后进, by jiangsu-2022, in its first numbered run."""
    committee = factories.make_committee()
    unit = factories.make_unit(committee)
    for number in (1, 2):
        factories.make_branch(unit, f"第{number}党支部", branch_type="机关", members=10)
    campaign = factories.make_campaign(committee, rulebook_version=factories.published_rulebook("jiangsu-2022"))
    staff = factories.make_person("周敏", Role.STAFF, committee)
    best, worst = factories.enrol(campaign)
    rules = rulebook_of(campaign.rulebook_version)
    for branch, share in ((best, 1), (worst, 0)):
        marks = {criterion.code: criterion.maximum * share for criterion in rules.criteria}
        for party in ("self", "superior"):
            Sheet.objects.update_or_create(assessment=branch, party=party, defaults={"marks": marks})
    best.facts = {"ballot.mean": 9800, "ballot.count": 1000}
    best.save()
    start_numbered_run(staff, campaign)
    run_waiting()
    leader = factories.make_person("陈立群", Role.LEADER, committee)
    return {"campaign": campaign, "staff": staff, "leader": leader, "best": best, "worst": worst}


@pytest.fixture
def house(built, db):
    return deepcopy(built)


def test_branch_of_the_right_level_is_put_forward_at_once(house):
    nomination = nominate(house["staff"], house["best"], honour=HONOUR)

    assert (nomination.level, nomination.is_exception) == ("先进", False)
    [honour] = [each for each in rulebook_of(house["campaign"].rulebook_version).honours if each.name == HONOUR]
    assert candidates(house["campaign"], honour) == [house["best"]]


def test_branch_of_another_level_needs_a_reason_and_a_second_person(house):
    with pytest.raises(Invalid):
        nominate(house["staff"], house["worst"], honour=HONOUR)
    exception = nominate(house["staff"], house["worst"], honour=HONOUR, reason="抗洪抢险中表现突出")
    with pytest.raises(Refused):
        confirm_nomination(house["staff"], exception)

    confirmed = confirm_nomination(house["leader"], exception)

    assert (confirmed.is_exception, confirmed.second_name) == (True, "陈立群")


def test_nominate_twice_or_for_an_unknown_honour_is_refused(house):
    nominate(house["staff"], house["best"], honour=HONOUR)

    with pytest.raises(Refused):
        nominate(house["staff"], house["best"], honour=HONOUR)
    with pytest.raises(Invalid):
        nominate(house["staff"], house["best"], honour="没有的荣誉")

    assert Nomination.objects.count() == 1


def test_nominate_is_for_those_who_conduct_the_campaign(house):
    with pytest.raises(Forbidden):
        nominate(house["leader"], house["best"], honour=HONOUR)


def test_ended_nomination_stays_in_the_list_with_its_reason(house):
    nomination = nominate(house["staff"], house["best"], honour=HONOUR)

    with pytest.raises(Invalid):
        end_nomination(house["staff"], nomination, " ")
    end_nomination(house["staff"], nomination, "已获上级表彰")
    again = nominate(house["staff"], house["best"], honour=HONOUR)

    assert Nomination.objects.get(pk=nomination.pk).end_reason == "已获上级表彰"
    assert again.ended_at is None


def test_page_puts_forward_by_name_and_lets_a_second_person_confirm(house):
    staff, leader = factories.sign_in(house["staff"]), factories.sign_in(house["leader"])
    url = f"/c/{house['campaign'].slug}/honours/"

    refused = staff.post(url, {"honour": HONOUR, "branch": "第2党支部", "reason": ""})
    staff.post(url, {"honour": HONOUR, "branch": "第2党支部", "reason": "抗洪抢险中表现突出"})
    waiting = Page.of(leader.get(url))
    leader.post(f"{url}{Nomination.objects.get().pk}/acts/confirm/")

    assert refused.status_code == 422
    assert "破格推荐请写明理由" in Page.of(refused).text
    assert waiting.h1 == "已推荐 1 个支部；1 项破格推荐等第二人"
    assert Page.of(leader.get(url)).h1 == "已推荐 1 个支部"
    assert Result.objects.count()
