"""What every page of a draft begins with: the draft itself, for those who may write it."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest

from apps.core.asked import whole
from apps.core.doors import seen
from apps.criteria.models import Draft, RulebookVersion


class OwnDraft:
    """The draft that the address names; 404 for unknown and invisible alike."""

    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def draft(self) -> Draft:
        rows = Draft.objects.visible_to(self.request.user).select_related("committee", "based_on__rulebook")
        return seen(rows, pk=self.kwargs["pk"])


class OwnVersion:
    """The published version that the address names."""

    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def version(self) -> RulebookVersion:
        rows = RulebookVersion.objects.visible_to(self.request.user).select_related("rulebook", "based_on__rulebook")
        return seen(rows, pk=self.kwargs["pk"])


def seen_revision(request: HttpRequest) -> int:
    """The revision that the form was made from; 0, which no draft has, for nonsense."""
    return whole(request.POST.get("revision")) or 0
