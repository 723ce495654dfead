"""What is somebody's account called who was given no account name? Their name in pinyin, with a number where taken."""

import re
from collections.abc import Collection

from apps.accounts.models import User, plain_mobile
from apps.core.pinyin import syllables

MOST = 50
OTHERWISE = "person"


def plain_pinyin(name: str) -> str:
    """`梁文静` → `liangwenjing`: small letters and digits only, never what reads as a mobile number."""
    text = re.sub(r"[^a-z0-9]", "", "".join(syllables(name)).lower().replace("ü", "v"))[:MOST]
    return OTHERWISE if not text or plain_mobile(text) else text


def free_name(name: str, taken: Collection[str] = ()) -> str:
    """An account name that nobody has, neither in the house nor among `taken`."""
    stem = plain_pinyin(name)
    held = set(User.objects.filter(username__istartswith=stem).values_list("username", flat=True))
    held = {username.lower() for username in held} | set(taken)
    number = 1
    while (found := stem if number == 1 else f"{stem}{number}") in held:
        number += 1
    return found
