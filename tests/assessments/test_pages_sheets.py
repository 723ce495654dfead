"""Sheets as people type them without scripts: list, workspace, saving, errors, clashes, notes, locks."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.assessments.models import Remark, Revision, Sheet
from apps.assessments.services import RemarkChange, save_remarks
from apps.organisations.choices import Role
from tests import factories
from tests.factories.houses import flat_marks
from tests.pages import Page, words

pytestmark = pytest.mark.django_db

NAMES = ["市发改委第1党支部", "市发改委第2党支部", "市财政局第1党支部"]
LISTED = {
    Role.ADMINISTRATOR: NAMES,
    Role.STAFF: NAMES,
    Role.LEADER: NAMES,
    Role.AUDITOR: NAMES,
    Role.LIAISON: NAMES,
    Role.ZONE_LEAD: NAMES[:2],
    Role.REVIEWER: NAMES[:2],
    Role.SECRETARY: NAMES[:1],
    Role.CLERK: NAMES[:1],
    Role.CONTACT: NAMES[:2],
}
SHEET_QUERIES = 26
MARKS_THERE = {Role.STAFF, Role.ZONE_LEAD}


def address(two, number=0, party="superior"):
    return f"{two.own.base}sheets/{two.own.assessments[number].pk}/{party}/"


def opened(client, url):
    """The page and the fields of its form, as a browser would send them."""
    page = Page.of(client.get(url))
    return page, page.form()


def reason_of(page):
    """What stands in the foot as the reason of the change."""
    return next(field.get("value") for field in page.root.iter("input") if field.get("name") == "reason")


def marks(two, number=0, party="superior"):
    return Sheet.objects.get(assessment=two.own.assessments[number], party=party).marks


@pytest.mark.parametrize("role", Role.values)
def test_sheet_list_by_office(two, role):
    page = Page.of(two.own.client(role).get(f"{two.own.base}sheets/"))

    assert [row[0] for row in page.rows()] == LISTED[role]
    assert f"{len(LISTED[role])} 个支部" in page.text
    assert ("导入得分" in page.links()) == (role == Role.STAFF)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?q=财政", NAMES[2:]),
        ("?q=sfgw", NAMES[:2]),
        ("?q=nobody", []),
        ("?todo=1", []),
        ("?unit=x&after=", NAMES),
    ],
)
def test_sheet_list_filters_leave(two, query, expected):
    page = Page.of(two.own.client().get(f"{two.own.base}sheets/{query}"))

    assert [row[0] for row in page.rows()] == (expected or ["没有符合这些条件的支部。"])


def test_sheet_list_by_unit_and_by_what_is_not_marked(two):
    factories.mark(two.own.staff, two.own.assessments[0], dict.fromkeys(marks(two), None))

    todo = Page.of(two.own.client().get(f"{two.own.base}sheets/?todo=1"))
    unit = Page.of(two.own.client().get(f"{two.own.base}sheets/?unit={two.own.units[1].pk}"))

    assert [row[:4] for row in todo.rows()] == [[NAMES[0], "市发改委 · 市第一协作区", "0", "未评"]]
    assert [row[:4] for row in unit.rows()] == [[NAMES[2], "市财政局 · 市第二协作区", "25", "已评完"]]


@pytest.mark.parametrize("path", ["sheets/", "sheets/{other}/superior/", "sheets/{other}/self/"])
@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.STAFF, Role.SECRETARY])
def test_sheets_of_another_committee_are_not_found(two, role, path):
    other = two.other.assessments[0].pk

    for base in (two.other.base, two.own.base):
        path = path.format(other=other)
        if base == two.other.base or "/" in path[7:]:
            assert two.own.client(role).get(base + path).status_code == 404


def test_sheet_post_of_another_committee_is_not_found_and_writes_nothing(two):
    other = two.other.assessments[0]

    answer = two.own.client().post(f"{two.other.base}sheets/{other.pk}/superior/", {"mark-A1": "1"})

    assert answer.status_code == 404
    assert Sheet.objects.get(assessment=other).marks["A1"] == 1800


def test_sheet_stranger_is_sent_to_sign_in(two):
    answer = factories.sign_in(None).post(address(two), {"mark-A1": "1"})

    assert answer["Location"].startswith("/accounts/login/")
    assert marks(two)["A1"] == 1800


def test_sheet_unknown_party_is_not_found(two):
    assert two.own.client().get(address(two, party="public")).status_code == 404


def test_save_sheet_keeps_marks_reason_and_says_so(two):
    client = two.own.client()
    _page, form = opened(client, address(two))

    saved = Page.of(
        client.post(address(two), form | {"mark-A1": "１９．５分", "mark-A2": "", "reason": "补充材料"}, follow=True)
    )

    assert saved.notices == ["已保存，25 项填了 24 项。"]
    assert {code: marks(two).get(code) for code in ("A1", "A2", "A3")} == {"A1": 1950, "A2": None, "A3": 1800}
    latest = Revision.objects.filter(reason="补充材料").order_by("criterion")
    assert list(latest.values_list("criterion", "before", "after", "by_name")) == [
        ("A1", 1800, 1950, "市工委工作人员"),
        ("A2", 1800, None, "市工委工作人员"),
    ]


def test_save_sheet_unchanged_leaves_no_revision(two):
    client = two.own.client()
    _page, form = opened(client, address(two))
    before = Revision.objects.count()

    client.post(address(two), form)

    assert Revision.objects.count() == before


def test_save_sheet_and_go_on_leads_to_the_next_branch(two):
    client = two.own.client()
    page, form = opened(client, address(two))

    answer = client.post(address(two), form | {"mark-A1": "17", "next": "1"})

    assert answer["Location"] == address(two, 1)
    assert "评下一个：第2党支部" in page.text


def test_save_sheet_of_the_last_branch_stays(two):
    client = two.own.client()
    page, form = opened(client, address(two, 2))

    answer = client.post(address(two, 2), form | {"mark-A1": "17", "next": "1"})

    assert answer["Location"] == address(two, 2)
    assert words(page.by_id("finish")) == "完成"


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("20.5", "满分 20，请改小"),
        ("-1", "最小 0，请改大"),
        ("18.55", "办法只到 0.1 分"),
        ("18..5", "请填数字，如 19.9"),
        ("十八", "请填数字，如 19.9"),
    ],
)
def test_save_sheet_with_an_error_keeps_everything_as_typed(two, typed, error):
    client = two.own.client()
    _page, form = opened(client, address(two))

    answer = client.post(address(two), form | {"mark-A1": typed, "mark-B1": "12.5", "mark-C1": "", "reason": "复核"})

    page = Page.of(answer)
    assert page.status == 422
    kept = page.form()
    assert (kept["mark-A1"], kept["mark-B1"], kept["mark-C1"]) == (typed, "12.5", "")
    assert reason_of(page) == "复核"
    assert words(page.by_id("mark-A1-note")) == error
    assert [field.get("name") for field in page.root.iter("input") if field.get("aria-invalid")] == ["mark-A1"]
    assert marks(two) == dict.fromkeys(marks(two), 1800)


def test_save_sheet_after_somebody_else_shows_both_values_and_writes_nothing(two):
    client = two.own.client()
    _page, form = opened(client, address(two))
    other = factories.make_person("何启明", Role.STAFF, two.own.committee)
    factories.mark(other, two.own.assessments[0], {"A1": 1700, "A2": 1500})

    answer = client.post(address(two), form | {"mark-A1": "19", "mark-B1": "12", "reason": "复核"})

    page = Page.of(answer)
    assert page.status == 409
    clashes = [words(found) for found in page.all_by_class("fieldset", "clash")]
    moment = timezone.localtime(Revision.objects.latest("pk").at)
    when = f"{moment.month} 月 {moment.day} 日 {moment:%H:%M}"
    assert clashes == [f"A1 中心工作 何启明 {when} 17 用这个 我刚填的 19 用我的"]
    kept = page.form()
    assert (kept["mark-A1"], kept["mark-B1"], kept["mark-A2"], reason_of(page)) == ("19", "12", "15", "复核")
    assert (marks(two)["A1"], marks(two)["A2"], marks(two)["B1"]) == (1700, 1500, 1800)


def test_save_sheet_beside_what_somebody_else_changed_keeps_both(two):
    client = two.own.client()
    _page, form = opened(client, address(two))
    factories.mark(two.own.staff, two.own.assessments[0], {"A2": 1500})

    answer = client.post(address(two), form | {"mark-A1": "19"})

    assert answer.status_code == 302
    assert (marks(two)["A1"], marks(two)["A2"]) == (1900, 1500)


@pytest.mark.parametrize(("take", "expected"), [("mine", 1900), ("theirs", 1700)])
def test_save_sheet_after_the_choice_takes_it_and_nothing_else_of_theirs_is_undone(two, take, expected):
    client = two.own.client()
    _page, form = opened(client, address(two))
    other = factories.make_person("何启明", Role.STAFF, two.own.committee)
    factories.mark(other, two.own.assessments[0], {"A1": 1700, "A2": 1500})
    clash = Page.of(client.post(address(two), form | {"mark-A1": "19", "mark-A3": "18"}))

    answer = client.post(address(two), clash.form() | {"choose-A1": take})

    assert answer.status_code == 302
    assert (marks(two)["A1"], marks(two)["A2"], marks(two)["A3"]) == (expected, 1500, 1800)


def test_save_sheet_mended_after_an_error_still_sees_that_somebody_changed_it(two):
    client = two.own.client()
    _page, form = opened(client, address(two))
    factories.mark(two.own.staff, two.own.assessments[0], {"A1": 1700, "A2": 1500})
    wrong = Page.of(client.post(address(two), form | {"mark-A1": "99"}))

    answer = client.post(address(two), wrong.form() | {"mark-A1": "19"})

    assert answer.status_code == 409
    assert (marks(two)["A1"], marks(two)["A2"]) == (1700, 1500)


@pytest.mark.parametrize("role", Role.values)
def test_sheet_is_open_for_those_who_mark_there_and_read_only_for_others(two, role):
    client = two.own.client(role)

    page = Page.of(client.get(address(two)))
    answer = client.post(address(two), {"mark-A1": "7", "seen-A1": "18"})

    is_read_only = "readonly" in page.by_id("mark-A1").attrib
    if role in MARKS_THERE:
        assert (page.notices, is_read_only, answer.status_code) == ([], False, 302)
        assert marks(two)["A1"] == 700
    else:
        assert (page.notices, is_read_only, answer.status_code) == (["这张表您可以看，不能改。"], True, 403)
        assert marks(two)["A1"] == 1800


def test_sheet_outside_its_stage_is_locked_and_a_late_post_keeps_what_was_typed(two):
    client = two.own.client()
    _page, form = opened(client, address(two))
    two.own.campaign.stages.filter(kind="scoring").update(closes_at=timezone.now() - timedelta(minutes=1))

    late = Page.of(client.post(address(two), form | {"mark-A1": "19", "reason": "复核"}))
    page = Page.of(client.get(address(two)))

    assert page.notices == ["现在没有开放的阶段，这张表不能改。"]
    assert late.status == 409
    assert late.notices == ["没有保存：现在没有开放的阶段，不能打分。您填写的内容还在下面。"]
    assert late.by_id("mark-A1").get("value") == "19"
    assert marks(two)["A1"] == 1800


def test_self_assessment_and_notes_stand_beside_the_superiors_marks(two):
    secretary = two.own.people[Role.SECRETARY]
    factories.mark(secretary, two.own.assessments[0], {"A1": 2000, "A2": 1850}, party="self")
    client = two.own.client()
    _page, form = opened(client, address(two))
    client.post(address(two), form | {"note-A1": "缺两次记录"})

    page = Page.of(client.get(address(two)))

    rows = [[words(cell) for cell in row] for row in page.root.iter("tr") if row.get("data-row")]
    assert [(row[0], row[3], row[5]) for row in rows[:3]] == [
        ("A1", "自评 20", "−2"),
        ("A2", "自评 18.5", "−0.5"),
        ("A3", "自评", ""),
    ]
    assert page.form()["note-A1"] == "缺两次记录"
    assert [row.get("data-row") for row in page.all_by_class("tr", "asks")] == ["A1"]


def test_self_assessment_has_pages_of_its_own(two):
    client = two.own.client(Role.SECRETARY)

    answer = client.get(address(two, party="self"))

    assert answer["Location"] == f"{two.own.base}self/{two.own.assessments[0].pk}/"
    assert client.get(address(two, 1, "self")).status_code == 404


def test_finish_goes_to_the_first_blank_then_to_the_note_that_is_asked_for(two):
    factories.mark(two.own.people[Role.SECRETARY], two.own.assessments[0], {"B1": 2000}, party="self")
    client = two.own.client()
    _page, form = opened(client, address(two))

    blank = client.post(address(two), form | {"mark-A4": "", "mark-C2": "", "next": "1"}, follow=True)
    _page, form = opened(client, address(two))
    unsaid = client.post(address(two), form | {"mark-A4": "18", "mark-C2": "18", "next": "1"}, follow=True)
    _page, form = opened(client, address(two))
    done = client.post(address(two), form | {"note-B1": "测评不到 95%", "next": "1"})

    assert blank.redirect_chain == [(f"{address(two)}#mark-A4", 302)]
    assert Page.of(blank).notices == ["已保存，25 项填了 23 项。", "还有 2 项没评：A4, C2"]
    assert unsaid.redirect_chain == [(f"{address(two)}#note-B1", 302)]
    assert Page.of(unsaid).notices == ["已保存，25 项填了 25 项。", "相差较大，请先写理由：B1"]
    assert done["Location"] == address(two, 1)


def test_save_note_over_what_somebody_else_wrote_shows_it_and_writes_nothing(two):
    client = two.own.client()
    _page, form = opened(client, address(two))
    other = factories.make_person("何启明", Role.STAFF, two.own.committee)
    save_remarks(other, two.own.assessments[0], "superior", {"A1": RemarkChange("他写的")})

    first = Page.of(client.post(address(two), form | {"mark-B1": "17", "note-A1": "我写的"}))
    again = client.post(address(two), first.form())

    assert (first.status, again.status_code) == (409, 302)
    assert "他写的" in first.notices[0]
    assert marks(two)["B1"] == 1700
    assert Remark.objects.get().text == "我写的"


def test_tasks_beside_the_sheet_are_those_of_the_scorer_by_unit(two):
    factories.mark(two.own.staff, two.own.assessments[1], {"A1": None})
    factories.mark(two.own.staff, two.own.assessments[2], dict.fromkeys(marks(two), None))

    lists = {
        role: [
            (words(task.find("span[1]")), words(task.find("span[2]")))
            for task in Page.of(two.own.client(role).get(address(two))).all_by_class("a", "task")
        ]
        for role in (Role.STAFF, Role.ZONE_LEAD)
    }
    head = words(Page.of(two.own.client().get(address(two))).by_class("div", "tasks-head"))

    assert lists[Role.STAFF] == [(NAMES[0], "450.0"), (NAMES[1], "24/25"), (NAMES[2], "0/25")]
    assert lists[Role.ZONE_LEAD] == [(NAMES[0], "450.0"), (NAMES[1], "24/25")]
    assert head == "我的任务 1 / 3 已评 未评 1 进行中 1"


def test_sheet_asks_the_database_as_often_beside_many_branches(two):
    client = two.own.client()
    asked = [queries_of(client, address(two))]

    for number in range(3, 9):
        factories.make_branch(two.own.units[number % 2], f"市新支部{number}")
    for assessment in factories.enrol(two.own.campaign)[3:]:
        factories.mark(two.own.staff, assessment, flat_marks())
    save_remarks(
        two.own.staff, two.own.assessments[0], "superior", {"A1": RemarkChange("好"), "A2": RemarkChange("好")}
    )
    asked.append(queries_of(client, address(two)))

    assert asked == [SHEET_QUERIES, SHEET_QUERIES]


def queries_of(client, url):
    """How often a page asks that has been looked at before."""
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_sheet_sums_and_stars_say_how_far_it_is(two):
    factories.mark(two.own.staff, two.own.assessments[0], {"A5": None, "B1": 700, "B2": 1790})

    page = Page.of(two.own.client().get(address(two)))

    heads = [words(head) for head in page.all_by_class("a", "star-head")]
    assert heads[:3] == ["业务突出星 业务 72.0 4/5 项", "服务高效星 服务 78.9 差 1.1", "文明和谐星 文明 90.0 已点亮"]
