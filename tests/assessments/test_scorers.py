"""Who marks which branch: the pool, what stands against it, given out as the trial showed, one by one, and illness."""

from copy import deepcopy
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from apps.assessments.choices import Pool
from apps.assessments.models import Assignment, Scorer
from apps.assessments.nearness import own_units
from apps.assessments.proposing import Asked, Proposal
from apps.assessments.rules import may_mark
from apps.assessments.scorer_tables import bring_pool, pool_workbook
from apps.assessments.services.assigning import adopt, reassign, release
from apps.assessments.services.finishing import finish_sheet, reopen_sheet
from apps.assessments.services.scorers import Work, declare_interest, end_interest, leave_pool, place_scorer
from apps.audit.models import Record
from apps.campaigns.services import close_campaign
from apps.core.errors import Conflict, Forbidden, Invalid, Refused
from apps.core.tables import read_table, write_xlsx
from apps.organisations.choices import Role
from apps.organisations.services import appoint
from apps.reports.selectors import records_for
from apps.workflow.todo import todo_of
from tests import factories
from tests.factories.houses import make_house

pytestmark = pytest.mark.django_db
PARTY = "superior"


def build():
    house = make_house()
    for name in ("甲", "乙"):
        house.people[name] = factories.make_person(f"评分员{name}", Role.STAFF, house.committee)
    return house


@pytest.fixture
def house(built, db):
    return deepcopy(built)


def placed(house, *names, **work):
    """These people as scorers."""
    return [place_scorer(house.staff, house.campaign, house.people[name], PARTY, Work(**work)) for name in names]


def give_out(house, asked=None):
    """The assignment as it is proposed, adopted."""
    asked = asked or Asked()
    return adopt(house.staff, house.campaign, PARTY, asked, Proposal(house.campaign, PARTY, asked).digest)


def held(house):
    rows = Assignment.objects.standing().order_by("assessment__order_path")
    return [row.person.name for row in rows.select_related("person")]


def test_scorer_is_changed_in_place_and_leaves_with_a_reason(house):
    [made] = placed(house, "甲")
    again = place_scorer(house.staff, house.campaign, house.people["甲"], PARTY, Work(Pool.MONITOR, load=50))
    left = leave_pool(house.staff, again, "借调")

    assert (made.pk, again.pool, again.load) == (left.pk, Pool.MONITOR, 50)
    assert left.left_at is not None
    acts = Record.objects.filter(act__startswith="scorer.").order_by("pk").values_list("act", "reason")
    assert list(acts) == [("scorer.placed", ""), ("scorer.placed", ""), ("scorer.left", "借调")]


@pytest.mark.parametrize(
    ("who", "party", "work", "field"),
    [
        (Role.SECRETARY, PARTY, Work(), "person"),
        ("甲", "self", Work(), "party"),
        ("甲", "judge", Work(), "party"),
        ("甲", PARTY, Work(load=301), "load"),
        ("甲", PARTY, Work(zones=[999]), "zones"),
        ("甲", PARTY, Work(pool="friend"), "pool"),
    ],
    ids=["marks-nowhere", "self", "unknown-party", "share", "zone", "pool"],
)
def test_scorer_that_cannot_be_is_refused(house, who, party, work, field):
    with pytest.raises(Invalid) as refused:
        place_scorer(house.staff, house.campaign, house.people[who], party, work)

    assert set(refused.value.details) == {field}


def test_only_who_conducts_places_scorers(house):
    with pytest.raises(Forbidden):
        place_scorer(house.people[Role.ZONE_LEAD], house.campaign, house.people["甲"], PARTY, Work())


def test_own_unit_stands_against_it_today_and_for_two_years(house):
    today, person = timezone.localdate(), house.people["甲"]
    appoint(None, person=person, role=Role.REVIEWER, node=house.units[0], since=today - timedelta(days=1500))
    other = house.people["乙"]
    long_ago, before = today - timedelta(days=1500), today - timedelta(days=800)
    appoint(None, person=other, role=Role.SECRETARY, node=house.assessments[2].node, since=long_ago, until=before)

    found = own_units(house.campaign, [person.pk, other.pk])

    assert found == {(person.pk, house.units[0].pk)}


