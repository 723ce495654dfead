"""Say what two files that are alike mean. Nothing follows by itself: marks and proof stay as they are."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.audit.services import record
from apps.campaigns.models import Campaign
from apps.campaigns.services import require_unsealed
from apps.core.errors import Invalid
from apps.core.permissions import authorise
from apps.evidence.choices import Verdict
from apps.evidence.models import Likeness


@transaction.atomic
def judge_likeness(actor: Any, campaign: Campaign, likeness: Likeness, verdict: str, reason: str) -> Likeness:
    """Allowed, to be asked, or not alike, with a reason; by somebody who checks or marks and sees both sides."""
    authorise(actor, "assessments.judge_likeness", likeness)
    require_unsealed(campaign)
    if verdict not in Verdict.values:
        raise Invalid(_("Choose what it is."), code="verdict", details={"verdict": [_("Choose what it is.")]})
    reason = reason.strip()
    if not reason:
        raise Invalid(_("Say why."), code="reason", details={"reason": [_("Say why.")]})
    row = Likeness.objects.select_for_update().select_related("first__evidence__owner").get(pk=likeness.pk)
    before = {"verdict": row.verdict, "reason": row.reason} if row.verdict else None
    row.verdict, row.reason = verdict, reason[:500]
    row.by, row.by_name, row.at = actor.pk, actor.name, timezone.now()
    row.save(update_fields=["verdict", "reason", "by", "by_name", "at"])
    files = [row.first.digest, row.second.digest]
    after = {"verdict": verdict, "files": files}
    owner = row.first.evidence.owner
    record(actor, "proof.judged", campaign, node_path=owner.path, before=before, after=after, reason=row.reason)
    return row
