"""What came of a campaign's targets, over REST."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.evaluations.api import RUN
from apps.reports.api.criteria import ComparingDoor
from apps.reports.serializers.targets import TargetsReachedSerializer
from apps.reports.targets.reached import reached_in


class TargetsReached(ComparingDoor):
    """Targets against results."""

    @extend_schema(parameters=[RUN], responses=TargetsReachedSerializer)
    def get(self, request: Request, slug: str) -> Response:
        """Staff's targets, else the rulebook's, and the committee's road's, in branches. For who compares."""
        self.run.campaign = self.campaign
        rows = reached_in(self.campaign, self.run, self.rules)
        return self.answer(TargetsReachedSerializer, {"run": self.run.pk, "targets": rows})
