"""A rulebook is written as it reads, and one value of a text changes without touching any other line."""

from decimal import Decimal
from typing import Any

import pytest

from apps.rating.loading import load
from apps.rating.reading import Path, read_document
from apps.rating.writing import insert_value, remove_value, replace_value, write
from tests.rating.rulebooks import EVERY_TEXT, ROOT, TINY_TEXT, XUCHANG_TEXT

SHIPPED = sorted((ROOT / "apps/criteria/rulebooks").glob("*.yaml"))
TEXTS = [EVERY_TEXT, TINY_TEXT, *(path.read_text(encoding="utf-8") for path in SHIPPED)]
SMALL = """\
# head
title: Small            # beside
levels:                 # best first
  - 好: {total: at least 9}   # good
  # between
  - 差: otherwise

sections:
  A:
    title: 甲
    criteria: {A1: 1, A2: 2}
  B:
    criteria:
      B1: {points: 3}
      B2:
        points: 4       # four
        guide: Look
"""


@pytest.mark.parametrize("text", TEXTS)
def test_write_gives_text_that_loads_as_the_same_rulebook(text: str) -> None:
    document = read_document(text).value

    written = write(document)

    assert read_document(written).value == document
    assert load(written) == load(text)
    assert write(read_document(written).value) == written


def test_write_puts_short_things_in_braces_and_long_ones_in_blocks_in_the_order_of_the_language() -> None:
    written = write(
        {
            "order": ["total"],
            "levels": [{"好": {"total": "at least 9"}}, {"差": "otherwise"}],
            "sections": {
                "A": {"criteria": {"A1": 20, "A2": 5}, "title": {"en": "Alpha", "zh": "甲"}},
                "B": {"criteria": {"B1": {"guide": "看" * 70, "points": Decimal("0.5"), "title": "一"}}},
            },
            "parties": {"superior": "counts"},
            "title": "a: b",
            "rulebook": "small-2030",
        }
    )

    assert written == (
        "rulebook: small-2030\n"
        'title: "a: b"\n'
        "parties: {superior: counts}\n"
        "\n"
        "sections:\n"
        "  A:\n"
        "    title: {zh: 甲, en: Alpha}\n"
        "    criteria: {A1: 20, A2: 5}\n"
        "\n"
        "  B:\n"
        "    criteria:\n"
        f"      B1: {{title: 一, points: 0.5, guide: {'看' * 70}}}\n"
        "\n"
        "levels:\n"
        "  - 好: {total: at least 9}\n"
        "  - 差: otherwise\n"
        "\n"
        "order: [total]\n"
    )


@pytest.mark.parametrize(
    "words", ["", "1", "0.5", "null", "~", "a: b", "a #b", "- a", "{a}", "a\nb", " a", "@a", "“a”, b", "'a'"]
)
def test_write_quotes_words_that_would_read_as_something_else(words: str) -> None:
    assert read_document(write({"title": words})).value == {"title": words.strip()}


REPLACED: list[tuple[Path, Any, str, str]] = [
    (("title",), "Large", "title: Small            #", "title: Large            #"),
    (("levels", 0, "好", "total"), "at least 8", "at least 9}   #", "at least 8}   #"),
    (("levels", 0), {"优": {"total": 9}}, "- 好: {total: at least 9}   #", "- 优: {total: 9}   #"),
    (("sections", "B", "criteria", "B2", "points"), Decimal("4.5"), "4       #", "4.5       #"),
    (("sections", "B", "criteria", "B2"), 7, "B2:\n        points: 4       # four\n        guide: Look\n", "B2: 7\n"),
    (
        ("levels",),
        [{"中": "otherwise"}],
        "  - 好: {total: at least 9}   # good\n  # between\n  - 差: otherwise\n",
        "  - 中: otherwise\n",
    ),
    (
        ("sections", "A", "criteria"),
        {"A1": {"points": 1}},
        "criteria: {A1: 1, A2: 2}",
        "criteria:\n      A1: {points: 1}",
    ),
]


