"""Which column of a workbook says what of a criterion?"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from apps.core.tables import Cell, narrow, text_of

# The heading that is written, then others that are understood.
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "section": ("板块", "类别", "一级指标", "Section"),
    "code": ("编码", "代码", "编号", "序号", "Code"),
    "title": ("标准", "考评标准", "指标", "名称", "二级指标", "考评内容", "Criterion", "Title"),
    "worth": ("满分", "分值", "分数", "Points", "Maximum"),
    "guide": ("评分指引", "评分标准", "评分细则", "指引", "Guide"),
    "proof": ("佐证", "佐证份数", "佐证材料", "Proof"),
    "kind": ("怎么评", "评分方式", "记分方式", "Kind"),
    "how": ("怎么验收", "验收方式", "考评方式", "How"),
    "for": ("适用领域", "适用类型", "领域", "Types"),
    "title-en": ("标准（英文）", "标准(英文)", "Criterion (English)"),
    "guide-en": ("评分指引（英文）", "评分指引(英文)", "Guide (English)"),
}
OWN_TEXT = re.compile(r"(.+?)\s*[:：]\s*(标准|评分指引|title|guide)", re.IGNORECASE)
OWN = {"标准": "title", "title": "title", "评分指引": "guide", "guide": "guide"}
NEEDED = ("code", "title")
FIRST_ROWS = 10
KIND_WORDS = {
    "points": ("记分", "打分", "Points"),
    "pass-or-fail": ("达标", "是否达标", "Pass or fail"),
    "each": ("计数", "Count"),
    "deduct-from": ("扣分", "Deductions"),
    "bonus": ("附加分", "加分", "Bonus"),
    "penalty": ("减分", "Penalty"),
    "choices": ("选项", "Choice"),
    "awards": ("奖项", "Awards"),
    "bands": ("分档", "Bands"),
    "line": ("插值", "Straight line"),
    "share": ("占比", "Share"),
    "reads": ("取数", "From a figure"),
    "place": ("名次", "Place"),
    "best": ("比最好", "Against the best"),
}
HOW_WORDS = {
    "papers": ("查阅资料", "资料", "Papers"),
    "on-site": ("实地", "实地查看", "On site"),
    "ballot": ("测评", "Ballot"),
    "system": ("系统", "System"),
}
PLAIN_KINDS = ("points", "pass-or-fail", "each", "deduct-from", "bonus", "penalty")


@dataclass(frozen=True)
class Heads:
    """Where the headings stand (row, from 0), the column of each field, and those of own texts by type."""

    row: int
    fields: Mapping[str, int]
    own: Mapping[tuple[str, str], int]


def bare(cell: Cell) -> str:
    """A heading without blanks, in ordinary width."""
    return "".join(narrow(text_of(cell)).split()).lower()


def known(words: Mapping[str, tuple[str, ...]], cell: Cell) -> str:
    """The key whose words hold what a cell says; empty where none does."""
    said = bare(cell)
    return next((key for key, each in words.items() if said in {bare(word) for word in each}), "")


def find_heads(rows: list[list[Cell]]) -> Heads | None:
    """The row of headings among the first ones; None where no row has those that are needed."""
    for number, row in enumerate(rows[:FIRST_ROWS]):
        fields: dict[str, int] = {}
        own: dict[tuple[str, str], int] = {}
        for column, cell in enumerate(row):
            field = known(HEADINGS, cell)
            found = OWN_TEXT.fullmatch(text_of(cell))
            if field:
                fields.setdefault(field, column)
            elif found:
                own[found[1].strip(), OWN[found[2].lower()]] = column
        if all(field in fields for field in NEEDED):
            return Heads(number, fields, own)
    return None
