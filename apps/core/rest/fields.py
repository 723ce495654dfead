"""Fields that several apps share: a row named in a body, among those that the person may see."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers


class SeenField(serializers.PrimaryKeyRelatedField):
    """A row by its id; unknown and invisible rows are refused alike. `rows(person)` gives those that may be named."""

    def __init__(self, rows: Callable[[Any], QuerySet], **options: Any) -> None:
        self.rows = rows
        super().__init__(pk_field=serializers.IntegerField(), **options)

    def get_queryset(self) -> QuerySet:
        return self.rows(self.context["request"].user)


class NamedSerializer(serializers.Serializer):
    """A row of another kind, by id and name."""

    id = serializers.IntegerField(source="pk")
    name = serializers.CharField()


class ReasonSerializer(serializers.Serializer):
    """Why it is done, for the record."""

    reason = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")


@extend_schema_field(OpenApiTypes.STR)
class SeenSlugField(serializers.SlugRelatedField):
    """The same by the row's slug."""

    def __init__(self, rows: Callable[[Any], QuerySet], **options: Any) -> None:
        self.rows = rows
        super().__init__(slug_field="slug", **options)

    def get_queryset(self) -> QuerySet:
        return self.rows(self.context["request"].user)
