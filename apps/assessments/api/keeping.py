"""How long proof is kept, over REST: years by kind, what is due, and its deletion."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.assessments.keeping import listed, years_of
from apps.assessments.serializers.keeping import (
    DeletedSerializer,
    DeleteSerializer,
    KeepingSerializer,
    KeptYearsSerializer,
)
from apps.assessments.services.keeping import delete_due, set_keeping_times
from apps.core.doors import seen
from apps.core.permissions import authorise
from apps.core.rest.doors import Door
from apps.organisations.models import Node

SHOWN = 200


class Keeping(Door):
    """Below one committee, for who conducts its campaigns."""

    queryset = Node.objects.none()

    def committee(self) -> Node:
        committee = seen(Node.objects.visible_to(self.request.user), pk=self.kwargs["pk"])
        authorise(self.request.user, "assessments.keep_proof", committee)
        return committee


class KeepingTimes(Keeping):
    """Years by kind of file, and what is due."""

    def state(self, committee: Node) -> Response:
        rows = listed(self.request.user, committee)
        body = {"years": years_of(committee), "due": rows[:SHOWN], "total": rows.count()}
        return self.answer(KeepingSerializer, body)

    @extend_schema(responses=KeepingSerializer)
    def get(self, request: Request, pk: int) -> Response:
        """How long each kind is kept, and what was found due last night."""
        return self.state(self.committee())

    @extend_schema(request=KeptYearsSerializer, responses=KeepingSerializer)
    def put(self, request: Request, pk: int) -> Response:
        """Set the years; the list is made anew each night."""
        committee = self.committee()
        set_keeping_times(request.user, committee, self.given(KeptYearsSerializer))
        return self.state(committee)


class KeepingDelete(Keeping):
    """What is due goes."""

    @extend_schema(request=DeleteSerializer, responses=DeletedSerializer)
    def post(self, request: Request, pk: int) -> Response:
        """Delete pieces that are due, for good; all of them or none."""
        committee, given = self.committee(), self.given(DeleteSerializer)
        deleted = delete_due(request.user, committee, given["evidence"], given["reason"])
        return self.answer(DeletedSerializer, {"deleted": deleted})
