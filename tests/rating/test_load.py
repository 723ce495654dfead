"""A rulebook's text becomes the rulebook it says, and nothing else."""

import json
from decimal import Decimal
from fractions import Fraction

import yaml
from jsonschema import Draft202012Validator

from apps.rating.conditions import All, Comparison, Expression, Term
from apps.rating.loading import load
from apps.rating.reading import read_document
from apps.rating.rulebook import Blank, Criterion, Rulebook, Star
from apps.rating.schema import SCHEMA
from apps.rating.words import Text
from tests.rating.rulebooks import ROOT, TINY, XUCHANG, XUCHANG_TEXT


def keys(rulebook: Rulebook) -> list[str]:
    """What decides places, as it was written."""
    return [str(key.expression) for key in rulebook.order]


def compared(figure: str, relation: str, number: int | Fraction) -> Comparison:
    """One figure against a number."""
    return Comparison(Expression((Term(figure),)), relation, Fraction(number))


def yes(figure: str) -> Comparison:
    """One figure that says yes."""
    return Comparison(Expression((Term(figure),)), "yes")


def test_load_reads_the_head_of_xuchang() -> None:
    head = (XUCHANG.slug, XUCHANG.title.zh, dict(XUCHANG.parties), XUCHANG.step, XUCHANG.places, XUCHANG.reason_gap)

    assert head == ("xuchang-2025", "机关“五星”支部考评办法", {"superior": "counts", "self": "shown"}, 10, 1, 200)
    assert XUCHANG.blank == Blank(counts=0, at_closing="blocker")
    assert keys(XUCHANG) == ["stars", "total", "E"]


def test_load_reads_criteria_section_by_section() -> None:
    codes = [criterion.code for criterion in XUCHANG.criteria]

    assert codes == [f"{section}{number}" for section in "ABCDE" for number in range(1, 6)]
    assert codes == [code for section in XUCHANG.sections for code in section.criteria]
    assert {(each.minimum, each.maximum, each.step) for each in XUCHANG.criteria} == {(0, 2000, 10)}


def test_load_reads_the_names_that_the_committee_uses() -> None:
    stars = [star.title.zh for star in XUCHANG.stars]
    criteria = " ".join(criterion.title.zh for criterion in XUCHANG.criteria)

    assert stars == ["业务突出星", "服务高效星", "文明和谐星", "廉洁法治星", "支部过硬星"]
    assert criteria == (
        "中心工作 重点任务 融合发展 创新创优 工作实绩 政务服务 办事效能 联系群众 结对帮扶 群众满意 "
        "理论武装 文明创建 机关文化 团结和谐 志愿服务 责任落实 纪律教育 作风建设 依法履职 风险防控 "
        "组织设置 组织生活 党员队伍 阵地建设 党建品牌"
    )


def test_load_reads_levels_best_first_and_who_requires_a_star() -> None:
    levels = [(level.name, level.title.en, level.stars, level.rated) for level in XUCHANG.levels]

    assert levels == [
        ("五星", "Five-star", 5, True),
        ("四星", "Four-star", 4, True),
        ("三星", "Three-star", 3, True),
        ("未评星", "Not rated", 0, False),
    ]
    four = XUCHANG.levels[1]
    assert (four.condition, four.lit, four.named) == (All((compared("lit", "at least", 4), yes("star.E"))), 4, ("E",))
    assert [star.code for star in XUCHANG.stars if star.required] == ["E"]
    assert [(veto.code, veto.title.zh, veto.effect) for veto in XUCHANG.vetoes] == [
        ("V1", "严重违纪违法", "no level"),
        ("V2", "重大责任事故", "no level"),
    ]


def test_load_gives_every_word_in_both_languages() -> None:
    words = [
        *(text for each in XUCHANG.sections for text in (each.title, each.short, each.letter)),
        *(text for each in XUCHANG.criteria for text in (each.title, each.guide)),
        *(each.title for each in (*XUCHANG.stars, *XUCHANG.vetoes, *XUCHANG.levels)),
    ]

    assert [text for text in words if text is None or not text.zh or not text.en.isascii()] == []


def test_load_takes_another_rulebook_with_nothing_of_the_first() -> None:
    first, _, only = TINY.criteria

    assert (TINY.step, TINY.places, TINY.reason_gap, keys(TINY)) == (25, 2, None, ["total", "North"])
    assert first == Criterion(
        "N.1", Text("First", "First"), "North", maximum=300, minimum=0, step=25, guide=None, score="N.1"
    )
    assert only.guide == Text("Look twice", "Look twice")
    assert [(each.maximum, each.base, each.criteria, each.scores) for each in TINY.sections] == [
        (550, 725, ("N.1", "N.2"), ("N.1", "N.2")),
        (1000, 1000, ("S.1",), ("S.1",)),
    ]
    southern, line = Text("Southern star", "Southern star"), compared("South", "at least", Fraction("9.1"))
    assert TINY.stars[0] == Star("South", "South", southern, line=910, required=False, condition=line)
    assert TINY.levels[1].condition == yes("star.North")


def test_load_takes_a_rulebook_without_vetoes() -> None:
    start, end = XUCHANG_TEXT.index("vetoes:"), XUCHANG_TEXT.index("levels:")

    rulebook = load(XUCHANG_TEXT[:start] + XUCHANG_TEXT[end:])

    assert rulebook.vetoes == ()


def test_text_speaks_chinese_and_else_english() -> None:
    text = Text("星", "Star")

    assert [text.get(language) for language in ("zh-hans", "ZH", "en", "en-gb", "fr")] == [
        "星",
        "星",
        "Star",
        "Star",
        "Star",
    ]
    assert str(text) == "星"


def test_read_document_keeps_numbers_exact_and_quoted_numbers_as_words() -> None:
    document = read_document('a: 0.1\nb: 20\nc: "20"\nd: 0x10\ne: 1:30\nf:\ng: yes\n')

    assert document.value == {
        "a": Decimal("0.1"),
        "b": 20,
        "c": "20",
        "d": "0x10",
        "e": "1:30",
        "f": None,
        "g": "yes",
    }
    assert document.line(("g",)) == 7


def test_read_document_drops_blanks_around_words() -> None:
    document = read_document('" a ": " b "\nc: |\n  d\n')

    assert document.value == {"a": "b", "c": "d"}


def test_published_schema_equals_the_one_the_engine_checks() -> None:
    published = json.loads((ROOT / "apps/criteria/rulebooks/schema.json").read_text(encoding="utf-8"))

    assert published == SCHEMA


def test_published_schema_is_valid_and_accepts_what_ships_as_other_tools_read_it() -> None:
    Draft202012Validator.check_schema(SCHEMA)

    errors = Draft202012Validator(SCHEMA).iter_errors(yaml.safe_load(XUCHANG_TEXT))

    assert [error.message for error in errors] == []
