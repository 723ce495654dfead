"""The committee's pages: draft, word, issue; objections from taking on to the answer, in two windows."""

from copy import deepcopy
from io import BytesIO

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from apps.campaigns.choices import StageKind
from apps.evaluations.choices import NoticeStatus, ObjectionStatus
from apps.evaluations.models import Notice, Objection
from apps.jobs.services import run_waiting
from apps.organisations.choices import Role
from tests.factories.houses import make_house
from tests.factories.notices import object_to, open_notice
from tests.pages import Page

pytestmark = pytest.mark.django_db


def build():
    house = make_house()
    open_notice(house)
    return house


@pytest.fixture
def house(built, db):
    cache.clear()
    return deepcopy(built)


@pytest.fixture
def objection(house):
    return object_to(issue_again(house), "市发改委第2党支部", telephone="13800005512")


def issue_again(house):
    """A public notice without opening a second stage."""
    client = house.client()
    client.post(f"{house.base}notice/draft/")
    client.post(f"{house.base}notice/1/acts/issue/")
    run_waiting()
    return Notice.objects.get()


def place(house, objection, act=""):
    return f"{house.base}objections/{objection.number}/" + (f"acts/{act}/" if act else "")


def test_desk_drafts_words_and_issues_a_notice(house):
    client = house.client()

    client.post(f"{house.base}notice/draft/")
    draft = Notice.objects.get()
    form = {
        "title": "公示",
        "issuer": draft.issuer,
        "text": "拟评定如下。",
        "levels": ["五星"],
        "fields_shown": ["unit"],
    }
    form |= {"opens_on": draft.opens_on.isoformat(), "days": "3", "contact": "组织科 0000-0000000"}
    saved = client.post(f"{house.base}notice/", form)
    shown = client.get(f"{house.base}notice/")
    preview = client.get(f"{house.base}notice/1/")
    client.post(f"{house.base}notice/1/acts/issue/")
    run_waiting()

    notice = Notice.objects.get()
    assert [answer.status_code for answer in (saved, shown, preview)] == [302, 200, 200]
    assert (notice.status, notice.days, notice.fields, notice.takes_unnamed) == (
        NoticeStatus.PUBLIC,
        3,
        ["unit"],
        False,
    )
    assert notice.address.endswith(reverse("public:notice", args=[notice.key]))


def test_words_of_a_draft_are_not_lost_where_its_stage_has_ended(house):
    client = house.client()
    client.post(f"{house.base}notice/draft/")
    draft, now = Notice.objects.get(), timezone.now()
    form = {"title": "写了很久的标题", "issuer": "工委", "text": "拟评定。", "levels": ["五星"], "contact": "组织科"}
    form |= {"opens_on": draft.opens_on.isoformat(), "days": "3"}
    house.campaign.stages.filter(kind=StageKind.NOTICE).update(closes_at=now)

    answer = client.post(f"{house.base}notice/", form)

    page = Page.of(answer)
    typed = [field.get("value") for field in page.root.iter("input") if field.get("name") == "title"]
    assert (answer.status_code, typed) == (422, ["写了很久的标题"])
    assert "现在没有开放的阶段" in page.text


def test_desk_is_read_by_who_compares_and_hidden_from_branches(house):
    roles = (Role.LEADER, Role.AUDITOR, Role.SECRETARY, Role.REVIEWER)

    found = [house.client(role).get(f"{house.base}notice/").status_code for role in roles]

    assert found == [200, 200, 404, 404]


def test_name_stands_open_to_the_handler_only_after_taking_on(house, objection):
    staff, leader = house.client(), house.client(Role.LEADER)
    before = staff.get(place(house, objection)).content.decode()

    staff.post(place(house, objection, "take-on"))

    after = [client.get(place(house, objection)).content.decode() for client in (staff, leader)]
    assert ["梁文静" in page for page in (before, *after)] == [False, True, False]
    assert ["13800005512" in page for page in (before, *after)] == [False, True, False]


def test_two_people_find_and_confirm_then_it_is_answered(house, objection):
    staff, leader = house.client(), house.client(Role.LEADER)
    finding = {"finding": "accepted", "criterion": "A1", "after": "20", "text": "经查没有超时。"}

    staff.post(place(house, objection, "take-on"))
    tried = staff.post(place(house, objection, "find"), finding | {"try": "1"}).content.decode()
    untouched = Objection.objects.get().status
    staff.post(place(house, objection, "find"), finding)
    alone = staff.post(place(house, objection, "confirm"))
    leader.post(place(house, objection, "confirm"))
    run_waiting()
    staff.post(place(house, objection, "answer"), {"reply": "已更正。"})

    row = Objection.objects.get()
    assert ('class="hearing-effect"' in tried, untouched) == (True, ObjectionStatus.TAKEN)
    assert alone.status_code == 403
    assert (row.status, row.after, row.run.number) == (ObjectionStatus.ANSWERED, 2000, 2)


def test_scorer_who_was_asked_writes_the_statement_and_nobody_else_finds_the_page(house, objection):
    staff = house.client()
    staff.post(place(house, objection, "take-on"))

    staff.post(place(house, objection, "ask"), {"criterion": "A1"})

    page = place(house, objection) + "statement/"
    assert [house.client(role).get(page).status_code for role in (Role.STAFF, Role.LEADER)] == [200, 404]
    assert staff.post(page, {"text": "验收时没有停表记录。"}).status_code == 302
    assert objection.steps.filter(text="验收时没有停表记录。").exists()


def test_export_holds_no_name(house, objection):
    content = house.client().get(f"{house.base}objections.xlsx").content

    rows = list(load_workbook(BytesIO(content)).active.iter_rows(values_only=True))
    assert rows[1][1] == "市发改委第2党支部"
    assert not any("梁" in str(cell) for row in rows for cell in row)


def test_office_registers_a_visit(house):
    issue_again(house)
    form = {
        "channel": "visit",
        "branch": "市发改委第2党支部",
        "matter": "score",
        "facts": "来访人说这一件办件并没有超时，请核对系统里的停表记录。",
    }

    answer = house.client().post(f"{house.base}objections/new/", form | {"is_named": "yes", "name": "梁文静"})

    assert (answer.status_code, Objection.objects.get().channel) == (302, "visit")
