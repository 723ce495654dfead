"""More time over REST: who has it, give it, end it."""

from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.campaigns import services
from apps.campaigns.api.campaigns import CampaignRows
from apps.campaigns.models import Extension
from apps.campaigns.serializers.year import ExtensionListSerializer, ExtensionSerializer, NewExtensionSerializer
from apps.core.doors import seen
from apps.core.permissions import authorise
from apps.core.rest.fields import ReasonSerializer


class ExtensionList(CampaignRows):
    """Extensions of one campaign."""

    @extend_schema(responses=ExtensionListSerializer, operation_id="extensions_list")
    def get(self, request: Request, slug: str) -> Response:
        """Who has or had more time, newest first. For who conducts the campaign."""
        campaign = self.campaign()
        authorise(request.user, "campaigns.change_campaign", campaign)
        return self.answer(ExtensionListSerializer, {"results": campaign.extensions.select_related("node")})

    @extend_schema(request=NewExtensionSerializer, responses={201: ExtensionSerializer})
    def post(self, request: Request, slug: str) -> Response:
        """Give one branch or unit more time; 409 unless the campaign is open."""
        campaign = self.campaign()
        authorise(request.user, "campaigns.change_campaign", campaign)
        given = services.grant_extension(request.user, campaign, **self.given(NewExtensionSerializer))
        return self.made(ExtensionSerializer, given, reverse("api:extension-list", args=[slug]))


class ExtensionEnd(CampaignRows):
    """End one."""

    @extend_schema(request=ReasonSerializer, responses=ExtensionSerializer)
    def post(self, request: Request, slug: str, pk: int) -> Response:
        """No more time from now on; asks for the reason, 409 where it is over already."""
        rows = Extension.objects.filter(campaign=self.campaign()).select_related("campaign__committee", "node")
        ended = services.end_extension(request.user, seen(rows, pk=pk), **self.given(ReasonSerializer))
        return self.answer(ExtensionSerializer, ended)
