"""A unit's own indicators: who writes, submits, approves and returns; what fits; when nothing changes any more."""

from copy import deepcopy
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from apps.assessments.choices import RefinementStatus as S
from apps.assessments.indicators import Indicator
from apps.assessments.models import Refinement, Sheet
from apps.assessments.refining import rules_for
from apps.assessments.services.refinements import (
    approve_indicators,
    look_at_indicators,
    return_indicators,
    submit_indicators,
    take_back_indicators,
    write_indicators,
)
from apps.audit.models import Record
from apps.campaigns.services import close_campaign
from apps.core.errors import Conflict, Forbidden, Invalid, Refused
from apps.organisations.choices import Kind, Role
from tests import factories
from tests.factories.refining import OWN, make_refining_house

pytestmark = pytest.mark.django_db


def build():
    return make_refining_house()


@pytest.fixture
def house(built, db):
    return deepcopy(built)


def kept():
    """What the record keeps about refinements, in order."""
    return list(Record.objects.filter(object_kind="refinement").order_by("pk").values_list("act", flat=True))


def test_indicators_go_from_the_unit_to_approval(house):
    house.write()
    house.submit()

    row = house.approve()

    assert (row.status, row.submitted_by_name, row.decided_by_name) == (S.APPROVED, "邱建国", "周敏")
    assert [each["points"] for each in row.indicators] == [600, 400]
    assert kept() == ["refinement.write", "refinement.submit", "refinement.approve"]


def test_returned_indicators_keep_the_reason_and_are_submitted_anew(house):
    house.write()
    house.submit()
    returned = return_indicators(house.staff, house.campaign, house.unit, "X", reason=" 写明计分办法 ")

    house.write(OWN[0])
    row = house.submit()

    assert (returned.status, returned.return_reason) == (S.RETURNED, "写明计分办法")
    assert (row.status, len(row.indicators), row.looked_at) == (S.SUBMITTED, 1, None)


def test_what_is_approved_can_be_returned_but_not_written_over(house):
    house.approved()

    with pytest.raises(Refused) as refused:
        house.write(OWN[0])
    row = return_indicators(house.staff, house.campaign, house.unit, "X", reason="分值过高")

    assert (refused.value.code, row.status) == ("lifecycle", S.RETURNED)


def test_take_back_is_refused_once_somebody_looked(house):
    house.write()
    house.submit()
    back = take_back_indicators(house.reviewer, house.campaign, house.unit, "X")
    house.submit()
    look_at_indicators(house.staff, house.campaign, house.unit, "X")

    with pytest.raises(Refused) as refused:
        take_back_indicators(house.reviewer, house.campaign, house.unit, "X")

    assert (back.status, refused.value.code, house.row().status) == (S.WRITING, "looked-at", S.SUBMITTED)


@pytest.mark.parametrize(
    ("indicators", "fields"),
    [
        ([Indicator("", points=100)], ["title-1"]),
        ([Indicator("字" * 61, "字" * 501, 100)], ["title-1", "guide-1"]),
        ([Indicator("甲", points=100), Indicator("甲", points=100)], ["title-1", "title-2"]),
        ([Indicator("甲")], ["points-1"]),
        ([Indicator("甲", points=100, proof=10)], ["proof-1"]),
        ([Indicator("甲", points=600), Indicator("乙", points=401)], ["indicators"]),
        ([Indicator(f"甲{n}", points=100) for n in range(6)], ["indicators"]),
    ],
)
def test_indicators_that_do_not_fit_are_refused_whole(house, indicators, fields):
    with pytest.raises(Invalid) as refused:
        house.write(*indicators)

    assert (list(refused.value.details), Refinement.objects.count()) == (fields, 0)


def test_points_go_by_the_rulebooks_step(house):
    rules = house.campaign.rulebook_version
    rules.__class__.objects.filter(pk=rules.pk).update(text=rules.text.replace("step: 0.01", "step: 0.5"))
    house.campaign.refresh_from_db()

    with pytest.raises(Invalid) as refused:
        house.write(Indicator("甲", points=120))

    assert list(refused.value.details) == ["points-1"]


def test_nothing_is_submitted_where_nothing_is_written(house):
    with pytest.raises(Invalid) as refused:
        house.submit()

    assert (refused.value.code, Refinement.objects.count()) == ("empty", 0)


