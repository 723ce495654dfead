"""Search keys: the text itself, its full pinyin, and its initials."""

from functools import lru_cache

from pypinyin import Style, lazy_pinyin


@lru_cache(maxsize=20_000)
def search_key(text: str) -> str:
    """`市发改委` → `市发改委 shifagaiwei sfgw`, lower case, for substring search."""
    full = "".join(lazy_pinyin(text, errors="default"))
    initials = "".join(part[0] for part in lazy_pinyin(text, style=Style.FIRST_LETTER, errors="default") if part)
    return f"{text} {full} {initials}".lower()[:300]
