"""How lists of assessments and imports are narrowed over REST."""

from django.db.models import Q, QuerySet
from django_filters import ChoiceFilter
from django_filters.rest_framework import FilterSet

from apps.assessments.choices import ImportStatus
from apps.assessments.models import Assessment, Import
from apps.core.rest.filters import TextFilter, WholeFilter


class AssessmentFilter(FilterSet):
    """By campaign, unit, zone and type; by name, pinyin or initials."""

    campaign = TextFilter(field_name="campaign__slug")
    unit = WholeFilter(field_name="unit_id")
    zone = WholeFilter(field_name="zone_id")
    type = TextFilter(field_name="branch_type")
    q = TextFilter(method="search", label="Part of the name, its pinyin or initials.")

    class Meta:
        model = Assessment
        fields: list[str] = []

    def search(self, rows: QuerySet, _name: str, text: str) -> QuerySet:
        return rows.filter(Q(name__icontains=text) | Q(node__search_key__contains=text.lower()))


class ImportFilter(FilterSet):
    """By campaign and state."""

    campaign = TextFilter(field_name="campaign__slug")
    status = ChoiceFilter(choices=ImportStatus.choices)

    class Meta:
        model = Import
        fields: list[str] = []
