"""Marking in a real browser: without the mouse, without a network, two at once; every mark is found afterwards."""

import pytest
from playwright.sync_api import expect

from apps.assessments.choices import Party
from apps.assessments.models import Remark, Sheet
from apps.organisations.choices import Role
from tests import factories
from tests.browser.visitor import Visitor, soon
from tests.factories.houses import flat_marks, make_house

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]

MARKS = {code: 1700 + 10 * (number % 5) for number, code in enumerate(flat_marks())}


@pytest.fixture
def house():
    """A house whose first branch has assessed itself and is not marked yet."""
    house = make_house()
    Sheet.objects.filter(assessment=house.assessments[0]).delete()
    factories.mark(house.people[Role.SECRETARY], house.assessments[0], flat_marks(1850), party=Party.SELF)
    return house


def address(house, number=0):
    return f"{house.base}sheets/{house.assessments[number].pk}/superior/"


def stored(house, number=0):
    return Sheet.objects.get(assessment=house.assessments[number], party=Party.SUPERIOR).marks


def field(page, code):
    return page.locator(f"[data-mark={code}]")


def state(page):
    return page.locator("[data-save-state]")


def pressed(page, keys):
    """Press keys one after the other; gives how many that were."""
    for key in keys:
        page.keyboard.press(key)
    return len(keys)


def test_branch_is_marked_and_the_next_one_opened_without_the_mouse(visitor, house):
    page = visitor.page
    visitor.sign_in(house.staff)
    visitor.go(address(house))
    expect(field(page, "A1")).to_be_focused()

    keys = sum(pressed(page, [*written(points), "Enter"]) for points in MARKS.values())
    expect(page.locator(".task[aria-current] .task-figure")).to_have_text("430.0")
    keys += pressed(page, ["Control+Enter"])
    page.wait_for_url(f"**{address(house, 1)}")

    digits = sum(len(written(points)) for points in MARKS.values())
    assert (digits, keys) == (90, 90 + 25 + 1)
    assert stored(house) == MARKS
    visitor.look()


