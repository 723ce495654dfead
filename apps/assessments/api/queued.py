"""A phone on a day of visits over REST: what it takes along, and what it kept until it had a network."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from apps.assessments.along import along
from apps.assessments.api.stops import StopRows
from apps.assessments.api.visits import VisitRows
from apps.assessments.choices import QueuedKind
from apps.assessments.serializers.queued import AlongSerializer, QueuedActSerializer, QueuedSerializer
from apps.assessments.services.queued import Queued, accept
from apps.core.asked import whole
from apps.core.errors import Refused
from apps.core.rest.doors import NO_STORE

FRAME = ("kind", "key", "at", "sent_at")


class VisitAlong(VisitRows):
    """What a day needs where no network is."""

    @extend_schema(responses=AlongSerializer)
    def get(self, request: Request, pk: int) -> Response:
        """Addresses of pages and small pictures, for members of the team."""
        return self.answer(AlongSerializer, along(request.user, self.visit), headers=NO_STORE)


class StopQueue(StopRows):
    """Acts at a stop that a phone kept."""

    def get_parsers(self) -> list[Any]:
        return [*super().get_parsers(), MultiPartParser()]

    @extend_schema(
        request={"application/json": QueuedSerializer, "multipart/form-data": QueuedSerializer},
        responses=QueuedActSerializer,
    )
    def post(self, request: Request, pk: int) -> Response:
        """Do one act, once; 409 with both values where another wrote meanwhile, or with why it comes too late."""
        stop, given = self.stop, self.given(QueuedSerializer)
        if given.pop("person") not in (None, request.user.pk):
            raise Refused(_("Somebody else is signed in here now."), code="other-person")
        frame = {name: given.pop(name) for name in FRAME}
        if frame["kind"] == QueuedKind.CHECK:
            given["mark"] = self.mark_of(stop, given["criterion"], given["mark"])
        given["answers"] = {whole(key) or 0: text for key, text in given["answers"].items()}
        return self.answer(QueuedActSerializer, accept(request.user, stop, Queued(given=given, **frame)))
