"""What every door of a ballot begins with: the campaign and its ballot, as far as the person sees them."""

from functools import cached_property

from apps.ballots.models import Poll
from apps.campaigns.models import Campaign
from apps.core.doors import seen
from apps.core.rest.doors import Door


class BallotDoor(Door):
    """A door below a campaign's ballot; 404 for unknown and invisible alike, and where there is none."""

    queryset = Poll.objects.none()

    @cached_property
    def campaign(self) -> Campaign:
        rows = Campaign.objects.visible_to(self.request.user).select_related("committee", "rulebook_version")
        return seen(rows, slug=self.kwargs["slug"])

    @cached_property
    def poll(self) -> Poll:
        return seen(Poll.objects.select_related("campaign__committee"), campaign=self.campaign)
