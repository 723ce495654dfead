"""A demonstration site from the application on a phone to the plaque, its review, and the withdrawal of the title."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import expect

from apps.assessments.models import Assessment
from apps.assessments.proposing import Asked, Proposal
from apps.assessments.services.assigning import adopt
from apps.demonstrations.models import Candidate, Finding, Gate, Review, Title
from apps.evaluations.choices import NoticeStatus
from apps.jobs.services import run_waiting
from apps.organisations.choices import Role
from tests import factories
from tests.browser.visitor import DESK, PHONE
from tests.factories import notices
from tests.factories.houses import make_house
from tests.factories.people import PASSWORD, sign_in
from tests.factories.selections import make_call, make_programme

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]
BOARD = "/programmes/sites/"
BATCH = f"{BOARD}batches/1/"
JUDGES = 7
SEEN = {"A1": 2900, "A2": 2800, "A3": 3700}


class Desk:
    """The house's people, one after the other at one window."""

    def __init__(self, visitor, house):
        self.visitor, self.house, self.page = visitor, house, visitor.page

    def sit(self, role=Role.STAFF, size=DESK):
        """Somebody else sits down; nobody, where the role is empty."""
        self.page.context.clear_cookies()
        if role:
            name = settings.SESSION_COOKIE_NAME
            session = sign_in(self.house.people[role]).cookies[name].value
            self.page.context.add_cookies([{"name": name, "value": session, "url": self.visitor.base}])
        self.visitor.size(size)
        return self

    def go(self, path):
        self.visitor.go(path)
        return self

    def send(self, form, button="button"):
        """Press a form's button and wait for the page that answers."""
        with self.page.expect_navigation():
            self.page.locator(f"form[action$='{form}'] {button}").last.click()
        self.visitor.look()
        return self

    def agree(self, dialog):
        """Open a dialogue and say yes."""
        self.page.locator(f"[data-dialog={dialog}]").click()
        with self.page.expect_navigation():
            self.page.locator(f"dialog#{dialog} button").click()
        self.visitor.look()
        return self

    def gate(self, number):
        self.go(f"{BATCH}gates/{number}/")
        return Gate.objects.get(position=number)

    def open(self, number):
        """Open a gate; gives it and the only candidate's assessment."""
        self.gate(number)
        self.send("acts/open/")
        gate = Gate.objects.get(position=number)
        return gate, Assessment.objects.of(gate.campaign).get()

    def close(self, number):
        """Evaluate a gate and close it, by what is typed meanwhile."""
        self.evaluate(number)
        self.send("acts/close/")

    def evaluate(self, number):
        self.gate(number)
        self.send("acts/run/")
        run_waiting()
        self.gate(number)

    def mark(self, marks):
        """Type marks into the scoring page or the guest's; each is saved as it is left."""
        self.visitor.settle()
        for code, points in marks.items():
            self.page.locator(f"[data-mark={code}]").fill(points)
            self.page.locator(f"[data-mark={code}]").press("Enter")
        self.visitor.saved()


@pytest.fixture
def desk(visitor):
    house = make_house()
    make_call(make_programme(house.committee))
    return Desk(visitor, house)


def test_site_from_application_to_plaque_review_and_withdrawal(desk):
    apply(desk)
    pass_screening(desk)
    pass_panel(desk)
    pass_survey(desk)
    pass_meeting(desk)
    title = name(desk)
    desk.sit(None, PHONE).go(f"/plaques/{title.key}/")
    expect(desk.page.locator(".genuine:not(.not)")).to_have_count(1)
    assert desk.visitor.violations() == []
    assert desk.page.context.cookies() == []
    review(desk, title)
    withdraw(desk, title)

    # By another address: this browser may hold the page of before for a minute.
    desk.sit(None, PHONE).go(f"/plaques/{title.key}/?again")
    expect(desk.page.locator(".genuine.not")).to_contain_text("两次年审没有通过")
    assert desk.visitor.violations() == []


def apply(desk):
    """The secretary applies on a phone; staff accepts and closes the call."""
    page = desk.sit(Role.SECRETARY, PHONE).go(f"{BOARD}candidates/new/").page
    with page.expect_navigation():
        page.locator("main form button.main").click()
    page.fill("[name=brand]", "一窗办")
    page.fill("[name=strength-title-1]", "一件事一次办")
    page.fill("[name=strength-text-1]", "42 件“一件事”，平均跑动 2.3 次减到 0.4 次。")
    assert desk.visitor.look().violations() == []
    with page.expect_navigation():
        page.locator("button[name=submit]").click()
    assert Candidate.objects.get().submitted_by_name == desk.house.people[Role.SECRETARY].name
    desk.sit().go(f"{BOARD}candidates/").agree("accept").go(BATCH).agree("begin")
    assert Candidate.objects.get().number == 1


def pass_screening(desk):
    """Staff marks the application in the scoring page."""
    gate, assessment = desk.open(1)
    desk.go(f"/c/{gate.campaign.slug}/sheets/{assessment.pk}/superior/")
    desk.mark({"A1": "19", "A2": "27.4", "A3": "28", "A4": "18"})
    desk.close(1)


