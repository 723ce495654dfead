"""How the list of rulebook versions is narrowed over REST."""

from django_filters.rest_framework import FilterSet

from apps.core.rest.filters import TextFilter
from apps.criteria.models import RulebookVersion


class VersionFilter(FilterSet):
    """By rulebook."""

    slug = TextFilter(field_name="rulebook__slug")

    class Meta:
        model = RulebookVersion
        fields: list[str] = []
