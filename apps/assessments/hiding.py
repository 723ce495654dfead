"""Whose name stands beside a mark? Below the committee nobody sees who marks whom until the campaign is over."""

from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from apps.assessments.choices import Party
from apps.assessments.models import Invitation
from apps.campaigns.choices import Status
from apps.campaigns.models import Campaign


class Names:
    """The names of scorers as one reader sees them in one campaign.

    Who conducts it sees everybody; who compares its branches everybody but guests; scorers themselves; all others the
    work committee, and once the campaign is over everybody but guests.
    """

    def __init__(self, reader: Any, campaign: Campaign) -> None:
        self.reader, self.campaign = reader, campaign

    def of(self, by: int | None, name: str, party: str = "") -> str:
        """The name that is shown for who wrote something on a party's sheet."""
        if party == Party.SELF or by is None or by == self.reader.pk or self.sees_guests:
            return name
        if not self.sees_scorers:
            return _("work committee")
        return _("expert") if by in self.guests else name

    @cached_property
    def sees_guests(self) -> bool:
        return self.reader.has_perm("assessments.assign", self.campaign)

    @cached_property
    def sees_scorers(self) -> bool:
        is_over = self.campaign.status in (Status.CLOSED, Status.SEALED)
        return is_over or self.reader.has_perm("campaigns.compare_branches", self.campaign)

    @cached_property
    def guests(self) -> set[int]:
        rows = Invitation.objects.filter(campaign=self.campaign).exclude(person=None)
        return set(rows.order_by().values_list("person", flat=True))
