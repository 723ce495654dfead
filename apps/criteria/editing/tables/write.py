"""A rulebook's criteria as a workbook: a row a criterion, two columns for the own texts of each type."""

from collections.abc import Mapping
from typing import Any

from apps.core.tables import write_xlsx
from apps.criteria.editing.criteria import is_of_items, spelt_out
from apps.criteria.editing.documents import criteria_of, sections_of, words_of
from apps.criteria.editing.kinds import kind_of
from apps.criteria.editing.small import flow
from apps.criteria.editing.tables.headings import HEADINGS, HOW_WORDS, KIND_WORDS

WIDTHS = (16, 8, 20, 8, 40, 8, 10, 12, 20, 24, 40)


def write_criteria(book: Mapping[str, Any]) -> bytes:
    """The workbook of all criteria."""
    types = types_in(book)
    own = [f"{name}：{word}" for name in types for word in ("标准", "评分指引")]
    headings = [*(words[0] for words in HEADINGS.values()), *own]
    return write_xlsx(headings, rows_of(book, types), "考评标准", [*WIDTHS, *(24 for _ in own)])


def types_in(book: Mapping[str, Any]) -> list[str]:
    """The types that own texts are written for, in the order in which they appear."""
    found: dict[str, None] = {}
    for section in sections_of(book).values():
        for thing in criteria_of(section).values():
            texts = thing.get("texts") if isinstance(thing, dict) else None
            found |= dict.fromkeys(map(str, texts)) if isinstance(texts, dict) else {}
    return list(found)


def rows_of(book: Mapping[str, Any], types: list[str]) -> list[list[Any]]:
    """A row a criterion."""
    rows = []
    for code, section in sections_of(book).items():
        head = f"{code} {words_of(section.get('title'), 'zh')}".strip()
        for each, thing in criteria_of(section).items():
            rows.append([head, *cells_of(each, spelt_out(thing, section), is_of_items(section), types)])
    return rows


def cells_of(code: str, thing: Mapping[str, Any], is_item: bool, types: list[str]) -> list[Any]:
    """The cells after the section's."""
    kind = "pass-or-fail" if is_item else kind_of(thing)
    worth = thing.get(kind)
    title, guide = thing.get("title"), thing.get("guide")
    texts = thing.get("texts") if isinstance(thing.get("texts"), dict) else {}
    by_type = {name: own for name, own in texts.items() if isinstance(own, dict)}
    own = [words_of(by_type.get(name, {}).get(key), "zh") for name in types for key in ("title", "guide")]
    return [
        code,
        words_of(title, "zh"),
        "" if worth is None else worth if not isinstance(worth, dict | list) else flow(worth),
        words_of(guide, "zh"),
        thing.get("proof", ""),
        KIND_WORDS[kind][0],
        HOW_WORDS.get(str(thing.get("how")), ("",))[0],
        "、".join(map(str, thing["for"])) if isinstance(thing.get("for"), list) else thing.get("for", ""),
        title.get("en", "") if isinstance(title, dict) else "",
        guide.get("en", "") if isinstance(guide, dict) else "",
        *own,
    ]
