"""How notes and messages are narrowed over REST."""

from django_filters.rest_framework import FilterSet

from apps.core.rest.filters import YesNoFilter
from apps.workflow.models import Delivery, Note


class NoteFilter(FilterSet):
    """By whether they are done."""

    done = YesNoFilter(field_name="done_at", lookup_expr="isnull", exclude=True)

    class Meta:
        model = Note
        fields: list[str] = []


class DeliveryFilter(FilterSet):
    """By state, way and kind."""

    class Meta:
        model = Delivery
        fields = ["status", "way", "kind"]
