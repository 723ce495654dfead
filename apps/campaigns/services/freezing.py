"""Frozen means frozen: what a sealed campaign refuses."""

from django.utils.translation import gettext as _

from apps.campaigns.choices import Status
from apps.campaigns.models import Campaign
from apps.core.errors import Refused


def require_unsealed(campaign: Campaign) -> None:
    """Refuse whatever would change a sealed campaign. Holds for everybody, superusers too."""
    campaign.refresh_from_db(fields=["status"])
    if campaign.status == Status.SEALED:
        raise Refused(_("The campaign is sealed: nothing of it changes any more."), code="sealed")
