"""Pages of campaigns and of their years."""

from apps.campaigns.views.campaigns import CampaignChange, CampaignCreate, CampaignList, CampaignMove
from apps.campaigns.views.days import DayRemove, DaysExport, DaysFill, DaysImport, WorkingDays
from apps.campaigns.views.documents import DocumentFile, DocumentRemove, Documents, RoadDocuments
from apps.campaigns.views.extensions import ExtensionEnd, Extensions
from apps.campaigns.views.publicity import Publicity
from apps.campaigns.views.roads import RoadChange, RoadCreate
from apps.campaigns.views.targets import Targets

__all__ = [
    "CampaignChange",
    "CampaignCreate",
    "CampaignList",
    "CampaignMove",
    "DayRemove",
    "DaysExport",
    "DaysFill",
    "DaysImport",
    "DocumentFile",
    "DocumentRemove",
    "Documents",
    "ExtensionEnd",
    "Extensions",
    "Publicity",
    "RoadChange",
    "RoadCreate",
    "RoadDocuments",
    "Targets",
    "WorkingDays",
]
