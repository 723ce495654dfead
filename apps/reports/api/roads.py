"""What came of a road's years, over REST."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.campaigns.api.roads import RoadRows
from apps.reports.roads import road_years
from apps.reports.serializers.roads import RoadReachedSerializer


class RoadReached(RoadRows):
    """Targets against results."""

    @extend_schema(responses=RoadReachedSerializer)
    def get(self, request: Request, pk: int) -> Response:
        """Each year's targets against what its campaigns have reached, for campaigns whose branches one compares."""
        years = [
            {"year": seen.row.year, "campaign": campaign.slug, "reached": reached}
            for seen in road_years(self.road(), request.user)
            for campaign, reached in seen.campaigns
        ]
        return self.answer(RoadReachedSerializer, {"years": years})
