"""What stands in the way of a step of the lifecycle? Higher apps register who knows when they are ready."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from apps.core.errors import Refused

Gate = Callable[[Any], list[str]]

_gates: dict[str, Gate] = {}


def register(act: str, gate: Gate) -> None:
    """`gate(campaign)` gives, in the reader's words, what has to be done before `act`."""
    _gates[act] = gate


def what_stops(act: str, campaign: Any) -> list[str]:
    """Everything that has to be done before `act`; nothing where nobody registered a gate."""
    gate = _gates.get(act)
    return gate(campaign) if gate else []


def refuse_while_left(act: str, campaign: Any) -> None:
    """Refuse (409, `details.blockers`) while anything has to be done before `act`."""
    left = what_stops(act, campaign)
    if left:
        message = _("Not yet: %(things)s. Do it first.") % {"things": _("; ").join(left)}
        raise Refused(message, code="blocked", details={"blockers": left})
