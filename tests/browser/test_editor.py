"""A rulebook from nothing in the editor, step by step as the language's page tells it; it rates as the shipped one."""

import pytest
from playwright.sync_api import expect

from apps.criteria.models import Draft, RulebookVersion
from apps.organisations.choices import Role
from apps.rating.loading import load
from tests import factories
from tests.browser.visitor import PHONE
from tests.criteria.rated import content, differences, expected, rated

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]

BASE = [("B1", "基本组织"), ("B2", "基本队伍"), ("B3", "基本制度"), ("B4", "基本活动"), ("B5", "基本保障")]


@pytest.fixture
def staff():
    committee = factories.make_committee("赤峰市委组织部")
    return factories.make_person("周敏", Role.STAFF, committee)


class Clerk:
    """Somebody who writes a draft through the forms."""

    def __init__(self, visitor):
        self.visitor, self.page = visitor, visitor.page

    def open(self, place):
        """Take a thing of the contents in hand."""
        draft = Draft.objects.get()
        self.visitor.go(f"/rulebooks/drafts/{draft.pk}/?at={place}")

    def type(self, **words):
        """Fill fields by name, opening what is folded around them, and save."""
        revision = Draft.objects.get().revision
        for name, word in words.items():
            field = self.page.locator(f"#editor [name={name.replace('__', '-')}]")
            for fold in field.locator("xpath=ancestor::details[not(@open)]").all():
                fold.locator("> summary").click()
            if field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(word)
            else:
                field.fill(word)
        self.page.locator("#editor").get_by_role("button", name="保存", exact=True).click()
        self.saved(revision)

    def press(self, name):
        """Press a button that adds something."""
        revision = Draft.objects.get().revision
        self.page.get_by_role("button", name=name, exact=True).click()
        self.saved(revision)

    def saved(self, revision):
        """The page shows the next revision, and so does the draft."""
        expect(self.page.locator(f"#editor [name=revision][value='{revision + 1}']").first).to_be_attached()
        self.visitor.look()


def begin(visitor, clerk):
    """Step 1: a draft from nothing, its name, who counts, the finest mark."""
    visitor.go("/rulebooks/").follow("新办法")
    visitor.page.get_by_label("从空白开始").check()
    visitor.page.fill("[name=slug]", "chifeng-2030")
    visitor.press("建草稿")
    visitor.page.wait_for_url("**/rulebooks/drafts/*/")
    clerk.type(title__zh="十星支部", title__en="Ten-star branches", step="0.1")


def base_sections(clerk):
    """Step 2: five sections whose items are passed or failed; the first three criteria by hand, then as text."""
    clerk.open("sections/A")
    clerk.type(code="B1", title__zh="基本组织", items="pass-or-fail", blank="fail")
    clerk.open("sections/B1/criteria/A1")
    clerk.type(code="B1.1", title__zh="设置规范")
    clerk.press("加一项标准")
    clerk.type(title__zh="按期换届")
    clerk.press("加一项标准")
    clerk.type(title__zh="班子健全")
    rest = "".join(
        f"  {code}: {{title: {title}, items: pass-or-fail, blank: fail, criteria: [{code}.1, {code}.2, {code}.3]}}\n"
        for code, title in BASE[1:]
    )
    clerk.visitor.follow("全文")
    field = clerk.page.locator("#id_text")
    field.fill(field.input_value().replace("\nstars:", f"{rest}\nstars:", 1))
    clerk.visitor.press("保存")
    expect(clerk.page.locator("#messages")).to_contain_text("已保存")


def feature_sections(clerk):
    """Step 3: tasks, and highlights that count up to ten."""
    clerk.open("sections/B5")
    clerk.press("加一个板块")
    clerk.type(code="F", title__zh="中心工作", short__zh="任务", letter__zh="任")
    clerk.open("sections/F/criteria/A1")
    clerk.type(code="F1", points="20")
    for _number in range(2, 6):
        clerk.press("加一项标准")
        clerk.type(points="20")
    clerk.press("加一个板块")
    clerk.type(code="H", title__zh="特色亮点", bonus="10")
    clerk.open("sections/H/criteria/A1")
    clerk.type(code="H", points="20")


def stars_and_vetoes(clerk):
    """Steps 4 and 5."""
    clerk.open("stars")
    clerk.type(
        **{
            "stars-0-for": "[B1, B2, B3, B4, B5]",
            "stars-0-title__zh": "",
            "stars-0-title__en": "",
            "stars-0-lit-when": "",
            "stars-0-rest": "lit-when: every criterion passes",
            "stars-1-for": "F",
            "stars-1-rest": "one-for-each: 20\nof: F + H\nat-most: 5\nonce-lit: [B1, B2, B3, B4, B5]",
        }
    )
    clerk.open("vetoes")
    clerk.type(**{"vetoes-0-name": "V1", "vetoes-0-title__zh": "严重违纪违法", "vetoes-0-effect": "no stars"})
    clerk.type(**{"vetoes-1-name": "V2", "vetoes-1-title__zh": "重大责任事故", "vetoes-1-effect": "no stars"})


def levels_and_order(clerk):
    """Steps 6 and 7."""
    clerk.open("levels")
    clerk.type(
        **{
            "levels-0-name": "模范支部",
            "levels-0-title": "Model branch",
            "levels-0-lit": "10",
            "levels-0-stars": "",
            "levels-1-name": "坚强堡垒支部",
            "levels-1-title": "Strong fortress",
            "levels-1-lit": "8",
            "levels-1-rest": "",
            "levels-2-name": "堡垒支部",
            "levels-2-title": "Fortress",
            "levels-2-lit": "6",
        }
    )
    clerk.type(**{"levels-3-name": "后进支部", "levels-3-title": "Behind", "levels-3-rest": "otherwise: rated"})
    clerk.open("programmes")
    for number, (word, levels) in enumerate(
        [("头雁工程", "[模范支部, 坚强堡垒支部]"), ("提升工程", "[堡垒支部]"), ("转化工程", "[后进支部]")]
    ):
        clerk.type(**{f"programmes-{number}-name": word, f"programmes-{number}-rest": levels})
    clerk.open("order")
    clerk.type(order="stars, F + H", **{"compare-within": "type"})


def test_clerk_builds_ten_star_branches_from_nothing(visitor, staff):
    clerk = Clerk(visitor)

    visitor.sign_in(staff)
    begin(visitor, clerk)
    base_sections(clerk)
    feature_sections(clerk)
    stars_and_vetoes(clerk)
    levels_and_order(clerk)
    expect(visitor.page.locator("#checks")).to_contain_text("办法完整")
    visitor.follow("用虚构支部试算")
    expect(visitor.page.locator("#trial")).to_contain_text("坚强堡垒支部")
    visitor.size(PHONE).follow("目录").follow("评价主体")
    visitor.follow("发布…")
    visitor.page.get_by_label("我已通读朗读版，可以发布").check()
    visitor.press("发布")
    visitor.page.wait_for_url("**/rulebooks/*/")

    version = RulebookVersion.objects.get()
    rows = rated(load(version.text), content("chifeng-2023", "marks.csv"))
    assert (version.rulebook.slug, version.number, Draft.objects.count()) == ("chifeng-2030", 1, 0)
    assert differences(rows, expected("chifeng-2023")) == []
