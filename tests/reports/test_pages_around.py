"""First page, dashboard by office, search, jobs, audit record: who sees what, and nobody another committee's."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from apps.audit.models import Record
from apps.jobs.models import Job
from apps.jobs.services import announce, run_waiting
from apps.organisations.choices import Role
from tests import factories
from tests.pages import Page, words

pytestmark = pytest.mark.django_db

COMPARES = {Role.STAFF, Role.LEADER, Role.AUDITOR, Role.LIAISON}
OPERATES = {Role.ADMINISTRATOR, Role.STAFF}
AUDITS = {Role.STAFF, Role.AUDITOR}


def get(client, url):
    return Page.of(client.get(url, follow=True))


@pytest.mark.parametrize("role", Role.values)
def test_first_page_is_the_own_branch_or_unit_the_dashboard_of_who_compares_or_the_league(two, role):
    page = get(two.own.client(role), "/")

    own = two.own.campaign.assessments.order_by("order_path").first()
    pages = {Role.SECRETARY: f"branches/{own.pk}/", Role.CLERK: f"branches/{own.pk}/"}
    pages |= dict.fromkeys(COMPARES, "") | {Role.REVIEWER: f"check/{two.own.units[0].pk}/"}
    assert page.path == f"{two.own.base}{pages.get(role, 'league/')}"


@pytest.mark.parametrize("role", Role.values)
def test_dashboard_by_office(two, role):
    page = get(two.own.client(role), two.own.base)

    assert page.h1 == ("3 个支部，1 个五星" if role in COMPARES else "排行榜")
    assert "县" not in page.html


def test_dashboard_rows_by_zone_type_and_unit_with_their_shares(two):
    page = get(two.own.client(), two.own.base)

    zones = page.by_class("table", "groups")
    assert page.rows(zones) == [
        ["市第一协作区", "1", "2", "1", "1", "0", "0", "", "100.0%"],
        ["市第二协作区", "1", "1", "0", "0", "0", "1", "", "0.0%"],
    ]
    assert page.rows(zones, "tfoot") == [["全部", "2", "3", "1", "1", "0", "1", "", "66.7%"]]
    by_type, by_unit = (get(two.own.client(), f"{two.own.base}?by={scope}") for scope in ("type", "unit"))
    assert [row[:2] for row in by_type.rows()] == [["党政机关", "2"], ["事业单位", "1"]]
    assert [row[:2] for row in by_unit.rows()] == [["市财政局", "1"], ["市发改委", "2"]]


def test_dashboard_counts_branches_without_a_zone_too(two):
    unit = factories.make_unit(two.own.committee, "市残联")
    factories.make_assessment(two.own.campaign, factories.make_branch(unit, "市残联党支部"))
    run_waiting()

    page = get(two.own.client(), two.own.base)

    zones = page.by_class("table", "groups")
    assert page.rows(zones)[-1][:3] == ["未分区", "1", "1"]
    last = zones.findall(".//tbody/tr")[-1].find(".//th/a").get("href")
    assert [row[0] for row in get(two.own.client(), last).rows()] == ["1"]


def test_dashboard_before_the_first_run_says_what_to_do_and_offers_it_to_staff_only(two):
    factories.make_campaign(two.own.committee, slug="fresh", name="新活动")

    pages = {role: get(two.own.client(role), "/c/fresh/") for role in (Role.STAFF, Role.LEADER)}

    assert {page.h1 for page in pages.values()} == {"新活动"}
    assert set(pages[Role.STAFF].links().values()) == {"/c/fresh/imports/", "/c/fresh/campaign/"}
    assert pages[Role.LEADER].links() == {}


@pytest.mark.parametrize(
    ("q", "branches", "units", "criteria"),
    [
        ("财政局", ["市财政局第1党支部"], ["市财政局"], []),
        ("caizhengju", ["市财政局第1党支部"], ["市财政局"], []),
        ("SCZJ", ["市财政局第1党支部"], ["市财政局"], []),
        ("sfgw", ["市发改委第1党支部", "市发改委第2党支部"], ["市发改委"], []),
        ("办事效能", [], [], ["B2 办事效能"]),
        ("b2", [], [], ["B2 办事效能"]),
        ("县", [], [], []),
        ("%_", [], [], []),
    ],
)
def test_search_finds_by_name_pinyin_and_initials(two, q, branches, units, criteria):
    page = Page.of(two.own.client().get("/search/", {"q": q}))

    found = {
        words(section.find(".//h2")): [words(link) for link in section.iter("a")]
        for section in page.main.iter("section")
    }
    expected = {"支部": branches, "单位": units, "标准": criteria}
    assert {title: names for title, names in found.items() if names} == {
        title: names for title, names in expected.items() if names
    }
    for link in page.links().values():
        assert two.own.client().get(link).status_code == 200


def test_search_by_a_secretary_finds_the_own_branch_only(two):
    page = get(two.own.client(Role.SECRETARY), "/search/?q=党支部")

    assert list(page.links()) == ["市发改委第1党支部"]


def test_search_shows_words_as_words(two):
    page = get(two.own.client(), "/search/?q=<script>alert(1)</script>")

    assert page.h1 == "“<script>alert(1)</script>”"
    assert "<script>alert" not in page.html


@pytest.mark.parametrize("role", Role.values)
def test_jobs_by_office(two, role):
    answer = two.own.client(role).get("/jobs/")

    assert answer.status_code == (200 if role in OPERATES else 403)
    if role in OPERATES:
        page = Page.of(answer)
        assert page.h1 == "没有在做的，也没有排队的"
        assert [words(line.find(".//b")) for line in page.main.iter("li")] == ["试算 · 市五星支部创建"]
        assert "3 个支部" in page.text


def test_jobs_waiting_running_and_failed_say_how_they_stand(two):
    path = two.own.committee.path
    announce("evaluate", two.own.campaign.pk, "市五星支部创建", actor=two.own.staff, node_path=path)
    now = timezone.now()
    Job.objects.create(
        kind="number-run",
        key="7",
        label="第二份",
        node_path=path,
        status="running",
        step="judge",
        done=1,
        total=4,
        due_at=now,
        started_at=now,
        heartbeat_at=now,
        attempts=2,
    )
    Job.objects.create(
        kind="import-check",
        key="8",
        label="坏表.xlsx",
        node_path=path,
        status="failed",
        error="出错了。",
        error_number="5D0EF24E",
        due_at=now,
        started_at=now,
        finished_at=now,
    )
    client = two.own.client()

    page, failed = get(client, "/jobs/"), get(client, "/jobs/?show=failed")

    assert page.h1 == "1 个在做、1 个在排队"
    lines = [re.sub(r"\d+ 月 \d+ 日 [\d:]+ ", "", words(line)) for line in page.by_id("unfinished").iter("li")]
    assert lines == [
        "综合评定 · 第二份 断过一次，接着做 第 2 步，共 4 步：逐个判定；做完之前读到的还是原来的 停下",
        "试算 · 市五星支部创建 排队 市工委工作人员 · 排队，等一个空位；可以离开这一页 停下",
    ]
    assert [words(line.find(".//b")) for line in failed.main.iter("li")] == ["试导入 · 坏表.xlsx"]
    assert "出错了。" in failed.text and "5D0EF24E" in failed.text


def test_jobs_unfinished_renew_themselves_alone(two):
    announce("evaluate", two.own.campaign.pk, "市五星支部创建", node_path=two.own.committee.path)

    answer = two.own.client().get("/jobs/", headers={"HX-Request": "true"})

    part = Page.of(answer)
    assert part.root.tag == "section"
    assert part.root.get("hx-get") == "/jobs/"
    assert len(list(part.root.iter("li"))) == 1


def test_stop_job_ends_what_waits_and_refuses_what_ended(two):
    job = announce("evaluate", two.own.campaign.pk, "市五星支部创建", node_path=two.own.committee.path)
    client = two.own.client()

    client.post(f"/jobs/{job.pk}/stop/")
    again = Page.of(client.post(f"/jobs/{job.pk}/stop/", follow=True, headers={"referer": "http://testserver/jobs/"}))

    job.refresh_from_db()
    assert job.status == "stopped"
    assert again.notices == ["这个任务已经结束。"]


def test_stop_job_of_another_committee_is_not_found(two):
    job = announce("evaluate", two.other.campaign.pk, "县五星支部创建", node_path=two.other.committee.path)

    assert two.own.client().post(f"/jobs/{job.pk}/stop/").status_code == 404
    assert two.own.client(Role.SECRETARY).post(f"/jobs/{job.pk}/stop/").status_code == 403
    assert two.own.client().get(f"/jobs/{job.pk}/stop/").status_code == 405
    job.refresh_from_db()
    assert job.status == "queued"


@pytest.mark.parametrize("role", Role.values)
def test_audit_record_by_office_holds_the_own_subtree_only(two, role):
    answer = two.own.client(role).get("/audit/")

    assert answer.status_code == (200 if role in AUDITS else 403)
    if role in AUDITS:
        page = Page.of(answer)
        assert len(page.rows()) == Record.objects.filter(node_path__startswith=two.own.committee.path).count()
        assert "县" not in page.text


def test_audit_record_shows_marks_as_people_write_them(two):
    factories.mark(two.own.staff, two.own.assessments[0], {"A1": 1850, "A2": None})

    row = get(two.own.client(), "/audit/").rows()[0]

    assert row[1:5] == [
        "市工委工作人员",
        "打分",
        "市发改委第1党支部 · 上级考评",
        "A1 改前： 18 → 改后： 18.5 A2 改前： 18 → 空",
    ]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("?q=财政局第1", 2),
        ("?act=campaign.open", 1),
        ("?act=nonsense", None),
        ("?since={today}", None),
        ("?since={tomorrow}", 0),
        ("?until={yesterday}", 0),
        ("?until={today}&since={today}&act=sheet.marked", 3),
        ("?since=never&until=2026-13-45", None),
        ("?before=1", 0),
        ("?before=99999999999999999999", None),
    ],
)
def test_audit_record_filters_leave(two, query, count):
    today = timezone.localdate()
    days = {"today": today, "yesterday": today - timedelta(days=1), "tomorrow": today + timedelta(days=1)}
    everything = Record.objects.filter(node_path__startswith=two.own.committee.path).count()

    page = get(two.own.client(), "/audit/" + query.format(**days))

    rows = [] if page.rows() == [["没有符合条件的记录。"]] else page.rows()
    assert len(rows) == (everything if count is None else count)


def test_audit_record_pages_visit_every_record_once(two):
    Record.objects.bulk_create(
        Record(act="campaign.changed", object_label=f"第{n}次", node_path=two.own.committee.path) for n in range(120)
    )
    client, url, seen = two.own.client(), "/audit/?act=campaign.changed", []

    while url:
        page = get(client, url)
        seen += [row[3] for row in page.rows()]
        onward = page.by_class("div", "table-foot")
        fields = {} if onward is None else {f.get("name"): f.get("value") for f in onward.iter("input")}
        url = "/audit/?" + "&".join(f"{name}={value}" for name, value in fields.items()) if fields else ""

    assert seen == [f"第{n}次" for n in reversed(range(120))]


@pytest.mark.parametrize("path", ["/", "/jobs/", "/audit/", "/search/?q=a", "/campaigns/", "/rulebooks/"])
def test_pages_stranger_is_sent_to_sign_in(path):
    answer = factories.sign_in(None).get(path)

    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/?next=/")


@pytest.mark.parametrize("path", ["/search/?q=%00", "/c/five-2025/league/?q=a%00b", "/audit/?q=%00"])
def test_nul_in_an_address_is_refused_as_unreadable(two, path):
    assert two.own.client().get(path).status_code == 400


def test_person_without_an_office_sees_no_campaign_and_no_branch(two):
    nobody = factories.sign_in(factories.make_person("无职务"))

    assert get(nobody, "/").path == "/campaigns/"
    assert get(nobody, "/campaigns/").text.startswith("活动 ")
    assert get(nobody, "/search/?q=市").links() == {}
    assert nobody.get(two.own.base).status_code == 404
