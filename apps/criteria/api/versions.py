"""Rulebooks over REST: published versions, to read."""

from functools import cached_property
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core.doors import seen
from apps.core.rest.doors import Door, ListDoor
from apps.criteria.filters import VersionFilter
from apps.criteria.models import RulebookVersion, VersionQuerySet
from apps.criteria.selectors import rulebook_of
from apps.criteria.serializers import VersionDetailSerializer, VersionSerializer


class VersionRows(Door):
    serializer_class = VersionSerializer

    def get_queryset(self) -> VersionQuerySet:
        return RulebookVersion.objects.visible_to(self.request.user).select_related("rulebook")


class VersionList(VersionRows, ListDoor):
    """Published rulebook versions, in the order of publishing. Everybody who may sign in reads them."""

    filterset_class = VersionFilter


class VersionDetail(VersionRows):
    """One version."""

    @extend_schema(responses=VersionDetailSerializer)
    def get(self, request: Request, pk: int) -> Response:
        """One version: its text as published, and the rules that the engine reads in it."""
        self.version.rules = rulebook_of(self.version)
        return self.answer(VersionDetailSerializer, self.version)

    @cached_property
    def version(self) -> RulebookVersion:
        """The version that the address names."""
        return seen(self.get_queryset(), pk=self.kwargs["pk"])

    def get_serializer_context(self) -> dict[str, Any]:
        rules = None if getattr(self, "swagger_fake_view", False) else rulebook_of(self.version)
        return super().get_serializer_context() | {"rules": rules}
