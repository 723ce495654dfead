"""What does a kind have to know before it sends? Asked for in order, kept while it is good."""

import json
from types import ModuleType

from django.core.cache import cache

from apps.workflow.gateway.letters import Answer, Gateway, Lookup, Outcome, Short
from apps.workflow.gateway.posting import NoAnswer, NotReached, post

PREFIX = "workflow:gateway:"


class Unknown(Exception):
    """It could not be learned; `answer` says whether that passes with time."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.said)
        self.answer = answer


def looked_up(kind: ModuleType, message: Short, gateway: Gateway) -> dict[str, str]:
    """Every value that the kind asks for, by name; raises `Unknown`. Nothing has been sent by then."""
    known: dict[str, str] = {}
    for lookup in getattr(kind, "LOOKUPS", ()):
        known[lookup.name] = value_of(lookup, kind, message, gateway, known)
    return known


def value_of(lookup: Lookup, kind: ModuleType, message: Short, gateway: Gateway, known: dict[str, str]) -> str:
    """One value: as it is kept, or asked for anew."""
    key = PREFIX + lookup.key_of(message, gateway) if lookup.key_of else ""
    if key and (kept := cache.get(key)):
        return kept
    try:
        status, body = post(lookup.request_of(message, gateway, known), gateway.seconds)
    except (NotReached, NoAnswer) as fault:
        raise Unknown(Answer(Outcome.LATER, str(fault))) from None
    answer = kind.answer_of(status, body, gateway)
    if answer.outcome != Outcome.TAKEN:
        raise Unknown(answer)
    value = str(json.loads(body).get(lookup.name, ""))
    if key:
        cache.set(key, value, lookup.seconds)
    return value


def forget(kind: ModuleType, message: Short, gateway: Gateway) -> None:
    """What is kept may be over: ask anew at the next try."""
    for lookup in getattr(kind, "LOOKUPS", ()):
        if lookup.key_of:
            cache.delete(PREFIX + lookup.key_of(message, gateway))