def test_offices_write_their_own_unit_and_staff_decide(house):
    secretary, reviewer, staff = house.secretary, house.reviewer, house.staff
    neighbour = factories.make_person("丁工", Role.REVIEWER, house.units[1])
    house.write()
    house.submit()
    place = (house.campaign, house.unit, "X")

    for person in (secretary, neighbour, staff):
        with pytest.raises(Forbidden):
            write_indicators(person, *place, OWN)
    for person in (secretary, neighbour, reviewer):
        with pytest.raises(Forbidden):
            approve_indicators(person, *place)
        with pytest.raises(Forbidden):
            return_indicators(person, *place, reason="补")
    assert house.row().status == S.SUBMITTED


def test_who_stands_in_for_a_unit_does_not_approve_the_own_writing(house):
    other, place = house.units[1], (house.campaign, house.units[1], "X")
    colleague = factories.make_person("吴丹", Role.STAFF, house.committee)
    write_indicators(house.staff, *place, OWN)
    submit_indicators(house.staff, *place)

    with pytest.raises(Refused) as refused:
        approve_indicators(house.staff, *place)
    row = approve_indicators(colleague, *place)

    assert (refused.value.code, row.status, row.node) == ("own", S.APPROVED, other)


def test_what_somebody_changed_since_is_a_conflict(house):
    seen = house.write().version
    house.write(OWN[0], version=seen)

    with pytest.raises(Conflict) as refused:
        house.write(OWN[1], version=seen)
    house.submit()
    with pytest.raises(Conflict):
        approve_indicators(house.staff, house.campaign, house.unit, "X", version=seen)

    assert refused.value.details == {"version": seen + 1}
    assert (house.row().status, len(house.row().indicators)) == (S.SUBMITTED, 1)


def frozen_by_a_stage(house):
    house.begin_marking()


def frozen_without_any_stage(house):
    house.campaign.stages.all().delete()


def frozen_by_a_mark(house):
    Sheet.objects.create(assessment=house.assessments[3], party="superior", marks={"Z1": 500}, version=1)


def frozen_by_closing(house):
    close_campaign(None, house.campaign)


@pytest.mark.parametrize("freeze", [frozen_by_a_stage, frozen_without_any_stage, frozen_by_a_mark, frozen_by_closing])
def test_nothing_changes_once_marking_has_begun(house, freeze):
    house.write()
    house.submit()
    freeze(house)

    acts = [house.write, house.submit, house.approve]
    codes = []
    for act in acts:
        with pytest.raises(Refused) as refused:
            act()
        codes.append(refused.value.code)

    assert (codes, house.row().status) == (["frozen"] * 3, S.SUBMITTED)


def test_the_first_stage_that_marks_freezes(house):
    house.campaign.stages.filter(kind="evaluation").update(opens_at=timezone.now() - timedelta(days=1))

    assert house.write().version == 1


def test_a_county_adds_for_all_units_below_it(house):
    text = house.campaign.rulebook_version.text.replace("by: unit", "by: county")
    type(house.campaign.rulebook_version).objects.update(text=text)
    house.campaign.refresh_from_db()
    county = factories.make_node(house.committee, Kind.COMMITTEE, "某县委")
    branch = factories.make_branch(
        factories.make_unit(county, "某县教育局"), "某县教育局第1党支部", branch_type="事业单位"
    )
    reviewer = factories.make_person("金梅", Role.REVIEWER, county)
    place = (house.campaign, county, "X")
    write_indicators(reviewer, *place, OWN)
    submit_indicators(reviewer, *place)

    approve_indicators(house.staff, *place)

    codes = {line.code for line in rules_for(factories.make_assessment(house.campaign, branch)).criteria}
    assert {"X.1", "X.2"} <= codes
    assert "X.1" not in {line.code for line in rules_for(house.assessments[0]).criteria}
    with pytest.raises(Invalid):
        house.write()


def test_a_rulebook_without_room_takes_nothing():
    version = factories.published_rulebook()
    house = make_refining_house("市级机关工委", "another-2025", rulebook_version=version)

    with pytest.raises(Invalid) as refused:
        house.write(replace(OWN[0]))

    assert refused.value.code == "no-room"
