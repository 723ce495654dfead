"""How does a ballot look inside its seal? One byte a question, and all ballots equally long."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from apps.ballots.models import Poll
from apps.core.errors import Invalid

LENGTH = 64
NOTHING = 255


def packed(poll: Poll, answers: Mapping[str, str]) -> bytes:
    """The places of the chosen options in the order of the questions. Every question takes one of the options."""
    places = {option["code"]: place for place, option in enumerate(poll.options)}
    codes = [question["code"] for question in poll.questions]
    faults = {code: [_("Choose one of the answers.")] for code in codes if answers.get(code) not in places}
    faults |= {code: [_("No such question.")] for code in answers if code not in codes}
    if faults:
        raise Invalid(_("Answer every question; abstaining is an answer too."), code="unanswered", details=faults)
    return bytes(places[answers[code]] for code in codes).ljust(LENGTH, bytes([NOTHING]))


def unpacked(poll: Poll, text: bytes) -> dict[str, str]:
    """Question code → option code; IndexError where the ballot does not fit the questions."""
    options = [option["code"] for option in poll.options]
    return {question["code"]: options[text[place]] for place, question in enumerate(poll.questions)}
