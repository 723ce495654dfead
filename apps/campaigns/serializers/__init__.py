"""Campaigns and their years as REST writes and reads them."""

from apps.campaigns.serializers.campaigns import (
    CampaignChangeSerializer,
    CampaignSerializer,
    MoveSerializer,
    NewCampaignSerializer,
    seen_scopes,
)

__all__ = [
    "CampaignChangeSerializer",
    "CampaignSerializer",
    "MoveSerializer",
    "NewCampaignSerializer",
    "seen_scopes",
]
