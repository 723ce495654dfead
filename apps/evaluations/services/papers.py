"""Keep a finished file of a campaign; it is never changed, only made anew."""

import hashlib
from collections.abc import Callable
from typing import Any

from django.db import transaction

from apps.campaigns.models import Campaign
from apps.core.media_types import PDF
from apps.evaluations.models import Paper
from apps.evidence import shelf


def keep_paper(
    actor: Any, campaign: Campaign, kind: str, key: int, name: str, content: bytes, content_type: str = PDF
) -> Paper:
    """Write the file to the storage, then the row that names it. Call it inside the transaction of the act."""
    [place] = shelf.keep([content])
    return Paper.objects.create(
        campaign=campaign,
        kind=kind,
        key=key,
        name=name,
        content_type=content_type,
        size=len(content),
        digest=hashlib.sha256(content).hexdigest(),
        path=place,
        by=actor.pk if actor else None,
        by_name=actor.name if actor else "",
    )


def keep_once(
    campaign: Campaign, kind: str, key: int, name: str, made: Callable[[], bytes], content_type: str = PDF
) -> Paper:
    """The paper as it is kept; made only where it is not yet."""
    kept = Paper.objects.filter(kind=kind, key=key, content_type=content_type).first()
    if kept:
        return kept
    content = made()
    with transaction.atomic():
        return keep_paper(None, campaign, kind, key, name, content, content_type)
