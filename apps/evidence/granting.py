"""Who sees proof without an office over it? Apps above say whom they grant which uses, while a grant stands."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet

GRANTS: list[Callable[[Any], QuerySet]] = []


def register(grant: Callable[[Any], QuerySet]) -> None:
    """`grant` gives the uses that a person without any office may see, and none where it grants nothing."""
    if grant not in GRANTS:
        GRANTS.append(grant)


def granted_to(person: Any) -> Q:
    """The uses that were granted to a person, as a filter on uses."""
    match = Q(pk__in=[])
    for grant in GRANTS:
        match |= Q(pk__in=grant(person).order_by().values("pk"))
    return match
