"""Import pages: choose a file, dry run, confirm, earlier list, undo; who may, and what others must not see."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from apps.assessments.choices import ImportStatus
from apps.assessments.models import Import, Sheet
from apps.core.tables import write_csv
from apps.jobs.services import run_waiting
from apps.organisations.choices import Role
from apps.organisations.models import Node
from tests import factories
from tests.pages import Page, words

pytestmark = pytest.mark.django_db

HEADINGS = ["党支部", "所在单位", "协作区", "支部类型", "党员人数", "否决项", "A1", "A2"]
FIRST = [
    ["第1党支部", "市档案馆", "第一协作区", "事业单位", 9, "", 18.5, 20],
    ["第2党支部", "市档案馆", "第一协作区", "事业单位", 11, "V1", 10, ""],
    ["第1党支部", "市文联", "第二协作区", "群团组织", 5, "", "", ""],
]
ACTS = ["", "write/", "drop/", "undo/", "annotated/", "file/"]


@pytest.fixture
def empty():
    """A committee without a roster: the address of its campaign's imports, and its staff's browser."""
    committee = factories.make_committee("空工委")
    campaign = factories.make_campaign(committee, slug="empty-2025", name="空活动")
    staff = factories.make_person("周敏", Role.STAFF, committee)
    return f"/c/{campaign.slug}/imports/", factories.sign_in(staff), campaign


def book(rows, headings=HEADINGS, name="first.csv"):
    return SimpleUploadedFile(name, write_csv(headings, rows))


def upload(client, base, file):
    """The page that a person sees after choosing a file, and again once it has been tried."""
    answer = client.post(base, {"file": file}, follow=True)
    run_waiting()
    path = answer.request["PATH_INFO"]
    return Page.of(answer), Page.of(client.get(path)), path


def test_import_first_workbook_from_file_to_results_and_back(empty):
    base, client, campaign = empty

    waiting, tried, path = upload(client, base, book(FIRST))

    assert (waiting.h1, tried.h1) == ("正在读表，还没有写入任何一行", "3 行都能读，请确认要新建的单位和支部")
    assert words(tried.by_id("creation")) == "将新建 2 个协作区、2 个单位、3 个党支部"
    assert [row[:4] for row in tried.rows()] == [["第一协作区", "1", "2", "20"], ["第二协作区", "1", "1", "5"]]
    assert not Node.objects.units().filter(path__startswith=campaign.committee.path).exists()

    client.post(f"{path}write/")
    run_waiting()

    written = Page.of(client.get(path))
    assert written.h1 == "已写入 3 行"
    assert campaign.assessments.count() == 3
    start = Page.of(client.get(base))
    assert start.rows()[0][2:] == ["周敏", "first.csv", "2 个单位、3 个支部、2 张评分表", "撤销"]
    league = Page.of(client.get("/c/empty-2025/league/"))
    assert [row[0] for row in league.rows()] == ["1", "2", "3"]

    undone = Page.of(client.post(f"{path}undo/", follow=True))

    assert undone.notices[0] == "已撤销，一切回到导入之前。"
    assert undone.rows()[0][-1] == "已撤销"
    assert campaign.assessments.count() == 0
    assert not Node.objects.units().filter(path__startswith=campaign.committee.path).exists()


def test_import_dry_run_of_marks_says_what_would_change_and_writes_nothing(two):
    client, base = two.own.client(), f"{two.own.base}imports/"
    rows = [["市发改委第1党支部", "市发改委", 19, 18], ["市发改委第2党支部", "市发改委", 10, 18]]

    _waiting, tried, _path = upload(client, base, book(rows, ["党支部", "所在单位", "A1", "B1"]))

    assert tried.h1 == "2 行都能读，还没有写入"
    facts = tried.section("会写入什么")
    assert [words(found) for found in facts.iter("dd")][:2] == [
        "新写 0 张，改动 1 张，不变 1 张",
        "50 个，其中 1 个与现有不同",
    ]
    assert Sheet.objects.get(assessment=two.own.assessments[0], party="superior").marks["A1"] == 1800


def test_import_written_marks_are_undone_whole_unless_somebody_changed_one(two):
    client, base = two.own.client(), f"{two.own.base}imports/"
    rows = [["市发改委第1党支部", "市发改委", 19]]
    _waiting, _tried, path = upload(client, base, book(rows, ["党支部", "所在单位", "A1"]))
    client.post(f"{path}write/")
    run_waiting()
    factories.mark(two.own.staff, two.own.assessments[0], {"A1": 1500})

    page = Page.of(client.get(base))
    refused = Page.of(client.post(f"{path}undo/", follow=True, headers={"referer": f"http://testserver{base}"}))

    assert page.rows()[0][-1] == "已有 1 张评分表改过"
    assert refused.notices[0] == "这次导入不能撤销：已有 1 张评分表改过。"
    assert Sheet.objects.get(assessment=two.own.assessments[0], party="superior").marks["A1"] == 1500


def test_import_dropped_file_can_no_longer_be_written(empty):
    base, client, campaign = empty
    _waiting, _tried, path = upload(client, base, book(FIRST))

    client.post(f"{path}drop/")
    client.post(f"{path}write/")
    run_waiting()

    assert Page.of(client.get(path)).h1 == "这个文件没有导入"
    assert campaign.assessments.count() == 0


def test_import_file_that_is_no_table_says_so(empty):
    base, client, _campaign = empty

    _waiting, tried, path = upload(client, base, SimpleUploadedFile("list.xlsx", b"PK\x03\x04 not a workbook"))

    assert tried.h1 == "这个文件读不了，没有写入任何一行"
    assert len(tried.notices) == 1
    assert client.get(f"{path}annotated/").status_code == 404


@pytest.mark.parametrize(
    ("file", "error"),
    [
        (None, "该字段是必填项。"),
        (SimpleUploadedFile("empty.xlsx", b""), "提交的是空文件。"),
    ],
)
def test_import_without_content_is_refused_beside_the_field(empty, file, error):
    base, client, _campaign = empty

    page = Page.of(client.post(base, {"file": file} if file else {}))

    assert (page.status, page.error_of("file")) == (422, error)
    assert not Import.objects.filter(campaign__slug="empty-2025").exists()


def test_import_outside_the_stage_is_refused_in_words(empty):
    base, client, campaign = empty
    campaign.stages.update(closes_at=timezone.now() - timedelta(hours=1))

    start = Page.of(client.get(base))
    refused = Page.of(
        client.post(base, {"file": book(FIRST)}, follow=True, headers={"referer": f"http://testserver{base}"})
    )

    assert start.notices[0].startswith("现在没有可以打分的阶段，还不能试读文件。")
    assert refused.notices[0] == "现在没有开放的阶段，不能打分。"
    assert not Import.objects.filter(campaign=campaign).exists()


def test_import_of_a_workbook_with_faults_cannot_be_written(empty):
    base, client, campaign = empty
    _waiting, tried, path = upload(client, base, book([["", *FIRST[0][1:]]]))

    client.post(f"{path}write/")
    run_waiting()

    assert tried.h1 == "1 行要改，还没有写入任何一行"
    assert "改完 1 行才能写入" in words(tried.by_class("span", "shut"))
    assert Import.objects.get(campaign=campaign).status == ImportStatus.FAULTY


def test_import_file_comes_back_as_it_was_and_never_shown_in_the_page(empty):
    base, client, _campaign = empty
    rows = write_csv(HEADINGS, FIRST)
    _waiting, _tried, path = upload(client, base, SimpleUploadedFile("../../名册 2025.csv", rows))

    answer = client.get(f"{path}file/")

    assert b"".join(answer.streaming_content) == rows
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''%E5%90%8D%E5%86%8C%202025.csv"
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("role", [role for role in Role.values if role != Role.STAFF])
def test_imports_by_other_offices_are_refused(two, role):
    imported = factories.try_workbook(two.own.staff, two.own.campaign, "x.csv", write_csv(HEADINGS, []))
    client, base = two.own.client(role), f"{two.own.base}imports/"

    upload_answer = client.post(base, {"file": book(FIRST)})
    answers = {act: client.get(f"{base}{imported.pk}/{act}").status_code for act in ("", "annotated/", "file/")}
    answers |= {act: client.post(f"{base}{imported.pk}/{act}").status_code for act in ("write/", "drop/", "undo/")}

    assert set(answers.values()) == {403}
    assert (upload_answer.status_code, Import.objects.filter(campaign=two.own.campaign).count()) == (403, 1)


@pytest.mark.parametrize("act", ACTS)
def test_import_of_another_committee_is_not_found(two, act):
    foreign = factories.try_workbook(two.other.staff, two.other.campaign, "secret.csv", write_csv(HEADINGS, FIRST))
    client = two.own.client()

    for base in (two.other.base, two.own.base):
        url = f"{base}imports/{foreign.pk}/{act}"
        answer = client.post(url) if act in {"write/", "drop/", "undo/"} else client.get(url)
        assert answer.status_code == 404
        assert "secret" not in answer.content.decode()
    foreign.refresh_from_db()
    assert foreign.status != ImportStatus.DROPPED


@pytest.mark.parametrize("act", ["write/", "drop/", "undo/"])
def test_import_acts_are_never_done_by_following_a_link(two, act):
    imported = factories.try_workbook(two.own.staff, two.own.campaign, "x.csv", write_csv(HEADINGS, FIRST))

    assert two.own.client().get(f"{two.own.base}imports/{imported.pk}/{act}").status_code == 405


def test_imports_stranger_is_sent_to_sign_in(two):
    stranger = factories.sign_in(None)

    assert stranger.get(f"{two.own.base}imports/")["Location"].startswith("/accounts/login/")
    assert stranger.post(f"{two.own.base}imports/", {"file": book(FIRST)})["Location"].startswith("/accounts/login/")
    assert not Import.objects.filter(campaign=two.own.campaign).exists()
