"""The comparison over REST."""

from django.http import Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core.asked import whole
from apps.evaluations.api import RUN, RunDoor
from apps.evaluations.models import Result
from apps.evaluations.selectors import results_for
from apps.reports.comparing import compared, first_of
from apps.reports.comparing_words import ComparisonWords
from apps.reports.present import Presenter
from apps.reports.serializers.comparing import ComparedBranchesSerializer, told

BRANCH = OpenApiParameter(
    "branch",
    OpenApiTypes.INT,
    many=True,
    description="Assessments, the one looked at first; two to five. One alone is joined by its neighbours; without "
    "any, the own branch is looked at, else the first.",
)


class Comparisons(RunDoor):
    """Branches side by side."""

    queryset = Result.objects.none()

    @extend_schema(parameters=[RUN, BRANCH], responses=ComparedBranchesSerializer)
    def get(self, request: Request, slug: str) -> Response:
        """Figures by section and criterion, the best of each, and what the first branch lacks to it.

        Branches that one may not see are left out; 404 where the first is among them.
        """
        asked = [pk for text in request.query_params.getlist("branch") if (pk := whole(text))]
        rows = results_for(request.user, self.campaign, self.run)
        asked = asked or first_of(request.user, self.campaign, rows)
        here = compared(request.user, self.run, self.rules, rows, asked)
        if here is None:
            raise Http404
        return self.answer(ComparedBranchesSerializer, told(here, ComparisonWords(here, Presenter.of(self.rules))))
