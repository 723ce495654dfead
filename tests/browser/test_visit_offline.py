"""A site visit in a cellar: taken along, marked, photographed, signed without a network; everything arrives once."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from apps.assessments.models import QueuedAct, Stop, StopCheck, StopFinding
from apps.assessments.services.stops import save_check
from apps.evidence.models import Use
from apps.organisations.choices import Role
from tests.browser.test_visit import draw, opened
from tests.browser.visitor import PATIENCE, PHONE, Visitor, soon
from tests.evidence.files import photo
from tests.factories.houses import make_house
from tests.factories.visits import stop
from tests.launchers.waiting import wait_for

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]
PICTURE = {"name": "现场.jpg", "mimeType": "image/jpeg", "buffer": photo((3000, 2000))}
KEPT = """async () => {
  const pages = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const { url } of await cache.keys()) {
      pages.push([name, new URL(url).pathname, await (await cache.match(url)).text()]);
    }
  }
  return pages;
}"""
WAITING = """async () => {
  const { kept, sender } = starbranch;
  return (await kept.all(sender.person)).filter(kept.isOpen).length;
}"""


def take_along(visitor: Visitor, base: str, visit: int) -> None:
    """The day lies on this phone, and this page is in the hands of the script that answers without a network."""
    visitor.go(f"{base}visits/{visit}/")
    visitor.press("带上这一天")
    expect(visitor.page.get_by_text("已带上")).to_be_visible(timeout=PATIENCE)
    assert soon(visitor.page, "navigator.serviceWorker.controller")


def kept(page: Page) -> list[list[str]]:
    """Every page that lies in a cache: the cache's name, the path, the text."""
    return [entry for entry in page.evaluate(KEPT) if not entry[1].startswith("/static/")]


def away(visitor: Visitor) -> None:
    opened(visitor.page)
    visitor.page.context.set_offline(True)
    visitor.page.evaluate("dispatchEvent(new Event('offline'))")


def back(visitor: Visitor) -> None:
    visitor.page.context.set_offline(False)


def all_sent(page: Page) -> None:
    """Nothing waits on this phone; the strip alone would not tell, which is hidden before it has looked as well."""
    wait_for(lambda: page.evaluate(WAITING) == 0, what="all that was kept being sent")
    expect(page.locator("[data-visit-strip]")).to_be_hidden(timeout=PATIENCE)


def test_visit_that_goes_on_without_a_network_arrives_once(visitor):
    house = make_house()
    made = stop(house)
    page = visitor.size(PHONE).sign_in(house.staff).page
    take_along(visitor, house.base, made.visit_id)
    assert visitor.violations() == []
    at_stop = f"{visitor.base}{house.base}visits/stops/{made.pk}/"

    page.goto(at_stop)
    away(visitor)
    page.locator("#mark-A1").fill("18.5")
    page.locator("[data-for=mark-A1][data-step='0.5']").click()
    expect(page.locator("#mark-A1.unsaved")).to_have_value("19")
    page.locator("[name=photo-A1]").set_input_files([PICTURE])
    expect(page.locator("#criterion-A1 [data-kept-photo] .queued")).to_have_count(1)
    page.get_by_role("button", name="下一项：A2").click()
    page.locator("#mark-A2").fill("17")
    page.locator("#finding-text").fill("3 月台账没有登记")
    page.get_by_role("button", name="记下").click()
    expect(page.locator("#findings li")).to_have_count(1)
    expect(page.locator("[data-visit-strip]")).to_contain_text("没有网络，可以接着验")
    expect(page.locator("[data-visit-strip]")).to_contain_text("2 个得分、1 张照片、1 个问题")
    assert visitor.violations() == []
    page.goto(f"{at_stop}sign/")
    visitor.heading("3 项看了 2 项，记了 1 个问题")
    draw(page)
    page.get_by_role("button", name="验收组签字").click()
    page.get_by_label("支部签字人姓名").fill("梁文静")
    page.get_by_label("支部说明", exact=True).fill("回去补登")
    page.get_by_role("button", name="支部签字").click()
    expect(page.locator(".hand.signed")).to_have_count(2)
    assert visitor.violations() == []
    told = timezone.now()

    page.close()
    visitor.page = page = page.context.new_page()
    page.goto(f"{at_stop}sign/")
    expect(page.locator(".hand.signed")).to_have_count(2)
    assert QueuedAct.objects.count() == 0
    back(visitor)
    page.reload()
    all_sent(page)

    signed, finding, [use] = Stop.objects.get(), StopFinding.objects.get(), Use.objects.filter(kind="stop")
    marks = list(StopCheck.objects.order_by("criterion").values_list("criterion", "mark", "version"))
    assert (marks, finding.answer, finding.text) == ([("A1", 1900, 1), ("A2", 1700, 1)], "回去补登", "3 月台账没有登记")
    assert (signed.status, signed.branch_signed_by, signed.branch_signed_by_name) == ("signed", None, "梁文静")
    assert signed.started_at < use.file.taken_at < signed.team_signed_at < signed.branch_signed_at < told
    kinds = list(QueuedAct.objects.values_list("kind", flat=True))
    assert sorted(kinds) == ["branch", "check", "check", "finding", "photo", "team"]
    page.reload()
    expect(page.locator(".hand-drawn")).to_have_count(1)


