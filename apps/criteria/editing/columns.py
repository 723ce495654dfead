"""How does one key become form fields, and the fields a value again?"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from apps.criteria.editing.offered import SAID
from apps.criteria.editing.small import flow, lines_of, value_of

LANGUAGES = ("zh", "en")
BETWEEN = re.compile(r"[,，、;；\n]")
BOUND = re.compile(r"at (?:least|most) (-?[0-9]+(?:\.[0-9]+)?)")
YEARS = re.compile(r"([0-9]+) years?")
TWO_TEXTS = ("words", "long-words")


@dataclass(frozen=True)
class Column:
    """One key of an entry in the editor.

    kind: "text", "raw" (a word, number or short flow), "number", "words" and "long-words" (in both languages),
    "english" (only in English), "list", "at-least", "at-most", "years", "choice", "lines" (a few lines of text).
    choices: what is offered; only "choice" takes nothing else. is_rare: it stands folded until it is used.
    """

    key: str
    label: Any
    kind: str = "text"
    choices: tuple[str, ...] = ()
    hint: Any = ""
    is_rare: bool = False

    @property
    def words(self) -> list[tuple[str, Any]]:
        """What is offered, with how it is said."""
        return [(word, SAID.get(f"{self.key}.{word}", SAID.get(word, word))) for word in self.choices]

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The fields of this key: one, or one a language."""
        return LANGUAGES if self.kind in TWO_TEXTS else ("",)

    def show(self, value: Any) -> dict[str, str] | None:
        """The fields' texts; None where the value is of a shape that this column cannot hold."""
        if value is None:
            return dict.fromkeys(self.suffixes, "")
        return SHOWN.get(self.kind, show_text)(value)

    def take(self, typed: dict[str, str]) -> Any:
        """The value of what was typed by suffix; None for nothing. ValueError in the reader's words."""
        if not any(typed.values()):
            return None
        return TAKEN.get(self.kind, take_text)(typed)


def show_text(value: Any) -> dict[str, str] | None:
    return None if isinstance(value, dict | list) else {"": str(value)}


def take_text(typed: dict[str, str]) -> str:
    return typed[""]


def show_raw(value: Any) -> dict[str, str]:
    return {"": flow(value)}


def show_lines(value: Any) -> dict[str, str]:
    return {"": lines_of(value)}


def take_raw(typed: dict[str, str]) -> Any:
    return value_of(typed[""])


def show_number(value: Any) -> dict[str, str] | None:
    return {"": flow(value)} if isinstance(value, int | Decimal) else None


def take_number(typed: dict[str, str]) -> int | Decimal:
    value = value_of(typed[""].replace("．", ".").replace("。", "."))
    if not isinstance(value, int | Decimal):
        raise ValueError(_("A number belongs here, such as 20 or 0.5."))
    return value


def show_words(value: Any) -> dict[str, str] | None:
    if isinstance(value, dict):
        if not set(value) <= set(LANGUAGES):
            return None
        return {name: str(value.get(name) or "") for name in LANGUAGES}
    return None if isinstance(value, list) else {"zh": str(value), "en": ""}


def take_words(typed: dict[str, str]) -> Any:
    words = {name: " ".join(text.split()) for name, text in typed.items() if text}
    if set(words) == {"en"}:
        raise ValueError(_("Write it in Chinese, too."))
    return words if len(words) == len(LANGUAGES) else words["zh"]


def show_english(value: Any) -> dict[str, str] | None:
    return {"": str(value["en"])} if isinstance(value, dict) and set(value) == {"en"} else None


def take_english(typed: dict[str, str]) -> dict[str, str]:
    return {"en": typed[""]}


def show_list(value: Any) -> dict[str, str] | None:
    if not isinstance(value, list) or any(isinstance(each, dict | list) or BETWEEN.search(str(each)) for each in value):
        return None
    return {"": ", ".join(str(each) for each in value)}


def take_list(typed: dict[str, str]) -> list[Any]:
    return [value_of(part) for part in BETWEEN.split(typed[""]) if part.strip()]


def show_bound(words: str) -> Callable[[Any], dict[str, str] | None]:
    def show(value: Any) -> dict[str, str] | None:
        found = BOUND.fullmatch(str(value))
        return {"": found[1]} if found and str(value).startswith(words) else None

    return show


def take_bound(words: str) -> Callable[[dict[str, str]], str]:
    return lambda typed: f"{words} {flow(take_number(typed))}"


def show_years(value: Any) -> dict[str, str] | None:
    found = YEARS.fullmatch(str(value))
    return {"": found[1]} if found else None


def take_years(typed: dict[str, str]) -> str:
    number = take_number(typed)
    return f"{number} year" if number == 1 else f"{number} years"


SHOWN = {
    "raw": show_raw,
    "lines": show_lines,
    "number": show_number,
    "words": show_words,
    "long-words": show_words,
    "english": show_english,
    "list": show_list,
    "at-least": show_bound("at least"),
    "at-most": show_bound("at most"),
    "years": show_years,
}
TAKEN = {
    "raw": take_raw,
    "lines": take_raw,
    "number": take_number,
    "words": take_words,
    "long-words": take_words,
    "english": take_english,
    "list": take_list,
    "at-least": take_bound("at least"),
    "at-most": take_bound("at most"),
    "years": take_years,
}
