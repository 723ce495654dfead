"""Campaigns over REST: list, make, change, and the steps of their lifecycle."""

from typing import Any

from django.urls import reverse
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from apps.campaigns import services
from apps.campaigns.filters import CampaignFilter
from apps.campaigns.lifecycle import CAMPAIGN
from apps.campaigns.models import Campaign, CampaignQuerySet
from apps.campaigns.serializers import CampaignChangeSerializer, CampaignSerializer, NewCampaignSerializer
from apps.core.doors import seen
from apps.core.rest.doors import Door, ListDoor
from apps.core.rest.fields import ReasonSerializer

MOVES = {
    "open": services.open_campaign,
    "close": services.close_campaign,
    "reopen": services.reopen_campaign,
    "seal": services.seal_campaign,
}


class CampaignRows(Door):
    serializer_class = CampaignSerializer

    def get_queryset(self) -> CampaignQuerySet:
        rows = Campaign.objects.visible_to(self.request.user)
        return rows.select_related("committee", "rulebook_version__rulebook").prefetch_related("stages")

    def campaign(self) -> Campaign:
        """The campaign that the address names; 404 for unknown and invisible alike."""
        return seen(self.get_queryset(), slug=self.kwargs["slug"])


class CampaignList(CampaignRows, ListDoor):
    """Campaigns that one sees, newest first: those below one's offices, and once open those that one takes part in."""

    filterset_class = CampaignFilter
    page_keys = ("-year", "-pk")

    @extend_schema(request=NewCampaignSerializer, responses={201: CampaignSerializer})
    def post(self, request: Request) -> Response:
        """Make a draft campaign for a scope that one's office covers."""
        campaign = services.create_campaign(request.user, **self.given(NewCampaignSerializer))
        return self.made(CampaignSerializer, campaign, reverse("api:campaign", args=[campaign.slug]))


class CampaignDetail(CampaignRows):
    """One campaign."""

    def get(self, request: Request, slug: str) -> Response:
        """One campaign with its stages."""
        return self.answer(CampaignSerializer, self.campaign())

    @extend_schema(request=CampaignChangeSerializer)
    def patch(self, request: Request, slug: str) -> Response:
        """Change words and dates; the rulebook only while it is a draft; nothing once it is sealed."""
        campaign = self.campaign()
        changes = as_it_stands(campaign) | self.given(CampaignChangeSerializer)
        services.change_campaign(request.user, campaign=campaign, **changes)
        return self.answer(CampaignSerializer, self.campaign())


def as_it_stands(campaign: Campaign) -> dict[str, Any]:
    """What the service takes for a change that changes nothing."""
    return {
        "name": campaign.name,
        "year": campaign.year,
        "is_open_to_branches": campaign.is_open_to_branches,
        "stages": [
            services.StageDates(kind=s.kind, title=s.title, opens_at=s.opens_at, closes_at=s.closes_at)
            for s in campaign.stages.all()
        ],
    }


class CampaignMove(CampaignRows):
    """One step of the lifecycle."""

    act = OpenApiParameter("act", str, OpenApiParameter.PATH, enum=list(CAMPAIGN.table))

    @extend_schema(request=ReasonSerializer, responses=CampaignSerializer, parameters=[act])
    def post(self, request: Request, slug: str, act: str) -> Response:
        """Open, close, reopen or seal the campaign; 409 where its state does not permit it. Reopening asks a reason."""
        campaign = self.campaign()
        if act not in MOVES:
            raise NotFound
        reason = self.given(ReasonSerializer)
        MOVES[act](request.user, campaign, **({} if act == "open" else reason))
        return self.answer(CampaignSerializer, campaign)
