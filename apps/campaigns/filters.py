"""How the list of campaigns is narrowed over REST."""

from django_filters import ChoiceFilter
from django_filters.rest_framework import FilterSet

from apps.campaigns.choices import Status
from apps.campaigns.models import Campaign
from apps.core.rest.filters import WholeFilter


class CampaignFilter(FilterSet):
    """By year, state and scope."""

    year = WholeFilter()
    status = ChoiceFilter(choices=Status.choices)
    committee = WholeFilter(field_name="committee_id")

    class Meta:
        model = Campaign
        fields: list[str] = []
