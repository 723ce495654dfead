"""企业微信 app: a message to one person alone, found by mobile number; a token first, that is kept while it is good.

The secret is the app's; `fields` is the JSON {"corpid": …, "agentid": …}; the address is that of the service alone.
"""

import hashlib
import json
from datetime import datetime
from urllib.parse import urlencode

from apps.workflow.gateway.letters import Answer, Gateway, HttpPost, Lookup, Short
from apps.workflow.gateway.wecom import PASSING, by_errcode

IS_REPEATABLE, IS_PRIVATE = False, True
TOKEN_SECONDS = 6600
# The token is no good any more: a new one is asked for at the next try.
STALE = {40001, 40014, 42001}


def token_request(message: Short, gateway: Gateway, known: dict[str, str]) -> HttpPost:
    asked = urlencode({"corpid": json.loads(gateway.fields)["corpid"], "corpsecret": gateway.secret})
    return HttpPost(f"{gateway.url}/cgi-bin/gettoken?{asked}")


def token_key(message: Short, gateway: Gateway) -> str:
    """Under what the token is kept; tells nothing of the secret."""
    return hashlib.sha256(f"{gateway.url} {gateway.fields} {gateway.secret}".encode()).hexdigest()


def user_request(message: Short, gateway: Gateway, known: dict[str, str]) -> HttpPost:
    url = f"{gateway.url}/cgi-bin/user/getuserid?access_token={known['access_token']}"
    return HttpPost(url, json.dumps({"mobile": message.mobile}).encode())


# What is asked for before a message goes, in order.
LOOKUPS = (
    Lookup("access_token", token_request, token_key, TOKEN_SECONDS),
    Lookup("userid", user_request),
)


def request_of(message: Short, gateway: Gateway, now: datetime, known: dict[str, str]) -> HttpPost:
    """A text to one person; the service drops what is sent twice within four hours."""
    found = {
        "touser": known["userid"],
        "msgtype": "text",
        "agentid": json.loads(gateway.fields)["agentid"],
        "text": {"content": message.text},
        "enable_duplicate_check": 1,
        "duplicate_check_interval": 14400,
    }
    url = f"{gateway.url}/cgi-bin/message/send?access_token={known['access_token']}"
    return HttpPost(url, json.dumps(found, ensure_ascii=False).encode())


def answer_of(status: int, body: bytes, gateway: Gateway) -> Answer:
    """`errcode` 0 is a yes; a token that is over passes with time."""
    return by_errcode(status, body, PASSING | STALE)
