"""The count and its results over REST."""

from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.assessments.models import Assessment
from apps.ballots.api.doors import BallotDoor
from apps.ballots.results import medians_of, require_counted, results_of, results_of_all
from apps.ballots.serializers import CountJobSerializer, ResultsSerializer
from apps.ballots.services.counting import request_count
from apps.core.doors import seen


class BallotCount(BallotDoor):
    """Count the votes."""

    @extend_schema(request=None, responses={202: CountJobSerializer})
    def post(self, request: Request, slug: str) -> Response:
        """Announce the count; 409 while votes are cast or piles of paper wait."""
        job = request_count(request.user, self.poll)
        return self.accepted(CountJobSerializer, job, reverse("api:job", args=[job.pk]))


class BallotResults(BallotDoor):
    """Results of the branches that one sees, together."""

    errors = {"GET": {409}}

    @extend_schema(responses=ResultsSerializer, operation_id="ballot_results_list")
    def get(self, request: Request, slug: str) -> Response:
        """By layer; 409 before the count. Few votes are never shown."""
        layers = results_of_all(self.poll, request.user)
        return self.answer(ResultsSerializer, {"layers": layers, "medians": medians_of(self.poll)})


class BranchResults(BallotDoor):
    """Results of one branch."""

    errors = {"GET": {409}}

    @extend_schema(responses=ResultsSerializer)
    def get(self, request: Request, slug: str, pk: int) -> Response:
        """By layer, beside the campaign's medians; 409 before the count. `pk` is the assessment."""
        assessment = seen(Assessment.objects.visible_to(request.user).of(self.campaign), pk=pk)
        require_counted(self.poll)
        found = {"layers": results_of(assessment), "medians": medians_of(self.poll)}
        return self.answer(ResultsSerializer, found)
