"""How does a short message leave the house? By one gateway over HTTP; the environment says which kind, and where.

A kind is a module with two pure functions, `request_of(message, gateway, now, known)` and `answer_of(status, body,
gateway)`; LOOKUPS, where it has them, name what it must know first.
IS_REPEATABLE says whether the same message sent twice arrives once, IS_PRIVATE whether one person alone reads it. To
add a kind, write one and name it in KINDS.
"""

from django.conf import settings
from django.utils import timezone

from apps.workflow.gateway import dingtalk, sms, wecom, wecom_app
from apps.workflow.gateway.letters import Answer, Gateway, Outcome, Short
from apps.workflow.gateway.looking_up import Unknown, forget, looked_up
from apps.workflow.gateway.posting import NoAnswer, NotReached, post

__all__ = ["Answer", "Outcome", "Short", "is_on", "is_private", "is_repeatable", "send_short"]
KINDS = {"sms": sms, "wecom": wecom, "wecom-app": wecom_app, "dingtalk": dingtalk}


def is_on() -> bool:
    """Whether the environment names a gateway."""
    return settings.GATEWAY.kind in KINDS and bool(settings.GATEWAY.url)


def is_repeatable() -> bool:
    """Whether the gateway knows a message by its key: sent again, it has one effect."""
    return KINDS[settings.GATEWAY.kind].IS_REPEATABLE


def is_private() -> bool:
    """Whether a message reaches one person alone; what a robot says is read by its whole group."""
    return is_on() and KINDS[settings.GATEWAY.kind].IS_PRIVATE


def send_short(message: Short) -> Answer:
    """Hand one message to the gateway and read its answer; never raises for what the network does."""
    gateway: Gateway = settings.GATEWAY
    kind = KINDS[gateway.kind]
    try:
        known = looked_up(kind, message, gateway)
        status, body = post(kind.request_of(message, gateway, timezone.now(), known), gateway.seconds)
    except Unknown as fault:
        answer = fault.answer
    except NotReached as fault:
        answer = Answer(Outcome.LATER, str(fault))
    except NoAnswer as fault:
        answer = Answer(Outcome.LATER if kind.IS_REPEATABLE else Outcome.UNCLEAR, str(fault))
    else:
        answer = kind.answer_of(status, body, gateway)
    if answer.outcome != Outcome.TAKEN:
        forget(kind, message, gateway)
    return answer
