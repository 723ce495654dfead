"""A long form that was left: what was typed is offered again, to the same person only, until the server has it."""

import pytest
from playwright.sync_api import Locator, Page, expect

from apps.demonstrations.choices import CandidateStatus
from apps.demonstrations.models import Candidate
from apps.organisations.choices import Role
from tests.browser.visitor import PHONE, soon
from tests.factories.houses import make_house
from tests.factories.selections import make_call, make_candidate, make_programme

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]
KEPT = "Object.keys(localStorage).some((key) => key.startsWith('starbranch.draft.'))"


def test_application_left_half_written_comes_back(visitor):
    house = make_house()
    make_call(make_programme(house.committee))
    page = visitor.size(PHONE).sign_in(house.people[Role.SECRETARY]).go("/programmes/sites/candidates/new/").page
    with page.expect_navigation():
        page.locator("main form button.main").click()
    path, brand = visitor.path, page.locator("[name=brand]")
    brand.fill("一窗办")
    assert soon(page, KEPT)

    # The tab is gone, and somebody else uses the machine.
    page.close()
    visitor.page = page = page.context.new_page()
    page.context.clear_cookies()
    visitor.size(PHONE).sign_in(house.people[Role.CLERK]).go(path)
    expect(page.locator("#application")).to_be_visible()
    expect(page.locator(".draft")).to_have_count(0)

    # Another field was changed meanwhile, and stays as it is there.
    Candidate.objects.update(strengths=[{"title": "一件事一次办", "text": "42 件。"}])
    page.context.clear_cookies()
    visitor.sign_in(house.people[Role.SECRETARY]).go(path)
    expect(page.locator(".draft")).to_contain_text("填写的内容没有保存")
    assert visitor.look().violations() == []
    visitor.press("恢复")
    expect(page.locator("[name=brand]")).to_have_value("一窗办")
    expect(page.locator("[name=strength-title-1]")).to_have_value("一件事一次办")
    with page.expect_navigation():
        visitor.press("保存")
    expect(page.locator("#messages .notice.ok")).to_be_visible()
    assert page.evaluate(KEPT) is False
    assert Candidate.objects.get().brand == "一窗办"


def returning(page: Page) -> Locator:
    """The dialog that asks why an application is returned."""
    page.locator("[data-dialog=return]").first.click()
    return page.locator("#return")


def test_reason_that_the_network_swallowed_comes_back(visitor):
    house = make_house()
    batch = make_call(make_programme(house.committee))
    waiting = make_candidate(batch, house.assessments[0].node, number=None, status=CandidateStatus.WAITING).pk
    page = visitor.sign_in(house.staff).go(f"/programmes/sites/candidates/{waiting}/").page
    returning(page).locator("[name=reason]").fill("台账缺 3 月")
    assert soon(page, KEPT)

    page.context.set_offline(True)
    page.locator("#return button:not([type])").click()
    page.wait_for_url("chrome-error://**")
    page.context.set_offline(False)
    visitor.go(f"/programmes/sites/candidates/{waiting}/")
    returning(page).get_by_role("button", name="恢复").click()
    expect(page.locator("#return-reason")).to_have_value("台账缺 3 月")
    with page.expect_navigation():
        page.locator("#return button:not([type])").click()

    assert page.evaluate(KEPT) is False
    assert Candidate.objects.get().returned_reason == "台账缺 3 月"


def test_reason_of_a_refused_veto_comes_back(visitor):
    house = make_house()
    assessment = house.assessments[0]
    page = visitor.sign_in(house.staff).go(f"{house.base}sheets/{assessment.pk}/superior/").page
    dialog = page.locator("#vetoes-dialog")
    page.locator("[data-dialog=vetoes-dialog]").click()
    dialog.locator("[value=V1]").check()
    dialog.locator("[name=reason]").fill("市纪委通报")
    assert soon(page, KEPT)

    with page.expect_navigation():
        dialog.locator("button.main").click()
    visitor.look()
    expect(page.locator("#messages .notice.bad")).to_contain_text("文件号")
    page.locator("[data-dialog=vetoes-dialog]").click()
    assert visitor.violations() == []
    dialog.get_by_role("button", name="恢复").click()
    expect(dialog.locator("[name=reason]")).to_have_value("市纪委通报")
    expect(dialog.locator("[value=V1]")).to_be_checked()
    dialog.locator("[name=document]").fill("许纪发〔2025〕3号")
    with page.expect_navigation():
        dialog.locator("button.main").click()

    assert [case.reason for case in assessment.veto_cases.all()] == ["市纪委通报"]
