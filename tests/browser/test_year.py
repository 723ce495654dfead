"""A whole year in a real browser, each person in a window of their own: from opening the campaign to the sealed result,
with a veto by two, a site visit, a meeting that signs, a notice, a branch that objects and wins, naming, the seal."""

import re
from datetime import datetime, time, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import expect

from apps.campaigns.choices import Status
from apps.campaigns.models import Campaign
from apps.evaluations.models import Award, Notice, Objection, Seal
from apps.evaluations.services.publishing import tick
from apps.jobs.services import run_waiting
from apps.organisations.choices import Role
from tests import factories
from tests.browser.test_visit import draw, opened
from tests.browser.visitor import Visitor
from tests.factories.deciding import open_year
from tests.factories.houses import make_house
from tests.factories.visits import stop

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]
VETO = "V1"
FACTS = "“中心工作”按两件超时扣分，其中一件是申请人补材料，办件系统里已停表，不应算超时。"


@pytest.fixture
def windows(live_server, browser, browser_context_args):
    """A window for each person who asks for one; complaints of any of them fail the journey."""
    opened = []

    def window(person=None):
        context = browser.new_context(**browser_context_args)
        visitor = Visitor(context.new_page(), live_server.url)
        opened.append((context, visitor))
        if person:
            visitor.sign_in(person)
        return visitor

    yield window
    complaints = [complaint for _context, visitor in opened for complaint in visitor.complaints]
    for context, _visitor in opened:
        context.close()
    assert complaints == []


@pytest.fixture
def house():
    """Three marked branches, of which the second lacks one point; their campaign is a draft with a year's stages."""
    house = make_house()
    open_year(house)
    nearly = {f"A{n}": 1600 for n in range(1, 6)} | {"A1": 1500}
    factories.mark(house.staff, house.assessments[1], nearly)
    run_waiting()
    Campaign.objects.filter(pk=house.campaign.pk).update(status=Status.DRAFT)
    house.campaign.refresh_from_db()
    return house


def open_dialog(visitor, name):
    """Open one of the page's dialogs."""
    visitor.page.click(f"[data-dialog={name}]")
    return visitor.page.locator(f"dialog#{name}")


def send(visitor, button):
    """Press a form's button and wait for the page that answers."""
    with visitor.page.expect_navigation():
        button.click()


def confirm(visitor, name):
    """Open a dialog of a signing act, and do it."""
    send(visitor, open_dialog(visitor, name).locator("button[class*=sign], button[class*=main]"))


def sign_all(people, url):
    """Everybody signs from their own window, then the leader approves."""
    for visitor in people:
        confirm(visitor.go(url), "sign")
    run_waiting()
    confirm(people[0].go(url), "approve")
    people[0].heading("已定，已审批")


def vote(staff, url):
    """Write down eight votes for every matter on the agenda."""
    while staff.go(url).page.locator("[name=votes_for]").count():
        staff.page.fill("[name=votes_for]", "8")
        staff.page.fill("[name=reason]", "逐项核对，事实清楚。")
        send(staff, staff.page.get_by_role("button", name="记下表决", exact=True))


def meet(staff, house, number):
    """Call a meeting on the newest evaluation; leader, staff and liaison sign it."""
    page = staff.go(f"{house.base}decisions/new/").page
    page.fill("[name=place]", "工委 302 会议室")
    page.fill("[name=due]", "9")
    page.fill("[name=present]", "8")
    for label, role in (("主持人", Role.LEADER), ("记录人", Role.STAFF), ("监督", Role.LIAISON)):
        page.get_by_label(label).select_option(str(house.people[role].pk))
    staff.press("开会")
    page.wait_for_url(f"**/decisions/{number}/")
    return f"{house.base}decisions/{number}/"


def give_notice(staff, house):
    """Draft the notice, look at it, issue it; the clock's minute makes it public."""
    desk = f"{house.base}notice/"
    send(staff, staff.go(desk).page.locator("form[action$='/notice/draft/'] button"))
    dialog = open_dialog(staff, "issue")
    dialog.get_by_role("checkbox").check()
    send(staff, dialog.locator("button.sign"))
    run_waiting()
    return Notice.objects.filter(campaign=house.campaign).order_by("-number").first()