@pytest.mark.parametrize(("path", "value", "before", "after"), REPLACED)
def test_replace_value_leaves_every_other_line(path: Path, value: Any, before: str, after: str) -> None:
    assert SMALL.count(before) == 1

    assert replace_value(SMALL, path, value) == SMALL.replace(before, after)


INSERTED: list[tuple[Path, Any, str | int | None, str, str]] = [
    (("sections", "A", "criteria", "A3"), 3, None, "A2: 2}", "A2: 2, A3: 3}"),
    (("sections", "A", "criteria", "A0"), 3, "A1", "{A1: 1,", "{A0: 3, A1: 1,"),
    (("sections", "B", "title"), "乙", None, "  B:\n", "  B:\n    title: 乙\n"),
    (("sections", "B", "criteria", "B3"), 5, None, "guide: Look\n", "guide: Look\n      B3: 5\n"),
    (("sections", "B", "criteria", "B2", "proof"), 1, None, "guide: Look\n", "guide: Look\n        proof: 1\n"),
    (("levels", 1), {"中": {"total": 5}}, None, "  - 差", "  - 中: {total: 5}\n  - 差"),
    (("rulebook",), "small-2030", None, "title: Small", "rulebook: small-2030\ntitle: Small"),
]


@pytest.mark.parametrize(("path", "value", "before", "old", "new"), INSERTED)
def test_insert_value_adds_lines_where_the_language_reads_them(
    path: Path, value: Any, before: str | int | None, old: str, new: str
) -> None:
    assert SMALL.count(old) == 1

    assert insert_value(SMALL, path, value, before) == SMALL.replace(old, new)


REMOVED: list[tuple[Path, str, str]] = [
    (("sections", "A", "criteria", "A1"), "{A1: 1, A2: 2}", "{A2: 2}"),
    (("sections", "A", "criteria", "A2"), "{A1: 1, A2: 2}", "{A1: 1}"),
    (("levels", 0), "  - 好: {total: at least 9}   # good\n", ""),
    (("sections", "B", "criteria", "B2", "points"), "        points: 4       # four\n", ""),
    (("sections", "B", "criteria", "B1", "points"), "      B1: {points: 3}\n", ""),
    (("sections", "A"), "  A:\n    title: 甲\n    criteria: {A1: 1, A2: 2}\n", ""),
]


@pytest.mark.parametrize(("path", "before", "after"), REMOVED)
def test_remove_value_takes_what_becomes_empty_with_it(path: Path, before: str, after: str) -> None:
    assert SMALL.count(before) == 1

    assert remove_value(SMALL, path) == SMALL.replace(before, after)


def test_insert_value_breaks_a_line_that_grows_too_long() -> None:
    long = insert_value(SMALL, ("levels", 0, "好", "title"), {"en": "word " * 20 + "end"})

    assert max(map(len, long.splitlines())) <= 120
    assert read_document(long).value["levels"][0]["好"]["title"]["en"].endswith("end")


def test_edits_keep_every_comment_of_a_whole_rulebook() -> None:
    comments = [line.partition("#")[2] for line in XUCHANG_TEXT.splitlines() if "#" in line]

    text = replace_value(XUCHANG_TEXT, ("sections", "A", "sum"), "at most 90")
    text = remove_value(insert_value(text, ("quotas",), [{"for": "五星", "at-most": "10%"}]), ("vetoes", "V2"))

    assert [line.partition("#")[2] for line in text.splitlines() if "#" in line] == comments
    assert load(text).sections[0].maximum == 9000


@pytest.mark.parametrize("path", [("nothing",), ("levels", 9), ("title", "zh"), ("levels", 0, "好", "total", 1)])
def test_edits_refuse_a_path_that_leads_nowhere(path: Path) -> None:
    for edit in (remove_value, lambda text, where: replace_value(text, where, 1)):
        with pytest.raises(KeyError):
            edit(SMALL, path)


def test_insert_value_refuses_a_key_that_stands_already() -> None:
    with pytest.raises(KeyError):
        insert_value(SMALL, ("title",), "x")
