"""How do names sound? Syllables, and search keys: the text itself, its full pinyin, and its initials."""

from collections.abc import Callable
from functools import cache, lru_cache
from importlib import import_module
from typing import Any


def syllables(text: str | list[str], errors: str | Callable[..., Any] = "default") -> list[str]:
    """The pinyin of a text without tones, or of each letter by itself; errors: what is done with other signs."""
    found: list[str] = dictionary().lazy_pinyin(text, errors=errors)
    return found


@cache
def dictionary() -> Any:
    """The library, which holds fifty megabytes of phrases: read by the processes that ask, the first time they do."""
    return import_module("pypinyin")


@lru_cache(maxsize=20_000)
def search_key(text: str) -> str:
    """`市发改委` → `市发改委 shifagaiwei sfgw`, lower case, for substring search."""
    parts = [part for part in syllables(text, errors=list) if part]
    initials = "".join(part[0] for part in parts)
    return f"{text} {''.join(parts)} {initials}".lower()[:300]
