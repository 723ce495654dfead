"""Rulebook versions come in and are published; nothing else changes them."""

import hashlib
from typing import Any

from django.db import transaction
from django.utils import timezone

from apps.audit.services import record
from apps.criteria.choices import VersionStatus
from apps.criteria.models import Rulebook, RulebookVersion
from apps.criteria.selectors import compiled, shipped_rulebooks


@transaction.atomic
def publish_text(actor: Any, text: str) -> RulebookVersion:
    """Freeze a rulebook text as the next version of its slug; the same text again gives the version that stands.

    Raises RulebookError with every fault of the text.
    """
    rules = compiled(text)
    digest = hashlib.sha256(text.encode()).hexdigest()
    rulebook, _made = Rulebook.objects.update_or_create(
        slug=rules.slug, defaults={"title_zh": rules.title.zh, "title_en": rules.title.en}
    )
    last = rulebook.versions.published().order_by("-number").first()
    if last and last.digest == digest:
        return last
    version = RulebookVersion.objects.create(
        rulebook=rulebook,
        number=last.number + 1 if last else 1,
        text=text,
        digest=digest,
        status=VersionStatus.PUBLISHED,
        published_at=timezone.now(),
    )
    record(actor, "rulebook.published", version, after={"slug": rules.slug, "digest": digest})
    return version


def install_rulebooks() -> list[RulebookVersion]:
    """Publish every rulebook that ships; run at each start, changes nothing when nothing changed."""
    return [publish_text(None, text) for text in shipped_rulebooks().values()]
