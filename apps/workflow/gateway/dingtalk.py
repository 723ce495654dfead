"""钉钉: a group's robot names the person by mobile number; each request is signed with the robot's secret."""

import base64
import hashlib
import hmac
import json
from datetime import datetime
from urllib.parse import quote_plus

from apps.workflow.gateway.letters import Answer, Gateway, HttpPost, Short
from apps.workflow.gateway.wecom import by_errcode

IS_REPEATABLE = IS_PRIVATE = False
# Busy, and more messages than a robot may send in a minute.
PASSING = {-1, 130101, 410100}


def request_of(message: Short, gateway: Gateway, now: datetime, known: dict[str, str]) -> HttpPost:
    """A text that names one person, its address signed over the moment in milliseconds."""
    moment = str(int(now.timestamp() * 1000))
    signed = hmac.new(gateway.secret.encode(), f"{moment}\n{gateway.secret}".encode(), hashlib.sha256).digest()
    joint = "&" if "?" in gateway.url else "?"
    url = f"{gateway.url}{joint}timestamp={moment}&sign={quote_plus(base64.b64encode(signed))}"
    content = {"content": f"@{message.mobile} {message.text}"}
    found = {"msgtype": "text", "text": content, "at": {"atMobiles": [message.mobile], "isAtAll": False}}
    return HttpPost(url, json.dumps(found, ensure_ascii=False).encode())


def answer_of(status: int, body: bytes, gateway: Gateway) -> Answer:
    """`errcode` 0 is a yes."""
    return by_errcode(status, body, PASSING)
