"""What did somebody mean who wrote a comparison by signs or in other words? The words of the language instead."""

import re
from collections.abc import Mapping

AMOUNT = r"-?[0-9]+(?:\.[0-9]+)?(?:/[0-9]+)?(?: ?%)?(?: of .+)?"
BETWEEN = re.compile(rf"(?:between |from )?({AMOUNT}) *(?:and|to|~|～|–|-|至|到) *({AMOUNT})")
SAID: Mapping[str, str] = {
    **dict.fromkeys((">=", "=>", "≥", "not below", "no less than", "不低于", "不少于", "至少"), "at least"),
    **dict.fromkeys(("<=", "=<", "≤", "not above", "no more than", "up to", "不超过", "不高于", "至多"), "at most"),
    **dict.fromkeys((">", "＞", "more than", "over", "greater than", "高于", "超过", "大于"), "above"),
    **dict.fromkeys(("<", "＜", "less than", "under", "低于", "少于", "小于"), "below"),
    **dict.fromkeys(("==", "=", "＝", "equals", "equal to", "等于"), "exactly"),
}
SIGNED = re.compile(rf"({'|'.join(sorted(map(re.escape, SAID), key=len, reverse=True))}) *({AMOUNT})")


def meant(written: str) -> str:
    """The comparison that `written` probably means: ">= 3" is "at least 3"; "" where it cannot be told."""
    text = written.strip()
    if found := BETWEEN.fullmatch(text):
        return f"[at least {found[1]}, at most {found[2]}]"
    found = SIGNED.fullmatch(text)
    return f"{SAID[found[1]]} {found[2]}" if found else ""
