"""The page of a workbook with faults: the published 25 at row and column, kinds, excerpt, annotated file."""

import csv
from io import BytesIO
from urllib.parse import quote

import pytest
from openpyxl import load_workbook

from apps.assessments.models import Sheet
from tests import factories
from tests.factories.houses import shared
from tests.factories.workbooks import DATA
from tests.pages import Page, words

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("messy")]

KINDS = {
    "word": "不是数",
    "noname": "没写名称",
    "unit": "没有这个单位",
    "range": "超出范围",
    "negative": "超出范围",
    "step": "步长不对",
    "level": "没有这个等次",
    "veto": "没有这个否决项",
    "duplicate": "重名",
}


@pytest.fixture(scope="module")
def messy(clean, django_db_blocker):
    """messy.xlsx tried over the roster of clean.xlsx."""
    with shared(django_db_blocker):
        yield factories.try_workbook(clean.staff, clean.campaign, "messy.xlsx")


@pytest.fixture
def client(clean):
    return factories.sign_in(clean.staff)


def published():
    with (DATA / "faults.csv").open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def path(clean, messy):
    return f"{clean.base}imports/{messy.pk}/"


def test_faults_stand_at_their_rows_and_columns_and_nothing_was_written(clean, messy, client):
    before = list(Sheet.objects.order_by("pk").values_list("marks", flat=True))

    page = Page.of(client.get(path(clean, messy)))

    assert page.h1 == "25 行要改，还没有写入任何一行"
    rows = [(row[0], row[1].split(" · ")[1], row[3], row[4].split()[0]) for row in page.rows()]
    assert sorted(rows) == sorted(
        (fault["row"], fault["column"], fault["value"] or "（空）", KINDS[fault["kind"]]) for fault in published()
    )
    assert rows == sorted(rows, key=lambda row: int(row[0]))
    assert words(page.by_class("span", "shut")) == "改完 25 行才能写入"
    assert list(Sheet.objects.order_by("pk").values_list("marks", flat=True)) == before


def test_faults_by_kind_add_up_and_lead_to_theirs(clean, messy, client):
    page = Page.of(client.get(path(clean, messy)))
    chips = {words(chip): chip.get("href") for chip in page.all_by_class("a", "chip")}

    led = {words_: len(Page.of(client.get(path(clean, messy) + href)).rows()) for words_, href in chips.items()}

    assert {text: int(text.split()[-1]) for text in chips} == led
    assert led.pop("全部 25") == sum(led.values())


def test_faults_of_no_kind_leave_an_empty_page_that_still_leads_on(clean, messy, client):
    page = Page.of(client.get(path(clean, messy) + "?kind=nothing&row=abc"))

    assert (page.status, page.h1) == (200, "25 行要改，还没有写入任何一行")


def test_fault_in_hand_shows_its_rows_as_they_look_in_the_file(clean, messy, client):
    page = Page.of(client.get(path(clean, messy)))
    link = next(row.get("data-href") for row in page.root.iter("tr") if row.get("id") == "row-430-O")

    chosen = Page.of(client.get(path(clean, messy) + link))

    excerpt = chosen.by_class("table", "excerpt")
    assert words(chosen.section("第 430 行在表里").find(".//span")) == "O 列 · B3 联系群众"
    wrong = [words(cell) for cell in excerpt.iter("td") if "wrong" in cell.get("class")]
    assert wrong == ["20.5"]
    assert [row[0] for row in chosen.rows(excerpt)] == ["2", "428", "429", "430", "431"]
    hand = [row.get("id") for row in chosen.root.iter("tr") if row.get("class") == "in-hand"]
    assert hand == ["row-430-O"]


def test_annotated_file_marks_exactly_the_faulty_cells(clean, messy, client):
    answer = client.get(path(clean, messy) + "annotated/")

    assert answer["Content-Disposition"] == f"attachment; filename*=utf-8''{quote('已标注-messy.xlsx')}"
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content)))[messy.report["sheet"]]
    noted = {(cell.row, cell.column_letter) for row in sheet.iter_rows() for cell in row if cell.comment}
    assert noted == {(fault["row"], fault["letter"]) for fault in messy.report["faults"]}
    assert len(noted) == 25
    assert sheet["O430"].comment.text.endswith("满分 20，请改小")
    assert sheet["O430"].value in ("20.5", 20.5)


def test_faults_counts_say_what_was_read_as_meant(clean, messy, client):
    page = Page.of(client.get(path(clean, messy)))

    assert words(page.by_class("p", "counts-line")) == "901 行读到 876 行没问题 25 行要改 261 处小毛病已自动处理"
    read = [words(line) for line in page.section("已自动处理，不用改").iter("li")]
    assert "全角数字 82 处" in read and "“18.5分”一类带单位 32 处" in read