def test_declared_interest_keeps_away_until_it_is_ended(house):
    placed(house, "甲", "乙")
    person = house.people["甲"]
    interest = declare_interest(person, house.campaign, person, house.units[0], "爱人在该单位")
    give_out(house)
    against = held(house)
    end_interest(house.staff, interest, "已调离")

    assert against[:2] == ["评分员乙", "评分员乙"]
    interest.refresh_from_db()
    assert interest.ended_at is not None


def test_nobody_declares_for_somebody_else(house):
    placed(house, "甲")

    with pytest.raises(Forbidden):
        declare_interest(house.people[Role.ZONE_LEAD], house.campaign, house.people["甲"], house.units[0], "理由")


def test_adopted_assignment_lets_only_the_chosen_mark(house):
    before = may_mark(house.people["甲"], house.assessments[0], PARTY)
    placed(house, "甲", "乙")
    give_out(house, Asked(keep_units=True))

    assert before is True
    assert held(house) == ["评分员甲", "评分员甲", "评分员乙"]
    marks = [[may_mark(house.people[name], one, PARTY) for one in house.assessments] for name in ("甲", "乙")]
    assert marks == [[True, True, False], [False, False, True]]
    assert may_mark(house.staff, house.assessments[0], PARTY) is False
    assert may_mark(house.people[Role.SECRETARY], house.assessments[0], "self") is True
    entry = Record.objects.get(act="assignment.adopted")
    assert entry.after["branches"] == {"评分员甲": 2, "评分员乙": 1}


def test_zone_lead_is_given_branches_of_the_own_zone_alone(house):
    placed(house, "甲", Role.ZONE_LEAD)
    give_out(house)
    lead = house.people[Role.ZONE_LEAD]

    rows = Assignment.objects.standing().filter(person=lead).values_list("assessment__zone", flat=True)

    assert set(rows) == {house.zones[0].pk}
    with pytest.raises(Invalid):
        reassign(house.staff, house.campaign, PARTY, house.assessments[2:], lead, "工作调整")


def test_record_does_not_tell_a_unit_who_marks_while_the_campaign_runs(house):
    of_unit = factories.make_person("单位审计", Role.AUDITOR, house.units[0])
    factories.mark(house.people[Role.SECRETARY], house.assessments[0], {"A1": 1500}, party="self")

    running = set(records_for(of_unit).filter(act="sheet.marked").values_list("actor_name", flat=True))
    above = set(records_for(house.people[Role.AUDITOR]).filter(act="sheet.marked").values_list("actor_name", flat=True))
    close_campaign(house.staff, house.campaign, "提前结束", despite=True)
    over = set(records_for(of_unit).filter(act="sheet.marked").values_list("actor_name", flat=True))

    secretary = house.people[Role.SECRETARY].name
    assert (running, above, over) == ({secretary}, {secretary, house.staff.name}, {secretary, house.staff.name})


def test_assignment_that_was_not_shown_is_not_adopted(house):
    placed(house, "甲")
    digest = Proposal(house.campaign, PARTY, Asked()).digest
    placed(house, "乙")

    with pytest.raises(Conflict):
        adopt(house.staff, house.campaign, PARTY, Asked(), digest)

    assert held(house) == []


def test_unit_is_given_to_somebody_else_with_the_reason(house):
    placed(house, "甲", "乙")
    give_out(house, Asked(keep_units=True))

    n = reassign(house.staff, house.campaign, PARTY, house.assessments[:2], house.people["乙"], "工作调整")

    assert (n, held(house)) == (2, ["评分员乙"] * 3)
    ended = Assignment.objects.exclude(ended_at=None).values_list("end_reason", flat=True)
    assert list(ended) == ["工作调整", "工作调整"]


