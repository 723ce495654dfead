"""What every page of a campaign's ballot begins with: the campaign, its ballot, what the person may do there."""

from functools import cached_property
from typing import Any

from django.http import Http404

from apps.ballots.begun import ballot_stage
from apps.ballots.models import Poll
from apps.campaigns.models import Campaign, Stage
from apps.core.doors import seen
from apps.core.permissions import authorise


class Balloting:
    """Shared by the pages below /c/<slug>/ballot/."""

    @cached_property
    def campaign(self) -> Campaign:
        rows = Campaign.objects.visible_to(self.request.user).select_related("committee", "rulebook_version")
        return seen(rows, slug=self.kwargs["slug"])

    @cached_property
    def found(self) -> Poll | None:
        """The campaign's ballot, None before it is set up."""
        poll = Poll.objects.visible_to(self.request.user).filter(campaign=self.campaign).first()
        if poll:
            poll.campaign = self.campaign
        return poll

    @property
    def poll(self) -> Poll:
        """The campaign's ballot; 404 before it is set up."""
        if self.found is None:
            raise Http404
        return self.found

    @cached_property
    def stage(self) -> Stage | None:
        return ballot_stage(self.poll)

    @property
    def conducts(self) -> bool:
        return self.request.user.has_perm("ballots.conduct", self.campaign)

    @property
    def hands_out(self) -> bool:
        """Whether the person may print slips or type papers anywhere at all."""
        return self.request.user.has_perm("ballots.hand_out", None)

    def require_conducting(self) -> None:
        authorise(self.request.user, "ballots.conduct", self.campaign)

    def require_handing_out(self) -> None:
        self.campaign  # noqa: B018 - unknown to others: 404 comes before 403
        authorise(self.request.user, "ballots.hand_out", None)

    def doors(self) -> dict[str, Any]:
        """What the templates ask on every page."""
        return {"campaign": self.campaign, "poll": self.found, "conducts": self.conducts, "hands_out": self.hands_out}
