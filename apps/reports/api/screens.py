"""Hall screens over REST: set one up, change it, give it a new address, withdraw it."""

from django.db.models import QuerySet
from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core.doors import seen
from apps.core.permissions import authorise
from apps.core.rest.doors import NO_STORE, ListDoor
from apps.evaluations.api import CampaignDoor
from apps.reports.models import Screen
from apps.reports.serializers.screens import AddressedScreenSerializer, ScreenSerializer, WishesSerializer
from apps.reports.services.screens import change_screen, create_screen, renew_screen, withdraw_screen


class ScreenRows(CampaignDoor):
    """Below one campaign that the person conducts."""

    serializer_class = ScreenSerializer
    queryset = Screen.objects.none()

    def get_queryset(self) -> QuerySet[Screen]:
        authorise(self.request.user, "campaigns.change_campaign", self.campaign)
        rows = Screen.objects.visible_to(self.request.user).filter(campaign=self.campaign)
        return rows.select_related("campaign__committee")

    def screen(self) -> Screen:
        """The screen that the address names; 404 for unknown and invisible alike."""
        return seen(self.get_queryset(), pk=self.kwargs["pk"])

    def told(self, screen: Screen, token: str, code: int, **headers: str) -> Response:
        """A screen with its new secret address; nobody keeps the answer."""
        screen.address = token
        return self.answer(AddressedScreenSerializer, screen, code, headers=NO_STORE | headers)


class ScreenList(ScreenRows, ListDoor):
    """Screens of a campaign, newest first, withdrawn ones included."""

    page_keys = ("-pk",)

    @extend_schema(request=WishesSerializer, responses={201: AddressedScreenSerializer})
    def post(self, request: Request, slug: str) -> Response:
        """Set up a screen. `address` needs no sign-in and is told in this answer only."""
        self.get_queryset()
        screen, token = create_screen(request.user, self.campaign, **self.given(WishesSerializer))
        place = request.build_absolute_uri(reverse("api:screen", args=[slug, screen.pk]))
        return self.told(screen, token, status.HTTP_201_CREATED, Location=place)


class ScreenDetail(ScreenRows):
    """One screen."""

    def get(self, request: Request, slug: str, pk: int) -> Response:
        """One screen, without its secret address."""
        return self.answer(ScreenSerializer, self.screen())

    @extend_schema(request=WishesSerializer, responses=ScreenSerializer)
    def put(self, request: Request, slug: str, pk: int) -> Response:
        """Other pages, another pace, another last day; 409 `withdrawn` afterwards."""
        screen = change_screen(request.user, self.screen(), **self.given(WishesSerializer))
        return self.answer(ScreenSerializer, screen)


class ScreenRenew(ScreenRows):
    """A new address."""

    @extend_schema(request=None, responses=AddressedScreenSerializer)
    def post(self, request: Request, slug: str, pk: int) -> Response:
        """A new secret address; the one before opens nothing from now on."""
        return self.told(*renew_screen(request.user, self.screen()), status.HTTP_200_OK)


class ScreenWithdraw(ScreenRows):
    """The end of a screen."""

    @extend_schema(request=None, responses=ScreenSerializer)
    def post(self, request: Request, slug: str, pk: int) -> Response:
        """Neither address opens anything any more; 409 `withdrawn` where that was so."""
        return self.answer(ScreenSerializer, withdraw_screen(request.user, self.screen()))
