"""Slips with fresh one-time passwords for the people of an organisation, told once and kept nowhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.accounts.services import reset_password
from apps.audit.services import record
from apps.core.errors import Invalid
from apps.core.permissions import authorise
from apps.organisations.models import Node
from apps.organisations.selectors import holders

MOST_SLIPS = 200


@dataclass(frozen=True, slots=True)
class Slip:
    """What is handed over; the password stands here and on paper, and nowhere else."""

    person: User
    password: str

    @property
    def expires_at(self) -> datetime | None:
        return self.person.password_expires_at


@transaction.atomic
def print_slips(actor: Any, *, node: Node, people: Sequence[User]) -> list[Slip]:
    """Fresh one-time passwords for `people`, in their order; whatever they signed in with before ends at once.

    Refuses nobody, too many at once, and anybody whose password is not the actor's to give; then nothing changes.
    """
    authorise(actor, "organisations.give_passwords", node)
    if not people:
        raise Invalid(_("Tick at least one person."), details={"people": [""]})
    if len(people) > MOST_SLIPS:
        message = _("At most %(most)s slips at once. Print them unit by unit.") % {"most": MOST_SLIPS}
        raise Invalid(message, code="too-many-slips", details={"people": [str(len(people))]})
    here = set(holders(Node.objects.below(node.path)).values_list("pk", flat=True))
    if any(person.pk not in here for person in people):
        raise Invalid(_("Somebody among them holds no office here."), details={"people": [""]})
    slips = [Slip(person, reset_password(actor, person, node_path=node.path)) for person in people]
    record(actor, "slips.printed", node, node_path=node.path, after={"slips": len(slips)})
    return slips
