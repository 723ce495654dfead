"""Pages of titles: the naming by two people, the proof for everybody, the public list, the review on a phone."""

from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from apps.demonstrations.choices import StepKind
from apps.demonstrations.models import Programme, Title
from apps.demonstrations.services.titles import StepWords, confirm_step, propose_step
from apps.jobs.services import run_waiting
from apps.organisations.choices import Role
from tests.factories import titles
from tests.factories.houses import make_house
from tests.factories.people import sign_in
from tests.pages import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return make_house()


@pytest.fixture
def nobody():
    return sign_in(None)


def warn(house, title) -> None:
    """The title warned by two people."""
    confirm_step(house.people[Role.LEADER], propose_step(house.staff, title, StepWords(StepKind.WARNING, "窗口无人")))


def withdraw(house, title) -> None:
    """The title withdrawn by two people."""
    words = StepWords(StepKind.WITHDRAWAL, "弄虚作假，台账不实", "工委会议第 14 次")
    confirm_step(house.people[Role.LEADER], propose_step(house.staff, title, words))


def test_naming_goes_from_draft_to_papers_by_two_people(house):
    batch = titles.make_chosen(house, 2, prefix="XS")
    url = f"/programmes/{batch.programme.slug}/titles/naming/1/"
    staff, leader = house.client(), house.client(Role.LEADER)

    before = Page.of(staff.get(url))
    staff.post(f"{url}acts/draft/")
    words = {"title": "关于命名的决定", "issuer": "市直机关工委", "text": "命名。", "signatory": "工委"}
    unfinished = staff.post(url, words | {"propose": "1"})
    staff.post(url, words | {"number": titles.DOCUMENT, "dated_on": "2025-12-08", "propose": "1"})
    staff.post(f"{url}acts/name/")
    own = Page.of(staff.get(url))
    leader.post(f"{url}acts/name/")
    run_waiting()
    page = Page.of(leader.get(url))

    assert (before.h1, unfinished.status_code) == ("第一批 2 个等命名", 422)
    assert (own.h1, page.h1) == ("第一批的命名等第二人", "第一批 2 个已命名")
    links = [link.get("href") for link in page.section("文件").iter("a")]
    assert [leader.get(link).status_code for link in links] == [200, 200, 200]


def test_plaque_page_proves_a_title_to_anybody_and_keeps_no_visitor(house, nobody):
    [title] = titles.name(house, titles.make_chosen(house, 1, prefix="XS"))
    run_waiting()

    answer = nobody.get(f"/plaques/{title.key}/")
    page = Page.of(answer)

    assert page.h1 == "这块牌匾属实，现在有效"
    for said in ("党建示范点", title.holder, "品牌“品牌1”", "XS-2025-001", titles.DOCUMENT, "到 2028 年 12 月 7 日"):
        assert said in page.text
    assert "2026 年 12 月" in page.text
    assert (answer.cookies, nobody.get(f"/plaques/{title.key}/naming.pdf").headers["Content-Type"]) == (
        {},
        "application/pdf",
    )


def test_plaque_page_of_a_withdrawn_title_tells_day_and_reason(house, nobody):
    [title, other] = titles.make_titles(house, 2)
    withdraw(house, title)

    page = Page.of(nobody.get(f"/plaques/{title.key}/"))
    listed = Page.of(nobody.get(f"/plaques/list/{title.conferral.batch.programme.slug}/"))

    assert page.h1.startswith("这个称号已于") and page.h1.endswith("撤销")
    assert "弄虚作假，台账不实" in page.text
    assert 'class="genuine not"' in page.html
    assert listed.h1 == "1 个“党建示范点”现在有效，1 个已失效"
    assert title.holder in listed.text and other.holder in listed.text


def test_plaque_page_of_changed_words_proves_nothing(house, nobody):
    [title] = titles.make_titles(house, 1)
    Title.objects.filter(pk=title.pk).update(holder="冒名单位")

    assert Page.of(nobody.get(f"/plaques/{title.key}/")).h1 == "这块牌匾现在无法核对"


def test_plaque_is_found_by_its_number_and_a_forged_one_is_not(house, nobody):
    [title] = titles.name(house, titles.make_chosen(house, 1, prefix="XS"))

    found = nobody.get("/plaques/?number=xs-2025-001")
    forged = nobody.get("/plaques/?number=XS-2025-099")

    assert found["Location"] == f"/plaques/{title.key}/"
    assert (forged.status_code, Page.of(forged).h1) == (404, "没有这块牌匾")


