"""Criteria as a workbook: out and in again without loss, harmless mess read as meant, faults by row and column."""

import pytest

from apps.core.tables import read_table, write_xlsx
from apps.criteria.editing.checks import findings_of_text
from apps.criteria.editing.documents import book_of, value_at
from apps.criteria.editing.edits import with_value
from apps.criteria.editing.tables import read_criteria, write_criteria
from apps.criteria.selectors import shipped_rulebooks

SHIPPED = shipped_rulebooks()
HEADS = ["板块", "编码", "标准", "满分", "评分指引", "佐证", "怎么评", "怎么验收", "适用领域"]
pytestmark = pytest.mark.pure


def read(rows, slug="xuchang-2025", heads=HEADS, **settings):
    table = read_table(write_xlsx(heads, rows), "criteria.xlsx")
    return read_criteria(table, book_of(SHIPPED[slug]), **{"is_whole": False} | settings)


@pytest.mark.parametrize("slug", SHIPPED)
def test_workbook_written_and_read_again_changes_nothing(slug):
    book = book_of(SHIPPED[slug])

    sheet = read_criteria(read_table(write_criteria(book), "x.xlsx"), book, is_whole=True)

    assert (sheet.faults, sheet.added, sheet.changed, sheet.gone) == ([], [], [], [])
    assert with_value(SHIPPED[slug], ("sections",), sheet.sections) == SHIPPED[slug]


def test_workbook_with_harmless_mess_is_read_as_meant():
    rows = [
        ["", "", "", "", "", "", "", "", ""],
        ["B 服务高效", "Ｂ２", "办事效能", "２５ 分", "超时\n扣 2 分", "1份", "", "实地", "全部"],
        ["", " B6 ", "新标准", "10", "", "", "附加分", "", "机关、学校"],
    ]

    sheet = read(rows)

    assert (sheet.faults, sheet.added, sheet.changed) == ([], ["B6"], ["B2"])
    assert sheet.sections["B"]["criteria"]["B2"] == {
        "title": {"zh": "办事效能", "en": "Efficiency"},
        "points": 25,
        "guide": "超时扣 2 分",
        "proof": 1,
        "how": "on-site",
    }
    assert sheet.sections["B"]["criteria"]["B6"] == {"title": "新标准", "bonus": 10, "for": ["机关", "学校"]}


def test_workbook_names_a_section_that_did_not_stand_and_texts_of_a_type():
    heads = [*HEADS, "机关：标准", "机关：评分指引"]
    rows = [["F 特色工作", "F1", "任务一", 20, "", "", "记分", "", "", "中心工作", "年度目标完成"]]

    sheet = read(rows, heads=heads)

    assert sheet.sections["F"]["title"] == "特色工作"
    assert sheet.sections["F"]["criteria"]["F1"] == {
        "title": "任务一",
        "points": 20,
        "texts": {"机关": {"title": "中心工作", "guide": "年度目标完成"}},
    }
    text = with_value(SHIPPED["xuchang-2025"], ("sections",), sheet.sections)
    assert findings_of_text(text).faults == []


def test_workbook_that_is_whole_takes_away_what_it_does_not_name():
    rows = [["A", f"A{number}", "名称", 20] for number in range(1, 5)]

    sheet = read(rows, heads=HEADS[:4], is_whole=True)

    assert list(sheet.sections) == ["A"]
    assert len(sheet.gone) == 21
    assert value_at(sheet.sections, ("A", "criteria", "A4", "proof")) == 1


@pytest.mark.parametrize(
    ("row", "letter"),
    [
        (["A", "甲1", "名称", 20], "B"),
        (["A", "A1", "", 20], "C"),
        (["A", "A9", "名称", ""], "D"),
        (["A", "A1", "名称", "二十"], "D"),
        (["A", "A1", "名称", 20, "", "若干"], "F"),
        (["A", "A1", "名称", 20, "", "", "随便"], "G"),
        (["A", "A1", "名称", 20, "", "", "分档"], "G"),
        (["A", "A1", "名称", 20, "", "", "", "远看"], "H"),
    ],
)
def test_cell_that_cannot_be_taken_is_named_by_row_and_column(row, letter):
    sheet = read([[*row, *[""] * (9 - len(row))]])

    assert [(fault.row, fault.letter) for fault in sheet.faults] == [(2, letter)]


def test_code_that_stands_twice_names_the_first_row():
    sheet = read([["A", "A1", "一", 20], ["A", "A1", "二", 20]], heads=HEADS[:4])

    assert [(fault.row, fault.letter, "2" in fault.message) for fault in sheet.faults] == [(3, "B", True)]


def test_workbook_without_headings_says_which_it_needs():
    sheet = read([["x"]], heads=["一", "二"])

    assert [(fault.row, fault.letter) for fault in sheet.faults] == [(1, "A")]
    assert "编码" in sheet.faults[0].message
