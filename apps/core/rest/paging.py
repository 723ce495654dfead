"""Pages by key over REST: `after` names the last row seen, so that page 500 costs what page 1 costs."""

import base64
import json
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError as FieldError
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

USUAL = 50
MOST = 200
LONGEST = 500


class KeyPagination(BasePagination):
    """`{"results": […], "next": address or null}`, ordered by the view's `page_keys` (a leading minus: downwards)."""

    def paginate_queryset(self, queryset: QuerySet, request: Request, view: Any = None) -> list[Any]:
        """At most `size` rows after the key in `after`."""
        self.request, self.keys = request, view.page_keys
        size = size_of(request)
        if text := request.query_params.get("after"):
            queryset = queryset.filter(beyond(self.keys, key_of(text, self.keys, queryset.model)))
        rows = list(queryset.order_by(*self.keys)[: size + 1])
        self.last = rows[size - 1] if len(rows) > size else None
        return rows[:size]

    def get_paginated_response(self, data: Any) -> Response:
        return Response({"results": data, "next": self.next_url()})

    def next_url(self) -> str | None:
        if self.last is None:
            return None
        return replace_query_param(self.request.build_absolute_uri(), "after", text_of(self.last, self.keys))

    def get_paginated_response_schema(self, schema: dict) -> dict:
        """The page's shape for the schema."""
        words = "The next page; null on the last."
        address = {"type": "string", "format": "uri", "nullable": True, "description": words}
        properties = {"results": schema, "next": address}
        return {"type": "object", "required": ["results", "next"], "properties": properties}

    def get_schema_operation_parameters(self, view: Any) -> list[dict]:
        """`after` and `size` for the schema."""
        after = {"type": "string", "maxLength": LONGEST}
        size = {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL}
        return [
            {"name": "after", "in": "query", "schema": after, "description": "As given in `next`; nothing else."},
            {"name": "size", "in": "query", "schema": size, "description": "How many rows a page."},
        ]


def size_of(request: Request) -> int:
    """Rows a page, as asked for; 422 for anything but 1 to 200."""
    text = request.query_params.get("size", str(USUAL))
    if not text.isdecimal() or len(text) > 3 or not 1 <= int(text) <= MOST:
        raise ValidationError({"size": [_("A whole number from 1 to %(most)s.") % {"most": MOST}]})
    return int(text)


def text_of(row: Model, keys: Sequence[str]) -> str:
    """A row's key as text for an address."""
    values = [follow(row, key.removeprefix("-")) for key in keys]
    return base64.urlsafe_b64encode(json.dumps(values, ensure_ascii=False).encode()).decode().rstrip("=")


def key_of(text: str, keys: Sequence[str], model: type[Model]) -> list[Any]:
    """The key that `text_of` wrote; 422 for every other text."""
    try:
        values = json.loads(base64.urlsafe_b64decode(text[:LONGEST] + "=" * (-len(text) % 4)))
        if not isinstance(values, list) or len(values) != len(keys) or not all(map(is_plain, values)):
            raise ValueError(text)
        return [column(model, key).to_python(value) for key, value in zip(keys, values, strict=True)]
    except (ValueError, RecursionError, FieldError) as error:
        raise ValidationError({"after": [_("Take the address in “next” as it is.")]}) from error


def is_plain(value: Any) -> bool:
    """Whether a part of a key is text without NUL or a whole number that every database takes."""
    if isinstance(value, str):
        return value.isprintable()
    return type(value) is int and abs(value) < 2**63


def follow(row: Any, name: str) -> Any:
    """The value of a column, on the row or on one that it points to."""
    for part in name.split("__"):
        row = getattr(row, part)
    return row


def column(model: type[Model], key: str) -> Any:
    """The column behind a key, on the model or on one that it points to."""
    *steps, name = key.removeprefix("-").split("__")
    for step in steps:
        model = model._meta.get_field(step).related_model
    return model._meta.pk if name == "pk" else model._meta.get_field(name)


def beyond(keys: Sequence[str], values: Sequence[Any]) -> Q:
    """Rows after `values` in the order of `keys`."""
    match, equal = Q(), Q()
    for key, value in zip(keys, values, strict=True):
        name, way = key.removeprefix("-"), "lt" if key.startswith("-") else "gt"
        step = equal & Q(**{f"{name}__{way}": value})
        match = match | step if match else step
        equal &= Q(**{name: value})
    return match
