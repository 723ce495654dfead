"""A unit or a zone over REST: levels, means, criteria, years."""

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.evaluations.api import RUN, RunDoor
from apps.evaluations.models import Result
from apps.organisations.models import Node, Zone
from apps.reports.dashboard.frame import Frame
from apps.reports.group_sight import GroupSight
from apps.reports.present import Presenter
from apps.reports.serializers.groups import GroupSightSerializer, told


class GroupDoor(RunDoor):
    """One group of a campaign's branches; 404 for one that is unknown, empty or not to be seen whole."""

    queryset = Result.objects.none()

    def told(self, group: Node | Zone | None) -> Response:
        if group is None:
            raise Http404
        sight = GroupSight(Frame(self.campaign, self.run, Presenter.of(self.rules), self.request.user), group)
        if not sight.is_seen_in(self.campaign) or not sight.branches:
            raise Http404
        return self.answer(GroupSightSerializer, told(sight))


class UnitSight(GroupDoor):
    """One unit."""

    @extend_schema(parameters=[RUN], responses=GroupSightSerializer)
    def get(self, request: Request, slug: str, pk: int) -> Response:
        """Levels of a unit's branches, their mean, how each criterion stands, and the years before."""
        return self.told(Node.objects.below(self.campaign.committee.path).filter(pk=pk).first())


class ZoneSight(GroupDoor):
    """One zone."""

    @extend_schema(parameters=[RUN], responses=GroupSightSerializer)
    def get(self, request: Request, slug: str, pk: int) -> Response:
        """Levels of a zone's branches, their mean, how each criterion stands, and the years before."""
        return self.told(Zone.objects.filter(committee=self.campaign.committee_id, pk=pk).first())
