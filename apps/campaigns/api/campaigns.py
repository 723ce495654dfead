"""Campaigns over REST: list, make, change, and the steps of their lifecycle."""

from typing import Any

from django.urls import reverse
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from apps.campaigns import services
from apps.campaigns.filters import CampaignFilter
from apps.campaigns.models import Campaign, CampaignQuerySet
from apps.campaigns.serializers import (
    CampaignChangeSerializer,
    CampaignSerializer,
    MoveSerializer,
    NewCampaignSerializer,
)
from apps.core.doors import seen
from apps.core.rest.doors import Door, ListDoor

MOVES = {
    "open": services.open_campaign,
    "close": services.close_campaign,
    "reopen": services.reopen_campaign,
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

    act = OpenApiParameter("act", str, OpenApiParameter.PATH, enum=list(MOVES))

    @extend_schema(request=MoveSerializer, responses=CampaignSerializer, parameters=[act])
    def post(self, request: Request, slug: str, act: str) -> Response:
        """Open, close or reopen the campaign; 409 where its state does not permit it. Reopening asks a reason.

        Closing answers 409 `blocked` while something is left that has to be done first (`details.blockers` names it);
        with `despite` and a reason it goes on without it, and the record keeps what was passed over. Two people seal:
        see `seal/`.
        """
        campaign = self.campaign()
        if act not in MOVES:
            raise NotFound
        given = self.given(MoveSerializer)
        names = ("reason", "despite") if act in services.GATED else () if act == "open" else ("reason",)
        MOVES[act](request.user, campaign, **{name: given[name] for name in names})
        return self.answer(CampaignSerializer, campaign)
