"""May this person do this to that? One question for every door."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.core.errors import Forbidden


def authorise(person: Any, permission: str, subject: Any = None) -> None:
    """Refuse with `Forbidden` unless `person` holds `permission` on `subject` (rules of the owning app)."""
    if not person.has_perm(permission, subject):
        raise Forbidden(_("Your office does not include this act. Ask your work committee if it should."))
