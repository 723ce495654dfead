"""The self-assessment on a phone: last year at a touch, few touches, clerk and secretary, a network that goes."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from apps.assessments.choices import Party
from apps.assessments.models import Burden, Remark, Sheet, Submission
from apps.organisations.choices import Role
from tests.browser.visitor import NARROW, PHONE
from tests.factories.houses import make_house
from tests.factories.submissions import fill_in, last_year, prove

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]

MOST_TOUCHES = 30
WORDS = {"A1": "年度目标分解到 12 个科室，每季督办一次。", "C1": "每月集中学习一次。"}


class Touches:
    """A person's finger: each tap and each key outside texts counts, here and in the page once its scripts have run."""

    def __init__(self, visitor):
        self.visitor, self.page, self.count = visitor, visitor.page, 0

    def tap(self, place):
        self.count += 1
        self.visitor.settle()
        place.click()

    def keys(self, text):
        self.count += len(text)
        self.page.keyboard.type(text)


@pytest.fixture
def house():
    """A branch that assessed itself last year, with proof that still holds."""
    house = make_house()
    last_year(house.people[Role.SECRETARY], house.assessments[0], points=1500, texts=WORDS)
    return house


def marks(house):
    return Sheet.objects.get(assessment=house.assessments[0], party=Party.SELF).marks


def test_secretary_submits_on_a_phone_with_few_touches(visitor, house):
    page, finger = visitor.page, Touches(visitor)
    visitor.size(PHONE).sign_in(house.people[Role.SECRETARY])

    finger.tap(page.get_by_role("link", name="开始填写"))
    visitor.heading("业务突出星")
    visitor.look()
    finger.tap(page.get_by_role("button", name="全部沿用去年"))
    visitor.heading("可以提交了")
    finger.tap(page.locator(".self-step").nth(2))
    visitor.heading("文明和谐星")
    finger.tap(page.locator("#criterion-C1 summary"))
    for _ in range(4):
        finger.tap(page.get_by_role("button", name="C1 理论武装 加 0.5"))
    finger.tap(page.locator("#remark-C1"))
    page.keyboard.press("End")
    page.keyboard.type("书记讲党课 4 次。")
    finger.tap(page.locator("#criterion-C3 summary"))
    finger.tap(page.locator("#mark-C3"))
    page.locator("#mark-C3").select_text()
    finger.keys("17.5")
    expect(page.locator("#self-head")).to_contain_text("79.5")
    assert visitor.look().violations() == []
    finger.tap(page.get_by_role("button", name="检查并提交"))
    visitor.heading("可以提交了")
    finger.tap(page.locator("[name=meeting_on]"))
    page.fill("[name=meeting_on]", timezone.localdate().isoformat())
    finger.count += 8
    finger.tap(page.locator("#is-true"))
    assert visitor.look().violations() == []
    page.locator(".sign").dblclick()
    finger.count += 1
    visitor.heading("已提交，等单位审核")
    visitor.look().size(NARROW).look()

    assert finger.count <= MOST_TOUCHES
    assert Submission.objects.get().submitted_by_name == house.people[Role.SECRETARY].name
    assert (marks(house)["C1"], marks(house)["C3"]) == (1700, 1750)
    assert Remark.objects.get(sheet__assessment=house.assessments[0], criterion="C1").text.endswith("书记讲党课 4 次。")
    # Not the page's to count: the way in from the branch's page, and the eight keys of a date that was filled at once.
    counted = Burden.objects.get(assessment=house.assessments[0]).touches
    assert counted == finger.count - 9
    expect(page.locator("main")).to_contain_text(f"这次自评用了 {counted} 次点按")


def test_clerk_presents_and_the_secretary_confirms_on_phones(visitor, house):
    clerk, secretary = house.people[Role.CLERK], house.people[Role.SECRETARY]
    page, base = visitor.page, f"{house.base}self/{house.assessments[0].pk}/"
    fill_in(clerk, house.assessments[0], 1600, E5=None)
    prove(clerk, house.assessments[0])
    visitor.size(PHONE).sign_in(clerk)

    visitor.go(base)
    visitor.heading("支部过硬星")
    page.locator("#mark-E5").fill("20.5")
    page.keyboard.press("Enter")
    expect(page.locator("#fault-E5")).to_have_text("满分 20，请改小")
    page.locator("#mark-E5").fill("16.5")
    page.keyboard.press("Enter")
    visitor.saved()
    expect(page.locator("#state-E5")).to_contain_text("齐全")
    visitor.press("检查并提交")
    visitor.press("请书记确认")
    visitor.heading("等书记确认")
    visitor.look()

    page.context.clear_cookies()
    visitor.sign_in(secretary)
    visitor.follow("确认并提交")
    visitor.heading(f"{clerk.name}请您确认")
    page.fill("[name=meeting_on]", timezone.localdate().isoformat())
    page.check("#is-true")
    visitor.press("提交支部自评")
    visitor.heading("已提交，等单位审核")
    visitor.press("单位还没有打开，撤回修改")
    visitor.heading("可以提交了")


def test_every_mark_typed_without_a_network_is_there_afterwards(visitor, house):
    page, base = visitor.page, f"{house.base}self/{house.assessments[0].pk}/"
    visitor.size(PHONE).sign_in(house.people[Role.SECRETARY])
    visitor.go(base + "B/")

    page.context.set_offline(True)
    for number in range(1, 6):
        page.locator(f"#mark-B{number}").fill(f"1{number}.5")
    page.locator("#remark-B2").fill("两个窗口合一。")
    page.get_by_role("button", name="下一颗：文明和谐星").click()
    expect(page.locator("[data-save-state]")).to_contain_text("网络断开，5 项存在本机，恢复后自动补交")
    visitor.heading("服务高效星")
    assert not Sheet.objects.filter(assessment=house.assessments[0], party=Party.SELF, marks__has_key="B1").exists()
    page.close()

    again = page.context.new_page()
    page.context.set_offline(False)
    again.goto(visitor.base + house.base + "league/")
    expect(again.get_by_role("heading", level=1)).to_have_text("排行榜")
    again.goto(visitor.base + base + "B/")
    expect(again.locator("#self-head")).to_contain_text("67.5")

    assert marks(house) == {f"B{n}": 1050 + 100 * n for n in range(1, 6)}
    assert Remark.objects.get(criterion="B2", sheet__assessment=house.assessments[0]).text == "两个窗口合一。"
