"""Which results of a campaign may everybody read? Chosen by the committee, with a reason, and changed at any time."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from apps.audit.services import record
from apps.campaigns.choices import PublicField
from apps.campaigns.models import Campaign
from apps.core.errors import Invalid, Refused
from apps.core.permissions import authorise


@transaction.atomic
def set_publicity(
    actor: Any,
    campaign: Campaign,
    *,
    is_public: bool,
    fields: Sequence[str] = (),
    is_indexed: bool = False,
    reason: str,
) -> Campaign:
    """Open or shut the public pages of a campaign's branches, and choose what they show beside name and level.

    Nothing is shown before the result is published, whatever is chosen. Invalid without a reason or for a field that
    there is not; Refused for rehearsals, whose branches are made up.
    """
    authorise(actor, "campaigns.change_campaign", campaign)
    row = Campaign.objects.select_for_update(of=("self",)).select_related("committee").get(pk=campaign.pk)
    if row.is_rehearsal:
        raise Refused(_("A rehearsal is never public."), code="rehearsal")
    unknown = sorted(set(fields) - set(PublicField.values))
    if unknown:
        raise Invalid(_("There is no such field."), details={"fields": unknown})
    if not reason.strip():
        raise Invalid(_("Give the reason."), details={"reason": [""]})
    before = publicity_of(row)
    row.is_public, row.is_indexed = is_public, is_public and is_indexed
    row.public_fields = [field for field in PublicField.values if field in fields]
    row.save(update_fields=["is_public", "is_indexed", "public_fields"])
    record(
        actor,
        "campaign.publicity",
        row,
        node_path=row.committee.path,
        before=before,
        after=publicity_of(row),
        reason=reason.strip(),
    )
    return row


def publicity_of(campaign: Campaign) -> dict[str, Any]:
    """The choice as the record keeps it."""
    return {"public": campaign.is_public, "fields": campaign.public_fields, "indexed": campaign.is_indexed}
