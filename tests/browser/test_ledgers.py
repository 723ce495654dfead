"""Money, names and a workbook at a browser: a grant, a use too many, a brand like another, a table mended."""

import pytest
from playwright.sync_api import expect

from apps.core.tables import write_xlsx
from apps.ledgers.models import Apart, Entry
from tests.browser.visitor import NARROW, PHONE
from tests.factories.houses import make_house
from tests.factories.listing import entered

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]

HEADINGS = ["谁的品牌", "品牌名称", "内涵", "行业", "创建年份"]


def send(page, holder, year):
    """Choose a workbook of one brand, and have it tried."""
    content = write_xlsx(HEADINGS, [[holder, "先行一步", "项目专班", "经济建设", year]])
    page.set_input_files(
        "[name=file]", {"name": "品牌.xlsx", "mimeType": "application/octet-stream", "buffer": content}
    )
    page.get_by_role("button", name="试导入").click()


def test_grant_is_spent_brand_compared_and_workbook_brought_in(visitor):
    house, page = make_house(), visitor.page
    unit, branch = house.units[0].name, house.assessments[0].node.name
    entered(house, "brands", node=house.units[1], brand="一窗通办")

    visitor.sign_in(house.staff)
    visitor.follow("台账")
    visitor.heading("4 本台账，共 1 条")
    page.get_by_role("link", name="专项经费", exact=True).click()
    page.get_by_role("link", name="记一笔拨付").click()
    page.get_by_label("拨给谁").fill(unit)
    page.get_by_label("用途").fill("窗口改造")
    page.get_by_label("金额（元）").fill("50,000")
    page.get_by_label("拨付日期").fill("2025-03-05")
    page.get_by_label("是否试点").select_option("试点单位")
    assert visitor.look().violations() == []
    visitor.press("保存")
    visitor.heading("窗口改造")
    for amount, result in (("31200", "18,800 元"), ("18800.01", "18,800 元")):
        visitor.expected.add(409)
        page.get_by_role("link", name="记一笔使用").click()
        page.get_by_label("用在哪里").fill("手册印制")
        page.get_by_label("金额（元）").fill(amount)
        page.get_by_label("使用日期").fill("2025-05-01")
        visitor.press("保存")
        expect(page.locator("main")).to_contain_text(result)
    expect(page.locator("main")).to_contain_text("“窗口改造”只剩 18,800 元。")
    page.get_by_label("金额（元）").fill("18800")
    visitor.press("保存")
    expect(page.get_by_role("list").filter(has_text="拨付")).to_contain_text("−18,800 元")
    assert visitor.look().violations() == []

    visitor.size(PHONE).go("/ledgers/brands/new/")
    page.get_by_label("谁的品牌").fill(branch)
    page.get_by_label("品牌名称").fill("一窗办")
    page.get_by_label("内涵").fill("一件事一次办。")
    page.get_by_label("行业").select_option("政务服务")
    page.get_by_label("创建年份").fill("2023")
    visitor.press("保存")
    expect(page.locator(".messages")).to_contain_text("有 1 个名称与它相像")
    assert visitor.size(NARROW).look().size(PHONE).violations() == []
    visitor.follow("比较")
    assert visitor.violations() == []
    page.get_by_label("为什么不算重复").fill("一个管窗口，一个管事项")
    visitor.press("不算重复")
    expect(page.locator(".chip.ok")).to_have_text("不算重复")

    visitor.go("/ledgers/brands/import/")
    send(page, branch, "二〇二三")
    visitor.heading("有 1 行要改")
    expect(page.locator(".faults tbody tr")).to_contain_text("请写整数。")
    assert visitor.look().violations() == []
    visitor.follow("改好后重新选文件")
    send(page, branch, 2023)
    visitor.heading("没有要改的行，请确认")
    visitor.press("写入")
    visitor.heading("这份文件已导入")
    visitor.press("撤销整次导入")
    visitor.heading("这次导入已经撤销")

    assert Apart.objects.get().reason == "一个管窗口，一个管事项"
    assert [entry.amount for entry in Entry.objects.filter(ledger="fund-uses")] == [3_120_000, 1_880_000]
    assert Entry.objects.get(name="先行一步").end_reason == "撤销导入：《品牌.xlsx》"
