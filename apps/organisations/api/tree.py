"""The tree over REST: organisations and zones."""

from django.db import transaction
from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core.doors import seen
from apps.core.rest.doors import Door, ListDoor
from apps.core.rest.fields import ReasonSerializer
from apps.organisations.filters import NodeFilter, ZoneFilter
from apps.organisations.models import Node, NodeQuerySet, Zone, ZoneQuerySet
from apps.organisations.serializers import (
    NewNodeSerializer,
    NewZoneSerializer,
    NodeChangeSerializer,
    NodeSerializer,
    ZoneSerializer,
)
from apps.organisations.services import (
    close_node,
    create_node,
    create_zone,
    place_in_zone,
    rename_node,
    resequence_node,
)


class NodeRows(Door):
    serializer_class = NodeSerializer

    def get_queryset(self) -> NodeQuerySet:
        return Node.objects.visible_to(self.request.user).select_related("zone", "parent")

    def node(self) -> Node:
        """The node that the address names; 404 for unknown and invisible alike."""
        return seen(self.get_queryset(), pk=self.kwargs["pk"])


class NodeList(NodeRows, ListDoor):
    """Organisations of one's own subtree, in the official order."""

    filterset_class = NodeFilter
    page_keys = ("order_path", "pk")

    @extend_schema(request=NewNodeSerializer, responses={201: NodeSerializer})
    def post(self, request: Request) -> Response:
        """Make an organisation below one that is seen."""
        node = create_node(request.user, **self.given(NewNodeSerializer))
        return self.made(NodeSerializer, node, reverse("api:node", args=[node.pk]))


class NodeDetail(NodeRows):
    """One organisation."""

    def get(self, request: Request, pk: int) -> Response:
        """One organisation of one's own subtree."""
        return self.answer(NodeSerializer, self.node())

    @extend_schema(request=NodeChangeSerializer)
    def patch(self, request: Request, pk: int) -> Response:
        """Rename it, give it another number in the official order, place it in a zone; all of it or nothing."""
        node, given = self.node(), self.given(NodeChangeSerializer)
        with transaction.atomic():
            if "name" in given:
                rename_node(request.user, node=node, name=given["name"])
            if "sequence" in given:
                resequence_node(request.user, node=node, sequence=given["sequence"])
            if "zone" in given:
                place_in_zone(request.user, node=node, zone=given["zone"])
        return self.answer(NodeSerializer, self.node())


class NodeClose(NodeRows):
    """The end of an organisation."""

    @extend_schema(request=ReasonSerializer, responses=NodeSerializer)
    def post(self, request: Request, pk: int) -> Response:
        """Close an organisation that has nothing standing below it; its history stays."""
        node = self.node()
        close_node(request.user, node=node, **self.given(ReasonSerializer))
        return self.answer(NodeSerializer, node)


class ZoneRows(Door):
    serializer_class = ZoneSerializer

    def get_queryset(self) -> ZoneQuerySet:
        return Zone.objects.visible_to(self.request.user)


class ZoneList(ZoneRows, ListDoor):
    """Zones of the committees that one sees, and those that one's organisations belong to."""

    filterset_class = ZoneFilter
    page_keys = ("committee_id", "sequence", "pk")

    @extend_schema(request=NewZoneSerializer, responses={201: ZoneSerializer})
    def post(self, request: Request) -> Response:
        """Make a zone at the end of the committee's list."""
        zone = create_zone(request.user, **self.given(NewZoneSerializer))
        return self.made(ZoneSerializer, zone, reverse("api:zone", args=[zone.pk]))


class ZoneDetail(ZoneRows):
    """One zone."""

    def get(self, request: Request, pk: int) -> Response:
        """One zone that is seen."""
        return self.answer(ZoneSerializer, seen(self.get_queryset(), pk=pk))
