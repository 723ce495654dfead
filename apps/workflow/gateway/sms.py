"""A text message: one JSON POST by a template of fields, signed with the shared secret.

The signature is HMAC-SHA256 over the moment, a line break and the body, in hex. `Idempotency-Key` names the message:
a gateway that sees it twice sends once.
"""

import hashlib
import hmac
import json
import re
from datetime import datetime
from typing import Any

from apps.workflow.gateway.letters import Answer, Gateway, HttpPost, Outcome, Short, by_status, short_of

IS_REPEATABLE = IS_PRIVATE = True
PLACES = re.compile(r"\{(?:mobile|text|key)\}")


def request_of(message: Short, gateway: Gateway, now: datetime, known: dict[str, str]) -> HttpPost:
    """The request; the fields' template is filled in wherever a text holds {mobile}, {text} or {key}."""
    words = {"{mobile}": message.mobile, "{text}": message.text, "{key}": message.key}
    body = json.dumps(filled(json.loads(gateway.fields), words), ensure_ascii=False).encode()
    moment = str(int(now.timestamp()))
    signed = hmac.new(gateway.secret.encode(), f"{moment}\n".encode() + body, hashlib.sha256).hexdigest()
    return HttpPost(gateway.url, body, {"X-Timestamp": moment, "X-Signature": signed, "Idempotency-Key": message.key})


def filled(value: Any, words: dict[str, str]) -> Any:
    """The template with its words; everything that is no text stays as it is."""
    if isinstance(value, dict):
        return {name: filled(held, words) for name, held in value.items()}
    if isinstance(value, list):
        return [filled(held, words) for held in value]
    if not isinstance(value, str):
        return value
    return PLACES.sub(lambda found: words[found.group()], value)


def answer_of(status: int, body: bytes, gateway: Gateway) -> Answer:
    """2xx is a yes, unless the answer has a field that says otherwise (`taken`, as `code=0`)."""
    said = body.decode("utf-8", "replace")
    if not (200 <= status < 300 and gateway.taken):
        return by_status(status, said)
    name, _equals, wanted = gateway.taken.partition("=")
    try:
        found = json.loads(said)[name]
    except (ValueError, KeyError, TypeError):
        return Answer(Outcome.REFUSED, short_of(status, said))
    return Answer(Outcome.TAKEN if str(found) == wanted else Outcome.REFUSED, short_of(status, said))