def test_year_from_opening_to_the_verified_seal(windows, house):
    people = house.people
    staff, leader, liaison = (windows(people[role]) for role in (Role.STAFF, Role.LEADER, Role.LIAISON))
    first, second, third = house.assessments

    staff.go(f"{house.base}campaign/").press("开放", role="link")
    staff.page.get_by_role("dialog").get_by_role("button", name="开放", exact=True).click()
    expect(staff.page.locator("#messages")).to_contain_text("进行中")

    # A veto on the third branch: staff propose it with a document, the liaison confirms.
    dialog = open_dialog(staff.go(f"{house.base}sheets/{third.pk}/superior/"), "vetoes-dialog")
    dialog.locator(f"[name=vetoes][value={VETO}]").check()
    dialog.locator("[name=document]").fill("市纪委〔2025〕31 号")
    dialog.locator("[name=reason]").fill("党员受留党察看处分")
    send(staff, dialog.get_by_role("button", name="提请纪检联络员确认", exact=True))
    liaison.go(f"{house.base}vetoes/")
    liaison.heading("1 项否决等第二人确认")
    liaison.page.click("form[action$='/confirm/'] button")
    liaison.heading("1 项否决生效")
    run_waiting()

    # A visit on site: the team writes what it saw, both sides put their hands to it.
    secretary = windows(people[Role.SECRETARY])
    visit = f"{house.base}visits/stops/{stop(house).pk}/"
    opened(staff.go(visit).page)
    staff.page.fill("#finding-text", "3 月台账没有登记")
    staff.page.get_by_role("button", name="下一项：A2").click()
    expect(staff.page.locator("#criterion-A2")).to_have_attribute("open", "")
    for visitor, button, side in ((staff, "验收组签字", "team"), (secretary, "支部签字", "branch")):
        draw(visitor.go(f"{visit}sign/").page)
        visitor.press(button)
        expect(visitor.page.locator(f"#visit[data-{side}-signed]")).to_have_count(1)
    expect(secretary.page.locator(".hand-drawn")).to_have_count(2)

    # Evaluation 1, the meeting, its signatures and approval.
    staff.go(f"{house.base}campaign/")
    send(staff, staff.page.get_by_role("button", name=re.compile("开始.*评定|编号评定")).first)
    run_waiting()
    meeting = meet(staff, house, 1)
    vote(staff, meeting)
    sign_all([leader, staff, liaison], meeting)

    # The notice, as anybody reads it; a branch objects without signing in.
    notice = give_notice(staff, house)
    public = windows()
    public.go(f"/notices/{notice.key}/")
    expect(public.page.locator("main")).to_contain_text(first.name)
    assert third.name not in public.page.content()
    public.go(f"/notices/{notice.key}/object/")
    public.page.fill("[name=branch]", second.name)
    public.page.fill("[name=facts]", FACTS)
    public.page.fill("[name=name]", "梁文静")
    public.page.click(".public-send button")
    public.page.wait_for_url("**/objections/**")
    receipt = public.path

    # Staff take it on, find it right; the leader agrees: the one late mark, the next evaluation.
    objection = Objection.objects.get()
    desk = f"{house.base}objections/{objection.number}/"
    staff.go(desk).page.click("form[action$='/take-on/'] button")
    staff.page.wait_for_selector("#f-accepted")
    staff.page.check("#f-accepted")
    staff.page.select_option("#criterion", "A1")
    staff.page.fill("#after", "16")
    staff.page.fill("#text", "经查办件系统，7 月 18 日停表、7 月 25 日复表，净用时未超限，退回所扣的分。")
    send(staff, staff.page.locator("form[action$='/find/'] button.main"))
    send(leader, leader.go(desk).page.locator("form[action$='/confirm/'] button"))
    run_waiting()
    send(staff, staff.go(desk).page.locator("form[action$='/answer/'] button"))
    public.go(receipt)
    expect(public.page.locator("main")).to_contain_text("净用时未超限")

    # The second meeting, and the notice issued anew with what changed.
    meeting = meet(staff, house, 2)
    vote(staff, meeting)
    sign_all([leader, staff, liaison], meeting)
    again = give_notice(staff, house)
    public.go(f"/notices/{again.key}/")
    expect(public.page.locator("main")).to_contain_text("五星2 个支部")
    expect(public.page.locator("main")).to_contain_text(second.name)

    # The notice ends; branches are named by two.
    again.refresh_from_db()
    over = timezone.make_aware(datetime.combine(again.closes_on + timedelta(days=1), time(0, 1)))
    tick(over)
    staff.go(f"{house.base}naming/").press("起草命名文件")
    page = staff.page
    page.fill("[name=number]", "许直工〔2025〕31 号")
    page.fill("[name=dated_on]", "2025-12-12")
    staff.press("保存并交第二人")
    staff.heading("命名等第二人")
    confirm(leader.go(f"{house.base}naming/"), "name")
    run_waiting()
    leader.go(f"{house.base}naming/")
    expect(leader.page.get_by_role("link", name=re.compile(r"\.(pdf|docx)$"))).to_have_count(4)
    public.go(f"/proof/{Award.objects.first().key}/")
    public.heading("真实有效")

    # Closed, sealed by two, recomputed.
    confirm(staff.go(f"{house.base}campaign/"), "act-close")
    send(staff, staff.go(f"{house.base}seal/").page.get_by_role("button", name="提请封存", exact=True))
    confirm(leader.go(f"{house.base}seal/"), "confirm")
    run_waiting()
    seal = Seal.objects.get()
    public.go(f"/sealed/{house.campaign.slug}/")
    expect(public.page.locator("main")).to_contain_text(seal.digest[:4])
    with pytest.raises(SystemExit) as ended:
        call_command("verify", house.campaign.slug)
    assert ended.value.code == 0
