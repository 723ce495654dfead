"""Filters that several apps share."""

from django import forms
from django_filters import Filter
from django_filters.rest_framework import CharFilter
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field


@extend_schema_field(OpenApiTypes.INT)
class WholeFilter(Filter):
    """A whole number, such as an id; one that names nothing leaves nothing."""

    field_class = forms.IntegerField

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, min_value=0, max_value=2**31 - 1, **kwargs)


class TextFilter(CharFilter):
    """A word or a part of a name."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, max_length=100, **kwargs)


@extend_schema_field(OpenApiTypes.BOOL)
class YesNoFilter(Filter):
    """`true` or `false`; any other word is refused rather than taken for neither."""

    field_class = forms.TypedChoiceField

    def __init__(self, *args, **kwargs) -> None:
        choices = [("true", "true"), ("false", "false")]
        super().__init__(*args, choices=choices, coerce=lambda word: word == "true", empty_value=None, **kwargs)