def pass_panel(desk):
    """One expert comes by invitation and marks; six others have marked."""
    gate, assessment = desk.open(2)
    page = desk.go(f"/c/{gate.campaign.slug}/scorers/invitations/").page
    page.fill("[name=name]", "林专家")
    page.select_option("[name=party]", "judge1")
    with page.expect_navigation():
        page.locator("form:has([name=name]) button.main").click()
    link = page.locator("input[readonly]").input_value()
    desk.sit(None, PHONE).page.goto(link)
    page.fill("[name=username]", "lin")
    for field in ("password1", "password2"):
        page.fill(f"[name={field}]", PASSWORD)
    page.locator("button.main").click()
    page.wait_for_url("**/panel/")
    adopt(desk.house.staff, gate.campaign, "judge1", Asked(), Proposal(gate.campaign, "judge1", Asked()).digest)
    desk.go("/panel/")
    page.locator("main li a").first.click()
    expect(page.get_by_text("“一件事”，平均跑动", exact=False).first).to_be_visible()
    desk.mark({"A1": "92"})
    with page.expect_navigation():
        page.locator("form[action$='/finish/'] button").click()
    for number in range(2, JUDGES + 1):
        factories.mark(desk.house.staff, assessment, {"A1": 9000 + 50 * number}, party=f"judge{number}")
    desk.sit().close(2)


def pass_survey(desk):
    """What was found on the spot; the secretary answers, staff sees that it is so."""
    _gate, assessment = desk.open(3)
    candidate = Candidate.objects.get()
    address = f"{BOARD}candidates/{candidate.pk}/"
    factories.mark(desk.house.staff, assessment, SEEN)
    desk.go(address).page.locator("#findings details:has([name=text]) summary").click()
    desk.page.fill("[name=text]", "午间窗口只留 1 人，排队 11 人")
    desk.send("/findings/")
    desk.sit(Role.SECRETARY, PHONE).go(address).page.fill("[name=reply]", "午间不少于 3 人，排班表已上墙")
    desk.send("/reply/")
    desk.sit().go(address).send("/check/")
    assert Finding.objects.get().checked_by_name == desk.house.staff.name
    desk.close(3)
    desk.go(address)
    assert desk.visitor.violations() == []


def pass_meeting(desk):
    """The notice is over; nine vote."""
    gate, _assessment = desk.open(4)
    desk.evaluate(4)
    desk.house.campaign = gate.campaign
    notices.stand(desk.house, NoticeStatus.ENDED)
    pk = Candidate.objects.get().pk
    desk.page.fill(f"[name=for-{pk}]", "9")
    desk.page.fill(f"[name=against-{pk}]", "0")
    desk.send("acts/close/")
    assert Candidate.objects.get().status == "chosen"


def name(desk):
    """Staff proposes the document, the leader names; the plaque is set. Gives the title."""
    page = desk.go(BOARD).page
    assert desk.visitor.violations() == []
    desk.go(f"{BOARD}titles/naming/1/").send("acts/draft/")
    page.fill("[name=number]", "许直工〔2025〕18 号")
    page.fill("[name=dated_on]", timezone.localdate().isoformat())
    with page.expect_navigation():
        page.locator("button[name=propose]").click()
    desk.sit(Role.LEADER).go(f"{BOARD}titles/naming/1/").agree("name")
    run_waiting()
    desk.go(f"{BOARD}titles/naming/1/")
    papers = [link.get_attribute("href") for link in page.locator("a[href*='/papers/']").all()]
    kinds = [page.request.get(desk.visitor.base + paper).body()[:4] for paper in papers]
    assert kinds == [b"%PDF", b"PK\x03\x04", b"%PDF"]
    return Title.objects.get()


def review(desk, title):
    """The secretary reports on a phone, the zone's lead passes it."""
    row = Review.objects.create(title=title, year=2026, due_on=timezone.localdate() + timedelta(days=9))
    address = f"{BOARD}titles/{title.pk}/reviews/{row.pk}/"
    page = desk.sit(Role.SECRETARY, PHONE).go(address).page
    page.fill("[name=report]", "一年来又减少跑动 0.2 次，手册印了第二版。")
    assert desk.visitor.violations() == []
    with page.expect_navigation():
        page.locator("main form:has([name=report]) button.main").click()
    desk.sit(Role.ZONE_LEAD).go(address).agree("pass")
    assert Review.objects.get().status == "passed"


def withdraw(desk, title):
    """Staff proposes, after a meeting; the leader confirms."""
    page = desk.sit().go(f"{BOARD}titles/{title.pk}/").page
    page.select_option("[name=kind]", "withdrawal")
    page.fill("[name=reason]", "两次年审没有通过")
    page.fill("[name=meeting]", "工委 2026 年第 3 次会议")
    with page.expect_navigation():
        page.locator("main form:has([name=reason]) button.main").click()
    desk.sit(Role.LEADER).go(f"{BOARD}titles/{title.pk}/").agree("confirm")
    assert Title.objects.get().status == "withdrawn"
