"""Which criteria differ from the version a draft is based on, so that branches are owed a reason?"""

from collections.abc import Mapping
from typing import Any

from apps.criteria.editing.documents import criteria_of, sections_of
from apps.criteria.editing.kinds import worth_of


def changed_criteria(base: Mapping[str, Any], book: Mapping[str, Any]) -> dict[str, str]:
    """The places of criteria whose points or guide differ, by code. New and removed ones speak for themselves."""
    before = {code: owed(thing) for _place, code, thing in all_criteria(base)}
    return {code: place for place, code, thing in all_criteria(book) if code in before and before[code] != owed(thing)}


def all_criteria(book: Mapping[str, Any]) -> list[tuple[str, str, Any]]:
    """Every criterion with its place and code, in order."""
    return [
        (f"sections/{section}/criteria/{code}", code, thing)
        for section, content in sections_of(book).items()
        for code, thing in criteria_of(content).items()
    ]


def owed(thing: Any) -> tuple[Any, ...]:
    """What of a criterion may not change without a word: what it is worth, its guide, the guides of its types."""
    if not isinstance(thing, dict):
        return (worth_of(thing), None, {})
    texts = thing.get("texts")
    guides = (
        {name: own.get("guide") for name, own in texts.items() if isinstance(own, dict)}
        if isinstance(texts, dict)
        else {}
    )
    return (worth_of(thing), thing.get("guide"), guides)
