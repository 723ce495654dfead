"""Rulebook versions are published here and nowhere else; nothing changes them afterwards."""

import hashlib
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from apps.audit.services import record
from apps.criteria.choices import VersionStatus
from apps.criteria.models import Rulebook, RulebookVersion
from apps.criteria.selectors import compiled, shipped_rulebooks
from apps.organisations.models import Node


@transaction.atomic
def publish_text(actor: Any, text: str) -> RulebookVersion:
    """Freeze a text that belongs to nobody as the next version of its slug.

    The same text again gives the version that stands. Raises RulebookError with every fault of the text.
    """
    return freeze(actor, text)


def freeze(
    actor: Any,
    text: str,
    *,
    committee: Node | None = None,
    based_on: RulebookVersion | None = None,
    reasons: Mapping[str, str] | None = None,
) -> RulebookVersion:
    """The next version of the text's slug, numbered from 1; for callers that have asked whether they may."""
    rules = compiled(text)
    digest = hashlib.sha256(text.encode()).hexdigest()
    titles = {"title_zh": rules.title.zh, "title_en": rules.title.en}
    rulebook, _made = Rulebook.objects.update_or_create(slug=rules.slug, defaults=titles | {"committee": committee})
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
        published_by_name=actor.name if actor else "",
        based_on=based_on,
        reasons=dict(reasons or {}),
    )
    path = committee.path if committee else ""
    record(actor, "rulebook.published", version, node_path=path, after={"slug": rules.slug, "digest": digest})
    return version


def install_rulebooks() -> list[RulebookVersion]:
    """Publish every rulebook that ships; run at each start, changes nothing when nothing changed."""
    return [publish_text(None, text) for text in shipped_rulebooks().values()]
