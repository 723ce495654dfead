"""A campaign and its year: stages, extensions, working days; the road over several years."""

from apps.campaigns.models.campaigns import Campaign, CampaignQuerySet, Stage, StageQuerySet
from apps.campaigns.models.days import Day
from apps.campaigns.models.extensions import Extension
from apps.campaigns.models.roads import IssuedDocument, Road, RoadQuerySet, RoadYear
from apps.campaigns.models.targets import LATER, CampaignTarget

__all__ = [
    "LATER",
    "Campaign",
    "CampaignQuerySet",
    "CampaignTarget",
    "Day",
    "Extension",
    "IssuedDocument",
    "Road",
    "RoadQuerySet",
    "RoadYear",
    "Stage",
    "StageQuerySet",
]