def written(points):
    """A mark as it is typed: 17 or 17.1."""
    return str(points // 100) if points % 100 == 0 else str(points / 100)


def test_marks_typed_without_a_network_in_a_tab_that_closes_are_sent_from_another_page(visitor, house):
    page, context = visitor.page, visitor.page.context
    visitor.sign_in(house.staff)
    visitor.go(address(house))
    pressed(page, "18")
    page.keyboard.press("Enter")
    visitor.saved()

    context.set_offline(True)
    for text in ("17.5", "16", "19"):
        pressed(page, text)
        page.keyboard.press("Enter")
    expect(state(page)).to_have_text("网络断开，3 项存在本机，恢复后自动补交")
    expect(field(page, "A3")).to_have_class("mark unsaved")
    assert stored(house) == {"A1": 1800}
    page.close()

    context.set_offline(False)
    other = Visitor(context.new_page(), visitor.base)
    with other.page.expect_response("**/superior/save/") as sent:
        other.go("/rulebooks/")
    assert sent.value.status == 200
    assert stored(house) == {"A1": 1800, "A2": 1750, "A3": 1600, "A4": 1900}
    assert soon(other.page, "localStorage.length === 0")
    assert other.complaints == []


def test_marks_of_one_person_are_not_sent_when_another_signs_in(visitor, house):
    page, context = visitor.page, visitor.page.context
    visitor.sign_in(house.staff)
    visitor.go(address(house))
    context.set_offline(True)
    pressed(page, ["1", "5", "Enter"])
    expect(state(page)).to_have_text("网络断开，1 项存在本机，恢复后自动补交")
    visitor.expected = {401, 403}
    context.clear_cookies()
    context.set_offline(False)
    expect(state(page)).to_contain_text("登录")

    lead = factories.make_person("何启明", Role.STAFF, house.committee)
    visitor.sign_in(lead)
    visitor.go(address(house))
    expect(field(page, "A1")).to_have_value("")
    assert not Sheet.objects.filter(assessment=house.assessments[0], party=Party.SUPERIOR, marks__A1=1500).exists()

    context.clear_cookies()
    visitor.sign_in(house.staff)
    visitor.go(address(house))
    expect(field(page, "A1")).to_have_value("15")
    assert soon(page, "localStorage.length === 0")
    assert stored(house)["A1"] == 1500


def test_two_people_on_one_sheet_see_both_values_and_choose(visitor, house):
    page = visitor.page
    visitor.sign_in(house.staff)
    visitor.go(address(house))
    expect(field(page, "A1")).to_be_focused()
    other = factories.make_person("何启明", Role.STAFF, house.committee)
    factories.mark(other, house.assessments[0], {"A1": 1900, "A2": 1650})

    pressed(page, ["1", "8", "Enter", "1", "7", "Enter", "1", "6", "Enter"])
    clash = page.locator("#clash-marks-A1")
    expect(clash).to_contain_text("何启明")
    expect(clash.locator(".middle")).to_have_text(["19", "18"])
    expect(page.locator("#clash-marks-A2 .middle")).to_have_text(["16.5", "17"])
    expect(field(page, "A3")).to_have_attribute("data-seen", "16")
    visitor.look()
    assert visitor.violations() == []
    assert stored(house) == {"A1": 1900, "A2": 1650, "A3": 1600}

    clash.get_by_role("button", name="用我的").click()
    expect(clash).to_have_count(0)
    page.locator("#clash-marks-A2").get_by_role("button", name="用这个").click()
    visitor.saved()
    expect(field(page, "A2")).to_have_value("16.5")
    assert stored(house) == {"A1": 1800, "A2": 1650, "A3": 1600}


def test_keys_take_jump_and_note_and_letters_stay_words_in_a_note(visitor, house):
    page = visitor.page
    visitor.sign_in(house.staff)
    visitor.go(address(house))

    pressed(page, ["=", "Enter", "1", "5"])
    page.keyboard.press("n")
    expect(page.locator("#note-A2")).to_be_focused()
    page.keyboard.type("gun up = [?")
    page.keyboard.press("Escape")
    expect(field(page, "A2")).to_be_focused()
    pressed(page, ["g", "c"])
    expect(field(page, "C1")).to_be_focused()
    pressed(page, ["1", "8", "u"])
    expect(field(page, "C2")).to_be_focused()
    pressed(page, ["Control+Enter"])
    expect(field(page, "A3")).to_be_focused()
    pressed(page, ["?"])
    expect(page.get_by_role("dialog")).to_be_visible()
    with page.expect_navigation():
        page.get_by_role("dialog").get_by_role("button").last.click()
    expect(field(page, "A3")).to_be_focused()

    pressed(page, ["g", "c"])
    expect(field(page, "A3")).to_have_value("gc")
    page.locator("[data-gap=A2]").wait_for()
    expect(page.locator("[data-gap=A2]")).to_have_text("−3.5")
    assert soon(page, "starbranch.outbox.pending(document.getElementById('sheet')).join() === 'A3'")
    assert {code: stored(house).get(code) for code in ("A1", "A2", "C1")} == {"A1": 1850, "A2": 1500, "C1": 1800}
    assert list(Remark.objects.values_list("criterion", "text")) == [("A2", "gun up = [?")]


def test_branch_with_a_large_gap_is_not_finished_without_a_note(visitor, house):
    factories.mark(house.staff, house.assessments[0], flat_marks(1850, B3=1500))
    page = visitor.page
    visitor.sign_in(house.staff)
    visitor.go(address(house))

    page.keyboard.press("Control+Enter")
    expect(page.locator("#note-B3")).to_be_focused()
    page.keyboard.type("缺两次记录")
    page.keyboard.press("Control+Enter")

    page.wait_for_url(f"**{address(house, 1)}")
    assert Remark.objects.get().text == "缺两次记录"
