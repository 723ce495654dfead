"""Self against superior over REST."""

from django.http import Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.evaluations.api import RUN, RunDoor
from apps.evaluations.models import Result
from apps.evaluations.self_gaps import has_self_party
from apps.reports.gaps import OVER, UNDER, Asked, GapView
from apps.reports.serializers.gaps import GapsSerializer, told

ASKED = [
    OpenApiParameter("unit", OpenApiTypes.INT, description="The id of a unit."),
    OpenApiParameter("zone", OpenApiTypes.INT, description="The id of a zone."),
    OpenApiParameter("side", OpenApiTypes.STR, enum=[OVER, UNDER], description="Only those far above, or far below."),
    OpenApiParameter("line", OpenApiTypes.INT, description="Whole points from which on a branch lies far."),
]


class SelfGaps(RunDoor):
    """Whose self-assessment lies far above or below the superior's."""

    queryset = Result.objects.none()

    @extend_schema(parameters=[RUN, *ASKED], responses=GapsSerializer)
    def get(self, request: Request, slug: str) -> Response:
        """Gaps of the branches that one may see, farthest first, with the medians of units, sections and criteria.

        Who answers for a branch sees that branch alone, beside the medians. 404 where nothing can be compared.
        """
        if not has_self_party(self.rules):
            raise Http404
        view = GapView(request.user, self.campaign, self.run, Asked.of(request.query_params))
        if not view.in_sight:
            raise Http404
        return self.answer(GapsSerializer, told(view))