def test_list_is_public_only_where_the_programme_says_so(house, nobody):
    [title] = titles.make_titles(house, 1)
    slug = title.conferral.batch.programme.slug

    shown = nobody.get(f"/plaques/list/{slug}/").status_code
    Programme.objects.filter(slug=slug).update(is_listed=False)
    hidden = [nobody.get(url).status_code for url in (f"/plaques/list/{slug}/", f"/plaques/?number={title.number}")]

    assert (shown, hidden, nobody.get(f"/plaques/{title.key}/").status_code) == (200, [404, 404], 200)


def test_list_is_narrowed_and_exported_as_it_is_narrowed(house, nobody):
    first, second = titles.make_titles(house, 2)
    slug = first.conferral.batch.programme.slug
    asked = f"/plaques/list/{slug}/?unit={first.candidate.unit_id}"

    page = Page.of(nobody.get(asked))
    content = nobody.get(f"/plaques/list/{slug}/titles.xlsx?unit={first.candidate.unit_id}").content
    rows = list(load_workbook(BytesIO(content)).active.iter_rows(values_only=True))

    assert first.number in page.html and second.number not in page.html
    assert [row[0] for row in rows[1:]] == [first.number]


def test_warning_is_told_in_the_house_and_to_nobody_outside(house, nobody):
    [title] = titles.make_titles(house, 1)
    warn(house, title)
    slug, secretary = title.conferral.batch.programme.slug, house.client(Role.SECRETARY)

    def state(content: bytes) -> list[str]:
        return [row[8] for row in load_workbook(BytesIO(content)).active.iter_rows(min_row=2, values_only=True)]

    assert "已警示" not in nobody.get(f"/plaques/list/{slug}/").content.decode()
    assert state(nobody.get(f"/plaques/list/{slug}/titles.xlsx").content) == ["有效"]
    assert state(secretary.get(f"/programmes/{slug}/titles/titles.xlsx").content) == ["已警示"]
    public = secretary.get(f"/api/v1/public-titles/{slug}/").json()["results"]
    plaque = secretary.get(f"/api/v1/public-plaques/{title.key}/").json()
    assert [one["standing"]["state"] for one in [*public, plaque]] == ["valid", "valid"]
    listed = secretary.get(f"/api/v1/programmes/{slug}/titles/").json()["results"]
    assert [one["standing"]["state"] for one in listed] == ["warned"]


def test_list_asks_the_database_as_often_for_three_as_for_one(house, nobody):
    [title] = titles.make_titles(house, 1)
    programme = title.conferral.batch.programme
    url = f"/plaques/list/{programme.slug}/"

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            nobody.get(url)
        return len(queries)

    one = asked()
    titles.name(house, titles.chosen_batch(house, programme, 2), number="47 号")

    assert asked() == one


def test_review_is_reported_on_the_page_and_passed_by_the_zone(house):
    title = titles.own_title(house)
    review = titles.make_review(title)
    url = f"/programmes/{title.conferral.batch.programme.slug}/titles/{title.pk}/reviews/{review.pk}/"
    holder, lead = house.client(Role.REVIEWER), house.client(Role.ZONE_LEAD)

    empty = holder.post(url, {"report": ""})
    holder.post(url, {"report": "全年接待 1,200 人次。"})
    lead.post(f"{url}acts/pass/", {"reason": "作用好"})
    page = Page.of(holder.get(url))

    assert empty.status_code == 422
    assert page.h1 == f"{review.year} 年年审通过"
    assert "作用好" in page.text


def test_step_is_proposed_and_confirmed_on_the_page_of_the_title(house):
    title = titles.own_title(house)
    url = f"/programmes/{title.conferral.batch.programme.slug}/titles/{title.pk}/"
    staff, leader = house.client(), house.client(Role.LEADER)

    without = staff.post(url, {"kind": "withdrawal", "reason": "弄虚作假", "meeting": ""})
    staff.post(url, {"kind": "withdrawal", "reason": "弄虚作假", "meeting": "工委会议第 14 次"})
    step = title.steps.get()
    own = staff.post(f"{url}steps/{step.pk}/acts/confirm/", follow=True)
    leader.post(f"{url}steps/{step.pk}/acts/confirm/")
    page = Page.of(leader.get(url))

    assert without.status_code == 422
    assert "须由第二人确认" in Page.of(own).text
    assert "称号已于" in page.text
