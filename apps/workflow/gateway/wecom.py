"""企业微信: a group's robot names the person by mobile number. The secret is the key inside the robot's address.

The whole group reads what a robot says, so a message holds nothing but what is due.
"""

import json
from datetime import datetime

from apps.workflow.gateway.letters import Answer, Gateway, HttpPost, Outcome, Short, by_status, short_of

IS_REPEATABLE = IS_PRIVATE = False
# Busy, and more messages than a robot may send in a minute.
PASSING = {-1, 45009, 45033}


def request_of(message: Short, gateway: Gateway, now: datetime, known: dict[str, str]) -> HttpPost:
    """A text that names one person."""
    text = {"content": message.text, "mentioned_mobile_list": [message.mobile]}
    body = json.dumps({"msgtype": "text", "text": text}, ensure_ascii=False).encode()
    joint = "&" if "?" in gateway.url else "?"
    return HttpPost(f"{gateway.url}{joint}key={gateway.secret}" if gateway.secret else gateway.url, body)


def answer_of(status: int, body: bytes, gateway: Gateway) -> Answer:
    """`errcode` 0 is a yes."""
    return by_errcode(status, body, PASSING)


def by_errcode(status: int, body: bytes, passing: set[int]) -> Answer:
    """An answer with `errcode` and `errmsg`, as both robots give it; `passing` codes are tried again."""
    if not 200 <= status < 300:
        return by_status(status, body.decode("utf-8", "replace"))
    try:
        found = json.loads(body)
        code, said = int(found["errcode"]), found.get("errmsg", "")
    except (ValueError, KeyError, TypeError, AttributeError):
        return Answer(Outcome.REFUSED, short_of(status, body.decode("utf-8", "replace")))
    if code == 0:
        return Answer(Outcome.TAKEN, short_of(status, said))
    return Answer(Outcome.LATER if code in passing else Outcome.REFUSED, f"errcode {code} {said}"[:200])
