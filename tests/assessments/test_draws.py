"""A draw by a published seed, blind second scorers, and what is settled between two."""

from copy import deepcopy

import pytest

from apps.assessments.drawing import Ball, draw
from apps.assessments.models import Assignment, Draw, Sheet
from apps.assessments.pairs import pairs_of
from apps.assessments.proposing import Asked, Proposal
from apps.assessments.rules import may_mark
from apps.assessments.seconds import second_of
from apps.assessments.services import Change, save_marks
from apps.assessments.services.assigning import reassign
from apps.assessments.services.draws import drop_draw, give_seconds, hold_draw, publish_seed
from apps.assessments.services.settling import settle
from apps.audit.models import Record
from apps.core.errors import Forbidden, Invalid, Refused
from apps.evaluations.services import start_numbered_run
from apps.jobs.services import run_waiting
from apps.organisations.choices import Role
from tests.factories.houses import flat_marks, make_house
from tests.factories.twice import PARTY, SEED, drawn, duty, finish_both, scorer_of, with_scorers

pytestmark = pytest.mark.django_db
SECOND = second_of(PARTY)


def build():
    return with_scorers(make_house())


@pytest.fixture
def house(built, db):
    return deepcopy(built)


def test_seed_is_published_and_recorded_before_anything_is_drawn(house):
    row = publish_seed(house.staff, house.campaign, PARTY, f" {SEED} ", 1000)

    assert (row.seed, row.share, row.drawn, row.drawn_at) == (SEED, 1000, [], None)
    entry = Record.objects.get(act="draw.published")
    assert entry.after == {"party": PARTY, "seed": SEED, "share": 1000}


@pytest.mark.parametrize(("seed", "share"), [(" ", 1000), ("x" * 81, 1000), ("a|b", 1000), ("x", 0), ("x", 10_001)])
def test_seed_that_cannot_be_drawn_by_is_refused(house, seed, share):
    with pytest.raises(Invalid):
        publish_seed(house.staff, house.campaign, PARTY, seed, share)


def test_one_draw_stands_for_a_party_until_it_is_dropped_with_a_reason(house):
    row = drawn(house)
    with pytest.raises(Refused):
        publish_seed(house.staff, house.campaign, PARTY, "again", 1000)
    with pytest.raises(Refused):
        hold_draw(house.staff, row)

    drop_draw(house.staff, row, "名单有误")

    again = publish_seed(house.staff, house.campaign, PARTY, "again", 1000)
    assert list(Draw.objects.standing()) == [again]
    assert not Assignment.objects.standing().filter(party=SECOND).exists()


def test_draw_needs_first_scorers_and_who_conducts(house):
    Assignment.objects.update(ended_at="2025-12-01T00:00Z")
    row = publish_seed(house.staff, house.campaign, PARTY, SEED, 1000)

    with pytest.raises(Refused):
        hold_draw(house.staff, row)
    with pytest.raises(Forbidden):
        hold_draw(house.people[Role.ZONE_LEAD], row)


def test_draw_can_be_done_again_from_what_is_kept(house):
    row = drawn(house, share=5000)

    names = {each.pk: (each.unit.name, each.name) for each in house.assessments}
    balls = [Ball(key, *names[key], tuple(part["names"])) for part in row.strata for key in part["keys"]]
    assert draw(balls, row.share, row.seed).keys == tuple(row.drawn)
    assert len(row.drawn) == 2


def test_second_scorer_is_always_another_one(house):
    row = drawn(house)

    firsts = [scorer_of(key, PARTY) for key in row.drawn]
    seconds = [scorer_of(key, SECOND) for key in row.drawn]
    assert len(row.drawn) == 3
    assert all(first != second for first, second in zip(firsts, seconds, strict=True))
    key = row.drawn[0]
    with pytest.raises(Invalid):
        reassign(house.staff, house.campaign, PARTY, [a for a in house.assessments if a.pk == key], seconds[0], "换人")
    assert Proposal(house.campaign, PARTY, Asked(anew=True)).plan.given.get(key) != seconds[0].pk


def test_second_scorer_marks_blindly_and_the_first_sheet_stays_closed_to_them(house):
    row = drawn(house)
    assessment = next(each for each in house.assessments if each.pk == row.drawn[0])
    person = scorer_of(assessment.pk, SECOND)

    save_marks(person, assessment=assessment, party=SECOND, changes={"A1": Change(900)})

    assert Sheet.objects.get(assessment=assessment, party=SECOND).marks == {"A1": 900}
    assert may_mark(person, assessment, PARTY) is False
    with pytest.raises(Refused):
        drop_draw(house.staff, row, "重抽")


def test_who_leaves_is_followed_by_another_second(house):
    row = drawn(house)
    key = row.drawn[0]
    gone = scorer_of(key, SECOND)
    house.campaign.scorers.filter(person=gone).update(left_at="2025-12-01T00:00Z")

    plan = give_seconds(house.staff, row)

    assert key in plan.left or scorer_of(key, SECOND) != gone


def test_second_sheets_change_no_run(house):
    digests = []
    row = drawn(house)
    for _turn in range(2):
        run = start_numbered_run(house.staff, house.campaign)
        run_waiting()
        run.refresh_from_db()
        digests.append(run.digest)
        for key in row.drawn:
            Sheet.objects.update_or_create(assessment_id=key, party=SECOND, defaults={"marks": flat_marks(500)})

    assert digests[0] == digests[1]


def test_pairs_are_what_each_gave_before_anything_was_settled(house):
    row = drawn(house)
    key = row.drawn[0]
    assessment = next(each for each in house.assessments if each.pk == key)
    finish_both(key, flat_marks(1800), flat_marks(1700))

    settle(house.staff, assessment, PARTY, {"A1": 1750}, "两人核对材料后商定")

    [pair] = pairs_of(house.campaign, PARTY)
    assert (pair.first["A1"], pair.second["A1"]) == (1800, 1700)
    assert Sheet.objects.get(assessment=assessment, party=PARTY).marks["A1"] == 1750
    assert Sheet.objects.get(assessment=assessment, party=SECOND).marks["A1"] == 1700
    entry = Record.objects.get(act="sheet.settled")
    assert (entry.before, entry.after, entry.reason) == ({"A1": 1800}, {"A1": 1750}, "两人核对材料后商定")


def test_nothing_is_settled_before_both_have_finished(house):
    row = drawn(house)
    assessment = next(each for each in house.assessments if each.pk == row.drawn[0])
    Assignment.objects.filter(pk=duty(assessment.pk, PARTY).pk).update(finished_at="2025-12-01T00:00Z")

    with pytest.raises(Refused):
        settle(house.staff, assessment, PARTY, {"A1": 1750}, "理由")
    with pytest.raises(Forbidden):
        settle(house.people[Role.ZONE_LEAD], assessment, PARTY, {"A1": 1750}, "理由")
