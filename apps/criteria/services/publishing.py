"""Rulebook versions are published here and nowhere else; nothing changes them afterwards."""

import hashlib
import logging
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.audit.services import record
from apps.core.errors import Refused
from apps.criteria.choices import VersionStatus
from apps.criteria.editing.documents import LONGEST_NAME
from apps.criteria.models import Rulebook, RulebookVersion
from apps.criteria.selectors import compiled, shipped_rulebooks
from apps.criteria.services.beginning import suggested_slug
from apps.organisations.models import Node
from apps.rating.rulebook import Rulebook as Rules

log = logging.getLogger(__name__)


@transaction.atomic
def publish_text(actor: Any, text: str) -> RulebookVersion:
    """Freeze a text that belongs to nobody as the next version of its slug.

    The same text again gives the version that stands. Raises RulebookError with every fault of the text.
    """
    return freeze(actor, text)


@transaction.atomic
def freeze(
    actor: Any,
    text: str,
    *,
    committee: Node | None = None,
    based_on: RulebookVersion | None = None,
    reasons: Mapping[str, str] | None = None,
) -> RulebookVersion:
    """The next version of the text's slug, numbered from 1; for callers that have asked whether they may.

    Raises Refused `name-taken` where the slug is another's.
    """
    rules = compiled(text)
    digest = hashlib.sha256(text.encode()).hexdigest()
    rulebook = own_rulebook(rules, committee)
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


def own_rulebook(rules: Rules, committee: Node | None) -> Rulebook:
    """The row of a slug, locked, under its newest titles.

    A rulebook goes on only under the committee that began it; names that ship stay with what ships.
    """
    titles = {"title_zh": rules.title.zh[:LONGEST_NAME], "title_en": rules.title.en[:LONGEST_NAME]}
    rows = Rulebook.objects.select_for_update()
    rulebook, _made = rows.get_or_create(slug=rules.slug, defaults=titles | {"committee": committee})
    if rulebook.committee_id != (committee.pk if committee else None):
        message = _("The short name “%(slug)s” belongs to another rulebook. Choose one of your own, such as %(other)s.")
        words = {"slug": rules.slug, "other": suggested_slug(rules.slug)}
        raise Refused(message % words, code="name-taken", details={"rulebook": [rules.slug]})
    rows.filter(pk=rulebook.pk).update(**titles)
    return rulebook


def install_rulebooks() -> list[RulebookVersion]:
    """Publish every rulebook that ships; run at each start, changes nothing when nothing changed.

    A name that a committee gave to a rulebook of its own, before one of that name shipped, stays the committee's.
    """
    shipped = shipped_rulebooks()
    theirs = set(Rulebook.objects.filter(slug__in=shipped).exclude(committee=None).values_list("slug", flat=True))
    for slug in sorted(theirs):
        log.warning("The rulebook %s that ships is not published: a committee has one of that name.", slug)
    return [publish_text(None, text) for slug, text in shipped.items() if slug not in theirs]
