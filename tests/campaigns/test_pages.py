"""Campaign pages: list, new, change, open, close, reopen; the campaign's own page; numbered runs."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.audit.models import Record
from apps.campaigns.choices import Status
from apps.campaigns.models import Campaign
from apps.core.tables import read_table
from apps.evaluations.models import Run
from apps.jobs.services import run_waiting
from apps.organisations.choices import Role
from tests import factories
from tests.pages import Page, words
from tests.workflow.moves import ends

pytestmark = pytest.mark.django_db

CONDUCTS = {Role.STAFF}
NOT_STAFF = [role for role in Role.values if role not in CONDUCTS]
TYPED = {
    "name": "2026 年五星支部创建",
    "slug": "wuxing-2026",
    "year": "2026",
    "self-assessment-opens": "2026-10-01T09:00",
    "self-assessment-closes": "2026-10-20T18:00",
    "scoring-opens": "2026-10-21T09:00",
    "scoring-closes": "2026-11-20T18:00",
    "evaluation-opens": "",
    "evaluation-closes": "",
}


def campaign(two):
    return Campaign.objects.get(pk=two.own.campaign.pk)


def new_form(client):
    return Page.of(client.get("/campaigns/new/")).form()


@pytest.mark.parametrize("role", Role.values)
def test_campaign_list_shows_the_own_committees_only(two, role):
    page = Page.of(two.own.client(role).get("/campaigns/"))

    assert [row[0] for row in page.rows()] == ["市五星支部创建 市直机关工委"]
    assert page.rows()[0][1:4] == ["2025", "机关“五星”支部考评办法 第 1 版", "3"]
    assert ("新建活动" in page.links()) == (role in CONDUCTS)


def test_campaign_list_hides_drafts_from_those_whom_they_will_rate(two):
    factories.make_campaign(two.own.committee, Status.DRAFT, slug="draft", name="草稿活动")

    listed = {role: len(Page.of(two.own.client(role).get("/campaigns/")).rows()) for role in Role.values}

    at_branch = {Role.REVIEWER, Role.SECRETARY, Role.CLERK, Role.CONTACT}
    assert listed == {role: 1 if role in at_branch else 2 for role in Role.values}


def test_campaign_list_stranger_is_sent_to_sign_in(two):
    assert factories.sign_in(None).get("/campaigns/")["Location"] == "/accounts/login/?next=/campaigns/"


def test_campaign_list_of_an_empty_house_says_what_to_do_first():
    committee = factories.make_committee("新工委")
    staff = factories.make_person(role=Role.STAFF, node=committee)

    page = Page.of(factories.sign_in(staff).get("/campaigns/"))

    assert words(page.by_class("p", "lead")) == "办第一次评星，分三步"
    assert "/campaigns/new/" in page.links().values()
    assert Page.of(factories.sign_in(staff).get("/", follow=True)).path == "/campaigns/"


def test_create_campaign_stands_as_a_draft_with_its_stages(two):
    client = two.own.client()

    page = Page.of(client.post("/campaigns/new/", new_form(client) | TYPED, follow=True))

    made = Campaign.objects.get(slug="wuxing-2026")
    assert (made.name, made.year, made.status, made.committee) == (TYPED["name"], 2026, "draft", two.own.committee)
    stages = [(s.kind, f"{timezone.localtime(s.opens_at):%m-%d %H:%M}") for s in made.stages.all()]
    assert stages == [("self-assessment", "10-01 09:00"), ("scoring", "10-21 09:00")]
    assert page.notices[0] == "活动已建成草稿。先开放，再导入支部和得分。"
    assert page.path == "/c/wuxing-2026/campaign/"


@pytest.mark.parametrize(
    ("wrong", "field", "error"),
    [
        ({"scoring-closes": "2026-10-20T18:00"}, "scoring-closes", "结束早于开始。"),
        ({"scoring-closes": ""}, "scoring-closes", "开始和结束要么都填，要么都不填。"),
        ({"evaluation-closes": "2026-12-01T18:00"}, "evaluation-opens", "开始和结束要么都填，要么都不填。"),
        ({"scoring-opens": "next week"}, "scoring-opens", "输入一个有效的日期/时间。"),
        ({"slug": "five-2025"}, "slug", "短名“five-2025”已有人用。"),
        ({"slug": "五星"}, "slug", "输入由字母，数字，下划线或连字符号组成的有效“字段”。"),
        ({"year": "1925"}, "year", "确保该值大于或等于2000。"),
        ({"name": ""}, "name", "该字段是必填项。"),
    ],
)
def test_create_campaign_with_an_error_keeps_everything_as_typed(two, wrong, field, error):
    client = two.own.client()
    typed = new_form(client) | TYPED | {"is_open_to_branches": "on"} | wrong

    answer = client.post("/campaigns/new/", typed)

    page = Page.of(answer)
    kept = page.form() | {"is_open_to_branches": "on"}
    assert (page.status, page.error_of(field)) == (422, error)
    token = {"csrfmiddlewaretoken": ""}
    assert kept | token == typed | token
    assert "checked" in page.root.find(".//input[@name='is_open_to_branches']").attrib
    assert not Campaign.objects.filter(name=TYPED["name"]).exists()


def test_create_campaign_for_a_foreign_scope_or_rulebook_is_refused(two):
    client = two.own.client()

    page = Page.of(client.post("/campaigns/new/", new_form(client) | TYPED | {"committee": two.other.committee.pk}))

    assert list(page.options("committee").values()) == ["---------", "市直机关工委"]
    assert page.status == 422
    assert not Campaign.objects.filter(slug="wuxing-2026").exists()


@pytest.mark.parametrize("role", NOT_STAFF)
def test_create_and_change_campaign_by_other_offices_are_refused(two, role):
    client = two.own.client(role)

    answers = [
        client.get("/campaigns/new/"),
        client.post("/campaigns/new/", TYPED),
        client.get("/campaigns/five-2025/edit/"),
        client.post("/campaigns/five-2025/edit/", TYPED),
        client.post("/campaigns/five-2025/close/", {"reason": "x"}),
        client.post("/c/five-2025/runs/new/"),
    ]

    assert [answer.status_code for answer in answers] == [403] * 6
    assert campaign(two).name == "市五星支部创建"
    assert (campaign(two).status, Run.objects.filter(number=1).count()) == (Status.OPEN, 0)


@pytest.mark.parametrize("role", Role.values)
def test_campaign_of_another_committee_is_not_found(two, role):
    client = two.own.client(role)

    answers = [
        client.get("/campaigns/county-2025/edit/"),
        client.post("/campaigns/county-2025/edit/", TYPED),
        client.post("/campaigns/county-2025/close/", {"reason": "x"}),
        client.post("/c/county-2025/runs/new/"),
        client.get("/c/county-2025/campaign/"),
    ]

    assert [answer.status_code for answer in answers] == [404] * 5
    assert Campaign.objects.get(slug="county-2025").status == Status.OPEN


def test_change_campaign_keeps_what_was_typed_and_writes_it(two):
    client = two.own.client()
    form = Page.of(client.get("/campaigns/five-2025/edit/")).form()

    page = Page.of(client.post("/campaigns/five-2025/edit/", form | {"name": "改名", "year": "2024"}, follow=True))

    assert page.notices[0] == "已保存。"
    assert (campaign(two).name, campaign(two).year) == ("改名", 2024)
    assert campaign(two).stages.count() == 3
    assert "slug" not in form and "rulebook_version" not in form


def test_change_campaign_with_bad_dates_keeps_the_form_and_the_stages(two):
    client = two.own.client()
    form = Page.of(client.get("/campaigns/five-2025/edit/")).form()

    page = Page.of(
        client.post("/campaigns/five-2025/edit/", form | {"name": "改名", "scoring-closes": "2020-01-01T00:00"})
    )

    assert (page.status, page.form()["name"], page.form()["scoring-closes"]) == (422, "改名", "2020-01-01T00:00")
    assert campaign(two).name == "市五星支部创建"


def test_campaign_goes_its_way_from_page_to_page(two):
    factories.make_campaign(two.own.committee, Status.DRAFT, slug="way", name="全程")
    client = two.own.client()

    def acts():
        page = Page.of(client.get("/c/way/campaign/"))
        return [
            form.get("action").split("/")[-2] for form in page.main.iter("form") if "/campaigns/" in form.get("action")
        ]

    def go(act, **form):
        referer = {"referer": "http://testserver/c/way/campaign/"}
        return Page.of(client.post(f"/campaigns/way/{act}/", form, follow=True, headers=referer)).notices[0]

    assert set(acts()) == {"open"}
    assert go("open") == "活动现在是：进行中。"
    assert set(acts()) == {"close"}
    assert go("close", reason="到期") == "活动现在是：已结束。"
    assert set(acts()) == {"reopen"}
    assert go("reopen", reason=" ") == "请写重新开放的原因。"
    assert go("reopen", reason="补录") == "活动现在是：进行中。"
    assert go("close", reason="到期") == "活动现在是：已结束。"
    assert Campaign.objects.get(slug="way").status == Status.CLOSED


def test_campaign_act_that_the_state_does_not_permit_is_refused_in_words(two):
    page = Page.of(
        two.own.client().post(
            "/campaigns/five-2025/open/",
            {"reason": "x"},
            follow=True,
            headers={"referer": "http://testserver/c/five-2025/campaign/"},
        )
    )

    assert page.path == "/c/five-2025/campaign/"
    assert campaign(two).status == Status.OPEN
    assert len(page.notices) == 1


def test_campaign_unknown_act_is_not_found_and_links_never_act(two):
    client = two.own.client()

    assert client.post("/campaigns/five-2025/delete/").status_code == 404
    assert client.get("/campaigns/five-2025/close/").status_code == 405
    assert client.get("/c/five-2025/runs/new/").status_code == 405


def test_campaign_page_says_what_is_left_by_which_rule_and_who_does_it(two):
    factories.make_branch(two.own.units[0], "市发改委第3党支部")
    factories.enrol(two.own.campaign)
    run_waiting()

    page = Page.of(two.own.client().get("/c/five-2025/campaign/"))

    assert (page.h1, page.sub) == (
        "支部自评结束前还有 4 件事要办",
        "市五星支部创建 · 2 个单位 · 4 个支部 · 机关“五星”支部考评办法 第 1 版 · 进行中",
    )
    assert [words(line) for line in page.section("还要办的事").iter("li")] == [
        "1 4 个支部还没有交自评 自评只作参考，不挡结束。 各支部书记 看是哪些",
        "2 2 个单位还没有交工委 单位审核以后，所有支部一次交齐。 各单位审核员 看是哪些",
        "3 1 个支部还没有评完 没评的项暂按 0 分算。 协作区牵头人、工委 打分",
        "4 还没有综合评定 综合评定把现在的得分、办法和结果长期留存。 市工委工作人员 开始评定",
    ]
    stages = [words(line).split()[-3:] for line in page.section("阶段").iter("li")]
    assert stages[:2] == [["/", "4", "已交"], ["/", "4", "已评"]]


def test_campaign_page_lists_what_is_done_and_the_effect_of_a_change(two):
    client = two.own.client()
    client.post("/c/five-2025/runs/new/")
    run_waiting()
    kept = Page.of(client.get("/c/five-2025/campaign/"))
    factories.mark(two.own.staff, two.own.assessments[2], {f"{s}{n}": 2000 for s in "ABCDE" for n in range(1, 6)})
    run_waiting()

    page = Page.of(client.get("/c/five-2025/campaign/"))

    assert [line.split(" ")[0] for line in map(words, kept.by_class("ul", "blockers-done"))] == ["3", "第"]
    assert "第 1 次评定已留存" in kept.text
    assert "第 1 次评定后又改了 25 个得分 重新评定，名次会变动 3 个。" in page.text


def test_campaign_page_shuts_closing_until_the_list_is_empty(two):
    client = two.own.client()
    referer = {"referer": "http://testserver/c/five-2025/campaign/"}
    before = Page.of(client.get("/c/five-2025/campaign/"))

    refused = Page.of(client.post("/campaigns/five-2025/close/", {"reason": "到期"}, follow=True, headers=referer))
    client.post("/c/five-2025/runs/new/")
    run_waiting()
    after = Page.of(client.get("/c/five-2025/campaign/"))
    closed = Page.of(client.post("/campaigns/five-2025/close/", {"reason": "到期"}, follow=True, headers=referer))

    assert words(before.by_class("span", "shut")) == "结束"
    assert "该办的办完，“结束”才能按" in before.text
    assert refused.notices == ["还不行：还没有综合评定。请先办完；不等了，就写明理由。"]
    assert after.by_class("span", "shut") is None
    assert closed.notices[0] == "活动现在是：已结束。"


def test_campaign_closes_past_what_is_left_with_a_recorded_reason(two):
    client = two.own.client()
    form = Page.of(client.get("/c/five-2025/campaign/")).form("/campaigns/five-2025/close/")

    client.post("/campaigns/five-2025/close/", form | {"despite": "1", "reason": "年度调整"})

    record = Record.objects.get(act="campaign.close")
    assert (campaign(two).status, record.reason) == (Status.CLOSED, "年度调整")
    assert record.after == {"state": "closed", "despite": ["还没有综合评定"]}


def test_late_work_stands_on_the_campaign_page_and_leaves_as_a_workbook(two):
    ends(two.own.campaign, "self-assessment", -3)
    client = two.own.client()

    page = Page.of(client.get("/c/five-2025/campaign/"))
    table = read_table(client.get("/c/five-2025/late.xlsx").content, "late.xlsx")

    due = page.rows()[0][4]
    assert page.rows() == [
        ["市发改委", "支部自评未交", "2", two.own.people[Role.REVIEWER].name, due, "3 天"],
        ["市财政局", "支部自评未交", "1", "还没有任命", due, "3 天"],
    ]
    rows = list(table.sheets[0].rows)
    assert len(rows) == 3


@pytest.mark.parametrize("role", NOT_STAFF)
def test_campaign_page_for_others_tells_without_acts(two, role):
    page = Page.of(two.own.client(role).get("/c/five-2025/campaign/"))

    compares = role in {Role.LEADER, Role.AUDITOR, Role.LIAISON}
    assert page.h1 == "市五星支部创建"
    assert set(page.links()) == ({"看板", "排行榜"} if compares else {"排行榜"})
    assert list(page.main.iter("form")) == []
    assert "最近动作" not in page.text


def test_numbered_run_is_made_kept_and_named(two):
    client = two.own.client()

    started = Page.of(client.post("/c/five-2025/runs/new/", follow=True))
    run_waiting()
    factories.veto(two.own.assessments[0], "V1")
    run_waiting()
    page = Page.of(client.get("/c/five-2025/campaign/"))

    assert started.notices[0] == "第 1 次评定已开始；做完之前，大家看到的还是原来的结果。"
    run = Run.objects.get(number=1)
    assert run.results.get(position=1).level == 0
    assert [words(line).split()[:3] for line in page.section("历次综合评定").iter("li")] == [["第", "1", "次综合评定"]]
    assert "第 1 次评定以后，结果有变化" in page.text


def test_numbered_run_without_its_stage_is_refused_in_words(two):
    two.own.campaign.stages.filter(kind="evaluation").update(closes_at=timezone.now() - timedelta(minutes=1))
    referer = {"referer": "http://testserver/c/five-2025/campaign/"}

    page = Page.of(two.own.client().post("/c/five-2025/runs/new/", follow=True, headers=referer))

    assert len(page.notices) == 1
    assert "开始评定" not in page.text
    assert not Run.objects.filter(number=1).exists()
