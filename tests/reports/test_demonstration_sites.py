"""Forty candidates in three batches, 37 of whom go through all gates; made up, the same every time."""

from collections import Counter
from random import Random

import pytest

from apps.demonstrations.before_naming import before_naming
from apps.demonstrations.choices import BatchStatus, CandidateStatus, GateStatus, Verdict
from apps.demonstrations.models import Candidate, Gate, Passage, Review, Title
from apps.demonstrations.title_told import review_words
from apps.organisations.choices import Kind, Role
from apps.organisations.models import Node
from apps.reports.demonstration.past import LAST
from apps.reports.demonstration.sites import add_sites
from apps.reports.demonstration.sites_rows import EXPERTS, own_names, seven, sites
from tests.factories import make_person
from tests.factories.campaigns import make_campaign
from tests.factories.houses import shared
from tests.factories.tree import make_branch, make_committee, make_unit

pytestmark = pytest.mark.django_db
FACTS = ("screening", "panel", "visit", "overall")


def make_organisations(committee: Node) -> None:
    """The units that apply, or whose branches do."""
    for name in dict.fromkeys(site.unit for site in sites()):
        make_unit(committee, name)
    units = {unit.name: unit for unit in Node.objects.filter(kind=Kind.UNIT)}
    for (unit, _number), name in own_names().items():
        make_branch(units[unit], name)


@pytest.fixture(scope="module")
def programme(django_db_setup, django_db_blocker):
    with shared(django_db_blocker):
        committee = make_committee()
        make_organisations(committee)
        make_campaign(committee, year=LAST)
        staff, leader = (
            make_person(name, role, committee) for name, role in (("周敏", Role.STAFF), ("陈立群", Role.LEADER))
        )
        yield add_sites(committee, staff, leader, "马志远")


def passed(programme, batch):
    """How many went through each gate of a batch, after how many applied."""
    rows = Passage.objects.filter(gate__batch__number=batch, gate__batch__programme=programme, verdict=Verdict.PASSED)
    counts = Counter(rows.values_list("gate__fact", flat=True))
    return [programme.batches.get(number=batch).candidates.count(), *(counts[fact] for fact in FACTS)]


def test_forty_apply_and_37_go_through_all_gates(programme):
    ways = [passed(programme, number) for number in (1, 2, 3)]

    assert ways == [[12, 12, 11, 11, 11], [14, 13, 13, 13, 13], [14, 14, 14, 14, 13]]
    assert [sum(step) for step in zip(*ways, strict=True)] == [40, 39, 38, 38, 37]


def test_who_left_did_so_at_a_gate_and_for_a_reason(programme):
    left = Passage.objects.filter(verdict=Verdict.LEFT).order_by("gate__batch__number")

    told = [(row.candidate.name, row.gate.title, row.total, row.votes_for, row.votes_against) for row in left]
    assert told == [
        ("市科技馆党支部", "专家评审", 8340, None, None),
        ("市供水集团党委", "初审筛选", 7840, None, None),
        ("市公共资源交易中心党支部", "综合评定", 85440, 4, 5),
    ]
    assert "整改后再报" in left[2].reason
    assert Candidate.objects.filter(status=CandidateStatus.OUT).count() == len(told)


def test_gates_give_the_marks_of_the_picture(programme):
    best = Candidate.objects.get(brand="一窗办")

    way = list(best.passages.values_list("gate__title", "total", "place", "votes_for"))

    assert way == [
        ("初审筛选", 9240, 1, None),
        ("专家评审", 9200, 1, None),
        ("实地调研", 9400, 1, None),
        ("综合评定", 92880, 1, 9),
    ]
    assert best.findings.count() == 2


def test_third_batch_waits_for_naming_after_a_notice_without_objections(programme):
    batch = programme.batches.get(number=3)

    notices = [notice for gate in batch.gates.all() for notice in gate.campaign.notices.all()]

    assert (batch.status, set(Gate.objects.values_list("status", flat=True))) == (
        BatchStatus.CHOSEN,
        {GateStatus.CLOSED},
    )
    assert [(check.key, check.ok) for check in before_naming(batch)] == [
        ("notice", True),
        ("vetoes", True),
        ("interests", True),
        ("numbers", True),
    ]
    assert [(notice.status, len(notice.rows), notice.days) for notice in notices] == [("ended", 13, 5)]
    assert "市公共资源交易中心党支部" not in {row[0] for row in notices[0].rows}


def test_first_two_batches_are_named_and_reviewed(programme):
    titles = list(Title.objects.order_by("number"))

    assert [title.number[-3:] for title in titles] == [f"{number:03}" for number in range(1, 25)]
    assert Counter(title.conferral.batch.number for title in titles) == {1: 11, 2: 13}
    assert Counter(title.status for title in titles) == {"valid": 23, "warned": 1}
    assert Counter(Review.objects.values_list("status", flat=True)) == {"due": 7, "passed": 3, "reported": 1}


def test_experts_give_half_points_whose_trimmed_mean_is_the_total():
    judged = [(site.panel, seven(Random(1), site, site.panel)) for site in sites() if site.panel]

    assert len(judged) == 39
    assert all(len(marks) == EXPERTS and all(mark % 5 == 0 for mark in marks) for _panel, marks in judged)
    assert [sum(sorted(marks)[1:-1]) for _panel, marks in judged] == [5 * panel for panel, _marks in judged]


def test_title_that_passed_before_the_day_waits_for_next_year(programme):
    passed = Review.objects.filter(status="passed").first()

    said = review_words(passed.title)

    assert [str(year) in said for year in (passed.year, passed.year + 1)] == [True, True]
