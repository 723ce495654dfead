"""Reminders over REST: how one is reminded, what a committee sets, messages, and reminding now."""

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from apps.campaigns.models import Campaign
from apps.core.doors import seen
from apps.core.permissions import authorise
from apps.core.rest.doors import Door, ListDoor
from apps.organisations.models import Node
from apps.workflow import services
from apps.workflow.filters import DeliveryFilter
from apps.workflow.models import Delivery, DeliveryQuerySet, Preference, Reminding
from apps.workflow.reminding.passing import setting_of
from apps.workflow.reminding.wishes import preferences_of
from apps.workflow.serializers.reminding import (
    AgainSerializer,
    DeliverySerializer,
    PreferenceSerializer,
    RemindedSerializer,
    RemindingSerializer,
)
from apps.workflow.services.remind_now import TOPICS

TOPIC = OpenApiParameter("topic", str, OpenApiParameter.PATH, enum=list(TOPICS), description="What people owe.")


class OwnReminders(Door):
    """How one is reminded."""

    queryset = Preference.objects.none()

    @extend_schema(responses=PreferenceSerializer)
    def get(self, request: Request) -> Response:
        """One's own choice, or what usually holds. Never anybody else's."""
        return self.answer(PreferenceSerializer, preferences_of([request.user.pk])(request.user.pk))

    @extend_schema(request=PreferenceSerializer, responses=PreferenceSerializer)
    def put(self, request: Request) -> Response:
        """Choose anew: what is not named takes what usually holds."""
        fresh = Preference()
        given = {"quiet_from": fresh.quiet_from, "quiet_until": fresh.quiet_until} | self.given(PreferenceSerializer)
        return self.answer(PreferenceSerializer, services.choose_reminders(request.user, **given))


class CommitteeReminding(Door):
    """What a committee sets."""

    queryset = Reminding.objects.none()

    def committee(self, pk: int) -> Node:
        """A committee with campaigns that one conducts."""
        rows = Node.objects.visible_to(self.request.user).filter(pk__in=Campaign.objects.values("committee"))
        committee = seen(rows, pk=pk)
        authorise(self.request.user, "workflow.change_reminding", committee)
        return committee

    @extend_schema(responses=RemindingSerializer)
    def get(self, request: Request, pk: int) -> Response:
        """When and how often people are reminded. For who conducts its campaigns."""
        return self.answer(RemindingSerializer, setting_of(self.committee(pk)))

    @extend_schema(request=RemindingSerializer(partial=True), responses=RemindingSerializer)
    def patch(self, request: Request, pk: int) -> Response:
        """Change some of it."""
        committee = self.committee(pk)
        given = self.given(RemindingSerializer, partial=True)
        return self.answer(RemindingSerializer, services.set_reminding(request.user, committee, **given))


class Deliveries(Door):
    serializer_class = DeliverySerializer

    def get_queryset(self) -> DeliveryQuerySet:
        return Delivery.objects.visible_to(self.request.user).select_related("person", "committee")


class DeliveryRows(Deliveries, ListDoor):
    """Messages to oneself, and for who conducts campaigns to everybody, newest first."""

    filterset_class = DeliveryFilter
    page_keys = ("-pk",)


class DeliveryAgain(Deliveries):
    """One message again."""

    @extend_schema(request=None, responses=DeliverySerializer)
    def post(self, request: Request, pk: int) -> Response:
        """Send a message again that failed, or of which nobody knows; 409 for any other."""
        return self.answer(DeliverySerializer, services.retry_message(request.user, seen(self.get_queryset(), pk=pk)))


class DeliveriesAgain(Deliveries):
    """Failed messages again."""

    @extend_schema(request=None, responses=AgainSerializer, operation_id="messages_again_all")
    def post(self, request: Request) -> Response:
        """Send every failed message again; 409 where there is none."""
        return self.answer(AgainSerializer, {"messages": services.retry_all(request.user, self.get_queryset())})


class Remind(Door):
    """Reminding now."""

    queryset = Campaign.objects.none()

    def campaign(self, slug: str, topic: str) -> Campaign:
        """The campaign of the address; 404 for what nobody owes."""
        if topic not in TOPICS:
            raise NotFound
        rows = Campaign.objects.visible_to(self.request.user).select_related("committee", "rulebook_version")
        return seen(rows.prefetch_related("stages"), slug=slug)

    @extend_schema(responses=RemindedSerializer, parameters=[TOPIC])
    def get(self, request: Request, slug: str, topic: str) -> Response:
        """Whom it would reach now; reminds nobody."""
        found = services.preview(request.user, self.campaign(slug, topic), topic)
        return self.answer(RemindedSerializer, found)

    @extend_schema(request=None, responses=RemindedSerializer, parameters=[TOPIC])
    def post(self, request: Request, slug: str, topic: str) -> Response:
        """Remind everybody who has not done it and was not told of it today; 409 where nobody is left."""
        found = services.remind_now(request.user, self.campaign(slug, topic), topic)
        return self.answer(RemindedSerializer, found)
