"""May a mark be corrected after marking is over? The app that hears objections registers who knows when it is ready."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from apps.core.errors import Refused


@dataclass(frozen=True)
class Correction:
    """One mark as two people agreed to correct it: whose, on what ground, from and to (hundredths), and who."""

    objection: int
    assessment: int
    criterion: str
    before: int | None
    after: int
    actor: int
    second: int


Warrant = Callable[[Correction], bool]
_known: list[Warrant] = []


def register(warrant: Warrant) -> None:
    """`warrant(correction)` says whether an objection that was found right asks for exactly this."""
    _known.append(warrant)


def require(correction: Correction) -> None:
    """Refuse (409) what no objection asks for; holds for everybody, superusers too."""
    if not any(warrant(correction) for warrant in _known):
        message = _("A mark is corrected only by an objection that two people found right.")
        raise Refused(message, code="no-objection")
