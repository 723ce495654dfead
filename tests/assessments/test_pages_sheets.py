"""Sheets as people type them: list, saving, errors, clashes, locks, self-assessments, vetoes, enrolment."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.assessments.models import Revision, Sheet
from apps.organisations.choices import Role
from tests import factories
from tests.pages import Page, words

pytestmark = pytest.mark.django_db

NAMES = ["市发改委第1党支部", "市发改委第2党支部", "市财政局第1党支部"]
LISTED = {
    Role.ADMINISTRATOR: NAMES,
    Role.STAFF: NAMES,
    Role.LEADER: NAMES,
    Role.AUDITOR: NAMES,
    Role.ZONE_LEAD: NAMES[:2],
    Role.REVIEWER: NAMES[:2],
    Role.SECRETARY: NAMES[:1],
    Role.CLERK: NAMES[:1],
}
MARKS_THERE = {
    "superior": {Role.STAFF, Role.ZONE_LEAD},
    "self": {Role.SECRETARY, Role.CLERK},
}


def address(two, number=0, party="superior"):
    return f"{two.own.base}sheets/{two.own.assessments[number].pk}/{party}/"


def opened(client, url):
    """The page and the fields of its form, as a browser would send them."""
    page = Page.of(client.get(url))
    return page, page.form()


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
    assert "保存，评下一个：市发改委第2党支部" in page.text


def test_save_sheet_of_the_last_branch_stays(two):
    client = two.own.client()
    page, form = opened(client, address(two, 2))

    answer = client.post(address(two, 2), form | {"mark-A1": "17", "next": "1"})

    assert answer["Location"] == address(two, 2)
    assert "评下一个" not in page.text


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
    assert (kept["mark-A1"], kept["mark-B1"], kept["mark-C1"], kept["reason"]) == (typed, "12.5", "", "复核")
    assert words(page.by_id("mark-A1-note")).startswith(error)
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
    assert (kept["mark-A1"], kept["mark-B1"], kept["mark-A2"], kept["reason"]) == ("19", "12", "15", "复核")
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


@pytest.mark.parametrize("party", ["superior", "self"])
@pytest.mark.parametrize("role", Role.values)
def test_sheet_is_open_for_those_who_mark_there_and_read_only_for_others(two, role, party):
    client = two.own.client(role)

    page, form = opened(client, address(two, party=party))
    answer = client.post(address(two, party=party), {"mark-A1": "7", "seen-A1": "18"})

    if role in MARKS_THERE[party]:
        assert (page.notices, "mark-A1" in form, answer.status_code) == ([], True, 302)
        assert marks(two, party=party)["A1"] == 700
    else:
        assert (page.notices, "mark-A1" in form, answer.status_code) == (["这张表您可以看，不能改。"], False, 403)
        assert not Sheet.objects.filter(assessment=two.own.assessments[0], party=party, marks__A1=700).exists()


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


def test_self_assessment_of_a_secretary_stands_beside_the_superiors_marks(two):
    secretary = two.own.client(Role.SECRETARY)
    _page, form = opened(secretary, address(two, party="self"))
    secretary.post(address(two, party="self"), form | {"mark-A1": "20", "mark-A2": "18.5"})

    page = Page.of(two.own.client().get(address(two)))

    rows = [[words(cell) for cell in row] for row in page.root.iter("tr") if row.get("class") == "mark-row"]
    assert [row[2:3] + row[4:] for row in rows[:3]] == [
        ["20", "−2", "0–20，步长 0.1 · 相差较大，请写理由"],
        ["18.5", "−0.5", "0–20，步长 0.1"],
        ["", "", "0–20，步长 0.1"],
    ]
    assert marks(two)["A1"] == 1800


def test_self_assessment_of_another_branch_is_not_found(two):
    assert two.own.client(Role.SECRETARY).get(address(two, 1, "self")).status_code == 404


def test_sheet_sums_and_stars_say_how_far_it_is(two):
    factories.mark(two.own.staff, two.own.assessments[0], {"A5": None, "B1": 700, "B2": 1790})

    page = Page.of(two.own.client().get(address(two)))

    heads = [words(head) for head in page.all_by_class("a", "star-head")]
    assert heads[:3] == ["业务突出星 72.0 4/5 项", "服务高效星 78.9 差 1.1", "文明和谐星 90.0 已点亮"]
