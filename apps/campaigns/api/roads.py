"""Roads over several years over REST."""

from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.campaigns import services
from apps.campaigns.models import Road, RoadQuerySet
from apps.campaigns.serializers.roads import NewRoadSerializer, RoadChangeSerializer, RoadSerializer
from apps.core.doors import seen
from apps.core.rest.doors import Door, ListDoor


class RoadRows(Door):
    serializer_class = RoadSerializer

    def get_queryset(self) -> RoadQuerySet:
        return Road.objects.visible_to(self.request.user).select_related("committee").prefetch_related("years")

    def road(self) -> Road:
        """The road that the address names; 404 for unknown and invisible alike."""
        return seen(self.get_queryset(), pk=self.kwargs["pk"])


class RoadList(RoadRows, ListDoor):
    """Plans of the committees that one sees or stands below, newest first."""

    page_keys = ("-pk",)

    @extend_schema(request=NewRoadSerializer, responses={201: RoadSerializer})
    def post(self, request: Request) -> Response:
        """Plan a road for a committee that one's office covers."""
        road = services.create_road(request.user, **self.given(NewRoadSerializer))
        return self.made(RoadSerializer, road, reverse("api:road", args=[road.pk]))


class RoadDetail(RoadRows):
    """One road."""

    def get(self, request: Request, pk: int) -> Response:
        """One road with its years and targets."""
        return self.answer(RoadSerializer, self.road())

    @extend_schema(request=RoadChangeSerializer)
    def put(self, request: Request, pk: int) -> Response:
        """Other words, years and targets; the years given replace all that stand."""
        services.change_road(request.user, self.road(), **self.given(RoadChangeSerializer))
        return self.answer(RoadSerializer, self.road())
