"""REST of campaigns and of their years."""

from apps.campaigns.api.campaigns import CampaignDetail, CampaignList, CampaignMove
from apps.campaigns.api.days import DayDetail, DayList, DaysFill, DaysImport
from apps.campaigns.api.documents import CampaignDocuments, DocumentDetail, DocumentFile, RoadDocuments
from apps.campaigns.api.extensions import ExtensionEnd, ExtensionList
from apps.campaigns.api.publicity import CampaignPublicity
from apps.campaigns.api.roads import RoadDetail, RoadList
from apps.campaigns.api.targets import CampaignTargets

__all__ = [
    "CampaignDetail",
    "CampaignDocuments",
    "CampaignList",
    "CampaignMove",
    "CampaignPublicity",
    "CampaignTargets",
    "DayDetail",
    "DayList",
    "DaysFill",
    "DaysImport",
    "DocumentDetail",
    "DocumentFile",
    "ExtensionEnd",
    "ExtensionList",
    "RoadDetail",
    "RoadDocuments",
    "RoadList",
]