def test_two_values_are_shown_and_the_person_chooses(visitor):
    house = make_house()
    made = stop(house)
    other = house.people[Role.ZONE_LEAD]
    page = visitor.size(PHONE).sign_in(house.staff).page
    visitor.expected = {409}
    visitor.go(f"{house.base}visits/stops/{made.pk}/")
    away(visitor)
    for code, mark in (("A1", "19"), ("A2", "18")):
        page.locator(f"#criterion-{code}").evaluate("part => { part.open = true }")
        page.locator(f"#mark-{code}").fill(mark)
        page.locator(f"#mark-{code}").blur()
        save_check(other, made, code, mark=1500, seen="缺党旗", version=0)
    expect(page.locator(".mark.unsaved")).to_have_count(2)

    back(visitor)
    conflict = page.locator("#criterion-A1 .conflict")
    expect(conflict).to_contain_text(other.name)
    expect(conflict).to_contain_text("15 · 缺党旗")
    assert visitor.violations() == []
    conflict.get_by_role("button", name="用我的").click()
    page.locator("#criterion-A2").get_by_role("button", name="用这个").click()
    all_sent(page)

    expect(page.locator("#mark-A2")).to_have_value("15")
    assert list(StopCheck.objects.order_by("criterion").values_list("mark", "by_name")) == [
        (1900, house.staff.name),
        (1500, other.name),
    ]


def test_what_comes_too_late_stays_with_its_reason(visitor):
    house = make_house()
    made = stop(house)
    page = visitor.size(PHONE).sign_in(house.staff).page
    visitor.expected = {409}
    visitor.go(f"{house.base}visits/stops/{made.pk}/")
    away(visitor)
    page.locator("#mark-A1").fill("19")
    page.locator("#mark-A1").blur()
    expect(page.locator(".mark.unsaved")).to_have_count(1)
    house.campaign.stages.update(closes_at=timezone.now() - timedelta(minutes=1))

    back(visitor)

    held = page.locator("#criterion-A1 .notice.bad")
    expect(held).to_contain_text(f"向{house.staff.name}申请")
    with page.expect_download() as saved:
        held.get_by_role("button", name="存成文本").click()
    assert "19" in saved.value.path().read_text()
    visitor.go(f"{house.base}visits/{made.visit_id}/")
    expect(page.locator("[data-kept-list] .notice.bad")).to_have_count(1)
    assert visitor.violations() == []


def test_sign_out_forgets_the_pages_and_keeps_the_queue_for_its_person(visitor):
    house = make_house()
    made = stop(house)
    page = visitor.size(PHONE).sign_in(house.staff).page
    take_along(visitor, house.base, made.visit_id)
    assert sorted(path for _name, path, _text in kept(page) if path.endswith("/")) == sorted(
        f"{house.base}visits/{end}" for end in (f"{made.visit_id}/", f"stops/{made.pk}/", f"stops/{made.pk}/sign/")
    )
    texts = [text for _name, _path, text in kept(page)]
    assert not any('csrfmiddlewaretoken" value="' in text and 'value=""' not in text for text in texts)
    assert not any("hx-headers" in text for text in texts)
    visitor.go(f"{house.base}visits/stops/{made.pk}/")
    opened(page)
    page.route("**/queue/", lambda route: route.abort())
    page.locator("#mark-A1").fill("19")
    page.locator("#mark-A1").blur()
    expect(page.locator(".mark.unsaved")).to_have_count(1)

    visitor.go("/accounts/logout/")
    page.get_by_role("button", name="退出登录").click()
    expect(page.get_by_role("dialog")).to_contain_text("1 项")
    assert visitor.violations() == []
    page.get_by_role("button", name="仍然退出").click()
    page.wait_for_url("**/accounts/login/**")
    assert kept(page) == []
    page.unroute("**/queue/")
    visitor.sign_in(house.people[Role.ZONE_LEAD])
    visitor.go(f"{house.base}visits/stops/{made.pk}/")
    page.wait_for_load_state("networkidle")
    assert StopCheck.objects.count() == 0
    page.context.clear_cookies()
    visitor.sign_in(house.staff)
    visitor.go(f"{house.base}visits/stops/{made.pk}/")
    all_sent(page)

    assert StopCheck.objects.get().by_name == house.staff.name
