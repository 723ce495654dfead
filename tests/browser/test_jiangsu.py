"""The four steps of grading by type in a real browser: self-assessment, ballot, superior's marks, the result; and it
comes to what the engine gives for the same figures."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from apps.assessments.indicators import Indicator
from apps.assessments.models import Handover
from apps.assessments.proposing import Asked, Proposal
from apps.assessments.services.assigning import adopt
from apps.assessments.services.checking import approve
from apps.assessments.services.handovers import hand_over, receive_all
from apps.assessments.services.refinements import approve_indicators, submit_indicators, write_indicators
from apps.assessments.services.scorers import Work, place_scorer
from apps.ballots.choices import PollStatus
from apps.ballots.services.casting import cast
from apps.ballots.services.rolls import set_entitled
from apps.campaigns.choices import StageKind
from apps.campaigns.models import Campaign
from apps.evaluations.choices import DecisionStatus
from apps.evaluations.models import Run
from apps.evaluations.services import sign_decision
from apps.jobs.services import run_waiting
from apps.organisations.choices import Role
from tests.browser.visitor import DESK, PHONE
from tests.criteria.rated import column, rated, shipped
from tests.factories import enrol, mark, published_rulebook
from tests.factories.deciding import SIGNERS, meet, vote_all
from tests.factories.houses import House
from tests.factories.people import make_person
from tests.factories.polling import answers, codes_of, poll_of
from tests.factories.submissions import submit_self
from tests.factories.tree import make_branch, make_committee, make_unit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]
SLUG = "jiangsu-2022"
CODES = [f"{section}{number}" for section in "ZDHJB" for number in (1, 2, 3)]
OWN = (Indicator("党员科技攻关", "有项目、有成果", 600), Indicator("党建联建共建", "", 400))
# Name of the unit, type of the branch, its members.
BRANCHES = (
    ("省科学院", "科研院所", 10),
    ("省科学院", "科研院所", 10),
    ("省人民医院", "医疗卫生", 12),
    ("省人民医院", "离退休干部", 6),
)
# What each branch gives itself and what the scorer gives it, in hundredths: a common criterion, the unit's own.
SELF = ((600, {"X.1": 600, "X.2": 350}), (600, {"X.1": 600, "X.2": 400}), (500, {"X": 500}), (600, {"X": 1000}))
SUPERIOR = ((580, {"X.1": 550, "X.2": 400}), (500, {"X.1": 400, "X.2": 400}), (300, {"X": 500}), (590, {"X": 950}))
# Votes by their place among the answers: 100, 80, 60, 0 points, abstained. Of the last branch too few voted.
MEMBERS = ([0, 0, 1, 2, 4], [0] * 6, [1] * 6, [1] * 2)
PUBLIC = [0, 0, 0, 0, 1]
# Members of the first branch: 1,700 / 20 with 60%, its public 480 / 5 with 40%.
BALLOT = ((10, "89.4"), (6, "100"), (6, "80"), (2, "80"))


class Year(House):
    """A committee with two units of four branches, a person in each office, and a scorer."""


@pytest.fixture
def year():
    committee = make_committee("省级机关工委")
    units = {name: make_unit(committee, name) for name in dict.fromkeys(row[0] for row in BRANCHES)}
    people = {
        role: make_person(str(Role(role).label), role, committee) for role in (Role.STAFF, Role.LEADER, Role.LIAISON)
    }
    people |= {"scorer": make_person("评分员", Role.STAFF, committee)}
    people |= {name: make_person(f"{name}审核人", Role.REVIEWER, unit) for name, unit in units.items()}
    for number, (unit, kind, members) in enumerate(BRANCHES):
        branch = make_branch(units[unit], f"{unit}第{number + 1}党支部", branch_type=kind, members=members)
        people[number] = make_person(f"书记{number}", Role.SECRETARY, branch.node)
    published_rulebook(SLUG)
    return Year(committee, Campaign(slug="grading"), [], list(units.values()), [], people)


def next_person(visitor, person, size=DESK):
    """The next person sits down at this window."""
    visitor.page.context.clear_cookies()
    return visitor.size(size).sign_in(person)


def turn_to(year, kind):
    """The stages before this kind are over, those behind it have not begun."""
    now, is_over = timezone.now(), True
    for stage in year.campaign.stages.order_by("opens_at", "closes_at"):
        if stage.kind == kind:
            first, last, is_over = now - timedelta(days=1), now + timedelta(days=9), False
        else:
            first, last = (now - timedelta(days=30), now) if is_over else (now + timedelta(days=9), now + timedelta(99))
        year.campaign.stages.filter(pk=stage.pk).update(opens_at=first, closes_at=last)


def create(visitor, year):
    """Staff make the campaign with its four steps and open it."""
    page = visitor.sign_in(year.staff).page
    visitor.go("/campaigns/new/?preset=ballot")
    for name, value in (("name", "党支部分类达标定级"), ("slug", "grading")):
        page.fill(f"[name={name}]", value)
    page.select_option("[name=rulebook_version]", str(published_rulebook(SLUG).pk))
    visitor.press("创建")
    page.wait_for_url("**/c/grading/campaign/")
    visitor.press("开放", role="link")
    page.get_by_role("dialog").get_by_role("button", name="开放", exact=True).click()
    expect(page.locator("#messages")).to_contain_text("进行中")
    year.campaign = Campaign.objects.get()
    year.assessments = sorted(enrol(year.campaign), key=lambda one: one.name[-4:])


def add_own_indicators(year):
    """The first unit adds two of its own, which the committee approves."""
    where = (year.campaign, year.units[0], "X")
    reviewer = year.people[year.units[0].name]
    write_indicators(reviewer, *where, OWN)
    submit_indicators(reviewer, *where)
    approve_indicators(year.staff, *where)


def assess_themselves(visitor, year):
    """The first secretary ends the self-assessment on a phone; units hand over, the committee receives."""
    turn_to(year, StageKind.SELF_ASSESSMENT)
    for number, (assessment, (points, own)) in enumerate(zip(year.assessments, SELF, strict=True)):
        mark(year.people[number], assessment, dict.fromkeys(CODES, points) | (own if number else {}), "self")
    page = next_person(visitor, year.people[0], PHONE).page
    visitor.go(f"{year.base}self/{year.assessments[0].pk}/X/")
    for code, points in (("X.1", "6"), ("X.2", "3.5")):
        page.locator(f"[id='mark-{code}']").fill(points)
        page.keyboard.press("Enter")
    expect(page.locator("[data-save-state]")).to_have_class("save-state ok")
    visitor.go(f"{year.base}self/{year.assessments[0].pk}/check/")
    page.fill("[name=meeting_on]", timezone.localdate().isoformat())
    page.check("#is-true")
    visitor.press("提交支部自评")
    visitor.heading("已提交，等单位审核")
    for number, assessment in enumerate(year.assessments):
        if number:
            submit_self(year.people[number], assessment)
        approve(year.people[assessment.unit.name], assessment)
    for unit in year.units:
        hand_over(year.people[unit.name], year.campaign, unit, meeting_on=timezone.localdate(), is_signed=True)
    receive_all(year.staff, year.campaign)


def hold_ballot(visitor, year):
    """Staff keep the usual questions; slips go out; one votes on a phone, the others as well."""
    turn_to(year, StageKind.BALLOT)
    page = next_person(visitor, year.staff).page
    visitor.go(f"{year.base}ballot/questions/")
    with page.expect_navigation():
        visitor.press("保存")
    poll = poll_of(year)
    figures = {(one.pk, "members"): row[2] for one, row in zip(year.assessments, BRANCHES, strict=True)}
    set_entitled(year.staff, poll, figures | {(year.assessments[0].pk, "public"): 5})
    rolls = {(roll.assessment_id, roll.layer): roll for roll in poll.rolls.select_related("assessment")}
    first, *codes = codes_of(year, rolls[year.assessments[0].pk, "members"])
    vote_on_phone(visitor, first)
    cast_all(poll, codes, MEMBERS[0][1:])
    cast_all(poll, codes_of(year, rolls[year.assessments[0].pk, "public"]), PUBLIC)
    for assessment, votes in zip(year.assessments[1:], MEMBERS[1:], strict=True):
        cast_all(poll, codes_of(year, rolls[assessment.pk, "members"]), votes)


def cast_all(poll, codes, votes):
    for code, vote in zip(codes, votes, strict=False):
        cast(code, answers(poll, vote))


def vote_on_phone(visitor, code):
    """By the square on the slip: the best answer to each question."""
    page = visitor.page
    page.context.clear_cookies()
    visitor.size(PHONE)
    page.goto(f"{visitor.base}/v/#{code}")
    begin = page.get_by_role("button", name="开始", exact=True)
    expect(begin).to_be_visible()
    visitor.settle()
    begin.click()
    for number in range(1, 6):
        screen = page.locator(f"[data-screen='{number}']")
        screen.get_by_role("radio").first.check()
        screen.locator("[data-go=next]").click()
    assert visitor.look().violations() == []
    page.locator("[data-cast]").click()
    expect(page.locator("[data-receipt]")).to_be_visible()
    assert code not in page.url


def count(visitor, year):
    """Voting is over: staff have the votes counted and look at the results."""
    turn_to(year, StageKind.SCORING)
    page = next_person(visitor, year.staff).page
    visitor.go(f"{year.base}ballot/")
    page.locator("[data-dialog=count]").click()
    with page.expect_navigation():
        page.locator("dialog#count button[class*=main], dialog#count button[class*=sign]").click()
    run_waiting()
    assert poll_of(year).status == PollStatus.COUNTED
    visitor.go(f"{year.base}ballot/results/")
    expect(page.get_by_role("row", name=year.assessments[0].name)).to_contain_text("96.00")


def score(visitor, year):
    """Every branch is the one scorer's; the unit's own indicators of the first are marked at a desk."""
    place_scorer(year.staff, year.campaign, year.people["scorer"], "superior", Work())
    asked = Asked()
    adopt(year.staff, year.campaign, "superior", asked, Proposal(year.campaign, "superior", asked).digest)
    for number, (assessment, (points, own)) in enumerate(zip(year.assessments, SUPERIOR, strict=True)):
        mark(year.people["scorer"], assessment, dict.fromkeys(CODES, points) | (own if number else {}))
    page = next_person(visitor, year.people["scorer"]).page
    visitor.go(f"{year.base}sheets/{year.assessments[0].pk}/superior/")
    for code, points in (("X.1", "5.5"), ("X.2", "4")):
        page.locator(f"[data-mark='{code}']").fill(points)
        page.keyboard.press("Enter")
    expect(page.locator(".task[aria-current] .task-figure")).to_have_text("96.50")
    assert visitor.look().violations() == []


def decide(visitor, year):
    """The numbered run, the meeting on it, its signatures."""
    turn_to(year, StageKind.EVALUATION)
    page = next_person(visitor, year.staff).page
    visitor.go(f"{year.base}campaign/")
    with page.expect_navigation():
        page.locator("form[action$='/runs/new/'] button").first.click()
    run_waiting()
    turn_to(year, StageKind.DECISION)
    meeting = meet(year)
    vote_all(year, meeting)
    for _function, role in SIGNERS:
        meeting = sign_decision(year.people[role], meeting)
    run_waiting()
    visitor.go(f"{year.base}branches/{year.assessments[0].pk}/")
    expect(page.locator("main")).to_contain_text("先进")
    assert visitor.look().violations() == []
    meeting.refresh_from_db()
    return meeting


def by_the_engine():
    """Totals and levels of the same figures, as a file of marks gives them."""
    heads = ["branch", "unit", "type", "members", "ballot.count", "ballot.mean"]
    heads += [f"{party}.{code}" for party in ("self", "superior") for code in [*CODES, "X"]]
    lines = [",".join(heads)]
    for number, (unit, kind, members) in enumerate(BRANCHES):
        marks = [str(points / 100) for sheet in (SELF, SUPERIOR) for points in sheet_of(*sheet[number])]
        lines.append(",".join([str(number), unit, kind, str(members), *map(str, BALLOT[number]), *marks]))
    rows = rated(shipped(SLUG), "\n".join(lines).encode())
    return column(rows, "total"), column(rows, "level")


def sheet_of(points, own):
    return [points] * len(CODES) + [sum(own.values())]


def test_four_steps_end_in_what_the_engine_gives_for_the_same_figures(visitor, year):
    create(visitor, year)
    add_own_indicators(year)
    assess_themselves(visitor, year)
    hold_ballot(visitor, year)
    count(visitor, year)
    score(visitor, year)
    meeting = decide(visitor, year)

    totals, levels = by_the_engine()
    results = {one.assessment_id: one for one in Run.objects.get(number=1).results.all()}
    found = [results[one.pk] for one in year.assessments]
    assert levels == ["先进", "达标", "后进", "达标"]
    assert [shipped(SLUG).outcomes[one.level].name for one in found] == levels
    assert [Decimal(one.total) / 100 for one in found] == [Decimal(total) for total in totals]
    assert meeting.status == DecisionStatus.SIGNED
    assert Handover.objects.count() == 2
