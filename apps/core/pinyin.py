"""Search keys: the text itself, its full pinyin, and its initials."""

from functools import lru_cache

from pypinyin import lazy_pinyin


@lru_cache(maxsize=20_000)
def search_key(text: str) -> str:
    """`市发改委` → `市发改委 shifagaiwei sfgw`, lower case, for substring search."""
    parts = [part for part in lazy_pinyin(text, errors=list) if part]
    initials = "".join(part[0] for part in parts)
    return f"{text} {''.join(parts)} {initials}".lower()[:300]
