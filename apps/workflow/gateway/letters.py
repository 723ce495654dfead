"""What goes to a gateway, and what it said; plain values."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

MOST_SAID = 200


class Outcome(StrEnum):
    """TAKEN: it is on its way. LATER: try again. REFUSED: trying again is no use. UNCLEAR: perhaps it went."""

    TAKEN = "taken"
    LATER = "later"
    REFUSED = "refused"
    UNCLEAR = "unclear"


@dataclass(frozen=True)
class Short:
    """A short message; `key` stays the same however often it is tried, and tells nothing about the person."""

    key: str
    mobile: str
    text: str


@dataclass(frozen=True)
class Gateway:
    """Where messages go, as the environment says it.

    `fields` is the JSON of an `sms` request with {mobile}, {text} and {key} inside its texts; `taken` names the field
    of the answer that says yes, as `code=0`. `seconds` is the longest wait, `per_minute` the most messages.
    """

    kind: str = ""
    url: str = ""
    secret: str = field(default="", repr=False)
    fields: str = '{"mobile": "{mobile}", "content": "{text}", "key": "{key}"}'
    taken: str = ""
    seconds: float = 10
    per_minute: int = 60


@dataclass(frozen=True)
class HttpPost:
    """A POST of JSON; a GET where there is no body."""

    url: str
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Lookup:
    """A value that a kind asks for before it sends: its name in the answer, how it is asked for, and where and for how
    many seconds it is kept, if at all."""

    name: str
    request_of: Callable[[Short, Gateway, dict[str, str]], HttpPost]
    key_of: Callable[[Short, Gateway], str] | None = None
    seconds: int = 0


@dataclass(frozen=True)
class Answer:
    """How it ended, and what the other side said."""

    outcome: Outcome
    said: str = ""


def short_of(status: int, said: object) -> str:
    """The HTTP status and the words beside it, cut to what a row keeps."""
    return f"{status} {said}".strip()[:MOST_SAID]


def by_status(status: int, said: object) -> Answer:
    """What an HTTP status means where nothing else is known: too many and the server's own faults pass with time."""
    if 200 <= status < 300:
        return Answer(Outcome.TAKEN, short_of(status, said))
    passes = status in {408, 425, 429} or status >= 500
    return Answer(Outcome.LATER if passes else Outcome.REFUSED, short_of(status, said))
