"""What a clerk does to the text without typing: add, remove, move, name anew. Each gives the text as it is then."""

from collections.abc import Mapping
from string import ascii_uppercase
from typing import Any

from apps.criteria.editing.criteria import is_of_items, next_code
from apps.criteria.editing.documents import book_of, criteria_of, path_of, sections_of, value_at
from apps.criteria.editing.edits import with_value
from apps.criteria.editing.parts import BY_PART
from apps.rating.reading import Path
from apps.rating.writing import insert_value, remove_value

NEW_CRITERION = {"zh": "新标准", "en": "New criterion"}
NEW_SECTION = {"zh": "新板块", "en": "New section"}


def smallest(slug: str) -> str:
    """The smallest whole rulebook, to begin from nothing."""
    return SMALLEST.replace("SLUG", slug)


SMALLEST = """rulebook: SLUG
title: {zh: 新办法, en: New rulebook}
parties: {superior: counts, self: shown}
step: 0.1
blank: {counts: 0, at-closing: blocker}

sections:
  A:
    title: {zh: 第一板块, en: First section}
    short: {zh: 一, en: A}
    letter: {zh: 一, en: A}
    criteria:
      A1: {title: {zh: 第一项标准, en: First criterion}, points: 100}

stars:
  - {for: A, title: {zh: 第一颗星, en: First star}, lit-when: at least 80}

levels:
  - 一星: {title: {en: One-star}, lit: at least 1, stars: 1}
  - 未评星: {title: {en: Not rated}, otherwise: not rated}

order: [stars, total]
"""


def add_criterion(text: str, section: str) -> tuple[str, str]:
    """The text with one more criterion in a section, and its place."""
    content = sections_of(book_of(text))[section]
    taken = [code for each in sections_of(book_of(text)).values() for code in criteria_of(each)]
    code = next_code(taken, f"{section}." if is_of_items(content) else section)
    place = f"sections/{section}/criteria/{code}"
    criteria = content.get("criteria")
    if isinstance(criteria, list):
        return with_value(text, ("sections", section, "criteria"), [*criteria, code]), place
    thing: Any = NEW_CRITERION if is_of_items(content) else {"title": NEW_CRITERION, "points": 10}
    if not criteria:
        return with_value(text, ("sections", section, "criteria"), {code: thing}), place
    return insert_value(text, path_of(place), thing), place


def add_section(text: str) -> tuple[str, str]:
    """The text with one more section of one criterion, and its place."""
    sections = sections_of(book_of(text))
    code = next((letter for letter in ascii_uppercase if letter not in sections), next_code(list(sections), "S"))
    thing = {
        "title": NEW_SECTION,
        "short": {"zh": code, "en": code},
        "letter": {"zh": code, "en": code},
        "criteria": {f"{code}1": {"title": NEW_CRITERION, "points": 10}},
    }
    if not sections:
        return with_value(text, ("sections",), {code: thing}), f"sections/{code}"
    return insert_value(text, ("sections", code), thing), f"sections/{code}"


def remove(text: str, place: str) -> tuple[str, str]:
    """The text without a criterion, a section or a part, and the place to look at then."""
    if place in BY_PART:
        for key in BY_PART[place].keys:
            if key.name in book_of(text):
                text = remove_value(text, (key.name,))
        return text, "rulebook"
    path, content = path_of(place), book_of(text)
    listed = value_at(content, path[:-1])
    after = "/".join(str(step) for step in path[:-2]) if len(path) > 2 else "rulebook"
    if isinstance(listed, list):
        return with_value(text, path[:-1], [each for each in listed if each != path[-1]]), after
    return remove_value(text, path), after


def move(text: str, place: str, by: int) -> str:
    """The text with a criterion or a section one place up (−1) or down (1) among its like."""
    path = path_of(place)
    among = value_at(book_of(text), path[:-1])
    names = list(among) if isinstance(among, dict | list) else []
    if path[-1] not in names:
        return text
    at = names.index(path[-1])
    to = at + by
    if not 0 <= to < len(names):
        return text
    if isinstance(among, list):
        names[at], names[to] = names[to], names[at]
        return with_value(text, path[:-1], names)
    upper, lower = (path[-1], names[to]) if by > 0 else (names[to], path[-1])
    return swapped(text, path[:-1], among, str(upper), str(lower))


def swapped(text: str, around: Path, among: Mapping[str, Any], upper: str, lower: str) -> str:
    """The text with the lower of two neighbours before the upper one."""
    value = among[lower]
    text = remove_value(text, (*around, lower))
    return insert_value(text, (*around, lower), value, before=upper)
