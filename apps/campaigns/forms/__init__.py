"""Forms of campaigns and of their years."""

from apps.campaigns.forms.campaigns import CampaignForm
from apps.campaigns.forms.publicity import PublicityForm
from apps.campaigns.forms.roads import DocumentForm, RoadForm
from apps.campaigns.forms.targets import TargetsForm
from apps.campaigns.forms.year import DayForm, DaysFileForm, ExtensionForm

__all__ = [
    "CampaignForm",
    "DayForm",
    "DaysFileForm",
    "DocumentForm",
    "ExtensionForm",
    "PublicityForm",
    "RoadForm",
    "TargetsForm",
]