def test_refusal_does_not_tell_whose_account_a_key_is(house):
    placed(house, "甲")
    stranger = factories.make_person("县里的人", Role.STAFF, factories.make_committee("县直机关工委"))

    with pytest.raises(Invalid) as given:
        reassign(house.staff, house.campaign, PARTY, house.assessments[:1], stranger, "工作调整")
    with pytest.raises(Invalid) as taken_in:
        place_scorer(house.staff, house.campaign, stranger, PARTY, Work())

    assert "县里的人" not in f"{given.value.message}{taken_in.value.message}"


def test_branch_is_not_given_to_who_stands_near(house):
    placed(house, "甲", "乙")
    appoint(None, person=house.people["乙"], role=Role.CONTACT, node=house.units[0], since=timezone.localdate())

    with pytest.raises(Invalid) as refused:
        reassign(house.staff, house.campaign, PARTY, house.assessments[:1], house.people["乙"], "工作调整")

    assert refused.value.code == "interest"


def test_work_of_who_falls_ill_goes_to_the_others_but_what_is_finished_stays(house):
    placed(house, "甲", "乙")
    give_out(house, Asked(keep_units=True))
    finish_sheet(house.people["甲"], house.assessments[0], PARTY)

    release(house.staff, Scorer.objects.get(person=house.people["甲"]), "住院")

    assert held(house) == ["评分员甲", "评分员乙", "评分员乙"]
    assert Scorer.objects.get(person=house.people["甲"]).left_at is not None


def test_finished_marks_stand_until_that_is_taken_back(house):
    placed(house, "甲")
    give_out(house)
    person, branch = house.people["甲"], house.assessments[0]
    finish_sheet(person, branch, PARTY)

    with pytest.raises(Refused) as refused:
        factories.mark(person, branch, {"A1": 1700})
    reopen_sheet(person, branch, PARTY)
    sheet = factories.mark(person, branch, {"A1": 1700})

    assert (refused.value.code, sheet.marks["A1"]) == ("finished", 1700)


def test_list_of_things_to_do_names_what_was_given_and_not_what_the_office_marks(house):
    lead = house.people[Role.ZONE_LEAD]
    factories.mark(house.staff, house.assessments[0], {"A1": None})
    by_office = [item.key for item in todo_of(lead).items]
    placed(house, "甲")
    give_out(house)

    keys = {name: [item.key for item in todo_of(house.people[name]).items] for name in ("甲", Role.ZONE_LEAD)}

    campaign = house.campaign.pk
    assert f"mark-{campaign}" in by_office
    assert f"assigned-{campaign}" in keys["甲"]
    assert f"mark-{campaign}" not in keys[Role.ZONE_LEAD]


def test_sheet_with_blanks_is_not_finished(house):
    placed(house, "甲")
    give_out(house)
    factories.mark(house.people["甲"], house.assessments[0], {"A1": None})

    with pytest.raises(Invalid) as refused:
        finish_sheet(house.people["甲"], house.assessments[0], PARTY)

    assert refused.value.details == {"A1": ["blank"]}


def test_pool_goes_out_as_a_workbook_and_comes_back_changed(house):
    placed(house, "甲")
    sheet = read_table(pool_workbook(house.campaign, PARTY), "pool.xlsx").sheets[0]
    heads, row = sheet.rows[0], list(sheet.rows[1])
    row[3], row[5] = house.zones[0].name, 50
    other = [house.people["乙"].username, "", "", "", "", ""]

    n = bring_pool(house.staff, house.campaign, PARTY, workbook(heads, [row, other]))

    assert n == 2
    kept = Scorer.objects.get(person=house.people["甲"])
    assert (kept.load, kept.zones) == (50, [house.zones[0].pk])
    assert Scorer.objects.get(person=house.people["乙"]).load == 100


def test_workbook_with_one_wrong_row_brings_nobody_in(house):
    good, bad = [house.people["甲"].username], ["nobody-here"]

    with pytest.raises(Invalid) as refused:
        bring_pool(house.staff, house.campaign, PARTY, workbook(["账号"], [good, bad]))

    assert set(refused.value.details) == {"3"}
    assert not Scorer.objects.exists()


def workbook(heads, rows):
    """A file as a browser sends it."""
    return SimpleUploadedFile("pool.xlsx", write_xlsx(heads, rows))
